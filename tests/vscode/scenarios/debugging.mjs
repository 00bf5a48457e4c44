// F5 in an open program, without a launch.json, to `breakpoint()`; then variables, steps and the Debug Console.

export default async function (workbench, folder) {
  const { page } = workbench;
  await workbench.open(folder, "debug_training.nor");
  await workbench.readyToDebug();
  await workbench.press("F5");
  await workbench.sees("the debug toolbar", ".debug-toolbar");
  await workbench.sees("the line of breakpoint()", ".monaco-editor .debug-top-stack-frame-line");
  await workbench.sees("why it stopped", ".pane-header", /call stack\s*breakpoint\(\)/i);
  const frame = ".debug-call-stack .monaco-list-row .stack-frame";
  await workbench.sees("the stack frame", frame, "debug_training.nor");
  const line = async () => Number((await page.locator(frame).first().locator(".line-number").innerText()).split(":")[0]);
  const stop = await workbench.reads("the line where it stopped", line, (each) => each > 0);

  const variable = await workbench.sees("w in the Variables view", ".debug-variables .monaco-list-row", /^w\b.*Vec\(/);
  console.log(await variable.innerText());
  await workbench.shot("stopped");

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
  await workbench.sees("the answer in the Debug Console", ".repl .monaco-list-row .evaluation-result", /\d+\.\d+/);
  await workbench.shot("console");

  await workbench.press("Shift+F5");
  await workbench.misses("the debug toolbar", ".debug-toolbar");
  await workbench.shot("ended");
}
