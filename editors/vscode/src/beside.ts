/**
 * What VS Code's own Markdown support does as well is left to it, so that nothing is offered twice: it completes the
 * destinations of links and follows them, and it finds headings and links as references of a heading.
 */
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

const HEADING = /^ {0,3}#{1,6}\s/;
const DESTINATION = /\]\([^)\s(<]*$/;

const active = () => vscode.extensions.getExtension("vscode.markdown-language-features") !== undefined;

const before = (document: vscode.TextDocument, { line, character }: vscode.Position) => document.lineAt(line).text.slice(0, character);

const inLink = (document: vscode.TextDocument, position: vscode.Position) => active() && DESTINATION.test(before(document, position));

const onHeading = (document: vscode.TextDocument, { line }: vscode.Position) => active() && HEADING.test(document.lineAt(line).text);

/** Whether VS Code gives this place itself, asked for references of a heading or a link. */
const given = (document: vscode.TextDocument, { uri, range: { start } }: vscode.Location) =>
  uri.toString() === document.uri.toString() && (onHeading(document, start) || inLink(document, start));

export const beside: Middleware = {
  provideCompletionItem: (document, position, context, token, next) => {
    const theirs = vscode.workspace.getConfiguration("markdown", document).get("suggest.paths.enabled", true);
    return theirs && inLink(document, position) ? [] : next(document, position, context, token);
  },
  provideDefinition: (document, position, token, next) => (inLink(document, position) ? [] : next(document, position, token)),
  provideReferences: async (document, position, options, token, next) => {
    const all = await next(document, position, options, token);
    const both = onHeading(document, position) || inLink(document, position);
    return both ? all?.filter((location) => !given(document, location)) : all;
  },
};
