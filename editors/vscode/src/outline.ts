/** The outline of a plan as the server gives it: the shape of `planls outline --format json`. Knows nothing of VS Code's UI. */
import type { TextDocument } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

export interface Progress {
  done: number;
  total: number;
}

export interface Node {
  name: string;
  kind: "section" | "phase" | "step" | "component" | "task";
  /** Counted from 1. */
  line: number;
  progress: Progress;
  estimate: string | null;
  risk: string | null;
  children: Node[];
}

export interface Outline {
  title: string | null;
  kind: "plan" | "template" | "not-a-plan";
  template: string | null;
  status: string | null;
  progress: Progress;
  sections: Node[];
}

/** What the server says of a document; nothing where it is not a plan or the server does not run. */
export async function ask(client: LanguageClient | undefined, document: TextDocument): Promise<Outline | undefined> {
  if (!client?.isRunning() || document.languageId !== "markdown") {
    return undefined;
  }
  const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  try {
    const outline = await client.sendRequest<Outline | null>("planls/status", { textDocument });
    return outline && outline.kind !== "not-a-plan" ? outline : undefined;
  } catch {
    return undefined; // the log has it; a status bar that complains at every key is worse than an empty one
  }
}

/**
 * Phases › steps › tasks: sections without work are left out, and a section that only holds phases gives way to them.
 */
export function work(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    const children = work(node.children);
    if (node.kind !== "section") {
      return [{ ...node, children }];
    }
    if (children.length === 0) {
      return [];
    }
    return children.some((child) => child.kind === "phase") ? children : [{ ...node, children }];
  });
}

/** The first open task after `line` (counted from 1), from the top again when there is none. */
export function nextOpenTask(nodes: Node[], line: number): Node | undefined {
  const open = flat(nodes).filter((node) => node.kind === "task" && node.progress.done < node.progress.total);
  return open.find((task) => task.line > line) ?? open[0];
}

function flat(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

/** The line of a task list item with its box ticked or not; the line itself if it is none (GFM §5.3). */
export function ticked(line: string, done: boolean): string {
  return line.replace(/^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)\[[ xX]\]/, (_, before: string) => `${before}[${done ? "x" : " "}]`);
}
