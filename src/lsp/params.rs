//! What clients send made fit for lsp-types, which is stricter than they are.
//!
//! The one place for such leniency. Does not interpret anything.

use super::uri;
use serde_json::{Value, json};

/// The params of `method` as the handler's type can take them.
pub fn accept(method: &str, params: Option<Value>) -> Option<Value> {
    match method {
        // Some clients send `{}`; tower-lsp takes no params at all.
        "shutdown" => None,
        "initialized" => Some(params.unwrap_or_else(|| json!({}))),
        // One capability value newer than lsp-types would make the whole message invalid, so it
        // travels untouched in the one field without a type. See `capabilities`.
        "initialize" => params.map(|params| {
            let valid = params.get("capabilities").is_some_and(Value::is_object);
            if valid {
                json!({ "capabilities": {}, "initializationOptions": params })
            } else {
                params
            }
        }),
        _ => params.map(|mut params| {
            match method {
                "textDocument/codeAction" => forget_diagnostics(&mut params),
                "textDocument/didOpen" | "textDocument/didChange" => number(&mut params),
                _ => {}
            }
            uri::wrap(&mut params);
            params
        }),
    }
}

/// Actions are computed from the range; diagnostics of other servers may hold anything.
fn forget_diagnostics(params: &mut Value) {
    if let Some(Value::Array(diagnostics)) = params.pointer_mut("/context/diagnostics") {
        diagnostics.clear();
    }
}

/// A version number is only passed on: an odd one must not lose the document. Old clients send
/// null, and no client counts as far as where a number does not fit.
fn number(params: &mut Value) {
    let Some(Value::Object(document)) = params.get_mut("textDocument") else { return };
    let number = document.get("version").and_then(Value::as_f64).unwrap_or(0.0);
    // `as` saturates.
    document.insert("version".to_owned(), json!(number as i32));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initialize_travels_raw() {
        let raw = json!({ "capabilities": { "workspace": { "workspaceEdit": { "failureHandling": "new" } } } });
        let accepted = accept("initialize", Some(raw.clone())).unwrap();
        let typed: tower_lsp::lsp_types::InitializeParams =
            serde_json::from_value(accepted).unwrap();
        assert_eq!(typed.initialization_options, Some(raw));
        assert_eq!(accept("initialize", Some(json!({}))), Some(json!({})));
    }

    #[test]
    fn odd_version_numbers_are_made_to_fit() {
        let check = |number: Value, fitting: i32| {
            let params = json!({ "textDocument": { "uri": "untitled:a", "version": number } });
            let accepted = accept("textDocument/didChange", Some(params)).unwrap();
            assert_eq!(accepted["textDocument"]["version"], fitting);
        };
        check(json!(-7), -7);
        check(Value::Null, 0);
        check(json!(1u64 << 40), i32::MAX);
    }

    #[test]
    fn shutdown_takes_anything() {
        assert_eq!(accept("shutdown", Some(json!({}))), None);
    }
}
