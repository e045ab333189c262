//! The body of a frame as a JSON-RPC 2.0 message, and answers as bytes.
//!
//! Every body becomes a [`Message`]; what is none becomes [`Message::Invalid`] with the answer it
//! earns. Ids stay JSON values, so they go back exactly as they came. Knows no method.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Response};

/// One incoming message.
#[derive(Debug)]
pub enum Message {
    /// Expects exactly one answer. The id is a string or a number.
    Request {
        /// As sent.
        id: Value,
        /// Its name.
        method: String,
        /// `null` counts as absent.
        params: Option<Value>,
    },
    /// Expects nothing.
    Notification {
        /// Its name.
        method: String,
        /// `null` counts as absent.
        params: Option<Value>,
    },
    /// The client's answer to a request of ours.
    Response(Response),
    /// Not a message: to be answered with this id (maybe null) and error.
    Invalid(Value, Error),
}

/// Reads a body. Never fails.
pub fn parse(body: &[u8]) -> Message {
    let parsed = serde_json::from_slice(body)
        .or_else(|error| repair(body).map_or(Err(error), |fixed| serde_json::from_slice(&fixed)));
    let Ok(value) = parsed else { return Message::Invalid(Value::Null, Error::parse_error()) };
    let Value::Object(mut fields) = value else { return invalid(Value::Null) };

    let id = fields.remove("id");
    let params = fields.remove("params").filter(|params| !params.is_null());
    let usable = id.as_ref().is_none_or(|id| id.is_string() || id.is_number());
    let echo = id.clone().filter(|_| usable).unwrap_or_default();
    let versioned = fields.get("jsonrpc").and_then(Value::as_str) == Some("2.0");
    match fields.remove("method") {
        None if fields.contains_key("result") || fields.contains_key("error") => {
            let error = fields.remove("error").filter(|error| !error.is_null());
            let result = fields.remove("result").unwrap_or_default();
            let id = id.as_ref().and_then(Value::as_i64).map_or(Id::Null, Id::Number);
            Message::Response(Response::from_parts(
                id,
                error.map_or(Ok(result), |e| Err(refusal(&e))),
            ))
        }
        Some(Value::String(method)) if versioned && usable => match id {
            Some(id) => Message::Request { id, method, params },
            None => Message::Notification { method, params },
        },
        _ => invalid(echo),
    }
}

/// An answer as the body of a frame; a result is JSON already.
pub fn answer(id: &Value, outcome: Result<&[u8], &Error>) -> Vec<u8> {
    let mut body = format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},").into_bytes();
    match outcome {
        Ok(result) => {
            // A long one leaves no room for the end, and would be doubled to take it.
            body.reserve_exact(result.len() + 16);
            body.extend_from_slice(b"\"result\":");
            body.extend_from_slice(result);
        }
        Err(error) => {
            body.extend_from_slice(b"\"error\":");
            // A code, a text and a JSON value always serialise.
            body.extend(serde_json::to_vec(error).unwrap_or_default());
        }
    }
    body.push(b'}');
    body
}

fn invalid(id: Value) -> Message {
    Message::Invalid(id, Error::invalid_request())
}

/// A client's error object; what it lacks is filled in.
fn refusal(error: &Value) -> Error {
    let code = error.get("code").and_then(Value::as_i64).unwrap_or(-32603);
    let message = error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    Error { code: ErrorCode::from(code), message: message.into(), data: None }
}

