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
            if method == "textDocument/codeAction" {
                forget_diagnostics(&mut params);
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
    fn shutdown_takes_anything() {
        assert_eq!(accept("shutdown", Some(json!({}))), None);
    }
}
