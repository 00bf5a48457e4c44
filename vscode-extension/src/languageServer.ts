/** Starts, restarts and stops `normil-ls`, and says which state it is in. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ClientState } from "./languageClient";
import { findInterpreter, type Interpreter } from "./interpreter";
import { offerInterpreter } from "./interpreterPicker";
import { onDidChangeEnvironment } from "./pythonExtension";

export type ServerState =
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly python: string; readonly version: string }
  | { readonly kind: "stopped"; readonly problem: string };

const RESTART = "Restart";
const SHOW_LOG = "Show Log";

export class LanguageServer implements vscode.Disposable {
  private readonly log = vscode.window.createOutputChannel("NORMiL Language Server", { log: true });
  private readonly changed = new vscode.EventEmitter<ServerState>();
  private readonly subscriptions: vscode.Disposable[] = [this.log, this.changed];
  private client: LanguageClient | undefined;
  private python: string | undefined;
  private work: Promise<void> = Promise.resolve();

  readonly onDidChangeState = this.changed.event;

  constructor(private readonly directory: string) {
    this.subscriptions.push(
      vscode.commands.registerCommand("normil.restartServer", () => this.start()),
      vscode.commands.registerCommand("normil.showServerLog", () => this.log.show()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.followInterpreter()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("normil.interpreter")) {
          void this.followInterpreter();
        }
      }),
      onDidChangeEnvironment(() => this.followInterpreter()),
    );
  }

  /** Starts the server, or starts it anew. */
  start(): Promise<void> {
    return this.enqueue(async () => this.startWith(await this.findInterpreter()));
  }

  /** Ends when the server has ended. */
  async dispose(): Promise<void> {
    await this.enqueue(() => this.stop());
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Starts the server anew where another interpreter is to be used now. */
  private followInterpreter(): Promise<void> {
    return this.enqueue(async () => {
      const interpreter = await this.findInterpreter();
      if (!this.client || !interpreter.usable || interpreter.python !== this.python) {
        await this.startWith(interpreter);
      }
    });
  }

  private findInterpreter(): Promise<Interpreter> {
    return findInterpreter(this.directory, vscode.window.activeTextEditor?.document.uri);
  }

  /** Starts and stops follow one another. */
  private enqueue(task: () => Promise<void>): Promise<void> {
    this.work = this.work.then(task).catch((error) => this.log.error(error));
    return this.work;
  }

  private async startWith(interpreter: Interpreter): Promise<void> {
    await this.stop();
    if (!interpreter.usable) {
      this.changed.fire({ kind: "stopped", problem: interpreter.problem });
      void offerInterpreter(interpreter.problem, interpreter.lacking);
      return;
    }
    const { python, version } = interpreter;
    this.log.info(`starting normil-ls with ${python} (Python ${version})`);
    const { createClient } = await import("./languageClient");
    const client = createClient(python, this.directory, this.log, (state) => {
      if (this.client === client) {
        this.show(state, python, version);
      }
    });
    this.client = client;
    this.python = python;
    // Not waited for, so that a server that never answers can be started anew. Where it fails, the state has been
    // shown and the reason is in the log.
    client.start().catch(() => undefined);
  }

  private show(state: ClientState, python: string, version: string): void {
    if (state === "starting") {
      this.changed.fire({ kind: "starting" });
    } else if (state === "running") {
      this.changed.fire({ kind: "running", python, version });
    } else {
      this.changed.fire({ kind: "stopped", problem: "The language server has stopped. Its log says why." });
      void this.offerRestart();
    }
  }

  private async offerRestart(): Promise<void> {
    const answer = await vscode.window.showErrorMessage("The NORMiL language server has stopped.", RESTART, SHOW_LOG);
    if (answer === RESTART) {
      await this.start();
    } else if (answer === SHOW_LOG) {
      this.log.show();
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client?.isRunning()) {
      client?.serverProcess?.kill();
      return;
    }
    try {
      await client.dispose();
    } catch (error) {
      this.log.warn(`normil-ls did not stop in order: ${error}`);
    }
  }
}
