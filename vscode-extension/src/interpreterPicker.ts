/** The command `normil.selectInterpreter`, and the message that offers it where no usable Python was found. */

import * as vscode from "vscode";
import { knownInterpreters } from "./interpreter";

const SELECT = "Select Interpreter";
const HELP = "How to Install";
const COPY = "Copy Command";

const AUTOMATIC = { label: "$(sparkle) Automatic", detail: "The Python extension's environment, else the PATH" };
const BROWSE = { label: "$(folder-opened) Browse..." };

export function registerInterpreterPicker(): vscode.Disposable {
  return vscode.commands.registerCommand("normil.selectInterpreter", selectInterpreter);
}

/** Says why no interpreter can be used, with ways out of it. */
export async function offerInterpreter(problem: string, lacking?: string): Promise<void> {
  const ways = lacking === undefined ? [SELECT] : [SELECT, HELP];
  const answer = await vscode.window.showErrorMessage(problem, ...ways);
  if (answer === SELECT) {
    await selectInterpreter();
  } else if (answer === HELP && lacking !== undefined) {
    await explainInstallation(lacking);
  }
}

async function explainInstallation(python: string): Promise<void> {
  const command = `${/\s/.test(python) ? `"${python}"` : python} -m pip install .`;
  const detail = [
    "In a terminal, in the folder with NORMiL's sources:",
    command,
    'Then run "NORMiL: Restart Language Server".',
  ].join("\n\n");
  const options = { modal: true, detail };
  if ((await vscode.window.showInformationMessage("How to install NORMiL's tools", options, COPY)) === COPY) {
    await vscode.env.clipboard.writeText(command);
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
