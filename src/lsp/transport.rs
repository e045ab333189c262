//! The loop between the client's bytes and tower-lsp's `LspService`, in place of its `Server`.
//!
//! - A reader thread turns bytes into messages; nothing it reads can end the session but the end of
//!   the input. The loop takes them in order and polls each call once before the next, so a handler
//!   that applies an edit before its first `await` applies it in wire order. What is still pending
//!   then runs beside the loop, and every request is answered exactly once, by whoever finishes it.
//! - Cancellation, `exit` and the states before `initialize` and after `shutdown` are decided here,
//!   never queued behind work. Ids are the service's own inside and the client's outside.
//! - A client that does not read: handlers wait for [`Outbox::room`] before computing, while the
//!   loop reads on. Only with [`IN_FLIGHT`] unanswered requests does it stop reading until one is
//!   answered. No handler may wait for an answer of the client (it spawns instead), so every wait
//!   here ends as soon as the client reads; if it has gone, writing fails and the session ends.
//! - Idle means asleep: no timer but the check of the parent process.
//!
//! Knows no method but those of the life cycle.

use super::message::{self, Message};
use super::outbox::Outbox;
use super::{frame, params, parent, uri};
use futures::future::{BoxFuture, FutureExt};
use futures::{Sink, SinkExt, StreamExt};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufReader, Read};
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, mpsc};
use tower_lsp::jsonrpc::{Error, ErrorCode, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};
use tower_service::Service;

/// Unanswered requests beyond which no more are read.
const IN_FLIGHT: u32 = 4096;
/// At the end of the input, how long running requests may still take to be answered.
const GRACE: Duration = Duration::from_millis(500);

tokio::task_local! {
    static RESULT: RefCell<Option<Vec<u8>>>;
}

/// Gives the result of the request being handled as JSON; what its handler returns is then not
/// looked at, unless it is an error. Long results are made so, away from the loop.
pub fn give_result(json: Vec<u8>) {
    // Outside of a request there is nobody to give it to.
    let _ = RESULT.try_with(|result| result.replace(Some(json)));
}

/// What a handler returned, and the result it gave.
type Returned = (Result<Option<Response>, ExitedError>, Option<Vec<u8>>);
type Call = BoxFuture<'static, std::thread::Result<Returned>>;

