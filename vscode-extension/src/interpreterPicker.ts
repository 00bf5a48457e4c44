/** The command `normil.selectInterpreter`, and the message that offers it where no usable Python was found. */

import * as vscode from "vscode";
import { knownInterpreters } from "./interpreter";

const SELECT = "Select Interpreter";
const HELP = "How to Install";

const AUTOMATIC = { label: "$(sparkle) Automatic", detail: "The Python extension's environment, else the PATH" };
const BROWSE = { label: "$(folder-opened) Browse..." };

export function registerInterpreterPicker(): vscode.Disposable {
  return vscode.commands.registerCommand("normil.selectInterpreter", selectInterpreter);
}

/** Shows `problem` with ways out of it. */
export async function offerInterpreter(problem: string): Promise<void> {
  const answer = await vscode.window.showErrorMessage(problem, SELECT, HELP);
  if (answer === SELECT) {
    await selectInterpreter();
  } else if (answer === HELP) {
    await vscode.commands.executeCommand("extension.open", "normil.normil");
  }
}

async function selectInterpreter(): Promise<void> {
  const known = (await knownInterpreters()).map((python) => ({ label: python }));
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem>([AUTOMATIC, ...known, BROWSE], {
    title: "NORMiL: Select Interpreter",
    placeHolder: "The Python in which the package 'normil' is installed",
  });
  if (chosen === undefined) {
    return;
  }
  const python = chosen === AUTOMATIC ? undefined : chosen === BROWSE ? await browse() : chosen.label;
  if (python === undefined && chosen === BROWSE) {
    return;
  }
  // Where the workspace is not trusted, its own value of this setting would not be read.
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined && vscode.workspace.isTrusted;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("normil").update("interpreter", python, target);
}

async function browse(): Promise<string | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: "Select the Python in which the package 'normil' is installed",
    openLabel: SELECT,
    ...(process.platform === "win32" && { filters: { Programs: ["exe"] } }),
  });
  return files?.[0]?.fsPath;
}
