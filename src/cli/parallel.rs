//! The same work for many files on all cores, with a line of progress when it takes long.

use super::output::watched;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// `work` on every item; the results in the order of the items. `verb` names the work in the line of
/// progress, which appears after a second on a terminal; `None` shows none.
pub(super) fn map<T: Sync, R: Send>(
    items: &[T],
    verb: Option<&str>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get()).min(items.len());
    let (sender, results) = channel();
    let mut progress = Progress::new(verb.filter(|_| watched()), items.len());
    let mut done: Vec<(usize, R)> = Vec::with_capacity(items.len());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        loop {
            match results.recv_timeout(Duration::from_millis(100)) {
                Ok(result) => done.push(result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            progress.show(done.len());
        }
    });
    progress.clear();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
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

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(
            super::map(&items, None, |n| n * 2),
            items.iter().map(|n| n * 2).collect::<Vec<_>>()
        );
        assert!(super::map(&[], None, |n: &usize| *n).is_empty());
    }
}
