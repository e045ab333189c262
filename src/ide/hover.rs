//! Hover: what the template wants here, how far it is, which values fit, whether a file exists, what
//! a finding means. One answer for a place, the most specific, then what is wrong there.

mod inferred;
mod text;

use self::text::{code, escape, progress, values};
use super::Snapshot;
use super::expected;
use super::occurrence::{self, Role};
use crate::plan::directive::Directive;
use crate::plan::heading::Kind;
use crate::plan::marks::Plain;
use crate::plan::placeholder::Sort;
use crate::plan::{Node, NodeId, choice, work};
use crate::rules;
use crate::syntax::BlockKind;
use crate::template::{Recognised, Slot};
use crate::text::Span;

/// What is shown for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about; holds the place.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

impl Hover {
    /// For clients without Markdown.
    pub fn plain(&self) -> String {
        self.markdown.lines().map(|line| Plain::of(line).text).collect::<Vec<_>>().join("\n")
    }
}

/// One kind of answer about a place in a section.
type About = fn(&Snapshot, NodeId, Node, usize) -> Option<Hover>;

/// What there is to say at `offset` (bytes, clamped); nothing in documents that are no plans.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    if !snapshot.has_outline() {
        return None;
    }
    let offset = snapshot.document.text().floor(offset);
    let id = snapshot.plan.node_at(offset)?;
    let node = snapshot.plan.node(id)?;
    let about: [About; 6] = [directive, blank, path, reference, value, heading];
    let found = about.iter().find_map(|about| about(snapshot, id, node, offset));
    with_findings(snapshot, offset, found)
}

/// The rules of what is wrong here, after what is said already.
fn with_findings(snapshot: &Snapshot, offset: usize, found: Option<Hover>) -> Option<Hover> {
    const MOST: usize = 4;
    let here = snapshot.findings().iter().filter(|f| f.span.touches(offset));
    let mut rules: Vec<(&str, Span)> = here.map(|f| (f.rule, f.span)).collect();
    rules.dedup_by_key(|(rule, _)| *rule);
    let Some((_, span)) = rules.first() else { return found };
    let lines = rules
        .iter()
        .take(MOST)
        .filter_map(|(name, _)| Some(format!("`{name}`: {}", rules::rule(name)?.summary())));
    let lines = lines.collect::<Vec<_>>().join("\n\n");
    Some(match found {
        Some(hover) => Hover { markdown: format!("{}\n\n{lines}", hover.markdown), ..hover },
        None => Hover { span: *span, markdown: lines },
    })
}

/// A rule named in a directive.
fn directive(_: &Snapshot, _: NodeId, node: Node, offset: usize) -> Option<Hover> {
    node.section.directives.iter().find_map(|comment| {
        let Ok(Directive::Ignore { rules: named, .. }) = &comment.meaning else { return None };
        let (name, span) = named.iter().find(|(_, span)| node.span(*span).touches(offset))?;
        let rule = rules::rule(name)?;
        Some(Hover {
            span: node.span(*span),
            markdown: format!("**{name}**\n\n{}.", rule.summary()),
        })
    })
}

/// A blank: how to fill it.
fn blank(snapshot: &Snapshot, id: NodeId, node: Node, offset: usize) -> Option<Hover> {
    let section = &node.section;
    let found = section.placeholders().iter().find(|p| node.span(p.span).touches(offset))?;
    if !expected::is_blank(snapshot, node, found) {
        return None;
    }
    let text = section.str(found.span);
    let field = section.fields.iter().find(|f| f.value.covers(found.span));
    let spec = field.and_then(|f| expected::field(snapshot, id, f));
    let said = spec.and_then(|s| values(&s.value)).or_else(|| {
        choice::list(text).map(|choices| values(&crate::template::ValueType::Choice(choices)))?
    });
    let today = snapshot.environment.today;
    let how = said.unwrap_or_else(|| match found.sort {
        Sort::Date => format!("a date, such as `{today}`"),
        Sort::Duration => "a duration, such as `3 days`".to_owned(),
        Sort::Clarification => "the answer, or move the question to the open questions".to_owned(),
        Sort::Undecided => "what was decided".to_owned(),
        Sort::Path => "a path in the workspace".to_owned(),
        Sort::Numbered => "what is to be done".to_owned(),
        Sort::Mustache | Sort::Bracket | Sort::Brace | Sort::Blank => {
            let name = text.trim_matches(['{', '}', '[', ']', ' ']).replace('_', " ");
            format!("text of your own: {}", escape(name.to_lowercase().trim()))
        }
    });
    let markdown = format!("{} is still to be filled in: {how}", code(text));
    Some(Hover { span: node.span(found.span), markdown })
}

/// A path: whether it exists.
fn path(snapshot: &Snapshot, _: NodeId, node: Node, offset: usize) -> Option<Hover> {
    let found = node.section.paths().iter().find(|p| node.span(p.span).touches(offset))?;
    let exists = snapshot.context().exists(&found.path)?;
    let mut markdown = code(&found.path);
    markdown += if exists { " exists" } else { " does not exist" };
    let near = if exists { vec![] } else { snapshot.environment.files.closest(&found.path) };
    if let Some(near) = near.first() {
        markdown += &format!("; there is {}", code(near));
    }
    Some(Hover { span: node.span(found.span), markdown })
}

