// The play button runs the program in the terminal.

export default async function (workbench, folder) {
  await workbench.open(folder, "closures.nor");
  const button = await workbench.sees("the play button", ".editor-actions [aria-label^='Run NORMiL File']");
  await button.click();
  await workbench.sees("the program's last line in the terminal", ".terminal-wrapper .xterm-rows > div", /^18$/);
  await workbench.shot("output");
}
