/** Adding to a plan through the server's code actions: at the cursor, else at the first heading that offers it. */
import * as vscode from "vscode";
import type { Node } from "./outline";
import type { CurrentPlan } from "./plan";

/** How the title of the server's action starts. */
const ACTIONS = {
  phase: /^add (a|another|the next) phase\b/i,
  step: /^add (a|another|the next) step\b(?! that)/i,
  risk: /^add (a|another) risk\b/i,
  row: /^insert row below/i,
};

export async function addition(plans: CurrentPlan, what: keyof typeof ACTIONS): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const plan = plans.current;
  if (!editor || plan?.document !== editor.document) {
    throw new Error("this document is not a plan");
  }
  const headings = what === "row" ? [] : [title(editor.document), ...lines(plan.outline.sections)];
  for (const place of [editor.selection.active, ...headings]) {
    const action = await offered(editor.document, place, ACTIONS[what]);
    if (action?.edit) {
      await vscode.workspace.applyEdit(action.edit);
      return;
    }
  }
  throw new Error(what === "row" ? "the cursor is not in a table" : `this plan has no place for another ${what}`);
}

async function offered(document: vscode.TextDocument, place: vscode.Position, wanted: RegExp): Promise<vscode.CodeAction | undefined> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider", document.uri, new vscode.Range(place, place), undefined, 100);
  return actions.find((action) => wanted.test(action.title));
}

function title(document: vscode.TextDocument): vscode.Position {
  let line = 0;
  while (line < document.lineCount - 1 && !/^#\s/.test(document.lineAt(line).text)) {
    line++;
  }
  return new vscode.Position(line, 0);
}

function lines(nodes: Node[]): vscode.Position[] {
  return nodes.filter(({ kind }) => kind !== "task").flatMap((node) => [new vscode.Position(node.line - 1, 0), ...lines(node.children)]);
}
