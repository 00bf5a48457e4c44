// The lens above a test runs it in the terminal.

export default async function (workbench, folder) {
  await workbench.open(folder, "test_vectors.nor");
  const lens = await workbench.sees("the lens that runs", ".codelens-decoration a", /^Run test$/);
  await workbench.shot("lenses");
  await lens.click();
  await workbench.sees("what the test prints, in the terminal", ".terminal-wrapper .xterm-rows > div", /^length is 1\.0$/);
  await workbench.shot("output");
}