/// Serves one client until it leaves. The exit code is 0 if it asked for `shutdown` before.
pub async fn serve<S: LanguageServer>(
    service: LspService<S>,
    socket: ClientSocket,
    input: impl Read + Send + 'static,
    outbox: Outbox,
) -> ExitCode {
    let (sender, inbox) = mpsc::channel(64);
    std::thread::spawn(move || read(input, &sender));
    let (requests, answers) = socket.split();
    tokio::spawn(forward(requests, outbox.clone()));
    let orphaned = Arc::new(Notify::new());
    let mut session = Session {
        service,
        outbox: outbox.clone(),
        running: Running::default(),
        in_flight: Arc::new(Semaphore::new(IN_FLIGHT as usize)),
        number: 0,
        phase: Phase::New,
        orphaned: orphaned.clone(),
    };
    tokio::select! {
        () = session.run(inbox, answers) => {}
        () = outbox.broken() => {}
        () = orphaned.notified() => {}
    }
    outbox.drain(GRACE);
    if session.phase == Phase::ShutDown { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads messages until the input or the session ends.
fn read(input: impl Read, inbox: &mpsc::Sender<Message>) {
    let mut input = BufReader::new(input);
    while let Some(frame) = frame::read(&mut input) {
        let message = match frame {
            frame::Frame::Body(body) => message::parse(&body),
            frame::Frame::Malformed => Message::Invalid(Value::Null, Error::parse_error()),
        };
        if inbox.blocking_send(message).is_err() {
            return;
        }
    }
}

/// Sends what tower-lsp's `Client` has for the client.
async fn forward(mut requests: impl StreamExt<Item = Request> + Unpin, outbox: Outbox) {
    while let Some(request) = requests.next().await {
        outbox.room().await;
        outbox.push(&uri::to_json(&without_null(request)));
    }
}

/// tower-lsp sends null where a method has no params; the specification leaves them out.
fn without_null(request: Request) -> Request {
    if request.params().is_none_or(|params| !params.is_null()) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    id.into_iter().fold(bare, |bare, id| bare.id(id)).finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShutDown,
}

struct Session<S> {
    service: LspService<S>,
    outbox: Outbox,
    running: Running,
    in_flight: Arc<Semaphore>,
    number: i32,
    phase: Phase,
    orphaned: Arc<Notify>,
}

/// Requests being answered: the client's id, as JSON, to the service's.
#[derive(Clone, Default)]
struct Running(Arc<Mutex<HashMap<String, i32>>>);

impl Running {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, i32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: LanguageServer> Session<S> {
    async fn run(
        &mut self,
        mut inbox: mpsc::Receiver<Message>,
        mut answers: impl Sink<Response> + Unpin,
    ) {
        while let Some(message) = inbox.recv().await {
            match message {
                Message::Notification { method, .. } if method == "exit" => return,
                Message::Notification { method, params } => self.notify(method, params),
                Message::Request { id, method, params } => self.request(id, method, params).await,
                // tower-lsp ignores those it does not know, and panics if nobody waits any more.
                Message::Response(response) => {
                    drop(AssertUnwindSafe(answers.send(response)).catch_unwind().await);
                }
                Message::Invalid(id, error) => self.outbox.push(&message::answer(&id, Err(&error))),
            }
        }
        drop(tokio::time::timeout(GRACE, self.in_flight.acquire_many(IN_FLIGHT)).await);
    }

    fn notify(&mut self, method: String, params: Option<Value>) {
        if method == "$/cancelRequest" {
            return self.cancel(params.as_ref().and_then(|params| params.get("id")));
        }
        // `initialize` and `shutdown` are requests: tower-lsp would change its state for less.
        let is_request = matches!(method.as_str(), "initialize" | "shutdown");
        if self.phase != Phase::Running
            || is_request
            || !params.as_ref().is_none_or(Value::is_object)
        {
            return;
        }
        let mut call = self.call(method, params, None);
        if (&mut call).now_or_never().is_none() {
            tokio::spawn(call);
        }
    }

    fn cancel(&mut self, id: Option<&Value>) {
        let Some(number) = id.and_then(|id| self.running.lock().get(&id.to_string()).copied())
        else {
            return;
        };
        let params = Some(serde_json::json!({ "id": number }));
        self.call("$/cancelRequest".to_owned(), params, None).now_or_never();
    }

    async fn request(&mut self, id: Value, method: String, params: Option<Value>) {
        let key = id.to_string();
        if let Some(error) = self.refusal(&key, &method, params.as_ref()) {
            return self.outbox.push(&message::answer(&id, Err(&error)));
        }
        let parent = params.as_ref().and_then(|params| params.get("processId")?.as_u64());
        self.number = self.number.checked_add(1).unwrap_or(0);
        let mut call = self.call(method.clone(), params, Some(self.number));
        let at_once = match method.as_str() {
            "initialize" | "shutdown" => Some((&mut call).await),
            _ => (&mut call).now_or_never(),
        };
        if let Some(done) = at_once {
            let outcome = outcome(done);
            if outcome.is_ok() && method == "initialize" {
                self.phase = Phase::Running;
                self.watch(parent);
            } else if method == "shutdown" {
                self.phase = Phase::ShutDown;
            }
            return self.outbox.push(&message::answer(&id, outcome.as_deref()));
        }
        let Ok(permit) = self.in_flight.clone().acquire_owned().await else { return };
        let (outbox, running) = (self.outbox.clone(), self.running.clone());
        running.lock().insert(key.clone(), self.number);
        tokio::spawn(async move {
            let outcome = outcome(call.await);
            running.lock().remove(&key);
            outbox.push(&message::answer(&id, outcome.as_deref()));
            drop(permit);
        });
    }

    /// Why a request is not even given to the service.
    fn refusal(&self, key: &str, method: &str, params: Option<&Value>) -> Option<Error> {
        let not_initialized = Error {
            code: ErrorCode::ServerError(-32002),
            message: "Server not initialized".into(),
            data: None,
        };
        match self.phase {
            Phase::New if method != "initialize" => Some(not_initialized),
            Phase::Running if method == "initialize" => Some(Error::invalid_request()),
            Phase::ShutDown => Some(Error::invalid_request()),
            _ if method == "exit" || method == "$/cancelRequest" => Some(Error::invalid_request()),
            _ if self.running.lock().contains_key(key) => Some(Error::invalid_request()),
            _ if !params.is_none_or(Value::is_object) => {
                Some(Error::invalid_params("params must be an object"))
            }
            _ => None,
        }
    }

    fn call(&mut self, method: String, params: Option<Value>, id: Option<i32>) -> Call {
        let params = params::accept(&method, params);
        let mut request = Request::build(method);
        if let Some(params) = params {
            request = request.params(params);
        }
        if let Some(id) = id {
            request = request.id(i64::from(id));
        }
        let call = self.service.call(request.finish());
        let call = RESULT.scope(RefCell::default(), async {
            let returned = call.await;
            (returned, RESULT.with(RefCell::take))
        });
        AssertUnwindSafe(call).catch_unwind().boxed()
    }

    fn watch(&self, parent: Option<u64>) {
        let orphaned = self.orphaned.clone();
        if let Some(pid) = parent.and_then(|pid| u32::try_from(pid).ok()) {
            tokio::spawn(async move {
                parent::death_of(pid).await;
                orphaned.notify_one();
            });
        }
    }
}

/// What a finished call means for the client. The panic hook has logged a panic already.
fn outcome(done: std::thread::Result<Returned>) -> Result<Vec<u8>, Error> {
    let Ok((returned, given)) = done else { return Err(Error::internal_error()) };
    match returned {
        Err(_) => Err(Error::invalid_request()),
        // tower-lsp leaves unknown `$/` requests without an answer.
        Ok(None) => Err(Error::method_not_found()),
        Ok(Some(response)) => {
            let result = response.into_parts().1?;
            Ok(given.unwrap_or_else(|| uri::to_json(&result)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::io::{PipeReader, PipeWriter, Write};
    use tower_lsp::async_trait;
    use tower_lsp::jsonrpc::Result;
    use tower_lsp::lsp_types::*;

    /// Hovers never come, folding panics at once, links panic later, formatting asks the client
    /// without reading its answer, and a definition tells how many changes were seen.
    struct Mock {
        client: tower_lsp::Client,
        changes: Mutex<i64>,
    }

    #[async_trait]
    impl LanguageServer for Mock {
        async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> Result<()> {
            Ok(())
        }

        async fn did_change(&self, _: DidChangeTextDocumentParams) {
            *self.changes.lock().unwrap() += 1;
        }

        async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
            futures::future::pending().await
        }

        async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
            panic!("at once")
        }

        async fn document_link(&self, _: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
            tokio::task::yield_now().await;
            panic!("later")
        }

        async fn formatting(&self, _: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
            let client = self.client.clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
            Ok(None)
        }

        async fn execute_command(&self, _: ExecuteCommandParams) -> Result<Option<Value>> {
            let seen = *self.changes.lock().unwrap();
            tokio::task::yield_now().await;
            Ok(Some(json!(seen)))
        }
    }

    struct Server {
        input: PipeWriter,
        output: BufReader<PipeReader>,
        code: std::thread::JoinHandle<ExitCode>,
        unread: Vec<Value>,
    }

    impl Server {
        fn start() -> Server {
            let (from, input) = std::io::pipe().unwrap();
            let (output, to) = std::io::pipe().unwrap();
            let code = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
                let (service, socket) =
                    LspService::new(|client| Mock { client, changes: Mutex::default() });
                runtime.unwrap().block_on(serve(service, socket, from, Outbox::to(to)))
            });
            let output = BufReader::new(output);
            let mut server = Server { input, output, code, unread: vec![] };
            server.send(json!(0), "initialize", json!({ "capabilities": {} }));
            server.answer(json!(0));
            server
        }

        /// Without an id, a notification.
        fn send(&mut self, id: Value, method: &str, params: Value) {
            let mut message =
                json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
            if id.is_null() {
                message.as_object_mut().unwrap().remove("id");
            }
            let mut bytes = vec![];
            frame::write(&mut bytes, message.to_string().as_bytes());
            self.input.write_all(&bytes).unwrap();
        }

        fn answer(&mut self, id: Value) -> Value {
            loop {
                if let Some(at) = self.unread.iter().position(|message| message["id"] == id) {
                    return self.unread.remove(at);
                }
                let Some(frame::Frame::Body(body)) = frame::read(&mut self.output) else {
                    panic!("no answer to {id}; {:?}", self.unread);
                };
                self.unread.push(serde_json::from_slice(&body).unwrap());
            }
        }

        fn code(&mut self, id: Value) -> i64 {
            self.answer(id)["error"]["code"].as_i64().unwrap()
        }
    }

    fn at() -> Value {
        json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 0 } })
    }

    #[test]
    fn a_panic_is_that_requests_error() {
        let mut server = Server::start();
        for (id, method) in [(1, "textDocument/foldingRange"), (2, "textDocument/documentLink")] {
            server.send(json!(id), method, at());
            assert_eq!(server.code(json!(id)), -32603);
        }
        server.send(json!("next"), "workspace/executeCommand", json!({ "command": "x" }));
        assert_eq!(server.answer(json!("next"))["result"], 0);
    }

    #[test]
    fn cancellation_passes_slow_requests_and_each_is_answered_once() {
        let mut server = Server::start();
        let ids = [json!("a"), json!(4_294_967_299u64), json!(1), json!("1")];
        for id in &ids {
            server.send(id.clone(), "textDocument/hover", at());
        }
        server.send(json!(1), "textDocument/hover", at());
        assert_eq!(server.code(json!(1)), -32600, "an id in use");
        for id in ids {
            server.send(Value::Null, "$/cancelRequest", json!({ "id": id }));
            server.send(Value::Null, "$/cancelRequest", json!({ "id": id }));
            assert_eq!(server.code(id), -32800);
        }
        server.send(json!("end"), "workspace/executeCommand", json!({ "command": "x" }));
        server.answer(json!("end"));
        assert_eq!(server.unread, [] as [Value; 0]);
    }

    #[test]
    fn requests_see_exactly_the_changes_sent_before_them() {
        let mut server = Server::start();
        let change =
            json!({ "textDocument": { "uri": "untitled:a", "version": 1 }, "contentChanges": [] });
        for number in 1..=1000 {
            server.send(Value::Null, "textDocument/didChange", change.clone());
            server.send(json!(number), "workspace/executeCommand", json!({ "command": "x" }));
        }
        for number in 1..=1000 {
            assert_eq!(server.answer(json!(number))["result"], number);
        }
    }

    #[test]
    fn requests_to_a_client_that_never_answers_block_nothing() {
        let mut server = Server::start();
        let params = json!({ "textDocument": { "uri": "untitled:a" }, "options": { "tabSize": 4, "insertSpaces": true } });
        for id in 100..1100 {
            server.send(json!(id), "textDocument/formatting", params.clone());
        }
        for id in 100..1100 {
            assert_eq!(server.answer(json!(id))["result"], Value::Null);
        }
    }

    #[test]
    fn exit_ends_with_work_pending_and_the_input_open() {
        for (shutdown, code) in [(true, ExitCode::SUCCESS), (false, ExitCode::FAILURE)] {
            let mut server = Server::start();
            server.send(json!(1), "textDocument/hover", at());
            if shutdown {
                server.send(json!(2), "shutdown", Value::Null);
                server.answer(json!(2));
            }
            server.send(Value::Null, "exit", Value::Null);
            assert_eq!(server.code.join().unwrap(), code);
        }
    }
}
