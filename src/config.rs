//! Configuration: `planls.toml`, and editor settings of the same shape. Reading never fails: what is
//! wrong becomes a [`Problem`] with its place, and the rest holds.
//!
//! Finds and reads no files: `workspace` brings the text.

mod paths;
mod read;
mod schema;
mod value;

pub use paths::Paths;
#[cfg(feature = "cli")]
pub(crate) use read::nearest;
pub use read::{from_settings, from_toml};
pub use schema::schema;

use crate::ide::{Features, OutlineDepth};
use crate::plan::concept::normalise;
use crate::plan::{Aliases, Concept, heading};
use crate::rules::{Level, Settings};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Configuration of planls: `planls.toml` or `.planls.toml`, the nearest one upwards from a plan, or
/// the editor's settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "planls.toml")]
pub struct Config {
    /// Which files are plans, whatever they look like.
    pub plans: Plans,
    /// Where templates are, and which plan follows which.
    pub templates: TemplateChoice,
    /// The level of each rule: `error`, `warning`, `info`, `hint` or `off`. Rules that are not
    /// named keep their own.
    #[schemars(schema_with = "schema::rules")]
    pub rules: BTreeMap<String, String>,
    /// More headings for a concept: `risks = ["Hazards"]`.
    #[schemars(schema_with = "schema::aliases")]
    pub aliases: BTreeMap<String, Vec<String>>,
    /// How plans are formatted.
    pub format: Format,
    /// What the server offers in an editor: each may be left to another server for Markdown.
    pub editor: Editor,
    /// Where each value stands in the file, by dotted key: `rules.missing-risks`.
    #[serde(skip)]
    pub places: BTreeMap<String, Span>,
}

/// Which files are plans. Patterns are relative to the folder of the configuration; `*` stays
/// within a folder, `**` does not, and a pattern without `/` holds in every folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plans {
    /// Files that are always plans.
    pub include: Vec<String>,
    /// Files that never are; stronger than `include`.
    pub exclude: Vec<String>,
}

/// Where templates are, and which plan follows which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TemplateChoice {
    /// Folders with templates, relative to the folder of the configuration; `.planls/templates`
    /// when nothing is said.
    pub directories: Vec<String>,
    /// The template for `planls new` and for empty documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Templates by path; the first that matches holds.
    #[serde(rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Use>,
}

/// A template by path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Use {
    /// A pattern for the files that follow the template.
    pub files: String,
    /// The template's id.
    pub template: String,
}

/// How plans are formatted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Format {
    /// Whether the columns of tables are aligned; yes when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align_tables: Option<bool>,
}

/// What the server offers in an editor: each may be left to another server for Markdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Editor {
    /// How much of the outline the editor gets: `full`, the `phases` and steps alone, or `off`;
    /// `full` when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::outline")]
    pub outline: Option<OutlineDepth>,
    /// Whether the editor gets completions in plans; yes when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<bool>,
    /// Whether the editor shows progress, sums of estimates and what is overdue behind headings and
    /// rows (inlay hints); yes when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hints: Option<bool>,
    /// Whether the editor shows what is done, what comes next and what is missing above headings
    /// (code lenses); yes when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lenses: Option<bool>,
    /// Whether plans are formatted when the editor asks, and tables and lists while one types; yes
    /// when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<bool>,
}

/// Something wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the file, in bytes; empty at 0 for editor settings.
    pub span: Span,
    /// The dotted key it is about; empty when the file cannot be read as TOML.
    pub key: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The nearest name that would be right.
    pub nearest: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl Config {
    /// The folders with templates, as written or by default.
    pub fn template_directories(&self) -> Vec<&str> {
        match self.templates.directories.as_slice() {
            [] => vec![".planls/templates"],
            named => named.iter().map(String::as_str).collect(),
        }
    }

    /// What holds for rules.
    pub fn settings(&self) -> Settings {
        let level =
            |(rule, level): (&String, &String)| Some((rule.clone(), Level::from_name(level)?));
        Settings { levels: self.rules.iter().filter_map(level).collect(), ..Settings::default() }
    }

    /// What is switched on.
    pub fn features(&self) -> Features {
        let Editor { outline, completion, hints, lenses, format } = self.editor;
        Features {
            outline: outline.unwrap_or(OutlineDepth::Full),
            completion: completion.unwrap_or(true),
            hints: hints.unwrap_or(true),
            lenses: lenses.unwrap_or(true),
            format: format.unwrap_or(true),
            align_tables: self.format.align_tables.unwrap_or(true),
        }
    }

    /// The configured headings of concepts.
    pub fn aliases(&self) -> Aliases {
        let concepts = self.aliases.iter();
        let concepts = concepts.filter_map(|(id, names)| Some((Concept::from_id(id)?, names)));
        let pairs = concepts.flat_map(|(concept, names)| {
            names.iter().map(move |name| (normalise(&heading::parse(name).name), concept))
        });
        pairs.collect()
    }

    /// This configuration, with what it leaves unsaid taken from `beneath`: lists and values whole,
    /// rules and aliases name by name.
    pub fn over(mut self, beneath: &Config) -> Config {
        fn list<T: Clone>(own: &mut Vec<T>, beneath: &[T]) {
            if own.is_empty() {
                own.extend_from_slice(beneath);
            }
        }
        list(&mut self.plans.include, &beneath.plans.include);
        list(&mut self.plans.exclude, &beneath.plans.exclude);
        list(&mut self.templates.directories, &beneath.templates.directories);
        list(&mut self.templates.uses, &beneath.templates.uses);
        let default = || beneath.templates.default.clone();
        self.templates.default = self.templates.default.take().or_else(default);
        self.format.align_tables = self.format.align_tables.or(beneath.format.align_tables);
        self.editor.outline = self.editor.outline.or(beneath.editor.outline);
        self.editor.completion = self.editor.completion.or(beneath.editor.completion);
        self.editor.hints = self.editor.hints.or(beneath.editor.hints);
        self.editor.lenses = self.editor.lenses.or(beneath.editor.lenses);
        self.editor.format = self.editor.format.or(beneath.editor.format);
        for (rule, level) in &beneath.rules {
            self.rules.entry(rule.clone()).or_insert_with(|| level.clone());
        }
        for (concept, names) in &beneath.aliases {
            self.aliases.entry(concept.clone()).or_insert_with(|| names.clone());
        }
        self
    }

    /// What is wrong with the templates it names, given the ids in reach.
    pub fn unknown_templates(&self, ids: &[&str]) -> Vec<Problem> {
        let uses = self.templates.uses.iter().enumerate();
        let uses = uses.map(|(i, u)| (format!("templates.use.{i}.template"), &u.template));
        let default = self.templates.default.iter().map(|d| ("templates.default".to_owned(), d));
        let unknown = default.chain(uses).filter(|(_, id)| !ids.contains(&id.as_str()));
        let problem = |(key, id): (String, &String)| Problem {
            span: self.places.get(&key).copied().unwrap_or_default(),
            key,
            message: format!("there is no template `{id}`"),
            nearest: read::nearest(id, ids.iter().copied()),
        };
        unknown.map(problem).collect()
    }
}

#[cfg(test)]
mod tests;
