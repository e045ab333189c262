//! From a template's Markdown to its schema (plans.md §3). Nothing about a template is written
//! anywhere else.

use super::{Origin, Problem, Template};
use std::sync::Arc;

impl Template {
    /// Reads a template. `name` (the file's stem) is its id unless a directive names one. Always
    /// gives a template; what is wrong with the file comes beside it.
    pub fn load(name: &str, text: &str, origin: Origin) -> (Template, Vec<Problem>) {
        let template = Template {
            id: name.to_owned(),
            title: name.to_owned(),
            origin,
            text: Arc::from(text),
            heading: None,
            slots: vec![],
            fields: vec![],
            placeholders: Default::default(),
            guidance: Default::default(),
            aliases: Default::default(),
        };
        (template, vec![])
    }
}
