// Runs inside the real extension host. With CASES of cases.js, through the whole API; then waits for the browser's part.
const vscode = require("vscode");
const cases = require("./cases.js");

const PATIENCE = 20_000;

/** What `look` gives as soon as it gives something. */
async function wait(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function open(name) {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** The place of `$0` in the first occurrence of the text around it. */
function place(document, marked) {
  const offset = document.getText().indexOf(marked.replace("$0", ""));
  if (offset < 0) throw new Error(`no \`${marked}\` in ${document.uri.path}`);
  return document.positionAt(offset + marked.indexOf("$0"));
}

exports.run = async () => {
  let failed = 0;
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run({ vscode, wait, open, place });
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}: ${error.stack ?? error}`);
    } finally {
      await vscode.commands.executeCommand("workbench.action.files.revert").then(undefined, () => undefined);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  }
  if (failed > 0) throw new Error(`${failed} failed`);
};
