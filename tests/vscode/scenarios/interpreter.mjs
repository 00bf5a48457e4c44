// A Python without normil: highlighting works, a message says what is missing, and another Python can be chosen.

import { readFileSync } from "node:fs";

export default async function (workbench, folder) {
  await workbench.open(folder, "faulty.nor");
  const plain = await workbench.reads("colours", () => workbench.colour("short +"), Boolean);
  await workbench.reads("a colour of its own for let", () => workbench.colour("let long"), (each) => each !== plain);

  await workbench.sees("the message", ".notification-toast", "The package 'normil' is not installed in");
  await workbench.shot("message");
  await workbench.page.locator(".notification-toast .monaco-button", { hasText: "Select Interpreter" }).click();
  await workbench.sees("the interpreters", ".quick-input-list .monaco-list-row", "Automatic");
  await workbench.shot("choice");
  await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Browse..." }).click();
  const input = await workbench.sees("the file dialog", ".quick-input-widget input");
  await input.fill(readFileSync(`${folder}/interpreter.txt`, "utf8"));
  await workbench.shot("file");
  await workbench.press("Enter");
  await workbench.sees("diagnostics by the new interpreter", ".monaco-editor .squiggly-error");
  await workbench.shot("running");
}
