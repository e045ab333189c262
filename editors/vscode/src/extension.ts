/** planls in Visual Studio Code: starts the server, and shows what the protocol has no place for. */
import * as vscode from "vscode";
import { commands } from "./commands";
import { rulePages } from "./explain";
import { CurrentPlan } from "./plan";
import { Server } from "./server";
import { statusBar } from "./status";
import { planView } from "./view";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const running = new Server(context.extensionUri);
  server = running;
  const plans = new CurrentPlan(running);
  context.subscriptions.push(
    plans,
    statusBar(running, plans),
    planView(plans),
    commands(running, plans),
    rulePages(running),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("planls.server.path")) {
        void running.restart();
      }
    }),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
