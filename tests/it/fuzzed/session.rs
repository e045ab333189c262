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
    // Bytes that are no messages may be taken for some, or swallow some; who leaves gets no answers.
    let (mut sent, mut asked, mut odd) = (vec![], HashMap::<String, usize>::new(), false);
    for line in data.split(|byte| *byte == b'\n') {
        if let Some(bytes) = line.strip_prefix(b"!") {
            odd = true;
            sent.extend_from_slice(bytes);
            sent.extend_from_slice(b"\r\n");
            continue;
        }
        let body =
            String::from_utf8_lossy(line).replace("file:", "memory:").replace("rootPath", "path");
        write!(sent, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let message: Value = serde_json::from_str(&body).unwrap_or_default();
        odd |= message["method"] == "exit";
        if let Some(id) = request(&message) {
            *asked.entry(id).or_default() += 1;
        }
    }
    let output = Output(Arc::default());
    let input = Input {
        bytes: std::io::Cursor::new(sent),
        output: output.clone(),
        asked: if odd { HashMap::new() } else { asked.clone() },
    };
    planls::lsp::serve(input, output.clone()).unwrap();
    let answered = output.answered();
    if !odd {
        assert_eq!(answered, asked);
    }
}

/// The id of a request that is well formed, as JSON.
fn request(message: &Value) -> Option<String> {
    let fits = message["jsonrpc"] == "2.0" && message["method"].is_string();
    let id = message.get("id").filter(|id| id.is_i64() || id.is_u64() || id.is_string())?;
    fits.then(|| id.to_string())
}

/// The client's messages; their end comes when all requests have been answered.
struct Input {
    bytes: std::io::Cursor<Vec<u8>>,
    output: Output,
    asked: HashMap<String, usize>,
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
    fn answered(&self) -> HashMap<String, usize> {
        answered(&self.0.0.lock().unwrap())
    }
}

/// The same. All that was written must be whole messages.
fn answered(mut bytes: &[u8]) -> HashMap<String, usize> {
    let mut answered = HashMap::new();
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
