// Hover, completion and definition of a builtin function.

export default async function (workbench, folder) {
  const { page } = workbench;
  await workbench.open(folder, "faulty.nor");
  await workbench.sees("the squiggle, so the server answers", ".monaco-editor .squiggly-error");
  await workbench.hover("zeros", "zeros(dim: int) -> Vec");
  await workbench.shot("hover");
  await workbench.press("Escape");
  await workbench.misses("the hover", ".monaco-hover:not(.hidden)");

  await workbench.clickAfter("print(short + long)");
  await workbench.press("Enter");
  await page.keyboard.type("let size = ");
  await workbench.press("Control+Space");
  await workbench.sees("the completions", ".suggest-widget .monaco-list-row");
  await page.keyboard.type("nor");
  await workbench.sees("norm and its signature", ".suggest-widget .monaco-list-row", /^norm\s*norm\(v: Vec/);
  await workbench.shot("completion");
  await workbench.press("Enter");
  await workbench.misses("the completions", ".suggest-widget.visible");
  await workbench.press("F12");
  await workbench.sees("the file of its definition", ".tabs-container .tab.active", "prelude.nor");
  await workbench.sees("its declaration", ".monaco-editor .view-line", /primitive\s+norm\(/);
  await workbench.shot("definition");
}
