// What is tested through the API of the real editor. FAULTY and SOUND are examples of this repository.
const assert = require("node:assert");
const { renameSync } = require("node:fs");
const { dirname, join } = require("node:path");

const FAULTY = "search-index-faulty.md";
const SOUND = "checkout.md";
const ID = "planls.planls";

const codes = (vscode, document) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "planls")
    .map(({ code }) => String(code?.value ?? code));

/** The actions at a place, resolved. */
const actionsAt = (vscode, document, at) =>
  vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, new vscode.Range(at, at), undefined, 100);

async function apply({ vscode, wait }, document, at, title) {
  const action = await wait(`the action “${title}”`, async () => (await actionsAt(vscode, document, at)).find((found) => found.title.startsWith(title)));
  assert(await vscode.workspace.applyEdit(action.edit), `“${title}” could not be applied`);
}

module.exports = {
  async "the extension is active with the server of its package"({ vscode, wait, open }) {
    await open(SOUND);
    const extension = await wait("the extension", () => vscode.extensions.getExtension(ID));
    await wait("activation", () => extension.isActive);
  },

  async "every command that the package names is there"({ vscode }) {
    const { contributes } = vscode.extensions.getExtension(ID).packageJSON;
    const there = await vscode.commands.getCommands(true);
    const linked = [...JSON.stringify(contributes).matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
    const named = [...contributes.commands.map(({ command }) => command), ...linked];
    assert.deepStrictEqual(named.filter((command) => !there.includes(command)), []);
  },

  async "problems are reported"({ vscode, wait, open }) {
    const document = await open(FAULTY);
    await wait("missing-rollback-plan", () => codes(vscode, document).includes("missing-rollback-plan"));
    assert(codes(vscode, document).includes("risk-without-mitigation"));
  },

  async "other Markdown is left alone"({ vscode, wait, open }) {
    await open(FAULTY).then((document) => wait("problems", () => codes(vscode, document).length > 0));
    const other = await vscode.workspace.openTextDocument({ language: "markdown", content: "# Soup\n\nWater, salt, a leek.\n" });
    await vscode.window.showTextDocument(other);
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", other.uri, new vscode.Position(0, 3));
    assert.deepStrictEqual([codes(vscode, other), hovers], [[], []]);
  },

  async "the outline has phases with steps"({ vscode, wait, open }) {
    const document = await open(SOUND);
    const flat = (symbols) => symbols.flatMap((symbol) => [symbol.name, ...flat(symbol.children ?? [])]);
    await wait("the outline", async () => {
      const names = flat((await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri)) ?? []);
      return names.includes("Phase 1: Card Vault") && names.includes("Step 2.3: Remove a Card");
    });
  },

  async "a missing section is completed"({ vscode, wait, open, place }) {
    const document = await open(FAULTY);
    const at = place(document, "$0## Dependencies");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, "### \n\n");
    await vscode.workspace.applyEdit(edit);
    await wait("Rollback Plan", async () => {
      const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, at.translate(0, 4));
      return list.items.some(({ label }) => String(label.label ?? label).includes("Rollback Plan"));
    });
  },

  async "beside VS Code's own Markdown support, a link is completed once"({ vscode, wait, open, place }) {
    const document = await open(SOUND);
    const at = place(document, "$0## Prerequisites");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, "[a]() [b](#)\n\n");
    await vscode.workspace.applyEdit(edit);
    const offered = async (character) => {
      const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, at.translate(0, character));
      return list.items.map(({ label }) => String(label.label ?? label));
    };
    for (const [character, wanted] of [[4, "checkout-spec.md"], [11, "#overview"]]) {
      await wait(wanted, async () => (await offered(character)).includes(wanted));
      const found = await offered(character);
      assert.deepStrictEqual(found.filter((label, index) => found.indexOf(label) !== index), []);
    }
  },

  async "beside VS Code's own Markdown support, places are found once"({ vscode, wait, open, place }) {
    const document = await open(FAULTY);
    const lines = async (kind, marked) =>
      ((await vscode.commands.executeCommand(`vscode.execute${kind}Provider`, document.uri, place(document, marked))) ?? []).map((at) => (at.range ?? at.targetRange).start.line);
    await wait("the heading", async () => (await lines("Definition", "(#over$0view)")).length > 0);
    assert.deepStrictEqual(await lines("Definition", "(#over$0view)"), [8]);
    assert.deepStrictEqual(await lines("Reference", "## Over$0view"), [3, 8]);
    assert((await lines("Reference", "### Phase 3: $0Switch")).length > 1, "the timeline names the phase, too");
    assert.deepStrictEqual(await lines("Definition", "| Phase 3: $0Switch"), [92]);
  },

  async "a quick fix takes its problem away"(editor) {
    const { vscode, wait, open, place } = editor;
    const document = await open(FAULTY);
    await wait("missing-rollback-plan", () => codes(vscode, document).includes("missing-rollback-plan"));
    await apply(editor, document, place(document, "# $0Implementation Plan"), "Add a `Rollback Plan` section");
    assert.match(document.getText(), /^#+ Rollback Plan$/m);
    await wait("the end of missing-rollback-plan", () => !codes(vscode, document).includes("missing-rollback-plan"));
  },

  async "a table row is inserted"(editor) {
    const document = await editor.open(FAULTY);
    const at = editor.place(document, "| $0The backfill takes the disks");
    const after = document.lineAt(at.line + 1).text;
    await apply(editor, document, at, "Insert row below");
    assert.match(document.lineAt(at.line + 1).text, /^\|[^|]*\|[^|]*\|$/);
    assert.strictEqual(document.lineAt(at.line + 2).text, after);
  },

  async "“Add Table Row” and “Add Risk” go through the same actions"({ vscode, wait, open, place }) {
    const document = await open(FAULTY);
    const at = place(document, "| $0The backfill takes the disks");
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    const lines = document.lineCount;
    await wait("a row", async () => {
      await vscode.commands.executeCommand("planls.addRow");
      return document.lineCount > lines;
    });
    const rows = document.lineCount;
    await vscode.commands.executeCommand("planls.addRisk");
    assert(document.lineCount > rows, "no risk was added");
  },

  async "“Add Phase” and “Add Step” go on with the numbers"({ vscode, wait, open }) {
    const document = await open(SOUND);
    const steps = () => document.getText().match(/^#### Step \d\.\d: /gm).length;
    await wait("a phase", async () => {
      await vscode.commands.executeCommand("planls.addPhase");
      return /^### Phase 4\b/m.test(document.getText());
    });
    const before = steps();
    await vscode.commands.executeCommand("planls.addStep");
    await wait("a step", () => steps() > before);
  },

  async "a phase is renamed in its heading and in the timeline"({ vscode, wait, open, place }) {
    const document = await open(SOUND);
    const at = place(document, "### Phase 1: $0Card Vault");
    const edit = await wait("the edit", () =>
      vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", document.uri, at, "Tokens").then(undefined, () => undefined));
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^### Phase 1: Tokens$/m);
    assert.match(document.getText(), /^\| Phase 1: Tokens +\|/m);
  },

  async "outline, completion and formatting are left to others by settings"({ vscode, wait, open }) {
    const document = await open(FAULTY);
    const edits = () => vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", document.uri, { tabSize: 2, insertSpaces: true });
    const settings = vscode.workspace.getConfiguration("planls");
    await wait("formatting", async () => (await edits())?.length > 0);
    try {
      await settings.update("editor.format", false, vscode.ConfigurationTarget.Global);
      await wait("no formatting", async () => !((await edits())?.length > 0));
    } finally {
      await settings.update("editor.format", undefined, vscode.ConfigurationTarget.Global);
    }
  },

  async "“Insert Missing Sections” means the plan in front"({ vscode, wait, open }) {
    const document = await open(FAULTY);
    await wait("problems", () => codes(vscode, document).length > 0);
    await vscode.commands.executeCommand("planls.insertMissingSections");
    await wait("the section", () => /^#+ Rollback Plan$/m.test(document.getText()));
  },

  async "“Next Open Task” goes there"({ vscode, wait, open }) {
    await open(SOUND);
    await wait("the task", async () => {
      await vscode.commands.executeCommand("planls.nextOpenTask");
      const editor = vscode.window.activeTextEditor;
      return editor.document.lineAt(editor.selection.active.line).text.startsWith("- [ ] Answer 404");
    });
  },

  async "“Explain Finding” shows the page of the rule"({ vscode, wait, open, place }) {
    const document = await open(FAULTY);
    await wait("problems", () => codes(vscode, document).includes("risk-without-mitigation"));
    const at = vscode.languages.getDiagnostics(document.uri).find(({ code }) => String(code?.value ?? code) === "risk-without-mitigation").range.start;
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand("planls.explainFinding");
    await wait("the page", () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes("risk-without-mitigation"))));
  },

  async "a rule is switched off by a setting"({ vscode, wait, open }) {
    const document = await open(FAULTY);
    await wait("missing-rollback-plan", () => codes(vscode, document).includes("missing-rollback-plan"));
    const settings = vscode.workspace.getConfiguration("planls");
    try {
      await settings.update("rules", { "risk-without-mitigation": "off" }, vscode.ConfigurationTarget.Global);
      await wait("its end", () => codes(vscode, document).length > 0 && !codes(vscode, document).includes("risk-without-mitigation"));
    } finally {
      await settings.update("rules", undefined, vscode.ConfigurationTarget.Global);
    }
  },

  async "the server is looked for in the setting, in the package, on PATH"({ vscode, wait, open }) {
    await open(SOUND);
    const extension = vscode.extensions.getExtension(ID);
    const settings = vscode.workspace.getConfiguration("planls");
    const onPath = process.env.PLANLS;
    process.env.PATH = `${dirname(onPath)}:${process.env.PATH}`; // VS Code has made its own
    const packaged = join(extension.extensionPath, "server", "planls");
    const hidden = (path) => renameSync(path, `${path}-hidden`);
    const shown = (path) => renameSync(`${path}-hidden`, path);
    const setting = (path) => settings.update("server.path", path, vscode.ConfigurationTarget.Global);
    const restarted = async () => {
      await vscode.commands.executeCommand("planls.restartServer");
      return extension.exports.server();
    };
    assert.strictEqual((await restarted()).path, packaged);
    try {
      await setting("/nowhere/planls");
      await wait("the setting's fault", () => extension.exports.server().problem?.includes("planls.server.path names /nowhere/planls"));
      await setting(onPath);
      await wait("the setting's server", () => extension.exports.server().path === onPath);
    } finally {
      await setting(undefined);
    }
    await wait("the package's server", () => extension.exports.server().path === packaged);
    hidden(packaged);
    try {
      assert.match((await restarted()).origin, /PATH/);
      hidden(onPath);
      try {
        assert.match((await restarted()).problem, /cargo install planls/);
      } finally {
        shown(onPath);
      }
    } finally {
      shown(packaged);
      assert.strictEqual((await restarted()).path, packaged);
    }
  },

  async "the server is restarted"({ vscode, wait, open }) {
    const document = await open(FAULTY);
    await wait("problems", () => codes(vscode, document).length > 0);
    await vscode.commands.executeCommand("planls.restartServer");
    await wait("problems again", () => codes(vscode, document).includes("missing-rollback-plan"));
  },
};
