/** The commands of the palette. Each does nothing but say so where it has nothing to do. */
import * as vscode from "vscode";
import { addition } from "./add";
import { explainFinding } from "./explain";
import { newPlan } from "./new";
import { nextOpenTask } from "./outline";
import type { StatusPage } from "./page";
import type { CurrentPlan } from "./plan";
import type { Server } from "./server";
import { description } from "./status";

export function commands(server: Server, plans: CurrentPlan, page: StatusPage): vscode.Disposable {
  const all: Record<string, () => Promise<unknown> | unknown> = {
    newPlan: () => newPlan(server),
    addPhase: () => addition(plans, "phase"),
    addStep: () => addition(plans, "step"),
    addRisk: () => addition(plans, "risk"),
    addRow: () => addition(plans, "row"),
    nextOpenTask: () => goToNextOpenTask(plans),
    explainFinding: () => explainFinding(server),
    explainPlan: () => explainPlan(server, plans),
    showStatusPage: () => page.show(),
    restartServer: () => server.restart(),
    showLog: () => server.log.show(),
    showVersion: () => showVersion(server),
  };
  return vscode.Disposable.from(
    ...Object.entries(all).map(([name, run]) =>
      vscode.commands.registerCommand(`planls.${name}`, async () => {
        try {
          await run();
        } catch (error) {
          void vscode.window.showErrorMessage(`planls: ${error instanceof Error ? error.message : error}`);
        }
      }),
    ),
  );
}

async function goToNextOpenTask(plans: CurrentPlan): Promise<void> {
  const plan = plans.current;
  if (!plan) {
    return say("This document is not a plan.");
  }
  const editor = await vscode.window.showTextDocument(plan.document);
  const task = nextOpenTask(plan.outline.sections, editor.selection.active.line + 1);
  if (!task) {
    return say("Every task of this plan is done.");
  }
  const end = plan.document.lineAt(Math.min(task.line, plan.document.lineCount) - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function explainPlan(server: Server, plans: CurrentPlan): Promise<void> {
  if (server.problem) {
    const settings = "Open Settings";
    if ((await vscode.window.showWarningMessage(server.problem, settings)) === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "planls.server.path");
    }
    return;
  }
  const next = "Next Open Task";
  const view = "Show Plan View";
  const [title, ...more] = description(plans);
  const choice = await vscode.window.showInformationMessage([`${title}:`, ...more].join(" "), ...(plans.current ? [next, view] : []));
  if (choice === next) {
    await goToNextOpenTask(plans);
  } else if (choice === view) {
    await vscode.commands.executeCommand("planls.plan.focus");
  }
}

function showVersion(server: Server): void {
  const { binary } = server;
  say(binary ? `${binary.version}, from ${binary.origin}: ${binary.path}` : (server.problem ?? "planls does not run yet"));
}

function say(message: string): void {
  void vscode.window.showInformationMessage(message);
}
