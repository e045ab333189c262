//! One tree of values with places, whether it came from TOML or from an editor's JSON. Does not
//! know what the keys mean.

use crate::text::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its bytes in the text it came from.
pub(super) struct Value {
    pub(super) span: Span,
    pub(super) data: Data,
}

pub(super) enum Data {
    Text(String),
    Bool(bool),
    List(Vec<Value>),
    /// In the order of the text.
    Table(Vec<(String, Span, Value)>),
    /// A kind that nothing here takes: `an integer`, `a date`.
    Other(&'static str),
}

impl Value {
    pub(super) fn from_toml(table: &Spanned<DeTable>) -> Value {
        Value { span: place(table.span()), data: toml_table(table.get_ref()) }
    }

    /// `null` counts as nothing said. Has no places.
    pub(super) fn from_json(json: &serde_json::Value) -> Value {
        use serde_json::Value as Json;
        let data = match json {
            Json::Null => Data::Table(vec![]),
            Json::Bool(b) => Data::Bool(*b),
            Json::Number(_) => Data::Other("a number"),
            Json::String(text) => Data::Text(text.clone()),
            Json::Array(items) => Data::List(items.iter().map(Value::from_json).collect()),
            Json::Object(entries) => {
                let said = entries.iter().filter(|(_, value)| !value.is_null());
                let entry = |(key, value): (&String, &Json)| {
                    (key.clone(), Span::default(), Value::from_json(value))
                };
                Data::Table(said.map(entry).collect())
            }
        };
        Value { span: Span::default(), data }
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self.data {
            Data::Text(_) => "a text",
            Data::Bool(_) => "true or false",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
            Data::Other(kind) => kind,
        }
    }
}

// The parser bounds nesting, so does serde_json: recursion is safe.
fn toml_value(value: &Spanned<DeValue>) -> Value {
    let data = match value.get_ref() {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Boolean(b) => Data::Bool(*b),
        DeValue::Array(items) => Data::List(items.iter().map(toml_value).collect()),
        DeValue::Table(table) => toml_table(table),
        DeValue::Integer(_) | DeValue::Float(_) => Data::Other("a number"),
        DeValue::Datetime(_) => Data::Other("a date"),
    };
    Value { span: place(value.span()), data }
}

fn toml_table(table: &DeTable) -> Data {
    let entry = |(key, value): (&Spanned<std::borrow::Cow<str>>, &Spanned<DeValue>)| {
        (key.get_ref().to_string(), place(key.span()), toml_value(value))
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    Data::Table(entries)
}

fn place(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
