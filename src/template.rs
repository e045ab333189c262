//! Templates: a template is an ordinary Markdown plan read as a schema.
//!
//! [`Template::load`] infers everything from the Markdown (plans.md §3); the five built-in ones go
//! through it like a user's. [`Matching`] lays a plan over a template, [`recognise`] answers what a
//! document is. Reads no files: who calls brings the text.

mod abstracted;
mod builtin;
mod detect;
mod fill;
pub mod insert;
mod load;
mod matching;
mod schema;

pub use abstracted::from_plan;
pub use builtin::built_in;
pub use detect::{Declared, NO_TEMPLATE, Recognised, Recognition, is_surely_none, recognise};
pub use fill::{fill, unfillable};
pub use matching::Matching;
pub use schema::{
    ColumnSpec, FieldSpec, ListSpec, Origin, Problem, Series, Slot, SlotId, TableSpec, Template,
    ValueType,
};

use crate::text::Span;
use std::sync::{Arc, OnceLock};

/// The templates in reach, by precedence: project over user over built in. The built-in ones are read
/// when one is first asked for: for a document that is no plan, never.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: Vec<Arc<Template>>,
    all: OnceLock<Vec<Arc<Template>>>,
}

impl Templates {
    /// The five built-in ones.
    pub fn built_in() -> Self {
        Templates::default()
    }

    /// In listing order; ids are unique.
    pub fn all(&self) -> &[Arc<Template>] {
        self.all.get_or_init(|| {
            let own = |id: &str| self.own.iter().find(|t| t.id == id).cloned();
            let built_in = built_in().into_iter().map(|t| own(&t.id).unwrap_or(t));
            built_in.chain(self.others().cloned()).collect()
        })
    }

    /// Those that are not built in.
    pub fn own(&self) -> &[Arc<Template>] {
        &self.own
    }

    /// The ids of all.
    pub fn ids<'s>(&'s self) -> impl Iterator<Item = &'s str> {
        let built_in = builtin::ids().map(|id| -> &'s str { id });
        built_in.chain(self.others().map(|t| t.id.as_str()))
    }

    /// Those that take no built-in one's place.
    fn others(&self) -> impl Iterator<Item = &Arc<Template>> {
        self.own.iter().filter(|t| builtin::ids().all(|id| id != t.id))
    }

    /// Adds a template, in place of one with the same id. That is a problem when both come from
    /// the same layer: only one of them can be reached.
    pub fn add(&mut self, template: Arc<Template>) -> Option<Problem> {
        self.all = OnceLock::new();
        let Some(same) = self.own.iter_mut().find(|t| t.id == template.id) else {
            self.own.push(template);
            return None;
        };
        let problem = same.origin.shadows(&template.origin).map(|other| Problem {
            span: Span::at(0),
            message: format!("`{other}` has the same id, `{}`", template.id),
        });
        *same = template;
        problem
    }

    /// By id.
    pub fn get(&self, id: &str) -> Option<&Arc<Template>> {
        self.all().iter().find(|t| t.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_shadow_and_twins_collide() {
        let load = |origin| Arc::new(Template::load("phased", "## Goal\n", origin).0);
        let project = |path: &str| load(Origin::Project(path.to_owned()));
        let mut templates = Templates::built_in();
        assert_eq!(templates.add(load(Origin::User("u/phased.md".into()))), None);
        assert_eq!(templates.add(project("a/phased.md")), None);
        assert_eq!(templates.add(project("a/phased.md")), None);
        let twin = templates.add(project("b/phased.md")).map(|p| p.message);
        assert_eq!(twin.as_deref(), Some("`a/phased.md` has the same id, `phased`"));
        assert!(templates.ids().eq(templates.all().iter().map(|t| &t.id)));
        assert_eq!(templates.all().len(), 5);
        templates.add(Arc::new(Template::load("own", "## Goal\n", Origin::User("o".into())).0));
        assert!(templates.ids().eq(templates.all().iter().map(|t| &t.id)));
        assert_eq!(templates.all().len(), 6);
    }
}