/// `Phase 2`, a row of the timeline, an anchor: the phase and how far it is.
fn reference(snapshot: &Snapshot, _: NodeId, _: Node, offset: usize) -> Option<Hover> {
    let found = occurrence::under(snapshot, offset).filter(|o| o.role != Role::Heading)?;
    let target = snapshot.plan.node(found.node)?;
    let said = [format!("**{}**", escape(target.name())), state(target)];
    Some(Hover { span: found.span, markdown: join(said) })
}

/// A field or cell: what fits.
fn value(snapshot: &Snapshot, id: NodeId, node: Node, offset: usize) -> Option<Hover> {
    let section = &node.section;
    if let Some(field) = section.fields.iter().find(|f| node.span(f.span).touches(offset))
        && let Some(spec) = expected::field(snapshot, id, field)
    {
        let optional = if spec.optional { " (optional)" } else { "" };
        let fits = values(&spec.value).unwrap_or_else(|| "text of your own".to_owned());
        let markdown = format!("**{}**{optional}: {fits}", escape(&spec.label));
        return Some(Hover { span: node.span(field.span), markdown });
    }
    let local = offset.checked_sub(node.start)?;
    let tables = section.tables.iter().filter_map(|id| section.facts.block(*id));
    let table = tables.filter(|b| b.span.touches(local)).find_map(|b| match &b.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    })?;
    let rows = std::iter::once(&table.header).chain(&table.rows);
    let row = rows.into_iter().find(|row| row.span.touches(local))?;
    let (column, cell) = row.cells.iter().enumerate().find(|(_, cell)| cell.touches(local))?;
    let columns: Vec<&str> = table.header.cells.iter().map(|c| section.str(*c)).collect();
    let fits = values(expected::cell(snapshot, id, &columns, column)?)?;
    let markdown = format!("**{}**: {fits}", escape(columns.get(column)?));
    Some(Hover { span: node.span(*cell), markdown })
}

/// A heading: what it is, how far, what the template wants. The title: the plan.
fn heading(snapshot: &Snapshot, id: NodeId, node: Node, offset: usize) -> Option<Hover> {
    let span = node.heading_span();
    let line = snapshot.document.text().line_of(span.start);
    let whole = span.cover(Span::at(snapshot.document.text().line_start(line)));
    if node.section.heading.is_none() || !whole.touches(offset) {
        return None;
    }
    if snapshot.plan.title == Some(id) {
        return Some(Hover { span: whole, markdown: plan(snapshot, node) });
    }
    let kind = match (node.kind, node.concept) {
        (Kind::Section, Some(concept)) => format!("section, read as *{}*", concept.id()),
        (kind, _) => kind.name().to_owned(),
    };
    let title = format!("**{}** ({kind})", escape(node.name()));
    let slot = match snapshot.recognition.is {
        Recognised::Template => inferred::slot(snapshot, node),
        _ => snapshot.context().slot(id).map(|slot| wanted(snapshot, slot)),
    };
    let slot = slot.unwrap_or_default();
    Some(Hover { span: whole, markdown: join([title, state(node), slot]) })
}

fn plan(snapshot: &Snapshot, node: Node) -> String {
    const MOST: usize = 12;
    let recognition = &snapshot.recognition;
    let kind = match recognition.is {
        Recognised::Template => "a template for plans",
        _ => "a plan",
    };
    let follows = match snapshot.template().filter(|_| recognition.is == Recognised::Plan) {
        Some(template) => format!(", follows the template {}", code(&template.id)),
        None if recognition.is == Recognised::Plan => " of no template".to_owned(),
        None => String::new(),
    };
    let (done, total) = snapshot.plan.progress();
    let status = snapshot.status_text().map(|s| format!("status {}", escape(s)));
    let told = [progress(done, total), status].into_iter().flatten().collect::<Vec<_>>();
    let why = recognition.reasons.iter().take(MOST).map(|r| format!("- {r}")).collect::<Vec<_>>();
    let why = if why.is_empty() { String::new() } else { format!("Why:\n{}", why.join("\n")) };
    let title = format!("**{}** is {kind}{follows}", escape(node.name()));
    join([title, told.join(" · "), why])
}

/// How far it is, and what it says of itself: `3 of 7 tasks done · estimate 2 days · risk High`.
fn state(node: Node) -> String {
    let section = &node.section;
    let said = |span: Option<Span>, what: &str| {
        let words = Plain::of(section.str(span.filter(|_| node.is_work())?)).text;
        Some(format!("{what} {}", escape(words.trim())))
    };
    let estimate = said(work::stated_estimate(section), "estimate");
    let risk = said(work::risk_level(section), "risk");
    let told = [progress(node.done, node.total), estimate, risk];
    told.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the template wants in a section: its guidance, fields and tables.
fn wanted(snapshot: &Snapshot, slot: &Slot) -> String {
    const MOST: usize = 12;
    let template = snapshot.template().map(|t| code(&t.id)).unwrap_or_default();
    let optional = if slot.optional { ", if anything" } else { "" };
    let mut lines: Vec<String> = slot.guidance.iter().take(MOST).cloned().collect();
    let labels: Vec<String> = slot.fields.iter().map(|f| code(&f.label)).collect();
    if !labels.is_empty() {
        lines.push(format!("Fields: {}", labels.join(", ")));
    }
    for table in &slot.tables {
        let columns: Vec<String> = table.columns.iter().map(|c| code(&c.name)).collect();
        lines.push(format!("Table: {}", columns.join(", ")));
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("The template {template} wants here{optional}:\n\n{}", lines.join("\n\n"))
}

fn join<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests;
