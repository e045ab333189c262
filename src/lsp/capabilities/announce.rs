//! What the server offers: only what there is a handler for and what the client can use.

use super::Client;
use crate::lsp::actions;
use crate::text::Encoding;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentSymbolOptions, OneOf,
    PositionEncodingKind, Registration, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// The characters after which something may be completed.
const TRIGGERS: [&str; 10] = ["#", "*", "[", "|", "`", "/", "(", ":", "{", " "];

impl Client {
    /// What the server offers this client.
    pub fn announce(&self) -> ServerCapabilities {
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
            code_action_provider: self.code_action.literals.then(|| {
                CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(actions::KINDS.map(CodeActionKind::from).to_vec()),
                    resolve_provider: self.code_action.resolve_edit.then_some(true),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                })
            }),
            diagnostic_provider: self.diagnostic.pull.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                    ..DiagnosticOptions::default()
                })
            }),
            workspace: self.workspace_folders.then_some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        }
    }

    /// What is registered once the client is ready.
    pub fn registrations(&self) -> Vec<Registration> {
        // Creation and deletion of any file, as plans name files; changes only of what is read.
        let watchers = json!([
            { "globPattern": "**/*", "kind": 5 },
            { "globPattern": "**/*.md", "kind": 2 },
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
