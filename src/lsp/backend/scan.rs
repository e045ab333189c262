//! Findings of plans that are not open, and of templates and configurations, for clients that do not
//! ask for them.
//!
//! A scan reads the files of the workspace folders a few at a time, between requests, and keeps of
//! each only its URI and what was published last. A new scan ends the one before; so does the
//! client by cancelling the progress.

use super::Backend;
use super::unasked::PAUSE;
use crate::lsp::capabilities::Client;
use crate::lsp::plans::Known;
use crate::lsp::query::Query;
use crate::lsp::state::Folder;
use crate::lsp::{plans, publish, uri};
use crate::template::Recognised;
use crate::workspace;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, Url, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCancelParams, WorkDoneProgressCreateParams,
    WorkDoneProgressEnd,
};

/// Files that are read at a time.
const CHUNK: usize = 16;

/// Files from which on a scan is shown: fewer are read before anybody could look, and some editors (Kate) write every
/// progress into a log.
const MANY: usize = 256;

/// What was published about files that are not open.
#[derive(Default)]
pub(super) struct Scan {
    /// Grows with every scan; an older one is over.
    run: AtomicU64,
    /// By path: its URI, and a digest unless nothing is said.
    files: Mutex<FxHashMap<PathBuf, (Url, Option<u64>)>>,
}

/// A file to be looked at.
pub(super) type File = (Folder, PathBuf);

impl Scan {
    fn begin(&self) -> u64 {
        self.run.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn goes_on(&self, run: u64) -> bool {
        self.run.load(Ordering::Relaxed) == run
    }

    fn files(&self) -> MutexGuard<'_, FxHashMap<PathBuf, (Url, Option<u64>)>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend {
    /// Publishes what is found in the files of the workspace.
    pub(super) fn scan(&self) {
        let (folders, client) = {
            let state = self.state();
            (state.folders().to_vec(), state.client.clone())
        };
        let run = self.0.scan.begin();
        if client.diagnostic.pull || folders.is_empty() {
            return;
        }
        let backend = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(PAUSE).await;
            if !backend.0.scan.goes_on(run) {
                return;
            }
            let Ok(files) = backend.work(move || files(&folders)).await else { return };
            let shown = client.work_done_progress && files.len() >= MANY;
            let done = shown.then(|| backend.show_progress(run));
            let all: FxHashSet<PathBuf> = files.iter().map(|(_, path)| path.clone()).collect();
            if backend.look(files, &client, || backend.0.scan.goes_on(run)).await {
                backend.forget_all_but(&all);
            }
            drop(done);
        });
    }

    /// Publishes what is found in a file that was closed, if it is one of the workspace.
    pub(super) fn look_again(&self, path: PathBuf) {
        let (folders, client) = {
            let state = self.state();
            (state.folders().to_vec(), state.client.clone())
        };
        let folder = folders.into_iter().find(|folder| path.starts_with(&folder.path));
        let Some(folder) = folder.filter(|_| self.0.scan.files().contains_key(&path)) else {
            return;
        };
        let backend = self.clone();
        tokio::spawn(async move { backend.look(vec![(folder, path)], &client, || true).await });
    }

    /// A file was opened: what is said of it from now on is said of the document.
    pub(super) fn forget_unopened(&self, url: &Url) {
        let moment = self.state().moment(&uri::spelling(url));
        let Some(path) = moment.and_then(|m| m.version.place().path.clone()) else { return };
        let mut files = self.0.scan.files();
        let Some((said, digest)) = files.get_mut(&path) else { return };
        let (said, was) = (said.clone(), digest.take());
        drop(files);
        if was.is_some() && said != *url {
            self.0.outbox.push(&publish::nothing(&said));
        }
    }

    /// `window/workDoneProgress/cancel`: there is but one progress.
    pub async fn cancel_progress(&self, _: WorkDoneProgressCancelParams) {
        self.0.scan.begin();
    }

    /// Looks at files and publishes what is new; whether it got to the end.
    async fn look(
        &self,
        files: Vec<File>,
        client: &Arc<Client>,
        goes_on: impl Fn() -> bool,
    ) -> bool {
        for chunk in files.chunks(CHUNK) {
            // Somebody waits for these very files; then most of the work here is done, too.
            while self.0.known.is_reading() {
                tokio::time::sleep(PAUSE).await;
            }
            if !goes_on() {
                return false;
            }
            let (chunk, client, backend) = (chunk.to_vec(), client.clone(), self.clone());
            let read = move || {
                let unopened =
                    chunk.into_iter().filter(|(_, path)| !backend.state().has_open(path));
                unopened
                    .filter_map(|(folder, path)| {
                        let query = look_into(&folder, &path, &client, &backend.0.known)?;
                        Some(((query.url.clone(), publish::unopened(&query)), path))
                    })
                    .collect::<Vec<_>>()
            };
            // One file that cannot be checked does not hide the others: the log has it.
            for ((url, body), path) in self.work(read).await.unwrap_or_default() {
                if goes_on() {
                    self.say_of(path, url, body);
                }
            }
        }
        true
    }

    fn say_of(&self, path: PathBuf, url: Url, body: Option<Vec<u8>>) {
        let digest = body.as_deref().map(publish::digest);
        let body = body.unwrap_or_else(|| publish::nothing(&url));
        self.0.outbox.push_if(&body, || {
            if self.state().has_open(&path) {
                return false;
            }
            let before = self.0.scan.files().insert(path, (url, digest));
            before.and_then(|(_, digest)| digest) != digest
        });
    }

    /// Files that are gone.
    fn forget_all_but(&self, all: &FxHashSet<PathBuf>) {
        let mut gone = vec![];
        self.0.scan.files().retain(|path, (url, digest)| {
            let stays = all.contains(path);
            gone.extend((!stays && digest.is_some()).then(|| url.clone()));
            stays
        });
        for url in gone {
            self.0.outbox.push(&publish::nothing(&url));
        }
    }

    /// Shows that a scan runs, until the answer is dropped. Never waits for the client.
    fn show_progress(&self, run: u64) -> oneshot::Sender<()> {
        let (done, over) = oneshot::channel();
        let (to, token) = (self.0.client.clone(), NumberOrString::String(format!("scan {run}")));
        let say =
            move |token, said| ProgressParams { token, value: ProgressParamsValue::WorkDone(said) };
        tokio::spawn(async move {
            let create = WorkDoneProgressCreateParams { token: token.clone() };
            if to.send_request::<WorkDoneProgressCreate>(create).await.is_err() {
                return;
            }
            let begin = WorkDoneProgressBegin {
                title: "Checking plans".to_owned(),
                cancellable: Some(true),
                ..WorkDoneProgressBegin::default()
            };
            let begin = say(token.clone(), WorkDoneProgress::Begin(begin));
            to.send_notification::<Progress>(begin).await;
            drop(over.await);
            let end = say(token, WorkDoneProgress::End(WorkDoneProgressEnd::default()));
            to.send_notification::<Progress>(end).await;
        });
        done
    }
}

