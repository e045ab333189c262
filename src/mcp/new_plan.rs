//! `new_plan`: a plan from a template, as a text or as a new file.

use super::site::{Site, no_template};
use super::tool::{self, Tool};
use crate::{template, workspace};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) static TOOL: Tool = Tool {
    name: "new_plan",
    title: "Begin a plan",
    description: "Begins a plan from a template: its sections, with today's date and your title, and placeholders for you \
        to fill in. With `path` it writes a new file there (one that exists is left as it is); without, it only \
        returns the text. Afterwards fill in every placeholder and run check_plan.",
    writes: true,
    input: tool::takes::<Arguments>,
    output: Some(tool::gives::<Begun>),
    call: |site, arguments| tool::with(site, arguments, new),
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The template's id; the project's default if it is left out.
    template: Option<String>,
    /// Where to write it, relative to the working folder; folders are made as needed.
    path: Option<String>,
    /// The plan's title.
    title: Option<String>,
    /// Values for placeholders by their names: `{ "FEATURE_NAME": "Saved cards" }`.
    #[serde(default)]
    set: BTreeMap<String, String>,
}

#[derive(Serialize, JsonSchema)]
struct Begun {
    /// The template it follows.
    template: String,
    /// The file that was written, if there was to be one.
    path: Option<String>,
    /// The plan's text.
    text: String,
}

fn new(site: &Site, arguments: Arguments) -> Result<Begun, String> {
    let target = arguments.path.as_deref().map(|path| site.target(path)).transpose()?;
    let place = target.clone().unwrap_or_else(|| site.folder.join("-"));
    let project = site.workspace(&place, None)?.project(&place);
    let default = site.options.template.as_ref().or(project.config.templates.default.as_ref());
    let id = arguments.template.as_ref().or(default);
    let id = id.ok_or("name a `template`; list_templates says which there are")?;
    let template = project.templates.get(id).ok_or_else(|| no_template(id))?;
    let (set, today) = (Vec::from_iter(arguments.set), project.environment().today);
    if let Some(name) = template::unfillable(template, &set, today) {
        return Err(format!("`{id}` has nothing called `{name}` that could be filled in"));
    }
    let text = template::fill(template, arguments.title.as_deref(), &set, today);
    if let Some(target) = &target {
        workspace::create(target, &text)?;
    }
    Ok(Begun { template: id.clone(), path: target.map(|path| site.name(&path)), text })
}
