//! What the server holds: the open documents, the client, its settings and folders.
//!
//! Changed only by notifications, in wire order, and never blocks on reading a document: a change
//! updates the text and makes a new [`Version`], which is read when somebody asks. Documents are
//! keyed by the client's own spelling of their URI, of any scheme. Opening twice replaces, unknown
//! documents are ignored, version numbers are only passed on.

mod folders;
mod version;

pub use folders::{Folder, Folders, Place};
pub use version::Version;

use super::capabilities::Client;
use super::plans::{Around, Known};
use super::query::Query;
use super::{from_proto, uri};
use crate::config::{self, Config};
use crate::text::{Edit, Text};
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url, WorkspaceFolder};

/// Everything that notifications change.
pub struct State {
    /// What the client can do.
    pub client: Arc<Client>,
    /// The workspace folders, as the client spells them.
    roots: Vec<String>,
    settings: Config,
    folders: Folders,
    documents: FxHashMap<String, Open>,
    generation: u64,
}

/// An open document.
pub struct Open {
    /// The version number the client gave last.
    pub number: i32,
    /// Grows with every change of any document.
    pub generation: u64,
    /// What was published last.
    published: Option<u64>,
    url: Url,
    text: Text,
    version: Arc<Version>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// An open document at one moment.
#[derive(Clone)]
pub struct Moment {
    /// The document as tower-lsp's types name it.
    pub url: Url,
    /// The version number the client gave.
    pub number: i32,
    /// See [`Open::generation`].
    pub generation: u64,
    /// The document, to be read.
    pub version: Arc<Version>,
    /// Held by whoever computes about this document: one at a time, so that a document that takes
    /// long keeps one thread busy and not all.
    pub turn: Arc<tokio::sync::Mutex<()>>,
    /// What the client can do.
    pub client: Arc<Client>,
}

impl Moment {
    /// Reads the document, which may take a while.
    pub fn read(self) -> Query {
        let snapshot = self.version.snapshot();
        let troubles = self.version.place().troubles();
        Query { url: self.url, number: self.number, snapshot, troubles, client: self.client }
    }
}

impl State {
    /// No documents, a client that can nothing.
    pub fn new() -> State {
        let settings = Config::default();
        State {
            client: Arc::default(),
            roots: vec![],
            folders: Folders::new(&[], &settings),
            settings,
            documents: FxHashMap::default(),
            generation: 0,
        }
    }

    /// Takes what `initialize` says, whatever it holds. What is wrong with its settings.
    pub fn initialize(&mut self, params: &Value) -> Vec<config::Problem> {
        self.client = Arc::new(Client::read(params));
        self.roots = roots(params);
        let settings = params.get("initializationOptions").unwrap_or(&Value::Null);
        let (settings, problems) = config::from_settings(settings);
        self.settings = settings;
        self.folders = Folders::new(&self.roots, &self.settings);
        problems
    }

    /// Takes the editor's settings. Whether they are others than before, and what is wrong with
    /// them. What is no object says nothing.
    pub fn configure(&mut self, settings: &Value) -> (bool, Vec<config::Problem>) {
        if !settings.is_object() {
            return (false, vec![]);
        }
        let (settings, problems) = config::from_settings(settings);
        let changed = settings != self.settings;
        if changed {
            self.settings = settings;
            self.move_in();
        }
        (changed, problems)
    }

    /// Workspace folders come and go.
    pub fn change_roots(&mut self, added: &[WorkspaceFolder], removed: &[WorkspaceFolder]) {
        let gone: Vec<String> = removed.iter().map(|folder| uri::spelling(&folder.uri)).collect();
        self.roots.retain(|root| !gone.contains(root));
        self.roots.extend(added.iter().map(|folder| uri::spelling(&folder.uri)));
        self.move_in();
    }

    /// Files have changed on disk: every document is read anew against what is there now.
    pub fn reload(&mut self) {
        self.folders.reload();
        self.read_anew();
    }

