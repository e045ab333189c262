//! `outline`: sections, phases, steps and tasks of a plan with their progress.

use super::site::{Document, Site};
use super::tool::{self, Tool};
use crate::ide::outline_json;
use serde_json::Value;

pub(super) static TOOL: Tool = Tool {
    name: "outline",
    title: "Outline of a plan",
    description: "The structure of a plan as a tree: its sections with what each is about (`concept`), phases, steps and \
        tasks, with their lines (from 1), how many of their boxes are ticked, estimates and risk levels. Cheaper than \
        reading a long plan to find the place you need.",
    writes: false,
    input: tool::takes::<Document>,
    output: None,
    call: |site, arguments| tool::with(site, arguments, outline),
};

fn outline(site: &Site, document: Document) -> Result<Value, String> {
    Ok(outline_json(&site.open(&document)?.snapshot))
}