/// What serde_json refuses although it is JSON: escaped lone surrogates, which become U+FFFD, and
/// numbers beyond `f64`, which become its edge (no integer field takes either). `None` when there
/// is nothing to repair.
fn repair(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let (mut at, mut quoted, mut changed) = (0, false, false);
    while let Some(&byte) = body.get(at) {
        let width = match byte {
            b'\\' if quoted => match surrogate(body, at) {
                Some(0xD800..0xDC00) if matches!(surrogate(body, at + 6), Some(0xDC00..0xE000)) => {
                    12
                }
                Some(0xD800..0xE000) => {
                    out.extend_from_slice(b"\\ufffd");
                    changed = true;
                    at += 6;
                    continue;
                }
                _ => 2,
            },
            b'"' => {
                quoted = !quoted;
                1
            }
            b'-' | b'0'..=b'9' if !quoted => {
                let number = body.get(at..)?;
                let is_part = |b: &u8| b.is_ascii_digit() || b"+-.eE".contains(b);
                let width = number.iter().take_while(|b| is_part(b)).count();
                let text = std::str::from_utf8(number.get(..width)?).ok()?;
                if text.parse::<f64>().is_ok_and(f64::is_infinite) {
                    out.extend_from_slice(b"1e308");
                    changed = true;
                    at += width;
                    continue;
                }
                width
            }
            _ => 1,
        };
        out.extend_from_slice(body.get(at..at + width)?);
        at += width;
    }
    changed.then_some(out)
}

/// The code unit of an escape `\uXXXX` at `at`.
fn surrogate(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(body: &str, expected: Expect) {
        let shown = match parse(body.as_bytes()) {
            Message::Request { id, method, params } => format!("request {id} {method} {params:?}"),
            Message::Notification { method, params } => format!("notification {method} {params:?}"),
            Message::Response(response) => format!("response {response:?}"),
            Message::Invalid(id, error) => format!("invalid {id} {}", error.code),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_three_kinds() {
        check(
            r#"{"jsonrpc":"2.0","id":"1","method":"m","params":null}"#,
            expect![[r#"request "1" m None"#]],
        );
        check(
            r#"{"jsonrpc":"2.0","id":9007199254740993,"method":"m"}"#,
            expect!["request 9007199254740993 m None"],
        );
        check(
            r#"{"jsonrpc":"2.0","method":"m","params":{}}"#,
            expect!["notification m Some(Object {})"],
        );
        check(
            r#"{"jsonrpc":"2.0","id":3,"error":{"code":7}}"#,
            expect![[
                r#"response Response { jsonrpc: Version, error: Error { code: ServerError(7), message: "", data: None }, id: Number(3) }"#
            ]],
        );
    }

    #[test]
    fn what_is_no_message() {
        check("{", expect!["invalid null -32700"]);
        check("", expect!["invalid null -32700"]);
        check("[]", expect!["invalid null -32600"]);
        check("{}", expect!["invalid null -32600"]);
        check(r#"[{"jsonrpc":"2.0","id":1,"method":"m"}]"#, expect!["invalid null -32600"]);
        check(r#"{"jsonrpc":"2.0","id":1,"method":2}"#, expect!["invalid 1 -32600"]);
        check(r#"{"jsonrpc":"1.0","id":"a","method":"m"}"#, expect![[r#"invalid "a" -32600"#]]);
        check(r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, expect!["invalid null -32600"]);
    }

    #[test]
    fn json_the_parser_refuses_is_repaired() {
        check(
            r#"{"jsonrpc":"2.0","method":"m","params":["\ud83d","\\ud83d","\ud83d\ude00","\udc00x"]}"#,
            expect![[
                r#"notification m Some(Array [String("�"), String("\\ud83d"), String("😀"), String("�x")])"#
            ]],
        );
        check(
            r#"{"jsonrpc":"2.0","id":1,"method":"m","params":{"line":1e999}}"#,
            expect![[r#"request 1 m Some(Object {"line": Number(1e+308)})"#]],
        );
        assert!(matches!(parse(&[b'"'; 1 << 16]), Message::Invalid(..)));
    }

    #[test]
    fn answers_are_results_or_errors() {
        let body = |outcome: Result<&[u8], &Error>| {
            String::from_utf8(answer(&Value::from("a"), outcome)).unwrap()
        };
        expect![[r#"{"jsonrpc":"2.0","id":"a","result":null}"#]].assert_eq(&body(Ok(b"null")));
        expect![[
            r#"{"jsonrpc":"2.0","id":"a","error":{"code":-32600,"message":"Invalid request"}}"#
        ]]
        .assert_eq(&body(Err(&Error::invalid_request())));
    }
}
