// A workspace that is not trusted: diagnostics by the Python on the PATH; the one that the workspace names is not used.

export default async function (workbench, folder) {
  await workbench.open(folder, "faulty.nor");
  await workbench.sees("restricted mode", "[id='status.workspaceTrust'], .statusbar-item", "Restricted Mode");
  await workbench.sees("the squiggle", ".monaco-editor .squiggly-error");
  await workbench.shot("diagnostics");
}
