/** planls in Visual Studio Code: starts the server, and shows what the protocol has no place for. */
import * as vscode from "vscode";
import { commands } from "./commands";
import { rulePages } from "./explain";
import { StatusPage } from "./page";
import { CurrentPlan } from "./plan";
import { Server } from "./server";
import { statusBar } from "./status";
import { planView } from "./view";

let server: Server | undefined;

/** What other extensions may ask. */
export interface Api {
  /** Which server runs and where it comes from, or why none does. */
  server(): { path?: string; origin?: string; version?: string; problem?: string };
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const running = new Server(context.extensionUri);
  server = running;
  const plans = new CurrentPlan(running);
  const page = new StatusPage(running, plans);
  context.subscriptions.push(
    plans,
    page,
    statusBar(running, plans),
    planView(plans),
    commands(running, plans, page),
    rulePages(running),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("planls.server.path")) {
        void running.restart();
      }
    }),
  );
  await running.restart();
  return { server: () => ({ ...running.binary, problem: running.problem }) };
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
