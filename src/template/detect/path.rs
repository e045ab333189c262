//! What a document's path says: its name's words and its folders. Reads no files.

use super::score::Score;
use super::title::{self, Title};
use super::words;
use crate::plan::words::Words;

/// The points of a path.
pub(super) fn points(path: &str, score: &mut Score) {
    let (folders, name) = split(path);
    match title::read(stem(name)) {
        Title::Plan => score.add(4.0, format_args!("file is named `{name}`")),
        Title::Other(_) => score.add(-4.0, format_args!("file is named `{name}`")),
        Title::Plain => {}
    }
    let folder = |names: &Words| folders.iter().rev().find(|f| is_of(f, names));
    let plans = folder(&words::PLAN_FOLDERS);
    if let Some(folder) = plans {
        let points = if last_word(&folder.to_lowercase()) == "plans" { 2.0 } else { 1.0 };
        score.add(points, format_args!("in the folder `{folder}`"));
    }
    if let Some(folder) = folder(&words::OTHER_FOLDERS) {
        score.add(
            if plans.is_some() { -2.0 } else { -4.0 },
            format_args!("in the folder `{folder}`"),
        );
    }
}

/// Whether a folder's name, or the last word of it, is one of `names`.
fn is_of(folder: &str, names: &Words) -> bool {
    let lower = folder.to_lowercase();
    names.has(last_word(&lower)) || names.has(&lower)
}

fn last_word(folder: &str) -> &str {
    folder.rsplit(['-', '_', '.', ' ']).next().unwrap_or_default()
}

/// Whether a path is one of templates: in a folder named so, or with that word in its name.
pub(super) fn is_template(path: &str) -> bool {
    let (folders, name) = split(path);
    let named = words::words(stem(name));
    folders.iter().any(|f| words::TEMPLATE_FOLDERS.has(&f.to_lowercase()))
        || named.iter().any(|w| matches!(w.as_str(), "template" | "tmpl"))
}

/// Whether the file's name is that of a plan: what makes an empty document one that may become one.
pub(super) fn names_plan(path: &str) -> bool {
    title::read(stem(split(path).1)) == Title::Plan
}

fn split(path: &str) -> (Vec<&str>, &str) {
    let mut folders: Vec<&str> = path.split(['/', '\\']).collect();
    let name = folders.pop().unwrap_or_default();
    (folders, name)
}

/// `implementation-plan.template` of `implementation-plan.template.md`.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
