//! From values to [`Config`]: every key is named here once, with what may stand under it.

use super::value::{Data, Value};
use super::{Config, Problem, Use, paths};
use crate::ide::OutlineDepth;
use crate::plan::Concept;
use crate::rules::{self, Level};
use crate::text::Span;
use toml::de::DeTable;

/// Reads a `planls.toml`.
pub fn from_toml(text: &str) -> (Config, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let broken = errors.iter().map(|error| Problem {
        span: error.span().map(|s| Span::new(s.start, s.end)).unwrap_or_default(),
        key: String::new(),
        message: error.message().trim().replace('\n', ", "),
        nearest: None,
    });
    let mut reader = Reader { problems: broken.collect(), ..Reader::default() };
    reader.config(&Value::from_toml(&table));
    // What the parser put in place of a broken value is not the author's mistake.
    reader.problems.retain(|p| errors.is_empty() || p.key.is_empty() || !p.span.is_empty());
    reader.problems.sort_by_key(|p| p.span);
    (reader.config, reader.problems)
}

/// Reads an editor's settings: the object itself, or under `planls`, or `null`.
pub fn from_settings(settings: &serde_json::Value) -> (Config, Vec<Problem>) {
    let settings = settings.get("planls").unwrap_or(settings);
    let mut reader = Reader { editor: true, ..Reader::default() };
    reader.config(&Value::from_json(settings));
    (reader.config, reader.problems)
}

/// Settings that belong to the editors' clients and lie beside ours.
const OF_CLIENTS: &[&str] = &["trace", "server", "path", "enable"];

#[derive(Default)]
struct Reader {
    config: Config,
    problems: Vec<Problem>,
    editor: bool,
}

impl Reader {
    fn config(&mut self, value: &Value) {
        const KEYS: &[&str] = &["plans", "templates", "rules", "aliases", "format", "editor"];
        for (key, place, value) in self.table("", value) {
            match key.as_str() {
                "plans" => self.plans(value),
                "templates" => self.templates(value),
                "rules" => self.rules(value),
                "aliases" => self.aliases(value),
                "format" => self.format(value),
                "editor" => self.editor(value),
                _ if self.editor && OF_CLIENTS.contains(&key.as_str()) => {}
                _ => self.unknown_key("", key, *place, KEYS),
            }
        }
    }

    fn plans(&mut self, value: &Value) {
        for (key, place, value) in self.table("plans", value) {
            let path = format!("plans.{key}");
            match key.as_str() {
                "include" => self.config.plans.include = self.globs(&path, value),
                "exclude" => self.config.plans.exclude = self.globs(&path, value),
                _ => self.unknown_key("plans", key, *place, &["include", "exclude"]),
            }
        }
    }

    fn templates(&mut self, value: &Value) {
        const KEYS: &[&str] = &["directories", "default", "use"];
        for (key, place, value) in self.table("templates", value) {
            let path = format!("templates.{key}");
            match key.as_str() {
                "directories" => {
                    let texts = self.texts(&path, value);
                    self.config.templates.directories = texts.into_iter().map(|t| t.0).collect();
                }
                "default" => self.config.templates.default = self.text(&path, value),
                "use" => self.uses(&path, value),
                _ => self.unknown_key("templates", key, *place, KEYS),
            }
        }
    }

    fn uses(&mut self, path: &str, value: &Value) {
        let Data::List(items) = &value.data else {
            return self.wrong_kind(path, value, "a list of tables: `[[templates.use]]`");
        };
        for item in items {
            let path = format!("{path}.{}", self.config.templates.uses.len());
            let (mut files, mut template) = (None, None);
            let before = self.problems.len();
            for (key, place, value) in self.table(&path, item) {
                let path = format!("{path}.{key}");
                match key.as_str() {
                    "files" => {
                        files = self.text(&path, value).filter(|g| self.glob(&path, g, value.span));
                    }
                    "template" => template = self.text(&path, value),
                    _ => self.unknown_key(&path, key, *place, &["files", "template"]),
                }
            }
            match (files, template) {
                (Some(files), Some(template)) => {
                    self.config.templates.uses.push(Use { files, template });
                }
                _ if self.problems.len() > before => {}
                _ => self.problem(&path, item.span, "`files` and `template` are both needed here"),
            }
        }
    }

    fn rules(&mut self, value: &Value) {
        for (name, place, value) in self.table("rules", value) {
            let path = format!("rules.{name}");
            if rules::rule(name).is_none() {
                let names = rules::rules().iter().map(|r| r.name);
                self.unknown(&path, *place, format!("there is no rule `{name}`"), name, names);
                continue;
            }
            // A switch is what `false` is for everywhere else; YAML-minded authors write it here.
            if matches!(value.data, Data::Bool(false)) {
                self.config.rules.insert(name.clone(), "off".to_owned());
                continue;
            }
            let Some(level) = self.text(&path, value) else { continue };
            if Level::from_name(&level).is_some() {
                self.config.rules.insert(name.clone(), level);
            } else {
                let names = ["error", "warning", "info", "hint", "off"].into_iter();
                let message = match nearest(&level, names.clone()) {
                    Some(_) => format!("there is no level `{level}`"),
                    None => format!(
                        "there is no level `{level}`, only `error`, `warning`, `info`, `hint` and `off`"
                    ),
                };
                self.unknown(&path, value.span, message, &level, names);
            }
        }
    }

