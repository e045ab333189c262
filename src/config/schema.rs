//! The JSON schema of the configuration, from the types and their documentation. The committed copy
//! is `docs/planls.schema.json`.

use super::Config;
use crate::plan::Concept;
use crate::rules;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The schema, ready to be printed.
pub fn schema() -> Value {
    schemars::schema_for!(Config).to_value()
}

/// The ids of all concepts.
pub(super) fn concepts() -> impl Iterator<Item = &'static str> {
    Concept::ALL.iter().map(|(_, id, _)| *id)
}

pub(super) fn rules(_: &mut SchemaGenerator) -> Schema {
    let levels = json!(["error", "warning", "info", "hint", "off"]);
    let rule = |rule: &&rules::Rule| {
        (rule.name.to_owned(), json!({ "description": rule.summary(), "enum": levels }))
    };
    let properties: Map<String, Value> = rules::rules().iter().map(rule).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

pub(super) fn outline(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["string", "boolean", "null"],
        "enum": ["full", "phases", "off", true, false, null]
    })
}

pub(super) fn aliases(_: &mut SchemaGenerator) -> Schema {
    let headings = json!({ "type": "array", "items": { "type": "string" } });
    let properties: Map<String, Value> =
        concepts().map(|id| (id.to_owned(), headings.clone())).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}
