/** “Explain finding”: the page of the rule of the finding nearest to the cursor on its line, as Markdown preview. */
import * as vscode from "vscode";
import { planls } from "./run";
import type { Server } from "./server";

const SCHEME = "planls-rule";

/** Serves the pages: `planls-rule:missing-risks.md`. */
export function rulePages(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => planls(server, ["explain", uri.path.replace(/\.md$/, "")]),
  });
}

export async function explainFinding(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const rule = (editor && ruleAt(editor)) ?? (await pick(server));
  if (rule) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.from({ scheme: SCHEME, path: `${rule}.md` }));
  }
}

function ruleAt(editor: vscode.TextEditor): string | undefined {
  const { line, character } = editor.selection.active;
  const away = ({ start, end }: vscode.Range) => Math.max(start.character - character, character - end.character, 0);
  const [nearest] = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source, range }) => source === "planls" && range.start.line <= line && line <= range.end.line)
    .sort((a, b) => away(a.range) - away(b.range));
  const code = nearest?.code;
  return code === undefined ? undefined : String(typeof code === "object" ? code.value : code);
}

async function pick(server: Server): Promise<string | undefined> {
  const { rules } = JSON.parse(await planls(server, ["rules", "--format", "json"])) as { rules: { name: string; summary: string }[] };
  const picks = rules.map(({ name, summary }) => ({ label: name, description: summary }));
  return (await vscode.window.showQuickPick(picks, { title: "Explain", placeHolder: "No finding on this line: choose a rule" }))?.label;
}
