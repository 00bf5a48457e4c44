// F5 in an open program, without a launch.json, to `breakpoint()`; then variables, hover, steps, the Debug Console,
// and a breakpoint of one's own.

export default async function (workbench, folder) {
  const { page } = workbench;
  await workbench.open(folder, "debug_training.nor");
  await workbench.readyToDebug();
  await workbench.press("F5");
  await workbench.sees("the debug toolbar", ".debug-toolbar");
  await workbench.sees("the line of breakpoint()", ".monaco-editor .debug-top-stack-frame-line");
  await workbench.sees("why it stopped", ".pane-header", /call stack\s*breakpoint\(\)/i);
  const frames = ".debug-call-stack .monaco-list-row .stack-frame";
  await workbench.sees("the function that called", frames, "main");
  const top = await workbench.sees("where it stopped", frames, "train");
  const line = async () => Number((await top.locator(".line-number").innerText()).split(":")[0]);

  const variables = ".debug-variables .monaco-list-row";
  await workbench.sees("a number in the Variables view", variables, /^size =\s*6\.\d+/);
  const vector = await workbench.sees("the shape of w in the Variables view", variables, /^w =\s*Vec\(16\) norm=6\./);
  await vector.click();
  await workbench.sees("the first element of w", variables, /^\[0\] =\s*-?\d+\.\d+/);
  await workbench.hover("size", /6\.\d+/);
  await workbench.shot("stopped");
  await vector.click();

  for (const count of [1, 2, 3]) {
    const before = await line();
    await workbench.press("F10");
    await workbench.reads(`step ${count}`, line, (each) => each !== before);
  }
  await workbench.shot("stepped");

  await workbench.command("Debug Console: Focus on Debug Console View");
  await workbench.sees("the cursor in the Debug Console", ".repl-input-wrapper .monaco-editor.focused");
  await page.keyboard.type("norm(w)");
  await workbench.press("Enter");
  await workbench.sees("the question in the Debug Console", ".repl .monaco-list-row", "norm(w)");
  await workbench.sees("the answer in the Debug Console", ".repl .monaco-list-row .evaluation-result", /^6\.0$/);
  await workbench.shot("console");

  const here = await line();
  await workbench.clickAfter("hebbian_step(w, x, rate)");
  const target = await workbench.reads("the cursor's line", () => workbench.cursorLine(), (each) => each !== here);
  await workbench.press("F9");
  await workbench.sees("the breakpoint in the margin", ".glyph-margin-widgets .codicon-debug-breakpoint");
  await workbench.press("F5");
  await workbench.sees("why it stopped", ".pane-header", /call stack\s*paused on breakpoint/i);
  await workbench.reads("the line of the breakpoint", line, (each) => each === target);
  await workbench.shot("breakpoint");

  await workbench.press("Shift+F5");
  await workbench.misses("the debug toolbar", ".debug-toolbar");
}
