// A dimension mismatch is underlined as long as it is there, and the hover says what is wrong.

export default async function (workbench, folder) {
  await workbench.open(folder, "faulty.nor");
  await workbench.sees("the squiggle", ".monaco-editor .squiggly-error");
  await workbench.hover("short + long", "NOR006");
  await workbench.shot("hover");

  await workbench.command("View: Focus Problems");
  await workbench.sees("the problem in the list", ".markers-panel .monaco-list-row", "NOR006");
  await workbench.shot("problems");

  await workbench.clickAfter("ones(4");
  await workbench.press("Backspace");
  await workbench.page.keyboard.type("3");
  await workbench.misses("the squiggle", ".monaco-editor .squiggly-error");
  await workbench.sees("an empty list of problems", ".markers-panel", "No problems have been detected");
  await workbench.shot("mended");
}