    /// The documents that are open.
    pub fn urls(&self) -> Vec<Url> {
        self.documents.values().map(|open| open.url.clone()).collect()
    }

    /// All documents and folders as they are now.
    pub fn around(&self, known: &Arc<Known>) -> Around {
        let open = self.documents.keys().filter_map(|uri| self.moment(uri)).collect();
        Around { open, folders: self.folders.all().to_vec(), known: known.clone() }
    }

    /// The workspace folders.
    pub fn folders(&self) -> &[Folder] {
        self.folders.all()
    }

    /// Whether a file is open under some URI.
    pub fn has_open(&self, path: &Path) -> bool {
        let places = self.documents.values().map(|open| open.version.place());
        places.filter_map(|place| place.path.as_deref()).any(|open| open == path)
    }

    fn move_in(&mut self) {
        self.folders = Folders::new(&self.roots, &self.settings);
        self.read_anew();
    }

    fn read_anew(&mut self) {
        let generation = self.next_generation();
        for (uri, open) in &mut self.documents {
            open.generation = generation;
            open.version = Arc::new(Version::fresh(open.text.clone(), self.folders.place(uri)));
        }
    }

    /// Opens a document, or replaces one.
    pub fn open(&mut self, url: &Url, number: i32, text: &str) {
        let uri = uri::spelling(url);
        let text = Text::from(text);
        let version = Arc::new(Version::fresh(text.clone(), self.folders.place(&uri)));
        let generation = self.next_generation();
        let (url, published, turn) = (url.clone(), None, Arc::default());
        let open = Open { number, generation, published, url, text, version, turn };
        self.documents.insert(uri, open);
    }

    /// Applies changes one after the other, each to what the one before left.
    pub fn change(&mut self, url: &Url, number: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let encoding = self.client.encoding;
        let generation = self.next_generation();
        let Some(open) = self.documents.get_mut(&uri::spelling(url)) else { return };
        (open.number, open.generation) = (number, generation);
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = from_proto::span(&open.text, range, encoding);
                    open.text.replace(span, &change.text);
                    let edit = Edit::replace(span, change.text);
                    Version::edit(&mut open.version, edit, &open.text);
                }
                None => {
                    open.text = Text::from(change.text.as_str());
                    let place = open.version.place().clone();
                    open.version = Arc::new(Version::fresh(open.text.clone(), place));
                }
            }
        }
    }

    /// Forgets a document. Whether it was open.
    pub fn close(&mut self, url: &Url) -> bool {
        self.next_generation();
        self.documents.remove(&uri::spelling(url)).is_some()
    }

    /// An open document as it is now.
    pub fn moment(&self, uri: &str) -> Option<Moment> {
        let open = self.documents.get(uri)?;
        Some(Moment {
            url: open.url.clone(),
            number: open.number,
            generation: open.generation,
            version: open.version.clone(),
            turn: open.turn.clone(),
            client: self.client.clone(),
        })
    }

    /// Whether a document has not changed since.
    pub fn is_current(&self, uri: &str, generation: u64) -> bool {
        self.documents.get(uri).is_some_and(|open| open.generation == generation)
    }

    /// Whether `digest` of a publication about that moment is news; notes it if so.
    pub fn is_news(&mut self, uri: &str, generation: u64, digest: u64) -> bool {
        let open = self.documents.get_mut(uri).filter(|open| open.generation == generation);
        open.is_some_and(|open| open.published.replace(digest) != Some(digest))
    }

    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }
}

