/** The language client: started with the server that is found, restarted on demand, silent in other documents. */
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { beside } from "./beside";
import { type Binary, find, NoBinary } from "./binary";
import { configuration } from "./settings";

export class Server implements vscode.Disposable {
  client: LanguageClient | undefined;
  binary: Binary | undefined;
  /** Why there is no client. */
  problem: string | undefined;
  readonly log = vscode.window.createOutputChannel("planls", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** The server came, went, or could not be started. */
  readonly onDidChange = this.changed.event;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly extension: vscode.Uri) {}

  /** Stops what runs and starts anew; one after the other, however often it is asked for. */
  restart(): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.stop();
      await this.start();
      this.changed.fire();
    });
    return this.turn;
  }

  private async start(): Promise<void> {
    try {
      this.binary = await find(this.extension);
      this.log.info(`${this.binary.version} from ${this.binary.origin}: ${this.binary.path}`);
      this.client = this.create(this.binary);
      await this.client.start();
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.client = undefined;
      this.binary = undefined;
      this.log.error(this.problem);
      void this.report(this.problem, error instanceof NoBinary);
    }
  }

  private create(binary: Binary): LanguageClient {
    const run = { command: binary.path, args: ["lsp"], transport: TransportKind.stdio };
    const client = new LanguageClient("planls", "planls", run, {
      documentSelector: ["file", "untitled", "vscode-remote"].map((scheme) => ({ language: "markdown", scheme })),
      outputChannel: this.log,
      middleware: {
        // From the palette a command comes without arguments, and means the plan in front.
        executeCommand: (command, args, next) => next(command, args.length > 0 ? args : inFront(client)),
        ...beside,
        workspace: {
          configuration: async (params, token, next) => {
            const result = await next(params, token);
            return Array.isArray(result) ? result.map(configuration) : result;
          },
        },
      },
    });
    client.onDidChangeState(() => this.changed.fire());
    return client;
  }

  /** A server that is missing is said once, with the way out. */
  private async report(problem: string, missing: boolean): Promise<void> {
    const settings = "Open Settings";
    const log = "Show Log";
    const choice = await vscode.window.showErrorMessage(problem, ...(missing ? [settings, log] : [log]));
    if (choice === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "planls.server.path");
    } else if (choice === log) {
      this.log.show();
    }
  }

  private async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.dispose();
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.log.dispose();
    this.changed.dispose();
  }
}

function inFront(client: LanguageClient): unknown[] {
  const document = vscode.window.activeTextEditor?.document;
  return document ? [{ document: client.code2ProtocolConverter.asUri(document.uri) }] : [];
}
