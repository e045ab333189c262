//! The client's spelling of a URI, kept through lsp-types.
//!
//! lsp-types holds URIs as `Url`, which normalises some (`file:///a b`, `FILE:///x`) and refuses
//! others (no scheme). So a URI that `Url` would not give back unchanged travels inside one that it
//! does: [`wrap`] on the way in, [`unwrap`] on the way out. Documents are keyed by the spelling.
//! Asks no disk.

use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;
use tower_lsp::lsp_types::Url;

const CARRIER: &str = "planls-uri:";
/// The fields that hold a URI of the client.
const FIELDS: [&str; 6] = ["uri", "oldUri", "newUri", "targetUri", "target", "href"];

/// Makes every URI in params one that `Url` keeps as it is.
pub fn wrap(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(uri) if FIELDS.contains(&name.as_str()) => *uri = carry(uri),
                    _ => wrap(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(wrap),
        _ => {}
    }
}

/// Gives every URI in a result its spelling back, in fields and in keys (`WorkspaceEdit.changes`).
pub fn unwrap(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let carried: Vec<String> =
                fields.keys().filter(|key| key.starts_with(CARRIER)).cloned().collect();
            for key in carried {
                if let (Some(value), Some(spelling)) = (fields.remove(&key), spelling_of(&key)) {
                    fields.insert(spelling, value);
                }
            }
            for (name, value) in fields {
                match value {
                    Value::String(uri) if FIELDS.contains(&name.as_str()) => {
                        if let Some(spelling) = spelling_of(uri) {
                            *uri = spelling;
                        }
                    }
                    _ => unwrap(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unwrap),
        _ => {}
    }
}

/// The client's spelling of a URI that came in.
pub fn spelling(url: &Url) -> String {
    spelling_of(url.as_str()).unwrap_or_else(|| url.to_string())
}

/// The file a URI, as the client spells it, points to; `None` if it points to none.
pub fn path(uri: &str) -> Option<PathBuf> {
    let url = Url::parse(uri).ok().filter(|url| url.scheme() == "file")?;
    let path = url.to_file_path().ok()?;
    // A folder may be given with a slash at its end.
    Some(path.components().collect())
}

/// A result as JSON, without a JSON value between, which is an order cheaper for a long one.
pub fn to_json(result: &impl Serialize) -> Vec<u8> {
    to_json_within(result, 128)
}

/// The same where it may take about `room` bytes: what has to grow is copied again and again, and room
/// that nobody writes to takes no memory.
pub fn to_json_within(result: &impl Serialize, room: usize) -> Vec<u8> {
    let mut json = Vec::with_capacity(room);
    // Protocol types always serialise.
    if serde_json::to_writer(&mut json, result).is_err() {
        return b"null".to_vec();
    }
    if memchr::memmem::find(&json, CARRIER.as_bytes()).is_none() {
        return json;
    }
    let mut value = serde_json::from_slice(&json).unwrap_or_default();
    unwrap(&mut value);
    value.to_string().into_bytes()
}

fn carry(uri: &str) -> String {
    let kept = Url::parse(uri).is_ok_and(|url| url.as_str() == uri);
    if kept && !uri.starts_with(CARRIER) {
        return uri.to_owned();
    }
    uri.bytes().fold(CARRIER.to_owned(), |out, byte| out + &format!("{byte:02x}"))
}

fn spelling_of(uri: &str) -> Option<String> {
    let digits = uri.strip_prefix(CARRIER)?;
    let byte = |at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_survives_the_way_in_and_out() {
        for uri in [
            "file:///tmp/plan.md",
            "file:///c%3A/a%20b.md",
            "file:///tmp/a b[1].md",
            "FILE:///tmp/x/../é.md",
            "file://localhost/x.md",
            "untitled:Untitled 1",
            "plan.md",
            "",
            "planls-uri:00",
        ] {
            let mut value = serde_json::json!({ "textDocument": { "uri": uri } });
            wrap(&mut value);
            let held: Url = serde_json::from_value(value["textDocument"]["uri"].clone()).unwrap();
            assert_eq!(spelling(&held), uri);
            let mut out = serde_json::json!({ "uri": held, "changes": { held.as_str(): [] } });
            let json = to_json(&out);
            unwrap(&mut out);
            assert_eq!(serde_json::from_slice::<Value>(&json).unwrap(), out);
            assert_eq!(out, serde_json::json!({ "uri": uri, "changes": { uri: [] } }));
        }
    }
}
