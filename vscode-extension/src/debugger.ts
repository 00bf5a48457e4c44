/** Starts `normil-dap` for a debug session, and completes what a launch configuration leaves out. */

import * as vscode from "vscode";
import { findInterpreter } from "./interpreter";
import { offerInterpreter } from "./interpreterPicker";

const TYPE = "normil";

export function registerDebugger(directory: string): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(TYPE, new LaunchConfigurations(directory)),
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      createDebugAdapterDescriptor: ({ configuration }) =>
        new vscode.DebugAdapterExecutable(configuration["__interpreter"], ["-P", "-m", "normil_dap"], {
          cwd: directory,
        }),
    }),
  );
}

class LaunchConfigurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly directory: string) {}

  /** F5 without a launch.json gives an empty configuration: it debugs the file in the editor. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.ProviderResult<vscode.DebugConfiguration> {
    if (!configuration.type && !configuration.request && !configuration.name) {
      return { type: TYPE, request: "launch", name: "NORMiL: Current File", program: "${file}" };
    }
    return configuration;
  }

  /** The interpreter is looked for here, where a session can still be called off without a second message. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const interpreter = await findInterpreter(this.directory, folder?.uri);
    if (!interpreter.usable) {
      void offerInterpreter(interpreter.problem, interpreter.lacking);
      return undefined;
    }
    const inTerminal = (configuration["console"] ?? "internalConsole") !== "internalConsole";
    return {
      ...(inTerminal && { internalConsoleOptions: "neverOpen" }), // else the Debug Console hides the terminal
      ...configuration,
      __interpreter: interpreter.python,
    };
  }
}
