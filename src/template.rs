//! Templates: a template is an ordinary Markdown plan read as a schema.
//!
//! [`Template::load`] infers everything from the Markdown (plans.md §3); the five built-in ones go
//! through it like a user's. [`Matching`] lays a plan over a template, [`recognise`] answers what a
//! document is. Reads no files: who calls brings the text.

mod builtin;
mod detect;
pub mod insert;
mod load;
mod matching;
mod schema;

pub use builtin::built_in;
pub use detect::{Declared, Recognised, Recognition, recognise};
pub use matching::Matching;
pub use schema::{
    ColumnSpec, FieldSpec, ListSpec, Origin, Problem, Series, Slot, SlotId, TableSpec, Template,
    ValueType,
};

use std::sync::Arc;

/// The templates in reach, by precedence: project over user over built in.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    /// In listing order; ids are unique.
    pub all: Vec<Arc<Template>>,
}

impl Templates {
    /// The five built-in ones.
    pub fn built_in() -> Self {
        Templates { all: built_in() }
    }

    /// Adds a template, in place of one with the same id.
    pub fn add(&mut self, template: Arc<Template>) {
        match self.all.iter_mut().find(|t| t.id == template.id) {
            Some(same) => *same = template,
            None => self.all.push(template),
        }
    }

    /// By id.
    pub fn get(&self, id: &str) -> Option<&Arc<Template>> {
        self.all.iter().find(|t| t.id == id)
    }
}

/// stub
pub fn fill(_: &Template, _: Option<&str>, _: &[(String, String)], _: jiff::civil::Date) -> String {
    String::new()
}
