/** The status page: what `planls status --format html` says of the plan in front, else of the folder, in a panel beside it. */
import * as vscode from "vscode";
import type { CurrentPlan } from "./plan";
import { planls } from "./run";
import type { Server } from "./server";

/** The page takes the editor's colours: they are given to its own variables, after it has set them. */
const COLOURS = `<style>:root {
  --back: var(--vscode-editor-background); --card: var(--vscode-sideBar-background); --text: var(--vscode-foreground);
  --soft: var(--vscode-descriptionForeground); --line: var(--vscode-editorWidget-border);
}</style>`;

export class StatusPage implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  /** The plan it is about; the folder without one. */
  private document: vscode.TextDocument | undefined;
  private turn = 0;
  private readonly following: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly plans: CurrentPlan,
  ) {
    this.following = plans.onDidChange(() => {
      if (this.panel && this.document && plans.current?.document === this.document) {
        this.draw(this.panel).catch((error: unknown) => server.log.error(String(error)));
      }
    });
  }

  /** Opens the page, or brings it up to date and to the front. */
  async show(): Promise<void> {
    this.document = this.plans.current?.document;
    const panel = this.panel ?? this.open();
    panel.reveal(undefined, true);
    await this.draw(panel);
  }

  private open(): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("planls.status", "Plan Status", place, { enableFindWidget: true });
    panel.onDidDispose(() => (this.panel = undefined));
    this.panel = panel;
    return panel;
  }

  /** An answer that another one has overtaken is dropped. */
  private async draw(panel: vscode.WebviewPanel): Promise<void> {
    const turn = ++this.turn;
    const { document } = this;
    const page = document
      ? await planls(this.server, ["status", "--format", "html", "--stdin-filename", path(document.uri), "-"], document.getText())
      : await planls(this.server, ["status", "--format", "html"]);
    if (turn === this.turn && panel === this.panel) {
      panel.webview.html = page.replace("</head>", `${COLOURS}</head>`);
    }
  }

  dispose(): void {
    this.following.dispose();
    this.panel?.dispose();
  }
}

/** As people know it, where it lies in the folder that planls is run in. */
function path(uri: vscode.Uri): string {
  const first = vscode.workspace.getWorkspaceFolder(uri)?.index === 0;
  return first ? vscode.workspace.asRelativePath(uri, false) : uri.fsPath;
}
