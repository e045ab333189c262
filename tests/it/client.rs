//! A scripted LSP client: starts the real server, sends frames in any form, waits for answers with
//! a deadline. Checks by itself that the server writes nothing but well-formed messages. Where the
//! environment names a folder in `PLANLS_RECORD`, sessions are recorded there for `protocol.py`.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// A running server and what it has said.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<std::process::ChildStdout>,
    inbox: Receiver<Value>,
    unread: VecDeque<Value>,
    next: i64,
    record: Option<Record>,
}

/// The recording of a session.
#[derive(Clone)]
struct Record(Arc<File>);

impl Record {
    fn start() -> Option<Record> {
        static SESSIONS: AtomicUsize = AtomicUsize::new(0);
        let folder = std::env::var_os("PLANLS_RECORD")?;
        let number = SESSIONS.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(&folder).join(format!("{}-{number}.jsonl", std::process::id()));
        Some(Record(Arc::new(File::options().create(true).append(true).open(path).unwrap())))
    }

    /// One line, `sign` before it.
    fn note(&self, sign: char, message: &Value) {
        (&*self.0).write_all(format!("{sign} {message}\n").as_bytes()).unwrap();
    }
}

impl Client {
    /// A server that has been told nothing yet.
    pub fn start() -> Client {
        let mut client = Client::deaf();
        client.listen();
        client
    }

    /// A server whose user keeps their settings in this folder.
    pub fn at_home(home: &Path) -> Client {
        let mut client = Client::spawn(home);
        client.listen();
        client
    }

    /// A server whose output is not read until [`Client::listen`].
    pub fn deaf() -> Client {
        Client::spawn(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody"))
    }

    fn spawn(home: &Path) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_planls"))
            .arg("lsp")
            .env("XDG_CONFIG_HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (inbox, unread, record) = (channel().1, VecDeque::new(), Record::start());
        Client { child, input, output, inbox, unread, next: 0, record }
    }

    /// A server that has been initialized with these capabilities.
    pub fn with(capabilities: Value) -> Client {
        let mut client = Client::start();
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        client.ask("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// Begins to read.
    pub fn listen(&mut self) {
        let mut output = BufReader::new(self.output.take().unwrap());
        let (sender, inbox) = channel();
        self.inbox = inbox;
        let record = self.record.clone();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                record.iter().for_each(|record| record.note('<', &message));
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
    }

    /// Sends bytes as they are. That the server has gone is found out by who waits for it.
    pub fn raw(&mut self, bytes: impl AsRef<[u8]>) {
        if let Some(input) = &mut self.input {
            let _ = input.write_all(bytes.as_ref()).and_then(|()| input.flush());
        }
    }

    /// Notes in the recording what is sent in another way than as a body.
    pub fn note(&self, body: &str) {
        if let (Some(record), Ok(message)) = (&self.record, serde_json::from_str(body)) {
            record.note('>', &message);
        }
    }

    /// Sends a body in a frame.
    pub fn body(&mut self, body: &str) {
        self.note(body);
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.body(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    /// Sends a request; its id.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = json!(self.next);
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.body(&request.to_string());
        id
    }

    /// The answer to a request: `{"result": …}` or `{"error": …}` and the rest of the message.
    pub fn answer(&mut self, id: &Value) -> Value {
        self.wait(&format!("the answer to {id}"), |m| m.get("method").is_none() && m["id"] == *id)
    }

    /// Sends a request and waits for its result.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(&id);
        assert_eq!(answer.get("error"), None, "{method}");
        answer["result"].clone()
    }

    /// Sends a request and waits for the code of its error.
    pub fn error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        code(&self.answer(&id))
    }

    /// The params of the next notification or request of this name.
    pub fn told(&mut self, method: &str) -> Value {
        self.wait(method, |message| message["method"] == method)["params"].clone()
    }

    /// Everything said that nobody has waited for, once `id` is answered.
    pub fn others(&mut self, id: &Value) -> Vec<Value> {
        self.answer(id);
        self.unread.drain(..).collect()
    }

    /// The first message that fits; the others are kept.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + DEADLINE;
        if let Some(at) = self.unread.iter().position(&fits) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.inbox.recv_timeout(left) {
                Ok(message) if fits(&message) => return message,
                Ok(message) => self.unread.push_back(message),
                Err(error) => panic!("{what}: {error}; so far: {:?}", self.unread),
            }
        }
    }

    /// The most memory the server has held so far, in bytes.
    #[cfg(target_os = "linux")]
    pub fn peak_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the server; its exit code.
    pub fn exit_code(&mut self) -> i32 {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match self.inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => self.unread.push_back(message),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the server does not end"),
            }
        }
        self.child.wait().unwrap().code().unwrap()
    }

    /// Closes the server's output without reading it, and waits for its end.
    pub fn exit_code_unheard(&mut self) -> i32 {
        self.output = None;
        self.child.wait().unwrap().code().unwrap()
    }

    /// Waits for the end of a server whose output is open and not read.
    pub fn exit_code_unread(&mut self) -> i32 {
        self.child.wait().unwrap().code().unwrap()
    }

    /// Ends the server as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What the server wrote to stderr, after its end.
    pub fn stderr(&mut self) -> String {
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The code of an answer that is an error.
pub fn code(answer: &Value) -> i64 {
    assert_eq!(answer.get("result"), None, "{answer}");
    answer["error"]["code"].as_i64().unwrap()
}

/// One frame, exactly in the form of the specification; `None` at the end.
pub fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    if output.read_line(&mut header).unwrap() == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ").and_then(|rest| rest.strip_suffix("\r\n"));
    let length = length.unwrap_or_else(|| panic!("not a header: {header:?}")).parse().unwrap();
    let mut blank = [0; 2];
    output.read_exact(&mut blank).unwrap();
    assert_eq!(&blank, b"\r\n");
    let mut body = vec![0; length];
    output.read_exact(&mut body).unwrap();
    let message: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(message["jsonrpc"], "2.0");
    Some(message)
}
