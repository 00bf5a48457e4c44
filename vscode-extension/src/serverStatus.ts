/** The language status item (`{}` in the status bar) that shows how the language server is. */

import * as vscode from "vscode";
import type { LanguageServer, ServerState } from "./languageServer";

export function registerServerStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("normil.server", { language: "normil" });
  item.name = "NORMiL Language Server";
  show(item, { kind: "starting" });
  const listener = server.onDidChangeState((state) => show(item, state));
  return vscode.Disposable.from(item, listener);
}

function show(item: vscode.LanguageStatusItem, state: ServerState): void {
  item.busy = state.kind === "starting";
  item.severity =
    state.kind === "stopped" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  switch (state.kind) {
    case "starting":
      item.text = "Starting NORMiL";
      item.detail = "";
      item.command = { title: "Show Log", command: "normil.showServerLog" };
      break;
    case "running":
      item.text = `NORMiL: Python ${state.version}`;
      item.detail = state.python;
      item.command = { title: "Select Interpreter", command: "normil.selectInterpreter" };
      break;
    case "stopped":
      item.text = "NORMiL: not running";
      item.detail = state.problem;
      item.command = { title: "Restart", command: "normil.restartServer" };
      break;
  }
}
