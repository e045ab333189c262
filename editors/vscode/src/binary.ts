/** Which server is run. Tries the places in order and says which one is at fault; starts nothing that stays. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

export interface Binary {
  path: string;
  /** What `--version` prints. */
  version: string;
  /** Where the path comes from, in the user's words. */
  origin: string;
}

/** A server that cannot be run: the message is for people, and `setting` says whether the setting names it. */
export class NoBinary extends Error {
  constructor(
    message: string,
    readonly setting: boolean,
  ) {
    super(message);
  }
}

/** The setting, `PLANLS_SERVER`, the one in this extension, `PATH`: the first that is given is the one that has to work. */
export async function find(extension: vscode.Uri): Promise<Binary> {
  const setting = vscode.workspace.getConfiguration("planls").get<string | null>("server.path");
  if (setting) {
    const path = resolve(setting);
    return probe(path, "the setting `planls.server.path`", () =>
      `The setting planls.server.path names ${path}, which cannot be run. Correct the setting, or remove it to use the server of this extension.`, true);
  }
  const environment = process.env.PLANLS_SERVER;
  if (environment) {
    return probe(environment, "the environment variable `PLANLS_SERVER`", () =>
      `The environment variable PLANLS_SERVER names ${environment}, which cannot be run. Correct or unset it.`);
  }
  const name = process.platform === "win32" ? "planls.exe" : "planls";
  const bundled = join(extension.fsPath, "server", name);
  if (existsSync(bundled)) {
    return probe(bundled, "this extension", () =>
      `The server in this extension (${bundled}) cannot be run on this machine. Install it with “cargo install planls”, and name it in the setting planls.server.path.`);
  }
  return probe(name, "`PATH`", () =>
    "The planls server was not found: this package of the extension has none for your platform, and there is none on PATH. Install it with “cargo install planls”, or name it in the setting planls.server.path.");
}

async function probe(path: string, origin: string, message: () => string, setting = false): Promise<Binary> {
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: 10_000 });
    if (/^planls /.test(stdout)) {
      return { path, version: stdout.trim(), origin };
    }
  } catch {
    // said below
  }
  throw new NoBinary(message(), setting);
}

/** `~`, `${workspaceFolder}` and `${userHome}` resolved; a relative path counts from the first folder. */
export function resolve(path: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const full = path
    .trim()
    .replace(/^~(?=$|[/\\])/, () => homedir())
    .replace(/\$\{userHome\}/g, () => homedir())
    .replace(/\$\{workspaceFolder\}/g, () => folder);
  return /^\.{1,2}[/\\]/.test(full) ? join(folder, full) : full;
}
