//! Any input to the server: it ends, every request is answered once and never with an internal error,
//! and nothing but messages is written.
//!
//! Input: a message per line, without its header; a line that begins with `!` is sent as it is.
//! Files and folders are out of reach: what names one names a document in memory instead.

use serde_json::Value;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// How long an answer may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);

pub fn check(data: &[u8]) {
    let mut sent = vec![];
    // How often each id was sent, and how often in a request that is well formed.
    let (mut named, mut asked) = (Ids::new(), Ids::new());
    // Bytes that are no messages may be taken for some, or swallow some; who leaves gets no answers.
    let mut odd = false;
    for line in data.split(|byte| *byte == b'\n') {
        if let Some(bytes) = line.strip_prefix(b"!") {
            odd = true;
            sent.extend_from_slice(bytes);
            sent.extend_from_slice(b"\r\n");
            continue;
        }
        let body = String::from_utf8_lossy(line);
        let body = body.replace("file:", "memory:").replace("rootPath", "path");
        write!(sent, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let message: Value = serde_json::from_str(&body).unwrap_or_default();
        if message.is_null() {
            // The server takes numbers and escapes that the parser here refuses.
            for id in body.split("\"id\":").skip(1).filter_map(|rest| rest.split([',', '}']).next())
            {
                *named.entry(id.trim().to_owned()).or_default() += 1;
            }
        }
        odd |= message["method"] == "exit";
        if let Some(id) = message.get("id") {
            *named.entry(id.to_string()).or_default() += 1;
            let fits = id.is_i64() || id.is_u64() || id.is_string();
            if fits && message["jsonrpc"] == "2.0" && message["method"].is_string() {
                *asked.entry(id.to_string()).or_default() += 1;
            }
        }
    }
    let output = Output(Arc::default());
    let bytes = std::io::Cursor::new(sent);
    let waits = if odd { Ids::new() } else { asked.clone() };
    let input = Input { bytes, output: output.clone(), asked: waits };
    planls::lsp::serve(input, output.clone()).unwrap();
    let answered = output.answered();
    for (id, times) in answered.iter().filter(|_| !odd) {
        let most = named.get(id).copied().unwrap_or_default();
        assert!(*times <= most, "{id} is answered {times} times");
    }
    for (id, times) in asked.iter().filter(|_| !odd) {
        assert!(
            answered.get(id) >= Some(times),
            "{id} is not answered {times} times: {answered:?}"
        );
    }
}

/// Ids as JSON, and how often.
type Ids = HashMap<String, usize>;

/// The client's messages; their end comes when all requests have been answered.
struct Input {
    bytes: std::io::Cursor<Vec<u8>>,
    output: Output,
    asked: Ids,
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(into)?;
        if read == 0 {
            let (bytes, written) = &*self.output.0;
            let waiting = |bytes: &mut Vec<u8>| {
                let answered = answered(bytes);
                self.asked.iter().any(|(id, times)| answered.get(id).is_none_or(|n| n < times))
            };
            let bytes = bytes.lock().unwrap();
            drop(written.wait_timeout_while(bytes, DEADLINE, waiting).unwrap());
        }
        Ok(read)
    }
}

/// What the server writes.
#[derive(Clone)]
struct Output(Arc<(Mutex<Vec<u8>>, Condvar)>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.0.lock().unwrap().extend_from_slice(bytes);
        self.0.1.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Output {
    /// How often each id was answered, as JSON.
    fn answered(&self) -> Ids {
        answered(&self.0.0.lock().unwrap())
    }
}

/// The same. All that was written must be whole messages.
fn answered(mut bytes: &[u8]) -> Ids {
    let mut answered = Ids::new();
    while !bytes.is_empty() {
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let length: usize = head.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        let message: Value = serde_json::from_slice(&bytes[end + 4..end + 4 + length]).unwrap();
        assert_ne!(message["error"]["code"], -32603, "{message}");
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        if let Some(id) =
            message.get("id").filter(|id| !id.is_null() && message.get("method").is_none())
        {
            *answered.entry(id.to_string()).or_default() += 1;
        }
        bytes = &bytes[end + 4 + length..];
    }
    answered
}
