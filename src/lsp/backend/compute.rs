//! Computing answers: on the blocking threads, one at a time for each document, when there is room
//! for what comes of it. What nobody waits for any more is not computed to its end.

use super::Backend;
use crate::lsp::capabilities::Client;
use crate::lsp::plans::{Around, Other};
use crate::lsp::query::Query;
use crate::lsp::state::Moment;
use crate::lsp::{transport, uri};
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

/// Set when the future that holds it is dropped: its request was cancelled.
pub(super) struct Dropped(Arc<AtomicBool>);

impl Dropped {
    /// To be held, and how to ask whether it still is.
    pub(super) fn new() -> (Dropped, impl Fn() -> bool + Send + 'static) {
        let dropped = Arc::new(AtomicBool::new(false));
        (Dropped(dropped.clone()), move || dropped.load(Ordering::Relaxed))
    }
}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Backend {
    /// Answers about a document as it is now; with null, if it is not open.
    pub(super) async fn ask<T: Serialize>(
        &self,
        url: &Url,
        answer: impl FnOnce(&Query) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let moment = self.state().moment(&uri::spelling(url));
        self.answer(moment, None, answer).await
    }

    /// The same, with the other plans of the workspace.
    pub(super) async fn ask_all<T: Serialize>(
        &self,
        url: &Url,
        answer: impl FnOnce(&Query, &[Other]) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let (moment, around) = self.moment_and_around(url);
        self.answer(moment, None, move |query| answer(query, &around.read(Some(query)))).await
    }

    /// Answers about all plans of the workspace.
    pub(super) async fn survey<T: Serialize, R: Default>(
        &self,
        answer: impl FnOnce(&[Other], &Client) -> T + Send + 'static,
    ) -> Result<R> {
        let (around, client) = {
            let state = self.state();
            (state.around(&self.0.known), state.client.clone())
        };
        let answer = move || uri::to_json(&answer(&around.read(None), &client));
        transport::give_result(self.work(answer).await?);
        Ok(R::default())
    }

    pub(super) fn moment_and_around(&self, url: &Url) -> (Option<Moment>, Around) {
        let state = self.state();
        (state.moment(&uri::spelling(url)), state.around(&self.0.known))
    }

    /// The plan that is meant where none is named: the only one that is open.
    pub(super) async fn only_plan(&self) -> Result<Option<Moment>> {
        let open = self.state().around(&self.0.known).open;
        self.work(move || {
            let mut plans =
                open.into_iter().filter(|moment| moment.clone().read().snapshot.has_outline());
            plans.next().filter(|_| plans.next().is_none())
        })
        .await
    }

    /// Gives the answer about a moment as the result of this request; without one, returns
    /// `otherwise`.
    pub(super) async fn answer<T: Serialize, R>(
        &self,
        moment: Option<Moment>,
        otherwise: R,
        answer: impl FnOnce(&Query) -> T + Send + 'static,
    ) -> Result<R> {
        let json = self.compute(moment, |query| uri::to_json(&answer(query))).await?;
        json.into_iter().for_each(transport::give_result);
        Ok(otherwise)
    }

    /// Computes about a moment; `None` without one.
    pub(super) async fn compute<T: Send + 'static>(
        &self,
        moment: Option<Moment>,
        answer: impl FnOnce(&Query) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.compute_unless(moment, || false, |query, _| Some(answer(query))).await
    }

    /// The same, but gives up where `stale` says that nobody wants the answer any more, or the
    /// request is cancelled. `answer` is told how to ask that in the middle of long work.
    pub(super) async fn compute_unless<T: Send + 'static>(
        &self,
        moment: Option<Moment>,
        stale: impl Fn() -> bool + Send + 'static,
        answer: impl FnOnce(&Query, &dyn Fn() -> bool) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(moment) = moment else { return Ok(None) };
        let turn = moment.turn.clone().lock_owned().await;
        let (_held, dropped) = Dropped::new();
        let stop = move || dropped() || stale();
        self.work(move || {
            // Kept to the end of the work, which may outlive its request.
            let _kept = turn;
            if stop() {
                return None;
            }
            let query = moment.read();
            if stop() { None } else { answer(&query, &stop) }
        })
        .await
    }

    /// Computes on one of the threads for that, when there is room for an answer.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let worker = self.0.workers.clone().acquire_owned().await;
        self.0.outbox.room().await;
        let work = tokio::task::spawn_blocking(move || {
            let _kept = worker;
            work()
        });
        // The panic hook has logged it.
        work.await.map_err(|_panic| Error::internal_error())
    }
}
