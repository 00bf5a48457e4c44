/** The commands `normil.run` and `normil.debug`: the file in the editor, or the one chosen in the explorer. */

import * as vscode from "vscode";

export function registerRunCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("normil.run", (file?: vscode.Uri) => launch(file, true)),
    vscode.commands.registerCommand("normil.debug", (file?: vscode.Uri) => launch(file, false)),
  );
}

async function launch(file: vscode.Uri | undefined, noDebug: boolean): Promise<void> {
  const chosen = file ?? vscode.window.activeTextEditor?.document.uri;
  if (chosen === undefined) {
    void vscode.window.showInformationMessage("Open a NORMiL file (*.nor) to run it.");
    return;
  }
  // A new file gets its name here; to save changed ones is VS Code's own part (`debug.saveBeforeStart`).
  const program = chosen.scheme === "untitled" ? await vscode.workspace.save(chosen) : chosen;
  if (program === undefined) {
    return;
  }
  const configuration: vscode.DebugConfiguration = {
    type: "normil",
    request: "launch",
    name: "NORMiL: Current File",
    program: program.fsPath,
    // A program that only runs gets a terminal, where it can also read.
    ...(noDebug && { console: "integratedTerminal" }),
  };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(program), configuration, { noDebug });
}
