//! One version of an open document, read when first asked for.
//!
//! Applying an edit only notes it, so the loop never waits for a parse; whoever asks for the
//! snapshot, on a blocking thread, reads it once for all. Edits nobody looked at in between become
//! one version.

use super::Place;
use crate::ide::Snapshot;
use crate::syntax::Document;
use crate::template::Recognised;
use crate::text::{Edit, Text};
use crate::workspace::is_config;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// More unread edits or versions than this are not worth keeping: the text is read afresh.
const UNREAD: usize = 1024;

/// A version of a document. Its snapshot never changes.
pub struct Version {
    content: Mutex<Content>,
    place: Place,
}

enum Content {
    Text(Text),
    Edits { base: Arc<Version>, edits: Vec<Edit>, unread: usize },
    Read(Arc<Snapshot>),
}

impl Version {
    /// A document that is read from scratch.
    pub fn fresh(text: Text, place: Place) -> Version {
        Version { content: Mutex::new(Content::Text(text)), place }
    }

    /// Where the document is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Makes `version` the one after `edit`, which leaves `text`. Whoever holds the old one keeps it.
    pub fn edit(version: &mut Arc<Version>, edit: Edit, text: &Text) {
        let place = version.place.clone();
        if let Some(own) = Arc::get_mut(version) {
            match own.content.get_mut().unwrap_or_else(PoisonError::into_inner) {
                Content::Text(old) => return *old = text.clone(),
                Content::Edits { edits, unread, .. } if *unread < UNREAD => {
                    edits.push(edit);
                    *unread += 1;
                    return;
                }
                Content::Edits { .. } => {
                    return *version = Arc::new(Version::fresh(text.clone(), place));
                }
                Content::Read(_) => {}
            }
        }
        // Somebody else is reading it at this moment: then it is as good as read.
        let unread = match version.content.try_lock().as_deref() {
            Ok(Content::Edits { unread, .. }) => unread + 1,
            _ => 1,
        };
        let content = if unread < UNREAD {
            Content::Edits { base: version.clone(), edits: vec![edit], unread }
        } else {
            Content::Text(text.clone())
        };
        *version = Arc::new(Version { content: Mutex::new(content), place });
    }

    /// The snapshot; reads it if nobody has. Takes as long as that takes.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        let mut content = self.lock();
        let (document, before) = match &*content {
            Content::Read(snapshot) => return snapshot.clone(),
            Content::Text(text) => (Document::new(&text.to_string()), None),
            Content::Edits { base, edits, .. } => {
                let (mut document, mut unread, before) = base.start();
                unread.reverse();
                for edit in unread.iter().flatten().chain(edits) {
                    document.edit(edit.span, &edit.insert);
                }
                (document, before)
            }
        };
        let (path, declared, environment) = self.place.resolve();
        let before = before.as_deref();
        let configuration = is_config(Path::new(&path));
        let mut snapshot = Snapshot::new(document, Some(path), declared, environment, before);
        if configuration {
            snapshot.recognition.is = Recognised::No;
        }
        let snapshot = Arc::new(snapshot);
        *content = Content::Read(snapshot.clone());
        snapshot
    }

    /// The nearest document that is read or is to be read afresh, the edits since, latest first,
    /// and the snapshot it comes from. A loop, not a recursion: locks go from newer to older.
    fn start(self: &Arc<Self>) -> (Document, Vec<Vec<Edit>>, Option<Arc<Snapshot>>) {
        let mut unread = Vec::new();
        let mut version = self.clone();
        loop {
            let older = match &*version.lock() {
                Content::Read(snapshot) => {
                    return (snapshot.document.clone(), unread, Some(snapshot.clone()));
                }
                Content::Text(text) => return (Document::new(&text.to_string()), unread, None),
                Content::Edits { base, edits, .. } => {
                    unread.push(edits.clone());
                    base.clone()
                }
            };
            version = older;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
