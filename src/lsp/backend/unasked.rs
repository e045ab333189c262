//! What the server says and asks unasked: findings to who does not pull them, that everything may
//! look different, for settings, and what is wrong with them.

use super::Backend;
use crate::config::Problem;
use crate::lsp::handlers::execute_command::Wanted;
use crate::lsp::query::Query;
use crate::lsp::{publish, uri};
use serde_json::Value;
use std::time::Duration;
use tower_lsp::Client;
use tower_lsp::lsp_types::{ConfigurationItem, MessageType, Url};

/// How long typing must pause before its findings are published.
pub(super) const PAUSE: Duration = Duration::from_millis(30);

impl Backend {
    /// Publishes what is found in a document as it is now, unless it changes within `pause`.
    pub(super) fn publish(&self, url: &Url, pause: Duration) {
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
            let stale = {
                let (backend, uri) = (backend.clone(), uri.clone());
                move || !backend.state().is_current(&uri, generation)
            };
            let found = |query: &Query, stop: &dyn Fn() -> bool| {
                query.snapshot.findings_unless(stop)?;
                Some(publish::findings(query))
            };
            let body = backend.compute_unless(Some(moment), stale, found).await;
            if let Ok(Some(body)) = body {
                let digest = publish::digest(&body);
                let is_news = || backend.state().is_news(&uri, generation, digest);
                backend.0.outbox.push_if(&body, is_news);
            }
        });
    }

    /// A document was saved. Everything may look different if others are read against it.
    pub(super) async fn saved(&self, url: &Url) {
        let (watched, moment) = {
            let state = self.state();
            (state.client.register.watched_files, state.moment(&uri::spelling(url)))
        };
        if watched {
            self.publish(url, Duration::ZERO);
            let governs = move || moment.is_some_and(|m| m.version.place().governs());
            if !self.work(governs).await.unwrap_or(true) {
                return;
            }
        }
        // Who does not tell of other files may have changed them too.
        self.state().reload();
        self.refresh();
    }

    /// A document was closed: what is said of it from now on is said of the file.
    pub(super) fn closed(&self, url: &Url) {
        self.0.tokens.forget(url);
        let mut state = self.state();
        let moment = state.moment(&uri::spelling(url));
        if state.close(url) && !state.client.diagnostic.pull {
            drop(state);
            self.0.outbox.push(&publish::nothing(url));
            if let Some(path) = moment.and_then(|m| m.version.place().path.clone()) {
                self.look_again(path);
            }
        }
    }

    /// Everything may look different now: pushes anew, or asks the client to pull anew.
    pub(super) fn refresh(&self) {
        let (urls, client) = {
            let state = self.state();
            (state.urls(), state.client.clone())
        };
        for url in urls {
            self.publish(&url, PAUSE);
        }
        self.0.known.forget();
        self.scan();
        // Side by side: a client may leave one without an answer.
        fn ask<F>(wanted: bool, request: impl FnOnce(Client) -> F, client: &Client)
        where
            F: Future<Output: Send> + Send + 'static,
        {
            if wanted {
                tokio::spawn(request(client.clone()));
            }
        }
        let (to, can) = (&self.0.client, &client.refresh);
        let pulls = client.diagnostic.pull && can.diagnostics;
        ask(pulls, |to| async move { to.workspace_diagnostic_refresh().await }, to);
        ask(can.code_lens, |to| async move { to.code_lens_refresh().await }, to);
        ask(can.inlay_hint, |to| async move { to.inlay_hint_refresh().await }, to);
        ask(can.semantic_tokens, |to| async move { to.semantic_tokens_refresh().await }, to);
    }

    /// Takes settings the client has sent.
    pub(super) fn configure(&self, settings: &Value) {
        let (changed, problems) = self.state().configure(settings);
        self.complain(problems);
        if changed {
            self.refresh();
        }
    }

    /// Asks for settings; those that never come are not waited for.
    pub(super) fn ask_settings(&self) {
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
    pub(super) fn complain(&self, problems: Vec<Problem>) {
        let client = self.0.client.clone();
        tokio::spawn(async move {
            for problem in problems {
                client.log_message(MessageType::WARNING, format!("settings: {problem}")).await;
            }
        });
    }

    /// Has the client do what a command wants. Nobody may wait for its answer: see `transport`.
    pub(super) fn carry_out(&self, wanted: Wanted) {
        let client = self.0.client.clone();
        match wanted {
            Wanted::Edit(edit) => drop(tokio::spawn(async move { client.apply_edit(edit).await })),
            Wanted::Show(at) => drop(tokio::spawn(async move { client.show_document(at).await })),
            Wanted::Nothing => {}
        }
    }
}
