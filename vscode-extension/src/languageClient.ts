/** The protocol client of `normil-ls`. Loaded when a server is started, since its library is large. */

import type { LogOutputChannel } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, State } from "vscode-languageclient/node";

export type ClientState = "starting" | "running" | "stopped";

/** `onState` hears of every change. A server that crashes is started again a few times before it is `stopped`. */
export function createClient(
  python: string,
  directory: string,
  log: LogOutputChannel,
  onState: (state: ClientState) => void,
): LanguageClient {
  let wasRunning = false;
  const client: LanguageClient = new QuietClient(
    "normil",
    "NORMiL Language Server",
    { command: python, args: ["-P", "-m", "normil_ls"], options: { cwd: directory } },
    {
      documentSelector: [{ language: "normil" }],
      outputChannel: log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        // A server that never ran would only fail again.
        closed: () => (wasRunning ? restarts.closed() : { action: CloseAction.DoNotRestart }),
      },
    },
  );
  const restarts = client.createDefaultErrorHandler();
  let last: ClientState | undefined;
  client.onDidChangeState(({ newState }) => {
    wasRunning ||= newState === State.Running;
    const state = newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped";
    if (state !== last) {
      onState((last = state));
    }
  });
  return client;
}

/** Writes errors into the log only: the extension shows one message of its own instead of one for each. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
