//! The methods of the server, each in a few lines: take the document as it is now, answer elsewhere.
//!
//! Everything up to the first `await` runs in wire order (see `transport`), so notifications apply
//! without one and requests take their moment before one. What computes runs on the blocking
//! threads, when there is room for its answer. Diagnostics are pushed unless the client pulls.
//! Contains no logic of plans or of protocol types.

mod compute;
mod poll;
mod scan;
mod unasked;

use self::compute::Dropped;
use self::poll::Polled;
use self::scan::Scan;
use self::unasked::PAUSE;
use super::handlers::{
    code_action, code_action_resolve, code_lens, code_lens_resolve, completion, completion_resolve,
    definition, diagnostic, document_highlight, document_link, document_symbol, execute_command,
    folding_range, formatting, hover, inlay_hint, linked_editing_range, on_type_formatting,
    prepare_rename, range_formatting, references, rename, selection_range, status,
    will_rename_files, workspace_symbol,
};
use super::outbox::Outbox;
use super::plans::{Known, Other};
use super::query::Query;
use super::state::State;
use super::tokens::Tokens;
use super::{capabilities, commands, transport, uri};
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, async_trait};

/// The server behind the protocol. Clones share it.
#[derive(Clone)]
pub struct Backend(Arc<Shared>);

struct Shared {
    client: Client,
    outbox: Outbox,
    state: Mutex<State>,
    /// One for each thread that may compute.
    workers: Arc<Semaphore>,
    /// Plans on disk.
    known: Arc<Known>,
    /// What was published about files that are not open.
    scan: Scan,
    /// What was told about files that are not open to who asks.
    polled: Arc<tokio::sync::Mutex<Polled>>,
    /// Semantic tokens that were sent.
    tokens: Arc<Tokens>,
}

impl Backend {
    /// A server without documents that computes on so many threads.
    pub fn new(client: Client, outbox: Outbox, workers: usize) -> Backend {
        let (state, workers) = (Mutex::new(State::new()), Arc::new(Semaphore::new(workers)));
        let (known, scan, polled, tokens) = Default::default();
        Backend(Arc::new(Shared { client, outbox, state, workers, known, scan, polled, tokens }))
    }

