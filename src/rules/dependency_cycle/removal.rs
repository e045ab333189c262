//! Taking one phase or step out of what another says it waits for, where that is a plain list of
//! names. Where more is said than a name, nothing is computed.

use crate::plan::dependency::Dependency;
use crate::rules::Context;
use crate::text::{Edit, Span};

const COMMAS: &[char] = &[',', ';', '，', '；', '、'];

/// What to call it, and the edit.
pub fn of(context: &Context, dependency: &Dependency) -> Option<(String, Edit)> {
    const LONGEST: usize = 1000;
    let text = context.document.text();
    let own = context.plan.node(dependency.from)?;
    let span = context.plan.node(dependency.node)?.span(dependency.span);
    let line = text.line_span(text.line_of(span.start));
    let same = |d: &&Dependency| (d.node, d.span) == (dependency.node, dependency.span);
    // `Phases 1–3` names more than this one.
    let several = context.plan.relations().dependencies().filter(same).nth(1).is_some();
    if several || line.len() > LONGEST || !line.covers(span) {
        return None;
    }
    let written = text.slice(line).into_owned();
    let mention = span.relative_to(line.start);
    let name = mention.of(&written).to_owned();
    let edit = without(&written, mention)?;
    let edit = match edit {
        // An item that named nothing else goes with its line.
        Removal::Item if is_item(context, line.end) => Edit::delete(Span::new(line.start, text.line_start(text.line_of(line.start) + 1))),
        Removal::Item if is_item_before(context, line.start) => {
            let before = text.line_span(text.line_of(line.start).checked_sub(1)?);
            Edit::delete(Span::new(before.end, line.end))
        }
        Removal::Item | Removal::Alone => Edit::replace(span, "None"),
        Removal::Part(span) => Edit::delete(span.shift(line.start)),
    };
    Some((format!("Remove `{name}` from what `{}` depends on", own.name()), edit))
}

enum Removal {
    /// There is nothing else in its field or cell.
    Alone,
    /// There is nothing else in its list item.
    Item,
    /// It goes with the comma before or after it.
    Part(Span),
}

fn without(line: &str, mention: Span) -> Option<Removal> {
    let before = line.get(..mention.start)?.trim_end();
    let rest = line.get(mention.end..)?;
    let after = rest.trim_start();
    let followed = after.starts_with(COMMAS) || after.starts_with("and ");
    let ends = after.is_empty() || after.starts_with('|');
    let joined = before.strip_suffix(COMMAS).or_else(|| before.strip_suffix(" and"));
    if let Some(before) = joined.filter(|_| ends || followed) {
        return Some(Removal::Part(Span::new(before.trim_end().len(), mention.end)));
    }
    let item = matches!(before.trim_start(), "-" | "*" | "+");
    // After a label, a bar or a bullet: the first of its field, cell or item.
    let first = item || before.ends_with([':', '：', '|', '*', '_']);
    match (first, ends, followed) {
        (true, true, _) if item => Some(Removal::Item),
        (true, true, _) => Some(Removal::Alone),
        (true, _, true) => {
            let tail = after.strip_prefix("and ").or_else(|| after.strip_prefix(COMMAS))?;
            let end = line.len() - tail.trim_start().len();
            Some(Removal::Part(Span::new(mention.start, end)))
        }
        _ => None,
    }
}

/// Whether the line after the one that ends here is a bullet.
fn is_item(context: &Context, end: usize) -> bool {
    let text = context.document.text();
    bulleted(&text.slice(text.line_span(text.line_of(end) + 1)))
}

/// Whether the line before the one that begins here is a bullet that says something.
fn is_item_before(context: &Context, start: usize) -> bool {
    let text = context.document.text();
    let before = text.line_of(start).checked_sub(1).map(|line| text.line_span(line));
    before.is_some_and(|line| {
        let line = text.slice(line);
        bulleted(&line) && !line.trim_end().ends_with([':', '*'])
    })
}

fn bulleted(line: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|marker| line.trim_start().starts_with(marker))
}
