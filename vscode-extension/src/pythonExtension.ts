/** The environment that the Python extension has selected, where that extension is installed. */

import * as vscode from "vscode";

/** The part of the Python extension's public interface that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const changed = new vscode.EventEmitter<void>();
let api: Promise<PythonApi | undefined> | undefined;

/** Another environment was selected. Silent until `activeEnvironment` was asked for the first time. */
export const onDidChangeEnvironment = changed.event;

/** The path of the selected environment's interpreter. */
export async function activeEnvironment(resource?: vscode.Uri): Promise<string | undefined> {
  api ??= activate();
  const environments = (await api)?.environments;
  const environment = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
  return environment?.executable.uri?.fsPath;
}

async function activate(): Promise<PythonApi | undefined> {
  try {
    const exported = await vscode.extensions.getExtension<PythonApi>("ms-python.python")?.activate();
    exported?.environments.onDidChangeActiveEnvironmentPath(() => changed.fire());
    return exported;
  } catch {
    return undefined; // it says itself what is wrong with it
  }
}
