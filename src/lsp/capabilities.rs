//! What the client can do, read once.
//!
//! From the raw JSON of `initialize`: a missing, mistyped or unknown value means "no", never an
//! error.

mod announce;

use crate::text::Encoding;
use serde_json::Value;

/// The capabilities of the client that change what the server does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    /// What columns count, both ways.
    pub encoding: Encoding,
    /// Completion: snippets, kinds, and what may be resolved.
    pub completion: Completion,
    /// Code actions: whether they may be literals, and what they may carry.
    pub code_action: CodeAction,
    /// Workspace edits: their form.
    pub edit: Edit,
    /// Diagnostics: how they travel and what they may carry.
    pub diagnostic: Diagnostic,
    /// Outlines as trees.
    pub hierarchical_symbols: bool,
    /// A title for the outline.
    pub symbol_label: bool,
    /// Markdown in hovers.
    pub hover_markdown: bool,
    /// Only whole lines can be folded.
    pub line_folding_only: bool,
    /// At most so many folds.
    pub fold_limit: Option<u64>,
    /// Tooltips on links.
    pub link_tooltip: bool,
    /// Several targets as links with ranges.
    pub definition_links: bool,
    /// `prepareRename`.
    pub prepare_rename: bool,
    /// The command of a lens may come with `codeLens/resolve` (LSP 3.18).
    pub resolve_lens: bool,
    /// Semantic tokens: what the client asks for.
    pub tokens: Tokens,
    /// Inlay hints.
    pub inlay_hint: bool,
    /// Linked editing.
    pub linked_editing: bool,
    /// What may be refreshed on the server's request.
    pub refresh: Refresh,
    /// What may be registered after `initialized`.
    pub register: Register,
    /// `workspace/configuration` is answered.
    pub configuration: bool,
    /// `workspace/applyEdit` is answered.
    pub apply_edit: bool,
    /// Workspace folders may change.
    pub workspace_folders: bool,
    /// `window/workDoneProgress/create` is answered.
    pub work_done_progress: bool,
    /// `window/showDocument` is answered.
    pub show_document: bool,
    /// `workspace/willRenameFiles` is sent.
    pub will_rename: bool,
    /// `workspace/didRenameFiles` is sent.
    pub did_rename: bool,
}

/// See [`Client::completion`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Completion {
    pub snippets: bool,
    pub markdown: bool,
    /// Whether `documentation` may come with `completionItem/resolve`.
    pub resolve_documentation: bool,
    /// Item kinds beyond the first 18 that may be used.
    pub kinds: Vec<u64>,
}

/// See [`Client::code_action`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct CodeAction {
    /// Otherwise only commands are understood.
    pub literals: bool,
    pub is_preferred: bool,
    /// `edit` may come with `codeAction/resolve`, `data` being kept in between.
    pub resolve_edit: bool,
}

/// See [`Client::edit`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Edit {
    /// `documentChanges`, which some clients only imply by declaring resource operations.
    pub document_changes: bool,
    pub create: bool,
    pub rename: bool,
    pub snippets: bool,
}

/// See [`Client::diagnostic`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Diagnostic {
    /// The client asks for them; otherwise they are pushed.
    pub pull: bool,
    pub related_information: bool,
    pub code_description: bool,
}

/// See [`Client::tokens`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Tokens {
    pub full: bool,
    pub delta: bool,
    pub range: bool,
}

/// See [`Client::refresh`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Refresh {
    pub diagnostics: bool,
    pub code_lens: bool,
    pub inlay_hint: bool,
    pub semantic_tokens: bool,
}

/// See [`Client::register`].
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Register {
    pub watched_files: bool,
    pub configuration: bool,
}

