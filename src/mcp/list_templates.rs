//! `list_templates`: the templates that a plan in the folder can follow.

use super::site::Site;
use super::tool::{self, Tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) static TOOL: Tool = Tool {
    name: "list_templates",
    title: "List templates",
    description: "The templates for plans in reach, the project's own and the built-in ones. The `default`, if the project \
        has set one, is what its plans should follow. new_plan with an id and no path shows what a template asks for.",
    writes: false,
    input: tool::takes::<Nothing>,
    output: Some(tool::gives::<Listed>),
    call: |site, arguments| tool::with(site, arguments, list),
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Serialize, JsonSchema)]
struct Listed {
    templates: Vec<Entry>,
    /// The id that the project's configuration names for new plans.
    default: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Entry {
    id: String,
    title: String,
    /// `built in`, `user` or `project`.
    origin: &'static str,
    /// Its file.
    path: Option<String>,
}

fn list(site: &Site, _: Nothing) -> Result<Listed, String> {
    let somewhere = site.folder.join("-");
    let project = site.workspace(&somewhere, None)?.project(&somewhere);
    let templates = project.templates.all().iter().map(|template| {
        let (origin, path) = template.origin.parts();
        let (id, title) = (template.id.clone(), template.title.clone());
        Entry { id, title, origin, path: path.map(str::to_owned) }
    });
    Ok(Listed { templates: templates.collect(), default: project.config.templates.default.clone() })
}
