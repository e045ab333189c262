//! What the server offers: only what there is a handler for and what the client can use.

use super::Client;
use crate::ide::TRIGGERS as TYPED;
use crate::lsp::handlers::semantic_tokens;
use crate::lsp::{actions, commands};
use crate::text::Encoding;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, DocumentSymbolOptions, ExecuteCommandOptions,
    FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, LinkedEditingRangeServerCapabilities,
    OneOf, PositionEncodingKind, Registration, RenameOptions, SelectionRangeProviderCapability,
    SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensServerCapabilities,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

/// The characters after which something may be completed.
const TRIGGERS: [&str; 10] = ["#", "*", "[", "|", "`", "/", "(", ":", "{", " "];

impl Client {
    /// What the server offers this client.
    pub fn announce(&self) -> ServerCapabilities {
        let [first, more @ ..] = TYPED;
        ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(TextDocumentSyncCapability::Options(
                TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(TextDocumentSyncKind::INCREMENTAL),
                    save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                    ..TextDocumentSyncOptions::default()
                },
            )),
            document_symbol_provider: Some(match self.symbol_label {
                true => OneOf::Right(DocumentSymbolOptions {
                    label: Some("Plan".to_owned()),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                }),
                false => OneOf::Left(true),
            }),
            completion_provider: Some(CompletionOptions {
                resolve_provider: self.completion.resolve_documentation.then_some(true),
                trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
                ..CompletionOptions::default()
            }),
            code_action_provider: match self.code_action.literals {
                true => Some(CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(actions::KINDS.map(CodeActionKind::from).to_vec()),
                    resolve_provider: self.code_action.resolve_edit.then_some(true),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                })),
                false => self.apply_edit.then_some(CodeActionProviderCapability::Simple(true)),
            },
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            rename_provider: Some(match self.prepare_rename {
                true => OneOf::Right(RenameOptions {
                    prepare_provider: Some(true),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                }),
                false => OneOf::Left(true),
            }),
            linked_editing_range_provider: self
                .linked_editing
                .then_some(LinkedEditingRangeServerCapabilities::Simple(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: None,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
                first_trigger_character: first.to_owned(),
                more_trigger_character: Some(more.iter().map(|t| (*t).to_owned()).collect()),
            }),
            inlay_hint_provider: self.inlay_hint.then_some(OneOf::Left(true)),
            code_lens_provider: Some(CodeLensOptions {
                resolve_provider: self.resolve_lens.then_some(true),
            }),
            semantic_tokens_provider: (self.tokens.full || self.tokens.range).then(|| {
                let delta = self.tokens.delta.then_some(true);
                SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                    legend: semantic_tokens::legend(),
                    range: self.tokens.range.then_some(true),
                    full: self.tokens.full.then_some(match delta {
                        Some(_) => SemanticTokensFullOptions::Delta { delta },
                        None => SemanticTokensFullOptions::Bool(true),
                    }),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                })
            }),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: commands::ALL.map(str::to_owned).to_vec(),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            diagnostic_provider: self.diagnostic.pull.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                    workspace_diagnostics: true,
                    ..DiagnosticOptions::default()
                })
            }),
            workspace: self.announce_workspace(),
            ..ServerCapabilities::default()
        }
    }

    fn announce_workspace(&self) -> Option<WorkspaceServerCapabilities> {
        // Plans name files of any kind, and folders.
        let everything = || FileOperationRegistrationOptions {
            filters: vec![FileOperationFilter {
                scheme: Some("file".to_owned()),
                pattern: FileOperationPattern { glob: "**/*".to_owned(), ..Default::default() },
            }],
        };
        let files = WorkspaceFileOperationsServerCapabilities {
            will_rename: self.will_rename.then(everything),
            did_rename: self.did_rename.then(everything),
            ..Default::default()
        };
        let announced = WorkspaceServerCapabilities {
            workspace_folders: self.workspace_folders.then_some(
                WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                },
            ),
            file_operations: (self.will_rename || self.did_rename).then_some(files),
        };
        (announced != WorkspaceServerCapabilities::default()).then_some(announced)
    }

    /// What is registered once the client is ready.
    pub fn registrations(&self) -> Vec<Registration> {
        // Creation and deletion of any file, as plans name files; changes only of what is read.
        let watchers = json!([
            { "globPattern": "**/*", "kind": 5 },
            { "globPattern": "**/*.{md,markdown,mdown,mkd}", "kind": 2 },
            { "globPattern": "**/{planls,.planls}.toml", "kind": 2 },
        ]);
        let all = [
            (
                self.register.watched_files,
                "workspace/didChangeWatchedFiles",
                json!({ "watchers": watchers }),
            ),
            (
                self.register.configuration,
                "workspace/didChangeConfiguration",
                json!({ "section": "planls" }),
            ),
        ];
        let wanted = all.into_iter().filter(|(wanted, ..)| *wanted);
        let registration = |(_, method, options): (bool, &str, Value)| Registration {
            id: format!("planls {method}"),
            method: method.to_owned(),
            register_options: Some(options),
        };
        wanted.map(registration).collect()
    }
}
