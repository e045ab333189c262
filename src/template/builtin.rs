//! The five built-in templates: Markdown files, loaded like anyone's.

use super::{Origin, Template};
use std::sync::{Arc, LazyLock};

static SOURCES: [(&str, &str); 5] = [
    ("spec-driven", include_str!("builtin/spec-driven.md")),
    ("phased", include_str!("builtin/phased.md")),
    ("spec-kit", include_str!("builtin/spec-kit.md")),
    ("numbered", include_str!("builtin/numbered.md")),
    ("review-gated", include_str!("builtin/review-gated.md")),
];

static LOADED: LazyLock<Vec<Arc<Template>>> = LazyLock::new(|| {
    let load = |(id, text): &(&str, &str)| Arc::new(Template::load(id, text, Origin::BuiltIn).0);
    SOURCES.iter().map(load).collect()
});

/// Their ids, without reading them.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(id, _)| *id)
}

/// The built-in templates, loaded once, when they are first asked for.
pub fn built_in() -> Vec<Arc<Template>> {
    LOADED.clone()
}
