//! The methods of the server, each in a few lines: take the document as it is now, answer elsewhere.
//!
//! Everything up to the first `await` runs in wire order (see `transport`), so notifications apply
//! without one and requests take their moment before one. What computes runs on the blocking
//! threads, when there is room for its answer. Diagnostics are pushed unless the client pulls.
//! Contains no logic of plans or of protocol types.

use super::handlers::{
    code_action, code_action_resolve, completion, completion_resolve, diagnostic, document_symbol,
    status,
};
use super::outbox::Outbox;
use super::query::Query;
use super::state::{Moment, State};
use super::{publish, uri};
use crate::config::Problem;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CompletionItem, CompletionParams,
    CompletionResponse, ConfigurationItem, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentSymbolParams,
    DocumentSymbolResponse, InitializeParams, InitializeResult, InitializedParams, MessageType,
    ServerInfo, Url,
};
use tower_lsp::{Client, LanguageServer, async_trait};

/// How long typing must pause before its findings are published.
const PAUSE: Duration = Duration::from_millis(30);

/// The server behind the protocol. Clones share it.
#[derive(Clone)]
pub struct Backend(Arc<Shared>);

struct Shared {
    client: Client,
    outbox: Outbox,
    state: Mutex<State>,
    /// One for each thread that may compute.
    workers: Arc<Semaphore>,
}

impl Backend {
    /// A server without documents that computes on so many threads.
    pub fn new(client: Client, outbox: Outbox, workers: usize) -> Backend {
        let (state, workers) = (Mutex::new(State::new()), Arc::new(Semaphore::new(workers)));
        Backend(Arc::new(Shared { client, outbox, state, workers }))
    }

    /// `planls/status`.
    pub async fn status(&self, params: status::StatusParams) -> Result<Option<Value>> {
        self.ask(&params.text_document.uri, status::handle).await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer about a document as it is now; `None` if it is not open.
    async fn ask<T: Send + 'static>(
        &self,
        url: &Url,
        answer: impl FnOnce(&Query) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let moment = self.state().moment(&uri::spelling(url));
        self.compute(moment, answer).await
    }

    async fn compute<T: Send + 'static>(
        &self,
        moment: Option<Moment>,
        answer: impl FnOnce(&Query) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(moment) = moment else { return Ok(None) };
        let turn = moment.turn.clone().lock_owned().await;
        let worker = self.0.workers.clone().acquire_owned().await;
        self.0.outbox.room().await;
        let work = tokio::task::spawn_blocking(move || {
            // Kept to the end of the work, which goes on when its request is cancelled.
            let _kept = (turn, worker);
            answer(&moment.read())
        });
        // The panic hook has logged it.
        work.await.map(Some).map_err(|_panic| Error::internal_error())
    }

    /// Publishes what is found in a document as it is now, unless it changes within `pause`.
    fn publish(&self, url: &Url, pause: Duration) {
        let uri = uri::spelling(url);
        let moment = self.state().moment(&uri).filter(|m| !m.client.diagnostic.pull);
        let Some(moment) = moment else { return };
        let (backend, generation) = (self.clone(), moment.generation);
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            backend.0.outbox.room().await;
            if !backend.state().is_current(&uri, generation) {
                return;
            }
            if let Ok(Some(body)) = backend.compute(Some(moment), publish::findings).await {
                let digest = publish::digest(&body);
                let is_news = || backend.state().is_news(&uri, generation, digest);
                backend.0.outbox.push_if(&body, is_news);
            }
        });
    }

    /// Everything may look different now: pushes anew, or asks the client to pull anew.
    fn refresh(&self) {
        let (urls, client) = {
            let state = self.state();
            (state.urls(), state.client.clone())
        };
        for url in urls {
            self.publish(&url, PAUSE);
        }
        if client.diagnostic.pull && client.refresh.diagnostics {
            let to = self.0.client.clone();
            tokio::spawn(async move { to.workspace_diagnostic_refresh().await });
        }
    }

    /// Takes settings the client has sent.
    fn configure(&self, settings: &Value) {
        let (changed, problems) = self.state().configure(settings);
        self.complain(problems);
        if changed {
            self.refresh();
        }
    }

    /// Asks for settings; those that never come are not waited for.
    fn ask_settings(&self) {
        if !self.state().client.configuration {
            return;
        }
        let backend = self.clone();
        tokio::spawn(async move {
            let section = Some(env!("CARGO_PKG_NAME").to_owned());
            let item = ConfigurationItem { scope_uri: None, section };
            let settings = backend.0.client.configuration(vec![item]).await;
            if let Some(settings) = settings.ok().and_then(|all| all.into_iter().next()) {
                backend.configure(&settings);
            }
        });
    }

    /// Tells what is wrong with the editor's settings, where users look for such.
    fn complain(&self, problems: Vec<Problem>) {
        let client = self.0.client.clone();
        tokio::spawn(async move {
            for problem in problems {
                client.log_message(MessageType::WARNING, format!("settings: {problem}")).await;
            }
        });
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
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
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
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.state().open(&document.uri, document.version, &document.text);
        self.publish(&document.uri, Duration::ZERO);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.state().change(&document.uri, document.version, params.content_changes);
        self.publish(&document.uri, PAUSE);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if self.state().client.register.watched_files {
            return self.publish(&params.text_document.uri, Duration::ZERO);
        }
        // Who does not tell of other files may have changed them too.
        self.state().reload();
        self.refresh();
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let url = params.text_document.uri;
        let mut state = self.state();
        if state.close(&url) && !state.client.diagnostic.pull {
            drop(state);
            self.0.outbox.push(&publish::nothing(&url));
        }
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

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(&params.text_document.uri, document_symbol::handle).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let answer = move |query: &Query| completion::handle(query, at.position);
        Ok(self.ask(&at.text_document.uri, answer).await?.flatten())
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let moment = completion_resolve::document(&item).and_then(|uri| self.state().moment(uri));
        let given = item.clone();
        let answer = move |query: &Query| completion_resolve::handle(query, item);
        Ok(self.compute(moment, answer).await?.unwrap_or(given))
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
        let before = params.previous_result_id;
        let answer = move |query: &Query| diagnostic::handle(query, before.as_deref());
        let report = self.ask(&params.text_document.uri, answer).await?;
        Ok(report.unwrap_or_else(diagnostic::unknown))
    }
}
