/** What the `planls` command line prints, for what has no request in the protocol. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { Server } from "./server";

/** The standard output of `planls ARGUMENTS`, run in the first folder; the error says what planls said. */
export async function planls(server: Server, ...args: string[]): Promise<string> {
  if (!server.binary) {
    throw new Error(server.problem ?? "planls does not run yet");
  }
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const { stdout } = await promisify(execFile)(server.binary.path, args, { cwd, timeout: 10_000, maxBuffer: 16 << 20 });
  return stdout;
}
