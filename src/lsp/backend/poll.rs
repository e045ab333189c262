//! `workspace/diagnostic`: findings of files that are not open, for clients that ask. Some ask every
//! two seconds, so a file is read again only when its size or time has changed, or configuration or
//! templates have; of each only the result id is kept.

use super::scan::{File, files, look_into};
use super::{Backend, Dropped};
use crate::lsp::capabilities::Client;
use crate::lsp::handlers::workspace_diagnostic::{Report, handle};
use crate::lsp::plans::{Stamp, stamp};
use crate::lsp::{transport, uri};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    PreviousResultId, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
};

/// What was found when files were read last.
#[derive(Default)]
pub(super) struct Polled {
    epoch: u64,
    /// The result id; `None` if nothing was found.
    files: FxHashMap<PathBuf, (Stamp, Option<String>)>,
}

impl Backend {
    /// Answers a poll; one at a time.
    pub(super) async fn poll(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let (folders, client) = {
            let state = self.state();
            (state.folders().to_vec(), state.client.clone())
        };
        let mut polled = self.0.polled.clone().lock_owned().await;
        let (_held, dropped) = Dropped::new();
        let backend = self.clone();
        let report = move || {
            let files = files(&folders);
            let reports =
                backend.reports(&mut polled, files, &client, params.previous_result_ids, &dropped);
            uri::to_json(&handle(reports))
        };
        transport::give_result(self.work(report).await?);
        Ok(handle(vec![]))
    }

    fn reports(
        &self,
        polled: &mut Polled,
        files: Vec<File>,
        client: &Arc<Client>,
        before: Vec<PreviousResultId>,
        stop: &dyn Fn() -> bool,
    ) -> Vec<Report> {
        let mut before: FxHashMap<String, PreviousResultId> =
            before.into_iter().map(|b| (uri::spelling(&b.uri), b)).collect();
        let epoch = self.0.known.epoch();
        let mut known = std::mem::take(&mut polled.files);
        if polled.epoch != epoch {
            known.clear();
        }
        polled.epoch = epoch;
        let mut reports = vec![];
        for (folder, path) in files {
            let Some(url) = folder.url(&path) else { continue };
            // A template that is no file has none.
            let stamp = stamp(&path).unwrap_or_default();
            if stop() {
                break;
            }
            // Those are asked about one by one.
            if self.state().has_open(&path) {
                continue;
            }
            let before = before.remove(&uri::spelling(&url)).map(|b| b.value);
            let same = known.remove(&path).filter(|(was, _)| *was == stamp).map(|(_, id)| id);
            let id = match same {
                Some(id) if id == before => {
                    reports.extend(id.clone().map(|id| Report::Unchanged(url, id)));
                    id
                }
                _ => {
                    let found = look_into(&folder, &path, client, &self.0.known);
                    let items = found.map(|query| query.diagnostics()).unwrap_or_default();
                    let report = Report::new(url, items, before.as_deref());
                    let id = report.id().map(str::to_owned);
                    reports.extend((id.is_some() || before.is_some()).then_some(report));
                    id
                }
            };
            polled.files.insert(path, (stamp, id));
        }
        let open = |uri: &str| {
            let path = uri::path(uri);
            let state = self.state();
            state.moment(uri).is_some() || path.is_some_and(|path| state.has_open(&path))
        };
        let gone = before.into_iter().filter(|(uri, _)| !stop() && !open(uri));
        reports.extend(gone.map(|(_, b)| Report::new(b.uri, vec![], Some(&b.value))));
        reports
    }
}
