/** The status bar item: kind, template and progress of the plan in front; what is wrong where the server does not run. */
import * as vscode from "vscode";
import type { CurrentPlan } from "./plan";
import type { Server } from "./server";

export function statusBar(server: Server, plans: CurrentPlan): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("planls.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "Plan";
  item.command = "planls.explainPlan";
  const show = () => {
    const plan = plans.current?.outline;
    item.backgroundColor = undefined;
    if (server.problem) {
      item.text = "$(warning) planls";
      item.tooltip = server.problem;
      item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
    } else if (plan) {
      const { done, total } = plan.progress;
      const kind = plan.kind === "template" ? "Template" : "Plan";
      item.text = [`$(checklist) ${kind}`, plan.template, total > 0 ? `${done}/${total}` : undefined].filter(Boolean).join(" · ");
      item.tooltip = new vscode.MarkdownString(description(plans).join("\n\n"));
    } else {
      item.hide();
      return;
    }
    item.show();
  };
  show();
  return vscode.Disposable.from(item, plans.onDidChange(show), server.onDidChange(show));
}

/** What the item says at length, a line each. */
export function description(plans: CurrentPlan): string[] {
  const plan = plans.current?.outline;
  if (!plan) {
    return ["This document is not a plan."];
  }
  const { done, total } = plan.progress;
  return [
    plan.title ?? "A plan without a title",
    plan.template ? `It follows the template “${plan.template}”.` : "It follows no template.",
    ...(plan.status ? [`Status: ${plan.status}.`] : []),
    total > 0 ? `${done} of ${total} tasks are done.` : "It has no tasks.",
  ];
}
