//! Document symbols: sections › phases › steps › tasks, with progress, estimate and risk. The same
//! data serves `planls outline` and `planls/status`.

use super::Snapshot;
use crate::plan::heading::Kind;
use crate::plan::{Concept, Node, NodeId, Plan, Section, work};
use crate::text::Span;
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;

/// Nesting of tasks that is shown.
const DEPTH: usize = 16;

/// One line of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol<'p> {
    /// The heading as written, marks stripped; never blank.
    pub name: Cow<'p, str>,
    /// What it is.
    pub kind: Kind,
    /// The number in its heading.
    pub number: Option<Cow<'p, str>>,
    /// The heading without kind and number.
    pub title: Cow<'p, str>,
    /// What a section stands for.
    pub concept: Option<Concept>,
    /// The heading with everything beneath it, or the whole list item.
    pub span: Span,
    /// The heading's or item's text; inside `span`.
    pub selection: Span,
    /// Zero-based line of the selection.
    pub line: usize,
    /// Boxes beneath: (done, all); a task with a box counts itself.
    pub progress: (usize, usize),
    /// The estimate as written.
    pub estimate: Option<&'p str>,
    /// The risk level as written.
    pub risk: Option<&'p str>,
    /// What is inside.
    pub children: Vec<Symbol<'p>>,
}

impl Symbol<'_> {
    /// What is shown beside the name: `3/7 · 2 days · risk High`.
    pub fn detail(&self) -> String {
        let (done, all) = self.progress;
        let mut parts = vec![];
        match self.kind {
            Kind::Task if done > 0 => parts.push("done".to_owned()),
            Kind::Task => {}
            _ if all > 0 => parts.push(format!("{done}/{all}")),
            _ => {}
        }
        parts.extend(self.estimate.map(str::to_owned));
        parts.extend(self.risk.map(|risk| format!("risk {risk}")));
        parts.join(" · ")
    }
}

/// How much of the outline an editor shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutlineDepth {
    /// Sections, phases, steps and tasks.
    Full,
    /// Phases and steps, and the headings they stand beneath.
    Phases,
    /// Nothing.
    Off,
}

impl OutlineDepth {
    /// As configuration names it.
    pub fn name(self) -> &'static str {
        match self {
            OutlineDepth::Full => "full",
            OutlineDepth::Phases => "phases",
            OutlineDepth::Off => "off",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<OutlineDepth> {
        [Self::Full, Self::Phases, Self::Off].into_iter().find(|depth| depth.name() == name)
    }
}

/// The outline of a plan as far as it is wanted.
pub fn outline_to(snapshot: &Snapshot, depth: OutlineDepth) -> Vec<Symbol<'_>> {
    match depth {
        OutlineDepth::Full => outline(snapshot, true),
        OutlineDepth::Phases => work_only(outline(snapshot, false)),
        OutlineDepth::Off => vec![],
    }
}

/// Without tasks it is no deeper than headings are.
fn work_only(symbols: Vec<Symbol<'_>>) -> Vec<Symbol<'_>> {
    let pruned = symbols.into_iter().map(|mut symbol| {
        symbol.children = work_only(symbol.children);
        symbol
    });
    pruned.filter(|s| s.kind != Kind::Section || !s.children.is_empty()).collect()
}

/// The outline of a plan; the title, where there is one, holds everything beneath it. Empty for
/// documents that are no plans. `tasks`: list items too.
pub fn outline(snapshot: &Snapshot, tasks: bool) -> Vec<Symbol<'_>> {
    if !snapshot.has_outline() {
        return vec![];
    }
    // Children before parents: each node's symbol is finished when its parent is reached.
    let plan = &snapshot.plan;
    let mut inside: Vec<Vec<Symbol>> = vec![vec![]; plan.nodes.len() + 1];
    for (id, node) in plan.nodes.iter().enumerate().rev() {
        let own = if tasks { task_symbols(node) } else { vec![] };
        let below = inside.get_mut(id).map(std::mem::take).unwrap_or_default();
        let children = own.into_iter().chain(below.into_iter().rev());
        let slot = inside.get_mut(node.parent.unwrap_or(plan.nodes.len()));
        let Some(around) = slot else { continue };
        match symbol(plan, id, node) {
            Some(mut symbol) => {
                symbol.children = children.collect();
                around.push(symbol);
            }
            None => around.extend(children.rev()),
        }
    }
    let mut top = inside.pop().unwrap_or_default();
    top.reverse();
    top
}

fn symbol<'p>(plan: &'p Plan, id: NodeId, node: Node<'p>) -> Option<Symbol<'p>> {
    let section = &node.section;
    let name = &section.heading.as_ref()?.name;
    let selection = node.heading_span();
    let unnamed = if name.name.trim().is_empty() { "(untitled)" } else { &name.name };
    let work = node.is_work();
    let text = |span: Span| section.str(span);
    Some(Symbol {
        name: unnamed.into(),
        kind: node.kind,
        number: name.number.as_ref().map(|number| number.text.as_str().into()),
        title: name.title.as_str().into(),
        concept: node.concept,
        span: plan.full_span(id).cover(selection),
        selection,
        line: node.line + section.facts.line_of(selection.start - node.start),
        progress: (node.done, node.total),
        estimate: work::stated_estimate(section).filter(|_| work).map(text),
        risk: work::risk_level(section).filter(|_| work).map(text),
        children: vec![],
    })
}

