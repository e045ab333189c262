//! What goes out: one queue, one writer thread.
//!
//! Everything queued while a write runs goes out as the next single write. Pushing never blocks and
//! never loses anything. Memory stays bounded because *producers* wait: before computing an answer
//! they await [`Outbox::room`], so a client that stops reading costs [`LIMIT`] bytes plus the
//! answers being computed at that moment. Nobody holds a lock while waiting, and reading goes on,
//! so edits, cancellation and `exit` still arrive. Knows nothing of JSON.

use super::frame;
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Unwritten bytes beyond which nothing new is computed.
const LIMIT: usize = 16 << 20;
/// A write buffer that grew beyond this is given back.
const KEPT: usize = 1 << 20;

/// The queue; clones share it.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// Rings for the writer and for [`Outbox::drain`].
    changed: Condvar,
    /// Rings when there may be room again.
    written: Notify,
    /// Rings when the client is gone.
    broken: Notify,
}

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    writing: usize,
    broken: bool,
}

impl Outbox {
    /// An outbox whose thread writes to `output`.
    pub fn to(output: impl Write + Send + 'static) -> Self {
        let outbox = Outbox::default();
        let shared = outbox.0.clone();
        std::thread::spawn(move || shared.write_all(output));
        outbox
    }

    /// Queues a message.
    pub fn push(&self, body: &[u8]) {
        self.push_if(body, || true);
    }

    /// Queues a message if it still holds at the moment of queuing: nothing else is queued between
    /// the check and the message.
    pub fn push_if(&self, body: &[u8], holds: impl FnOnce() -> bool) {
        let mut queue = self.0.lock();
        if !queue.broken && holds() {
            frame::write(&mut queue.bytes, body);
            self.0.changed.notify_all();
        }
    }

    /// Waits until the client has read enough for more to be computed.
    pub async fn room(&self) {
        loop {
            let written = self.0.written.notified();
            if self.0.lock().unwritten() < LIMIT {
                return;
            }
            written.await;
        }
    }

    /// Waits until writing fails: the client is gone.
    pub async fn broken(&self) {
        self.0.broken.notified().await;
    }

    /// Blocks until all is written, the client is gone, or `patience` is over.
    pub fn drain(&self, patience: Duration) {
        let queue = self.0.lock();
        let open = |queue: &mut Queue| !queue.broken && queue.unwritten() > 0;
        drop(self.0.changed.wait_timeout_while(queue, patience, open));
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_all(&self, mut output: impl Write) {
        let mut buffer = Vec::new();
        loop {
            let mut queue = self
                .changed
                .wait_while(self.lock(), |queue| queue.bytes.is_empty())
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::swap(&mut queue.bytes, &mut buffer);
            queue.writing = buffer.len();
            drop(queue);
            let written = output.write_all(&buffer).and_then(|()| output.flush());
            buffer.clear();
            buffer.shrink_to(KEPT);
            let mut queue = self.lock();
            queue.writing = 0;
            queue.broken = written.is_err();
            if queue.broken {
                queue.bytes = Vec::new();
                self.broken.notify_one();
            }
            self.written.notify_waiters();
            self.changed.notify_all();
            if queue.broken {
                return;
            }
        }
    }
}

impl Queue {
    fn unwritten(&self) -> usize {
        self.bytes.len() + self.writing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::io::Read;

    #[test]
    fn without_a_reader_there_is_soon_no_room_and_nothing_is_lost() {
        let (mut client, server) = std::io::pipe().unwrap();
        let outbox = Outbox::to(server);
        let body = vec![b' '; 1 << 20];
        let mut pushed = 0;
        while outbox.room().now_or_never().is_some() {
            outbox.push(&body);
            pushed += 1;
            assert!(pushed < 64, "memory is not bounded");
        }
        let frame = b"Content-Length: 1048576\r\n\r\n".len() + body.len();
        let mut read = vec![0; frame * pushed];
        client.read_exact(&mut read).unwrap();
        outbox.drain(Duration::from_secs(60));
        assert!(outbox.room().now_or_never().is_some());
    }

    #[test]
    fn a_closed_client_is_noticed() {
        let (client, server) = std::io::pipe().unwrap();
        drop(client);
        let outbox = Outbox::to(server);
        outbox.push(b"{}");
        outbox.drain(Duration::from_secs(60));
        assert!(outbox.broken().now_or_never().is_some());
    }
}
