/**
 * The commands `normil.run` and `normil.debug`: the file in the editor, the one chosen in the explorer, or what a code
 * lens stands for, a file or one of its tests; and `normil.showReferences`, for the lens that counts them.
 */

import * as vscode from "vscode";

export function registerRunCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("normil.run", (file?: File, test?: unknown) => launch(file, test, true)),
    vscode.commands.registerCommand("normil.debug", (file?: File, test?: unknown) => launch(file, test, false)),
    vscode.commands.registerCommand("normil.showReferences", showReferences),
  );
}

/** The server knows nothing of VS Code's URIs. */
type File = vscode.Uri | string;

/** `test`: a name where a lens gives it; the explorer gives the files that are selected there. */
async function launch(file: File | undefined, test: unknown, noDebug: boolean): Promise<void> {
  const given = typeof file === "string" ? vscode.Uri.parse(file) : file;
  const chosen = given ?? vscode.window.activeTextEditor?.document.uri;
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
    name: typeof test === "string" ? `NORMiL: ${test}` : "NORMiL: Current File",
    program: program.fsPath,
    ...(typeof test === "string" && { test }),
    // A program that only runs gets a terminal, where it can also read.
    ...(noDebug && { console: "integratedTerminal" }),
  };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(program), configuration, { noDebug });
}

/** What the protocol calls Position and Location, as the server sends them. */
interface Position {
  line: number;
  character: number;
}

interface Location {
  uri: string;
  range: { start: Position; end: Position };
}

function showReferences(file: string, position: Position, locations: Location[]): Thenable<unknown> {
  const place = ({ line, character }: Position) => new vscode.Position(line, character);
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(file),
    place(position),
    locations.map(
      ({ uri, range }) =>
        new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(place(range.start), place(range.end))),
    ),
  );
}
