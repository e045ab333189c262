/** The “Plan” view: phases › steps › tasks of the plan in front, with boxes that tick the tasks in the text. */
import * as vscode from "vscode";
import { type Node, ticked, work } from "./outline";
import type { CurrentPlan } from "./plan";

const ICONS: Record<Node["kind"], string | undefined> = {
  section: "symbol-namespace",
  phase: "milestone",
  step: "list-ordered",
  component: "package",
  task: undefined,
};

export function planView(plans: CurrentPlan): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>("planls.plan", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => (node ? node.children : work(plans.current?.outline.sections ?? [])),
      getTreeItem: (node) => item(node, plans.current?.document.uri),
    },
    manageCheckboxStateManually: true,
    showCollapseAll: true,
  });
  const show = () => {
    const outline = plans.current?.outline;
    view.description = outline && outline.progress.total > 0 ? `${outline.progress.done}/${outline.progress.total}` : undefined;
    changed.fire();
  };
  show();
  return vscode.Disposable.from(
    view,
    changed,
    plans.onDidChange(show),
    view.onDidChangeCheckboxState(({ items }) => tick(plans, items).finally(show)),
  );
}

function item(node: Node, document: vscode.Uri | undefined): vscode.TreeItem {
  const { done, total } = node.progress;
  const open = node.kind === "phase" && done < total ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(node.name, node.children.length > 0 ? open : vscode.TreeItemCollapsibleState.None);
  const icon = ICONS[node.kind];
  if (node.kind === "task") {
    item.checkboxState = done === total ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
  } else {
    const figures = total > 0 ? `${done}/${total}` : undefined;
    item.description = [figures, node.estimate, node.risk && `risk: ${node.risk}`].filter(Boolean).join(" · ");
  }
  item.iconPath = icon ? new vscode.ThemeIcon(icon) : undefined;
  item.tooltip = node.name;
  if (document) {
    const place = new vscode.Range(node.line - 1, 0, node.line - 1, 0);
    item.command = { command: "vscode.open", title: "Go to", arguments: [document, { selection: place, preserveFocus: true }] };
  }
  return item;
}

/** Ticks the tasks in the text. A line that is no longer a task is left alone: the view is about to be drawn anew. */
async function tick(plans: CurrentPlan, items: readonly [Node, vscode.TreeItemCheckboxState][]): Promise<void> {
  const document = plans.current?.document;
  if (!document) {
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const [task, state] of items) {
    if (task.line > document.lineCount) {
      continue;
    }
    const line = document.lineAt(task.line - 1);
    edit.replace(document.uri, line.range, ticked(line.text, state === vscode.TreeItemCheckboxState.Checked));
  }
  await vscode.workspace.applyEdit(edit);
}
