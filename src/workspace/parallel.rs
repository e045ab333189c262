//! The same work for many files on all cores. Knows nothing of files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// `work` on every item; the results in the order of the items. `watch` is told how many are done,
/// now and then.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut watch: impl FnMut(usize),
) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get()).min(items.len());
    let (sender, results) = channel();
    let mut all: Vec<(usize, R)> = Vec::with_capacity(items.len());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (sender, next, done, work) = (sender.clone(), &next, &done, &work);
            scope.spawn(move || {
                // Results are handed over at the end: waking who waits costs more than a short text.
                let mut own = vec![];
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    own.push((index, work(item)));
                    done.fetch_add(1, Ordering::Relaxed);
                }
                let _ = sender.send(own);
            });
        }
        drop(sender);
        loop {
            match results.recv_timeout(Duration::from_millis(100)) {
                Ok(own) => all.extend(own),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            watch(done.load(Ordering::Relaxed));
        }
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let mut most = 0;
        let doubled = super::map(&items, |n| n * 2, |done| most = most.max(done));
        assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(most, 1000);
        assert!(super::map(&[], |n: &usize| *n, |_| {}).is_empty());
    }
}