impl Client {
    /// Reads the params of `initialize`, whatever they hold.
    pub fn read(params: &Value) -> Client {
        let c = Source(params.get("capabilities").unwrap_or(&Value::Null));
        let pull = c.has("textDocument/diagnostic");
        // Until LSP 3.18 there was but one place to say what a diagnostic may carry.
        let diagnostics =
            [c.at("textDocument/publishDiagnostics"), c.at("textDocument/diagnostic")];
        let may = |what| diagnostics.iter().any(|d| d.is(what));
        let item = c.at("textDocument/completion/completionItem");
        let action = c.at("textDocument/codeAction");
        let edit = c.at("workspace/workspaceEdit");
        let operations = edit.strings("resourceOperations");
        let operation = |name: &str| operations.iter().any(|o| o == name);
        Client {
            encoding: encoding(&c.strings("general/positionEncodings")),
            completion: Completion {
                snippets: item.is("snippetSupport"),
                markdown: item.lists("documentationFormat", "markdown"),
                resolve_documentation: item.lists("resolveSupport/properties", "documentation"),
                kinds: c.numbers("textDocument/completion/completionItemKind/valueSet"),
            },
            code_action: CodeAction {
                literals: action.has("codeActionLiteralSupport"),
                is_preferred: action.is("isPreferredSupport"),
                resolve_edit: action.is("dataSupport")
                    && action.lists("resolveSupport/properties", "edit"),
            },
            edit: Edit {
                document_changes: edit.is("documentChanges") || !operations.is_empty(),
                create: operation("create"),
                rename: operation("rename"),
                snippets: edit.is("snippetEditSupport"),
            },
            diagnostic: Diagnostic {
                pull,
                related_information: may("relatedInformation"),
                code_description: may("codeDescriptionSupport"),
            },
            hierarchical_symbols: c
                .is("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            symbol_label: c.is("textDocument/documentSymbol/labelSupport"),
            hover_markdown: c.lists("textDocument/hover/contentFormat", "markdown"),
            line_folding_only: c.is("textDocument/foldingRange/lineFoldingOnly"),
            fold_limit: c.get("textDocument/foldingRange/rangeLimit").and_then(Value::as_u64),
            link_tooltip: c.is("textDocument/documentLink/tooltipSupport"),
            definition_links: c.is("textDocument/definition/linkSupport"),
            prepare_rename: c.is("textDocument/rename/prepareSupport"),
            resolve_lens: c.lists("textDocument/codeLens/resolveSupport/properties", "command"),
            tokens: tokens(c.at("textDocument/semanticTokens")),
            inlay_hint: c.has("textDocument/inlayHint"),
            linked_editing: c.has("textDocument/linkedEditingRange"),
            refresh: Refresh {
                // The second is how one client spells the first.
                diagnostics: c.is("workspace/diagnostics/refreshSupport")
                    || c.is("workspace/diagnostic/refreshSupport"),
                code_lens: c.is("workspace/codeLens/refreshSupport"),
                inlay_hint: c.is("workspace/inlayHint/refreshSupport"),
                semantic_tokens: c.is("workspace/semanticTokens/refreshSupport"),
            },
            register: Register {
                watched_files: c.is("workspace/didChangeWatchedFiles/dynamicRegistration"),
                configuration: c.is("workspace/didChangeConfiguration/dynamicRegistration"),
            },
            configuration: c.is("workspace/configuration"),
            apply_edit: c.is("workspace/applyEdit"),
            workspace_folders: c.is("workspace/workspaceFolders"),
            work_done_progress: c.is("window/workDoneProgress"),
            show_document: c.is("window/showDocument/support"),
            will_rename: c.is("workspace/fileOperations/willRename"),
            did_rename: c.is("workspace/fileOperations/didRename"),
        }
    }
}

/// UTF-8 if offered, as it costs nothing; then UTF-32; else what every client has.
fn encoding(offered: &[String]) -> Encoding {
    let offers = |name: &str| offered.iter().any(|o| o == name);
    match () {
        () if offers("utf-8") => Encoding::Utf8,
        () if offers("utf-32") && !offers("utf-16") => Encoding::Utf32,
        () => Encoding::Utf16,
    }
}

/// Some clients say that they have tokens and not which requests they make: all have the first.
fn tokens(can: Source) -> Tokens {
    let types = can.list("tokenTypes").next().is_some();
    let full = can.is("requests/full") || can.has("requests/full") || !can.has("requests");
    let (delta, range) = (can.is("requests/full/delta"), can.is("requests/range"));
    let range = range || can.has("requests/range");
    Tokens { full: types && full, delta: types && delta, range: types && range }
}

/// JSON read by paths of names, where everything may be missing or of another type.
#[derive(Clone, Copy)]
struct Source<'a>(&'a Value);

impl<'a> Source<'a> {
    fn get(self, path: &str) -> Option<&'a Value> {
        path.split('/').try_fold(self.0, |value, name| value.get(name))
    }

    fn at(self, path: &str) -> Source<'a> {
        Source(self.get(path).unwrap_or(&Value::Null))
    }

    fn is(self, path: &str) -> bool {
        self.get(path).and_then(Value::as_bool).unwrap_or(false)
    }

    fn has(self, path: &str) -> bool {
        self.get(path).is_some_and(Value::is_object)
    }

    fn list(self, path: &str) -> impl Iterator<Item = &'a Value> {
        self.get(path).and_then(Value::as_array).into_iter().flatten()
    }

    fn strings(self, path: &str) -> Vec<String> {
        self.list(path).filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn numbers(self, path: &str) -> Vec<u64> {
        self.list(path).filter_map(Value::as_u64).collect()
    }

    fn lists(self, path: &str, wanted: &str) -> bool {
        self.list(path).any(|value| value == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(capabilities: Value) -> Client {
        Client::read(&json!({ "capabilities": capabilities }))
    }

    #[test]
    fn nothing_said_means_no() {
        assert_eq!(read(json!({})), Client::default());
        assert_eq!(Client::read(&Value::Null), Client::default());
    }

    #[test]
    fn odd_values_mean_no() {
        let odd = json!({
            "general": { "positionEncodings": [1, "utf-7", null] },
            "workspace": { "applyEdit": "yes", "workspaceEdit": [] },
            "textDocument": { "completion": { "completionItem": null }, "diagnostic": true },
        });
        assert_eq!(read(odd), Client::default());
    }

    #[test]
    fn the_encoding_is_one_of_the_offered() {
        let check = |offered: Value, encoding| {
            assert_eq!(
                read(json!({ "general": { "positionEncodings": offered } })).encoding,
                encoding
            );
        };
        check(json!(["utf-16", "utf-8"]), Encoding::Utf8);
        check(json!(["utf-32"]), Encoding::Utf32);
        check(json!(["utf-16", "utf-32"]), Encoding::Utf16);
        check(json!([]), Encoding::Utf16);
    }

    #[test]
    fn resource_operations_imply_document_changes() {
        let client =
            read(json!({ "workspace": { "workspaceEdit": { "resourceOperations": ["create"] } } }));
        assert!(client.edit.document_changes && client.edit.create && !client.edit.rename);
    }

    #[test]
    fn both_spellings_of_diagnostic_refresh() {
        for name in ["diagnostic", "diagnostics"] {
            assert!(
                read(json!({ "workspace": { name: { "refreshSupport": true } } }))
                    .refresh
                    .diagnostics
            );
        }
    }
}