/// The folders of the workspace: `workspaceFolders`, else `rootUri`; none, if the client says none.
fn roots(params: &Value) -> Vec<String> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array).into_iter().flatten();
    let folders = folders.filter_map(|folder| folder.get("uri"));
    let mut roots: Vec<String> = folders.filter_map(Value::as_str).map(str::to_owned).collect();
    if roots.is_empty() {
        roots.extend(params.get("rootUri").and_then(Value::as_str).map(str::to_owned));
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const URI: &str = "untitled:Untitled-1";

    /// The text after changes `((line, column), (line, column), text)` to `before`, which must be
    /// the text that is read, whether it is read after each change or only at the end.
    type Place = (u32, u32);

    fn check(before: &str, changes: &[(Place, Place, &str)], after: &str) {
        for eager in [true, false] {
            let mut state = State::new();
            let url = Url::parse(URI).unwrap();
            state.open(&url, 7, before);
            for &((l1, c1), (l2, c2), text) in changes {
                let range = json!({ "start": { "line": l1, "character": c1 }, "end": { "line": l2, "character": c2 } });
                let change =
                    serde_json::from_value(json!({ "range": range, "text": text })).unwrap();
                let held = eager.then(|| state.moment(URI).unwrap().version);
                state.change(&url, -1, vec![change]);
                drop(held.map(|version| version.snapshot()));
            }
            let moment = state.moment(URI).unwrap();
            assert_eq!(moment.version.snapshot().document.text().to_string(), after);
        }
    }

    #[test]
    fn changes_apply_in_order_each_on_the_result_of_the_one_before() {
        check("# A\nb\n", &[((0, 3), (0, 3), "B\n"), ((1, 0), (2, 1), "c")], "# AB\nc\n");
    }

    #[test]
    fn positions_out_of_range_are_clamped_and_reversed_ones_turned() {
        check("a😀\r\nb", &[((0, 99), (0, 99), "!")], "a😀!\r\nb");
        check("a😀\r\nb", &[((0, 2), (0, 3), "!")], "a!\r\nb");
        check("ab", &[((9, 9), (0, 1), "!")], "a!");
    }

    #[test]
    fn a_full_text_heals_and_reopening_replaces() {
        let mut state = State::new();
        let url = Url::parse(URI).unwrap();
        state.open(&url, 1, "one");
        state.open(&url, 0, "two");
        let full = |text| serde_json::from_value(json!({ "text": text })).unwrap();
        state.change(&url, 0, vec![full("three"), full("four")]);
        let moment = state.moment(URI).unwrap();
        assert_eq!(moment.version.snapshot().document.text().to_string(), "four");
        assert!(state.is_current(URI, moment.generation));
        assert!(state.close(&url) && !state.close(&url));
        state.change(&url, 0, vec![full("five")]);
        assert!(state.moment(URI).is_none() && !state.is_current(URI, moment.generation));
    }

    #[test]
    fn what_initialize_says_is_taken_in_any_shape() {
        let check = |params: Value, roots: &[&str], rules: usize| {
            let mut state = State::new();
            state.initialize(&params);
            assert_eq!(
                (state.roots, state.settings.rules.len()),
                (roots.iter().map(|r| r.to_string()).collect(), rules)
            );
        };
        let settings = json!({ "rules": { "missing-risks": "off" } });
        check(json!({}), &[], 0);
        check(
            json!({ "rootUri": null, "workspaceFolders": [], "initializationOptions": [1] }),
            &[],
            0,
        );
        check(
            json!({ "rootUri": "file:///w/", "initializationOptions": settings }),
            &["file:///w/"],
            1,
        );
        check(
            json!({ "workspaceFolders": [{ "uri": "file:///a" }, 3], "rootUri": "file:///w", "initializationOptions": { "planls": settings } }),
            &["file:///a"],
            1,
        );
    }

    #[test]
    fn settings_that_say_nothing_change_nothing() {
        let mut state = State::new();
        let settings = json!({ "planls": { "rules": { "missing-risks": "off" } } });
        assert!(state.configure(&settings).0);
        assert!(!state.configure(&settings).0 && !state.configure(&Value::Null).0);
        assert_eq!(state.settings.rules.len(), 1);
    }
}