    /// `planls/status`.
    pub async fn status(&self, params: status::StatusParams) -> Result<Option<Value>> {
        self.ask(&params.text_document.uri, status::handle).await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        // See `params`: the message as it came.
        let Some(params) = params.initialization_options else {
            return Err(Error::invalid_params("missing capabilities"));
        };
        let mut state = self.state();
        let problems = state.initialize(&params);
        self.complain(problems);
        Ok(InitializeResult {
            capabilities: state.client.announce(),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("PLANLS_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let registrations = self.state().client.registrations();
        if !registrations.is_empty() {
            let client = self.0.client.clone();
            tokio::spawn(async move { client.register_capability(registrations).await });
        }
        self.ask_settings();
        self.scan();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.state().open(&document.uri, document.version, &document.text);
        self.forget_unopened(&document.uri);
        self.publish(&document.uri, Duration::ZERO);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.state().change(&document.uri, document.version, params.content_changes);
        self.publish(&document.uri, PAUSE);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.saved(&params.text_document.uri).await;
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.closed(&params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.configure(&params.settings);
        self.ask_settings();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.state().change_roots(&params.event.added, &params.event.removed);
        self.refresh();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.state().reload();
        self.refresh();
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.survey(move |plans, client| will_rename_files::handle(plans, &params, client)).await
    }

    async fn did_rename_files(&self, _: RenameFilesParams) {
        self.state().reload();
        self.refresh();
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let moment = self.state().moment(&uri::spelling(&params.text_document.uri));
        let json = self.compute(moment, document_symbol::handle).await?;
        json.into_iter().for_each(transport::give_result);
        Ok(None)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let answer = move |query: &Query| completion::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let moment = completion_resolve::document(&item).and_then(|uri| self.state().moment(uri));
        let given = item.clone();
        self.answer(moment, given, |query| completion_resolve::handle(query, item)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let url = params.text_document.uri.clone();
        let answer = move |query: &Query| code_action::handle(query, &params);
        Ok(self.ask(&url, answer).await?.flatten())
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let moment =
            code_action_resolve::document(&action).and_then(|uri| self.state().moment(&uri));
        let given = action.clone();
        let answer = move |query: &Query| code_action_resolve::handle(query, action);
        self.compute(moment, answer).await?.unwrap_or(Ok(given))
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let moment = self.state().moment(&uri::spelling(&params.text_document.uri));
        let before = params.previous_result_id;
        let answer = move |query: &Query, stop: &dyn Fn() -> bool| {
            query.snapshot.findings_unless(stop)?;
            Some(uri::to_json(&diagnostic::handle(query, before.as_deref())))
        };
        let json = self.compute_unless(moment, || false, answer).await?;
        json.into_iter().for_each(transport::give_result);
        Ok(diagnostic::unknown())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.poll(params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let answer = move |query: &Query| hover::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let answer = move |query: &Query| definition::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, own) = (params.text_document_position, params.context.include_declaration);
        let url = at.text_document.uri;
        self.ask_all(&url, move |q, others| references::handle(q, at.position, own, others)).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let answer = move |query: &Query| document_highlight::handle(query, at.position);
        self.ask(&at.text_document.uri, answer).await
    }

    async fn prepare_rename(
        &self,
        at: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let answer = move |query: &Query| prepare_rename::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (at, name) = (params.text_document_position, params.new_name);
        let url = at.text_document.uri;
        let (moment, around) = self.moment_and_around(&url);
        let answer = move |query: &Query| {
            rename::handle(query, at.position, &name, &around.read(Some(query)))
        };
        self.compute(moment, answer).await?.transpose()
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let at = params.text_document_position_params;
        let answer = move |query: &Query| linked_editing_range::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(&params.text_document.uri, document_link::handle).await
    }

    async fn document_link_resolve(&self, link: DocumentLink) -> Result<DocumentLink> {
        // Complete when it was sent.
        Ok(link)
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(&params.text_document.uri, folding_range::handle).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(&params.text_document.uri, formatting::handle).await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let answer = move |query: &Query| range_formatting::handle(query, params.range);
        self.ask(&params.text_document.uri, answer).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let (at, typed) = (params.text_document_position, params.ch);
        let answer = move |query: &Query| on_type_formatting::handle(query, at.position, &typed);
        self.ask(&at.text_document.uri, answer).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let answer = move |query: &Query| selection_range::handle(query, &params.positions);
        Ok(self.ask(&params.text_document.uri, answer).await?.flatten())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let answer = move |query: &Query| inlay_hint::handle(query, params.range);
        self.ask(&params.text_document.uri, answer).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(&params.text_document.uri, code_lens::handle).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let moment = code_lens_resolve::document(&lens).and_then(|uri| self.state().moment(uri));
        let given = lens.clone();
        let answer = move |query: &Query| code_lens_resolve::handle(query, lens);
        self.compute(moment, answer).await?.unwrap_or(Ok(given))
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let tokens = self.0.tokens.clone();
        let answer = move |query: &Query| tokens.full(query).into();
        self.ask(&params.text_document.uri, answer).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let tokens = self.0.tokens.clone();
        let answer = move |query: &Query| tokens.delta(query, &params.previous_result_id);
        self.ask(&params.text_document.uri, answer).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let answer = move |query: &Query| Tokens::range(query, params.range).into();
        self.ask(&params.text_document.uri, answer).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        let answer = move |plans: &[Other], client: &capabilities::Client| {
            workspace_symbol::handle(plans, &params.query, client.encoding)
        };
        self.survey(answer).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        if !commands::ALL.contains(&params.command.as_str()) {
            return Err(Error::invalid_params(format!("unknown command `{}`", params.command)));
        }
        let moment = match execute_command::document(&params) {
            Some(uri) => self.state().moment(uri),
            None => self.only_plan().await?,
        };
        let wanted = self.compute(moment, move |q| execute_command::handle(q, &params)).await?;
        self.carry_out(wanted.unwrap_or(execute_command::Wanted::Nothing));
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
