//! `check_plan`: what is wrong with a plan.

use super::checked::{Checked, checked};
use super::site::{Document, Site};
use super::tool::{self, Tool};

pub(super) static TOOL: Tool = Tool {
    name: "check_plan",
    title: "Check a plan",
    description: "Reports what a careful reviewer would find wrong with an implementation plan in Markdown: no rollback, \
        risks without mitigation, placeholders left, broken numbering and references, dates out of order, tasks \
        that contradict the status. Call it after you have written or changed a plan, with its `path` (or the `text` \
        of a draft). Lines and columns count from 1, columns in characters. A finding's `fixes` are \
        applied with apply_fix, by its `rule`, the `line` of its `start` and the fix's `title`; `safe` ones need no choice. \
        Mend the others yourself.",
    writes: false,
    input: tool::takes::<Document>,
    output: Some(tool::gives::<Checked>),
    call: |site, arguments| tool::with(site, arguments, check),
};

fn check(site: &Site, document: Document) -> Result<Checked, String> {
    let opened = site.open(&document)?;
    Ok(checked(&opened.name, &opened.snapshot))
}
