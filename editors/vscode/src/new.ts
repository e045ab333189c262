/** “New plan from template”: a picker over the templates in reach, then an unsaved document. */
import * as vscode from "vscode";
import { planls } from "./run";
import type { Server } from "./server";

interface Template {
  id: string;
  title: string;
  origin: string;
}

export async function newPlan(server: Server): Promise<void> {
  const { templates } = JSON.parse(await planls(server, ["templates", "--format", "json"])) as { templates: Template[] };
  const picks = templates.map(({ id, title, origin }) => ({ label: id, description: title, detail: origin }));
  const pick = await vscode.window.showQuickPick(picks, { title: "New Plan from Template", placeHolder: "Template", matchOnDescription: true });
  if (!pick) {
    return;
  }
  const title = await vscode.window.showInputBox({ title: "New Plan from Template", prompt: "What is planned? Leave it empty to fill it in later." });
  if (title === undefined) {
    return;
  }
  const content = await planls(server, ["new", pick.label, ...(title.trim() ? ["--title", title.trim()] : [])]);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}
