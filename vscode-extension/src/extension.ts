/** The extension's entry point: registers each feature, nothing more. */

import * as vscode from "vscode";
import { registerDebugger } from "./debugger";
import { registerInterpreterPicker } from "./interpreterPicker";
import { LanguageServer } from "./languageServer";
import { registerRunCommands } from "./runCommands";
import { registerServerStatus } from "./serverStatus";

let server: LanguageServer | undefined;

export function activate(context: vscode.ExtensionContext): void {
  server = new LanguageServer(context.extensionPath);
  context.subscriptions.push(
    registerServerStatus(server),
    registerDebugger(context.extensionPath),
    registerRunCommands(),
    registerInterpreterPicker(),
  );
  void server.start();
}

/** VS Code waits for this one, as it does not for subscriptions: so the server ends in order. */
export function deactivate(): Promise<void> | undefined {
  return server?.dispose();
}