/// The documents in folders, the configurations in force, and the templates with problems, which
/// lie in hidden folders.
pub(super) fn files(folders: &[Folder]) -> Vec<File> {
    let mut seen = FxHashSet::default();
    let mut found: Vec<File> = vec![];
    let documents = plans::files(folders);
    let documents = documents.into_iter().map(|(folder, path, _)| (folder.clone(), path));
    let beside = folders.iter().map(|folder| (folder.clone(), folder.path.join("-")));
    for (folder, path) in beside.chain(documents) {
        let project = folder.workspace.project(&path);
        // The user's own lie elsewhere.
        let templates = project.template_troubles.iter().map(|trouble| trouble.path.clone());
        let config = project.config_path.clone().filter(|path| path.starts_with(&folder.path));
        for path in config.into_iter().chain(templates).chain([path]) {
            if seen.insert(path.clone()) {
                found.push((folder.clone(), path));
            }
        }
    }
    found
}

/// A file that is not open; `None` for one that cannot be read, unless it should be a template.
pub(super) fn look_into(
    folder: &Folder,
    path: &Path,
    client: &Arc<Client>,
    known: &Known,
) -> Option<Query> {
    let url = folder.url(path)?;
    let troubles = folder.workspace.project(path).troubles_of(path);
    let client = client.clone();
    if let Some(snapshot) = known.plan(path) {
        return Some(Query { url, number: 0, snapshot, troubles, client });
    }
    let source = workspace::read(path).ok();
    let unread = source.is_none();
    if unread && troubles.is_empty() {
        return None;
    }
    let text = source.map(|source| source.text).unwrap_or_default();
    let mut snapshot = folder.workspace.snapshot_of(path, &text);
    if unread {
        snapshot.recognition.is = Recognised::No;
    }
    let snapshot = Arc::new(snapshot);
    Some(Query { url, number: 0, snapshot, troubles, client })
}