/// The tasks of a section: items with a box, and in phases and steps numbered items.
fn task_symbols(node: Node<'_>) -> Vec<Symbol<'_>> {
    let section = &node.section;
    // Innermost last in document order: fold from the end so that no nesting recurses.
    let mut inside: Vec<Vec<Symbol>> = vec![vec![]; section.items.len() + 1];
    let anchors = anchors(section);
    for (index, item) in section.items.iter().enumerate().rev() {
        let mut below = inside.get_mut(index).map(std::mem::take).unwrap_or_default();
        let parent = item.parent.and_then(|p| anchors.get(p).copied());
        let Some(around) = inside.get_mut(parent.unwrap_or(section.items.len())) else { continue };
        let task =
            item.check.is_some() || (item.number.is_some() && item.depth == 0 && node.is_work());
        if !task {
            around.append(&mut below);
            continue;
        }
        below.reverse();
        let own = item.check.map_or((0, 0), |c| (usize::from(c.done), 1));
        let progress = below.iter().fold(own, |(d, t), s| (d + s.progress.0, t + s.progress.1));
        let name = task_name(section, item.text);
        let selection = if item.text.is_empty() { item.marker } else { item.text };
        around.push(Symbol {
            title: name.clone(),
            name,
            kind: Kind::Task,
            number: item.number.map(|n| n.to_string().into()),
            concept: None,
            span: node.span(item.span.cover(selection)),
            selection: node.span(selection),
            line: node.line + section.facts.line_of(selection.start),
            progress,
            estimate: None,
            risk: None,
            children: below,
        });
    }
    let mut top = inside.pop().unwrap_or_default();
    top.reverse();
    top
}

/// The symbol that holds what is inside an item: itself, but below [`DEPTH`] the ancestor there, so
/// that no list makes the outline deeper than a person can read or a client can take.
fn anchors(section: &Section) -> Vec<usize> {
    let mut anchors: Vec<usize> = vec![];
    for (index, item) in section.items.iter().enumerate() {
        let above = item.parent.and_then(|p| anchors.get(p).copied());
        anchors.push(above.filter(|_| item.depth >= DEPTH).unwrap_or(index));
    }
    anchors
}

/// An item's first line without marks, its words one blank apart, as a name; never blank.
pub(super) fn task_name(section: &Section, text: Span) -> Cow<'_, str> {
    let line = section.str(text).lines().next().unwrap_or_default().trim();
    let marked = |c: char| matches!(c, '*' | '`');
    let mut blank = true;
    let plain = line.chars().all(|c| {
        let apart = !(blank && c.is_whitespace());
        blank = c.is_whitespace();
        apart && !marked(c) && (c == ' ' || !blank)
    });
    if plain && !line.is_empty() {
        return line.into();
    }
    let mut name = String::with_capacity(line.len());
    for word in line.split_whitespace().filter(|word| !word.chars().all(marked)) {
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().filter(|c| !marked(*c)));
    }
    if name.is_empty() { "(empty task)".into() } else { name.into() }
}

/// The outline as `planls outline --format json` and `planls/status` give it (cli.md).
pub fn outline_json(snapshot: &Snapshot) -> Value {
    let plan = &snapshot.plan;
    let sections = outline(snapshot, true);
    // The title is named once, at the top; its sections stand beside any other H1's.
    let title = plan.title.map(|id| snapshot.plan.node(id).map(Node::heading_span));
    let sections = sections.into_iter().flat_map(|symbol| {
        let is_title = title.flatten() == Some(symbol.selection);
        if is_title { symbol.children } else { vec![symbol] }
    });
    let (done, total) = plan.progress();
    json!({
        "version": 1,
        "title": plan.title_text(),
        "kind": snapshot.recognition.is.name(),
        "template": snapshot.template().map(|t| &t.id),
        "status": snapshot.status_text(),
        "progress": { "done": done, "total": total },
        "sections": sections.map(|s| symbol_json(&s)).collect::<Vec<_>>(),
    })
}

/// Depth is bounded by heading levels and by the nesting the parser admits.
fn symbol_json(symbol: &Symbol) -> Value {
    let (done, total) = symbol.progress;
    json!({
        "name": symbol.name,
        "concept": symbol.concept.map(Concept::id),
        "title": symbol.title,
        "kind": symbol.kind.name(),
        "number": symbol.number,
        "line": symbol.line + 1,
        "progress": { "done": done, "total": total },
        "estimate": symbol.estimate,
        "risk": symbol.risk,
        "children": symbol.children.iter().map(symbol_json).collect::<Vec<_>>(),
    })
}
