//! The declaration of a tool, and from it what the protocol announces. Knows no tool.

use super::site::Site;
use rmcp::model::{self, JsonObject, ToolAnnotations};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::sync::Arc;

/// What a client is told about a tool, and what it does.
pub(super) struct Tool {
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// For the agent: what it does and when to use it.
    pub description: &'static str,
    /// Whether it may write a file.
    pub writes: bool,
    /// The schema of its arguments.
    pub input: fn() -> JsonObject,
    /// The schema of its result, where that is worth more than its words.
    pub output: Option<fn() -> JsonObject>,
    /// From arguments to a result, or a sentence that says what was wrong with them.
    pub call: fn(&Site, Value) -> Result<Value, String>,
}

impl Tool {
    pub(super) fn announce(&self) -> model::Tool {
        let annotations = ToolAnnotations::with_title(self.title)
            .read_only(!self.writes)
            .destructive(false)
            .open_world(false);
        let tool = model::Tool::new(self.name, self.description, Arc::new((self.input)()));
        let tool = tool.with_title(self.title).with_annotations(annotations);
        match self.output {
            Some(output) => tool.with_raw_output_schema(Arc::new(output())),
            None => tool,
        }
    }
}

/// The schema of what a tool takes.
pub(super) fn takes<T: JsonSchema>() -> JsonObject {
    schema::<T>(SchemaSettings::draft2020_12())
}

/// The schema of what a tool gives.
pub(super) fn gives<T: JsonSchema>() -> JsonObject {
    schema::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn schema<T: JsonSchema>(settings: SchemaSettings) -> JsonObject {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut object = match schema.to_value() {
        Value::Object(object) => object,
        _ => JsonObject::new(),
    };
    // Name and documentation of our own type say nothing to an agent.
    object.remove("title");
    object.remove("description");
    object
}

/// Calls `work` with arguments of its own type.
pub(super) fn with<T: DeserializeOwned, R: Serialize>(
    site: &Site,
    arguments: Value,
    work: fn(&Site, T) -> Result<R, String>,
) -> Result<Value, String> {
    let arguments = serde_json::from_value(arguments).map_err(|error| error.to_string())?;
    serde_json::to_value(work(site, arguments)?).map_err(|error| error.to_string())
}
