//! `apply_fix`: one fix of one finding, or all that are safe. A file is replaced whole; of a text
//! the mended one is returned and nothing written.

use super::checked::{Checked, checked};
use super::site::{Document, Site};
use super::tool::{self, Tool};
use crate::ide::{Snapshot, fixed};
use crate::rules::{Finding, Fix};
use crate::text;
use crate::workspace;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) static TOOL: Tool = Tool {
    name: "apply_fix",
    title: "Apply a fix",
    description: "Applies fixes that check_plan lists. Without `rule`: all fixes marked safe, as often as needed. With `rule`: \
        one fix of that rule's first finding, or of the one on `line`; `title` chooses among several. Given a `path`, \
        it writes that file and nothing else; given a `text`, it writes nothing and returns the mended text. The \
        result says what is left.",
    writes: true,
    input: tool::takes::<Arguments>,
    output: Some(tool::gives::<Mended>),
    call: |site, arguments| tool::with(site, arguments, apply),
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The plan's file, relative to the working folder; it is written.
    path: Option<String>,
    /// The plan's text instead; nothing is written. `path` then only says where it belongs.
    text: Option<String>,
    /// Read it as a plan of this template, whatever it looks like. Usually not needed.
    template: Option<String>,
    /// The rule whose finding is to be mended; all safe fixes if it is left out.
    rule: Option<String>,
    /// The line on which the finding begins, from 1.
    line: Option<usize>,
    /// The fix's title, where the finding has several.
    title: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Mended {
    /// Whether anything has changed.
    changed: bool,
    /// The mended text, if a text was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// What is left.
    left: Checked,
}

fn apply(site: &Site, arguments: Arguments) -> Result<Mended, String> {
    let Arguments { path, text, template, rule, line, title } = arguments;
    let document = Document { path, text, template };
    if let (Some(path), None) = (&document.path, &document.text) {
        site.target(path)?;
    }
    if rule.is_none() && (line.is_some() || title.is_some()) {
        return Err("`line` and `title` choose among the findings of a `rule`: name it".to_owned());
    }
    let opened = site.open(&document)?;
    let all = opened.snapshot.uncapped();
    let mended = match &rule {
        None => fixed(&all, false),
        Some(rule) => Some(one(&all, rule, line, title.as_deref())?),
    };
    if let (Some(source), Some(mended)) = (&opened.source, &mended) {
        workspace::write(&opened.workspace, &opened.path, source, mended)
            .map_err(|message| format!("{}: {message}", opened.name))?;
    }
    let changed = mended.is_some();
    let text = mended.or_else(|| document.text.clone()).unwrap_or_default();
    let after = match changed {
        true => opened.workspace.snapshot_of(&opened.path, &text),
        false => opened.snapshot,
    };
    let left = checked(&opened.name, &after);
    Ok(Mended { changed, text: document.text.map(|_| text), left })
}

/// The text after one fix.
fn one(
    snapshot: &Snapshot,
    rule: &str,
    line: Option<usize>,
    title: Option<&str>,
) -> Result<String, String> {
    let at = |f: &Finding| snapshot.document.text().line_of(f.span.start) + 1;
    let of_rule = || snapshot.findings().iter().filter(|f| f.rule == rule);
    let here = of_rule().find(|f| line.is_none_or(|line| at(f) == line));
    let finding = here.ok_or_else(|| match (of_rule().next(), line) {
        (Some(other), Some(line)) => {
            format!("`{rule}` reports nothing on line {line}; it does on line {}", at(other))
        }
        _ => format!("`{rule}` reports nothing in this document"),
    })?;
    let fix = match title {
        Some(title) => finding.fixes.iter().find(|fix| fix.title == title),
        None => finding.fixes.first(),
    };
    let fix = fix.ok_or_else(|| match finding.fixes.as_slice() {
        [] => format!("this finding of `{rule}` has no fix: mend it by hand"),
        fixes => format!("there is no such fix; there are {}", titles(fixes)),
    })?;
    text::apply(&snapshot.document.text().to_string(), &fix.edits)
        .ok_or_else(|| "the fix could not be applied".to_owned())
}

fn titles(fixes: &[Fix]) -> String {
    let titles: Vec<String> = fixes.iter().map(|fix| format!("`{}`", fix.title)).collect();
    titles.join(", ")
}
