/**
 * Finds the Python that runs NORMiL's tools.
 *
 * In this order: the setting `normil.interpreter`, the environment that the Python extension has selected,
 * `python3` or `python` on the PATH. The first that exists decides; whether `normil` is installed in it is asked
 * of that Python itself. In a workspace that is not trusted nothing inside the workspace is ever started.
 */

import { execFile } from "node:child_process";
import { constants, promises as fs } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { activeEnvironment } from "./pythonExtension";

/** What was found, or why nothing can be used; `lacking` is an interpreter in which only normil is missing. */
export type Interpreter =
  | { readonly usable: true; readonly python: string; readonly version: string }
  | { readonly usable: false; readonly problem: string; readonly lacking?: string };

const NAMES = process.platform === "win32" ? ["python.exe", "python3.exe"] : ["python3", "python"];

const PROBE = `
import importlib.util, json, sys
print(json.dumps({
    "python": sys.version.split()[0],
    "supported": sys.version_info >= (3, 11),
    "installed": importlib.util.find_spec("normil_ls") is not None,
}))`;

const PROBE_TIMEOUT = 20_000;

/** `directory` is where a candidate is started: a folder that is not the workspace. */
export async function findInterpreter(directory: string, resource?: vscode.Uri): Promise<Interpreter> {
  const python = await candidate(resource);
  if (python === undefined) {
    return { usable: false, problem: "No Python was found. NORMiL needs Python 3.11 or later." };
  }
  if (!vscode.workspace.isTrusted && (await isInsideWorkspace(python))) {
    return {
      usable: false,
      problem: `The Python interpreter ${python} lies in this workspace, which is not trusted.`,
    };
  }
  return probe(python, directory);
}

async function candidate(resource?: vscode.Uri): Promise<string | undefined> {
  const configured = vscode.workspace.getConfiguration("normil", resource).get<string>("interpreter", "").trim();
  if (configured !== "") {
    return fromSetting(configured, resource);
  }
  // The selected environment is a workspace's choice, so it counts only where the workspace is trusted.
  const environment = vscode.workspace.isTrusted ? await activeEnvironment(resource) : undefined;
  return environment ?? (await onPath(NAMES))[0];
}

/** A path, in which `${workspaceFolder}` may stand, or the name of a command on the PATH. */
async function fromSetting(value: string, resource?: vscode.Uri): Promise<string> {
  const folder = resource && vscode.workspace.getWorkspaceFolder(resource);
  const root = (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath ?? "";
  const expanded = value.replaceAll("${workspaceFolder}", root);
  if (path.isAbsolute(expanded)) {
    return expanded;
  }
  return (await onPath([expanded]))[0] ?? expanded;
}

/** The interpreters to choose from: the workspace's environments, then those on the PATH. */
export async function knownInterpreters(): Promise<string[]> {
  const bin = process.platform === "win32" ? "Scripts" : "bin";
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const inFolders = folders.flatMap((folder) =>
    [".venv", "venv"].map((name) => path.join(folder.uri.fsPath, name, bin, NAMES[0]!)),
  );
  const known = new Map<string, string>();
  for (const file of [...inFolders, ...(await onPath(NAMES))]) {
    // `python` and `python3` of one environment are one interpreter.
    const identity = `${await realPath(path.dirname(file))}:${await realPath(file)}`;
    if (!known.has(identity) && (await isExecutable(file))) {
      known.set(identity, file);
    }
  }
  return [...known.values()];
}

async function onPath(names: readonly string[]): Promise<string[]> {
  // A relative entry would mean another folder for every process: it is passed over.
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const found = [];
  for (const file of names.flatMap((name) => folders.map((folder) => path.join(folder, name)))) {
    if ((await isExecutable(file)) && (vscode.workspace.isTrusted || !(await isInsideWorkspace(file)))) {
      found.push(file);
    }
  }
  return found;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Both the file's own folder and the file it may link to count: a virtual environment is its folder. */
async function isInsideWorkspace(file: string): Promise<boolean> {
  const places = [path.join(await realPath(path.dirname(file)), path.basename(file)), await realPath(file)];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const root = await realPath(folder.uri.fsPath);
    if (places.some((place) => isBelow(root, place))) {
      return true;
    }
  }
  return false;
}

function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..";
}

async function realPath(file: string): Promise<string> {
  try {
    return await fs.realpath(file);
  } catch {
    return path.resolve(file);
  }
}

async function probe(python: string, directory: string): Promise<Interpreter> {
  let answer: { python: string; supported: boolean; installed: boolean };
  try {
    const { stdout } = await promisify(execFile)(python, ["-c", PROBE], { cwd: directory, timeout: PROBE_TIMEOUT });
    answer = JSON.parse(stdout);
  } catch {
    return { usable: false, problem: `${python} does not run as a Python interpreter.` };
  }
  if (!answer.supported) {
    return { usable: false, problem: `NORMiL needs Python 3.11 or later; ${python} is Python ${answer.python}.` };
  }
  if (!answer.installed) {
    return { usable: false, problem: `The package 'normil' is not installed in ${python}.`, lacking: python };
  }
  return { usable: true, python, version: answer.python };
}
