/** The plan in front: its outline, asked for anew a moment after the text, the editor or the server changed. */
import * as vscode from "vscode";
import { type Outline, ask } from "./outline";
import type { Server } from "./server";

/** Long enough to skip the keys of a word, short enough to look immediate; milliseconds. */
const PAUSE = 200;

export interface Plan {
  document: vscode.TextDocument;
  outline: Outline;
}

export class CurrentPlan implements vscode.Disposable {
  current: Plan | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private document: vscode.TextDocument | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.workspace.onDidCloseTextDocument(() => this.follow()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.document) {
          this.soon();
        }
      }),
      server.onDidChange(() => this.soon()),
    ];
    this.follow();
  }

  /** The last Markdown editor stays in front while the user is in a panel or a view. */
  private follow(): void {
    const active = vscode.window.activeTextEditor?.document;
    if (active) {
      this.document = active.languageId === "markdown" ? active : undefined;
    } else if (this.document?.isClosed || vscode.window.visibleTextEditors.length === 0) {
      this.document = undefined;
    }
    if (this.current && this.current.document !== this.document) {
      this.show(undefined); // a command must not act on the plan that was in front before
    }
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), PAUSE);
  }

  private async refresh(): Promise<void> {
    const { document } = this;
    const version = document?.version;
    const outline = document && (await ask(this.server.client, document));
    if (document !== this.document || document?.version !== version) {
      return; // about an older text: the next turn is already on its way
    }
    this.show(document && outline && { document, outline });
  }

  private show(plan: Plan | undefined): void {
    this.current = plan;
    void vscode.commands.executeCommand("setContext", "planls.plan", this.current !== undefined);
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
    for (const subscription of this.subscriptions) {
      subscription.dispose();
    }
  }
}
