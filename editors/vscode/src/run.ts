/** What the `planls` command line prints, for what has no request in the protocol. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { Server } from "./server";

/** The standard output of `planls ARGUMENTS`, run in the first folder and given `input`; the error says what planls said. */
export async function planls(server: Server, args: string[], input = ""): Promise<string> {
  if (!server.binary) {
    throw new Error(server.problem ?? "planls does not run yet");
  }
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const running = promisify(execFile)(server.binary.path, args, { cwd, timeout: 10_000, maxBuffer: 16 << 20 });
  running.child.stdin?.on("error", () => {}); // one that ends before it has read everything has said why
  running.child.stdin?.end(input);
  return (await running).stdout;
}
