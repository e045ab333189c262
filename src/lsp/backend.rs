//! The methods of the server, each in a few lines: take the document as it is now, answer elsewhere.
//!
//! Everything up to the first `await` runs in wire order (see `transport`), so notifications apply
//! without one and requests take their snapshot before one. What computes runs on the blocking
//! threads, when there is room for its answer. Contains no logic of plans or protocol types.

use super::outbox::Outbox;
use super::state::State;
use crate::ide::Environment;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, InitializeParams, InitializeResult, InitializedParams, ServerInfo,
};
use tower_lsp::{Client, LanguageServer, async_trait};

/// The server behind the protocol.
pub struct Backend {
    _client: Client,
    _outbox: Outbox,
    state: Arc<Mutex<State>>,
}

impl Backend {
    /// A server without documents.
    pub fn new(client: Client, outbox: Outbox) -> Backend {
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::system()).date();
        let state = Arc::new(Mutex::new(State::new(Environment::plain(today))));
        Backend { _client: client, _outbox: outbox, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
        state.initialize(&params);
        Ok(InitializeResult {
            capabilities: state.client.announce(),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {}

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.state().open(&document.uri, document.version, &document.text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.state().change(&document.uri, document.version, params.content_changes);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.state().close(&params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.state().configure(&params.settings);
    }
}