    fn aliases(&mut self, value: &Value) {
        for (id, place, value) in self.table("aliases", value) {
            let path = format!("aliases.{id}");
            if Concept::from_id(id).is_none() {
                let names = super::schema::concepts();
                self.unknown(&path, *place, format!("there is no concept `{id}`"), id, names);
                continue;
            }
            let headings = self.texts(&path, value).into_iter().map(|t| t.0).collect();
            self.config.aliases.insert(id.clone(), headings);
        }
    }

    fn format(&mut self, value: &Value) {
        for (key, place, value) in self.table("format", value) {
            match key.as_str() {
                "align-tables" => {
                    self.config.format.align_tables = self.switch("format.align-tables", value);
                }
                _ => self.unknown_key("format", key, *place, &["align-tables"]),
            }
        }
    }

    fn editor(&mut self, value: &Value) {
        const KEYS: &[&str] = &["outline", "completion", "hints", "lenses", "format"];
        for (key, place, value) in self.table("editor", value) {
            let path = format!("editor.{key}");
            match key.as_str() {
                "outline" => self.config.editor.outline = self.outline(&path, value),
                "completion" => self.config.editor.completion = self.switch(&path, value),
                "hints" => self.config.editor.hints = self.switch(&path, value),
                "lenses" => self.config.editor.lenses = self.switch(&path, value),
                "format" => self.config.editor.format = self.switch(&path, value),
                _ => self.unknown_key("editor", key, *place, KEYS),
            }
        }
    }

    /// A name, or a switch between all and nothing.
    fn outline(&mut self, path: &str, value: &Value) -> Option<OutlineDepth> {
        match &value.data {
            Data::Bool(true) => Some(OutlineDepth::Full),
            Data::Bool(false) => Some(OutlineDepth::Off),
            Data::Text(name) if OutlineDepth::from_name(name).is_some() => {
                OutlineDepth::from_name(name)
            }
            Data::Text(name) => {
                let message = format!("an outline is `full`, `phases` or `off`, not `{name}`");
                self.problem(path, value.span, &message);
                None
            }
            _ => {
                self.wrong_kind(path, value, "`full`, `phases` or `off`");
                None
            }
        }
    }

    fn switch(&mut self, path: &str, value: &Value) -> Option<bool> {
        match value.data {
            Data::Bool(on) => Some(on),
            _ => {
                self.wrong_kind(path, value, "true or false");
                None
            }
        }
    }

    /// The entries of a table; remembers where each stands.
    fn table<'a>(&mut self, path: &str, value: &'a Value) -> &'a [(String, Span, Value)] {
        let Data::Table(entries) = &value.data else {
            self.wrong_kind(path, value, "a table");
            return &[];
        };
        for (key, place, value) in entries {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let leaf = !matches!(value.data, Data::Table(_));
            self.config.places.insert(path, if leaf { value.span } else { *place });
        }
        entries
    }

    fn text(&mut self, path: &str, value: &Value) -> Option<String> {
        match &value.data {
            Data::Text(text) => Some(text.clone()),
            _ => {
                self.wrong_kind(path, value, "a text in quotes");
                None
            }
        }
    }

    fn texts(&mut self, path: &str, value: &Value) -> Vec<(String, Span)> {
        let Data::List(items) = &value.data else {
            self.wrong_kind(path, value, "a list of texts: [\"…\"]");
            return vec![];
        };
        items.iter().filter_map(|i| Some((self.text(path, i)?, i.span))).collect()
    }

    fn globs(&mut self, path: &str, value: &Value) -> Vec<String> {
        let texts = self.texts(path, value).into_iter();
        texts.filter(|(glob, span)| self.glob(path, glob, *span)).map(|(glob, _)| glob).collect()
    }

    fn glob(&mut self, path: &str, glob: &str, span: Span) -> bool {
        let wrong = paths::compile(glob).err();
        if let Some(error) = &wrong {
            let why = error.kind().to_string();
            self.problem(path, span, &format!("`{glob}` is not a pattern for files: {why}"));
        }
        wrong.is_none()
    }

    fn unknown_key(&mut self, path: &str, key: &str, place: Span, keys: &'static [&str]) {
        let (message, full) = match path {
            "" => (format!("there is no section `{key}`"), key.to_owned()),
            _ => (format!("there is no key `{key}` in `{path}`"), format!("{path}.{key}")),
        };
        self.unknown(&full, place, message, key, keys.iter().copied());
    }

    fn unknown<'n>(
        &mut self,
        key: &str,
        span: Span,
        message: String,
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) {
        self.config.places.remove(key);
        let key = key.to_owned();
        self.problems.push(Problem { span, key, message, nearest: nearest(name, names) });
    }

    fn wrong_kind(&mut self, path: &str, value: &Value, wanted: &str) {
        let what = if path.is_empty() { "the configuration" } else { path };
        let message = format!("`{what}` has to be {wanted}, not {}", value.kind());
        self.problem(path, value.span, &message);
    }

    fn problem(&mut self, key: &str, span: Span, message: &str) {
        self.config.places.remove(key);
        let (key, message) = (key.to_owned(), message.to_owned());
        self.problems.push(Problem { span, key, message, nearest: None });
    }
}

/// The name that was probably meant: close in spelling, or one that begins with it.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let distance = |candidate: &str| match candidate.starts_with(&name) && name.len() >= 3 {
        true => 0,
        false => strsim::osa_distance(&name, candidate),
    };
    let allowed = (name.chars().count() / 3).max(2);
    let near = names.map(|n| (distance(n), n)).filter(|(d, _)| *d <= allowed);
    near.min().map(|(_, n)| n.to_owned())
}
