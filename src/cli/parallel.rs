//! The same work for many files on all cores, with a line of progress when it takes long.

use super::output::watched;
use crate::workspace;
use std::io::Write;
use std::time::{Duration, Instant};

/// `work` on every item; the results in the order of the items. `verb` names the work in the line of
/// progress, which appears after a second on a terminal; `None` shows none.
pub(super) fn map<T: Sync, R: Send>(
    items: &[T],
    verb: Option<&str>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut progress = Progress::new(verb.filter(|_| watched()), items.len());
    let results = workspace::map(items, work, |done| progress.show(done));
    progress.clear();
    results
}

struct Progress<'a> {
    verb: Option<&'a str>,
    total: usize,
    begun: Instant,
    shown: Option<Instant>,
}

impl<'a> Progress<'a> {
    fn new(verb: Option<&'a str>, total: usize) -> Self {
        Progress { verb, total, begun: Instant::now(), shown: None }
    }

    fn show(&mut self, done: usize) {
        let Some(verb) = self.verb else { return };
        let due = match self.shown {
            None => self.begun.elapsed() >= Duration::from_secs(1),
            Some(last) => last.elapsed() >= Duration::from_millis(100),
        };
        if !due {
            return;
        }
        const WIDTH: usize = 30;
        let filled = (done * WIDTH).checked_div(self.total).unwrap_or(WIDTH);
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(WIDTH - filled));
        let _ = write!(std::io::stderr(), "\r\x1b[K{bar} {done} of {} files {verb}", self.total);
        self.shown = Some(Instant::now());
    }

    fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
