//! `plan_status`: how far plans are.

use super::site::Site;
use super::tool::{self, Tool};
use crate::ide::{PlanStatus, plan_status, status_json};
use crate::workspace;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

/// Plans in one answer; more would drown the agent.
const MOST: usize = 200;

pub(super) static TOOL: Tool = Tool {
    name: "plan_status",
    title: "Progress of plans",
    description: "How far the plans under a path are (a file or a folder; the whole working folder if it is left out): their \
        progress as a whole and per phase, estimates and dates, what is late, the next open tasks, and how many findings \
        each has. Use it to find the plans of a project and what is to be done next.",
    writes: false,
    input: tool::takes::<Arguments>,
    output: None,
    call: |site, arguments| tool::with(site, arguments, status),
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// A plan's file or a folder, relative to the working folder.
    path: Option<String>,
}

fn status(site: &Site, arguments: Arguments) -> Result<Value, String> {
    let path = site.path(arguments.path.as_deref().unwrap_or("."))?;
    let (files, mut unreadable) = match path.is_dir() {
        true => workspace::documents(&path),
        false => (vec![path.clone()], vec![]),
    };
    let workspace = site.workspace(files.first().unwrap_or(&path), None)?;
    let (mut plans, mut left_out) = (vec![], 0);
    for path in files {
        let source = match workspace::read(&path) {
            Ok(source) => source,
            Err(message) => {
                unreadable.push((path, message));
                continue;
            }
        };
        match plan_status(&workspace.snapshot_of(&path, &source.text)) {
            Some(status) if plans.len() < MOST => plans.push(plan(&site.name(&path), &status)),
            Some(_) => left_out += 1,
            None => {}
        }
    }
    let errors = unreadable.iter().take(MOST);
    let errors: Vec<Value> = errors
        .map(|(path, message)| json!({ "path": site.name(path), "message": message }))
        .collect();
    Ok(json!({ "version": 1, "plans": plans, "left_out": left_out, "errors": errors }))
}

fn plan(path: &str, status: &PlanStatus) -> Value {
    let mut value = status_json(status);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("path".to_owned(), json!(path));
    }
    value
}
