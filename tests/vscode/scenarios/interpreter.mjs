// A Python without normil: highlighting works, a message says what is missing, and another Python can be chosen.

import { readFileSync } from "node:fs";

export default async function (workbench, folder) {
  await workbench.open(folder, "faulty.nor");
  const colours = async () => [await workbench.colour("let"), await workbench.colour("short")];
  await workbench.reads("different colours of a keyword and a name", colours, ([one, other]) => one !== other);

  await workbench.sees("the message", ".notification-toast", "The package 'normil' is not installed in");
  await workbench.shot("message");
  await workbench.page.locator(".notification-toast .monaco-button", { hasText: "How to Install" }).click();
  await workbench.sees("what to do", ".monaco-dialog-box", "-m pip install .");
  await workbench.shot("help");
  await workbench.press("Escape");
  await workbench.misses("the dialog", ".monaco-dialog-box");

  await workbench.command("NORMiL: Select Interpreter");
  await workbench.sees("the interpreters", ".quick-input-list .monaco-list-row", "Automatic");
  await workbench.shot("choice");
  await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Browse..." }).click();
  const input = workbench.page.locator(".quick-input-widget input").first();
  await workbench.reads("the file dialog", () => input.inputValue(), (each) => each === `${folder}/`);
  await input.fill(readFileSync(`${folder}/interpreter.txt`, "utf8"));
  await workbench.sees("the file in the dialog", ".quick-input-list .monaco-list-row", "python3");
  await workbench.shot("file");
  await workbench.press("Enter");
  await workbench.sees("diagnostics by the new interpreter", ".monaco-editor .squiggly-error");
  await workbench.shot("running");
}
