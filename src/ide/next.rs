//! The heading that comes next in a series: its number, level and body, in the form its siblings
//! have. Decides no place and makes no edit.

use super::Snapshot;
use crate::plan::heading::{self, Kind, Number};
use crate::plan::section::BOLD_LEVEL;
use crate::plan::{Concept, Heading, Node, NodeId};
use crate::template::insert;

/// A heading that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Next {
    /// Its level, as headings have it.
    pub(crate) level: u8,
    /// Its text: `Phase 3: [Name]`.
    pub(crate) name: String,
    /// What stands beneath it; perhaps nothing.
    pub(crate) body: String,
    /// What it is.
    pub(crate) kind: Kind,
}

impl Next {
    /// The heading as a line.
    pub(crate) fn line(&self) -> String {
        if self.level >= BOLD_LEVEL {
            return format!("**{}**", self.name);
        }
        format!("{} {}", "#".repeat(usize::from(self.level)), self.name)
    }

    /// Heading and body, with a final line end.
    pub(crate) fn text(&self) -> String {
        let body = if self.body.is_empty() { String::new() } else { format!("{}\n", self.body) };
        format!("{}\n\n{body}", self.line())
    }
}

/// What could come after the text of `before`, innermost first: steps of its phase, the next phase.
pub(crate) fn after(snapshot: &Snapshot, before: NodeId) -> Vec<Next> {
    let plan = &snapshot.plan;
    let around: Vec<NodeId> = std::iter::once(before).chain(plan.ancestors(before)).collect();
    let mut found: Vec<Next> = vec![];
    for id in around {
        found.extend(first_inside(snapshot, id, before));
        found.extend(following(snapshot, id));
    }
    found
}

/// The one after a heading in its series; `None` for what is not counted.
pub(crate) fn following(snapshot: &Snapshot, id: NodeId) -> Option<Next> {
    let node = snapshot.plan.node(id)?;
    let counted = matches!(node.kind, Kind::Phase | Kind::Step | Kind::Component);
    let heading = node.section.heading.as_ref().filter(|_| counted)?;
    let number = heading.name.number.as_ref()?.successor()?;
    Some(modelled(snapshot, id, node, heading, &number))
}

/// The first step of a phase that has none up to `before`, as the phases beside it begin theirs.
pub(crate) fn first_inside(snapshot: &Snapshot, id: NodeId, before: NodeId) -> Option<Next> {
    let plan = &snapshot.plan;
    let node = plan.node(id)?;
    let is_work = |id: &NodeId| plan.node(*id).is_some_and(Node::is_work);
    if plan.children(Some(id)).take_while(|child| *child <= before).any(|child| is_work(&child)) {
        return None;
    }
    if node.concept == Some(Concept::Phases) && !node.is_work() {
        let name = "Phase 1: [Name]".to_owned();
        let body = "- [ ] [Task]".to_owned();
        let level = (node.level + 1).min(6);
        let none = plan.work().all(|(id, _)| id > before);
        return none.then_some(Next { level, name, body, kind: Kind::Phase });
    }
    let own = node.section.heading.as_ref().filter(|_| node.is_work())?.name.number.as_ref()?;
    let beside = plan.children(node.parent).filter(|other| *other != id && is_work(other));
    let model = beside.filter_map(|other| {
        let first = plan.children(Some(other)).find(is_work)?;
        Some((other, first))
    });
    let (other, first) = model.last()?;
    let model = plan.node(first)?;
    let heading = model.section.heading.as_ref()?;
    let theirs = heading.name.number.as_ref()?;
    let around = plan.node(other)?.section.heading.as_ref()?.name.number.as_ref()?;
    let number = match renumbered(&theirs.text, around, own) {
        Some(text) => Number::prefix(&text)?.0,
        // Steps that begin anew in every phase, or go on from the last one.
        None if theirs.parts.first().map(|p| p.key().1) == Some(1) => theirs.clone(),
        None => {
            let mut before = plan.nodes.iter().take(id).rev().filter(|n| n.kind == Kind::Step);
            before.next()?.section.heading.as_ref()?.name.number.as_ref()?.successor()?
        }
    };
    Some(modelled(snapshot, first, model, heading, &number))
}

/// A heading like `heading`, with another number.
fn modelled(
    snapshot: &Snapshot,
    id: NodeId,
    node: Node,
    heading: &Heading,
    number: &Number,
) -> Next {
    let level = heading.level;
    let slot = snapshot.matching.as_ref().and_then(|m| Some((m, m.slot_of(id)?)));
    let slot = slot.zip(snapshot.template());
    // The template's own blank, where its heading has one.
    let asked = slot.and_then(|((_, slot), template)| {
        let title = heading::parse(&template.slot(slot)?.heading).title;
        template.placeholders.contains(&title).then_some(title)
    });
    let asked = asked.as_deref().unwrap_or("[Name]");
    let name = renamed(node.section.str(heading.text), heading, number, asked);
    let of_slot = slot.and_then(|((matching, slot), template)| {
        let series = template.slot(slot)?.repeats.as_ref()?;
        let (_, body) = insert::slot_text(&snapshot.plan, template, matching, slot);
        Some(adapted(&body, series.first.as_ref(), number))
    });
    let tasks = if node.total > 0 { "- [ ] [Task]" } else { "" };
    let body = of_slot.unwrap_or_else(|| tasks.to_owned());
    Next { level, name, body, kind: node.kind }
}

/// `Phase 2: Core ✅` with number 3 is `Phase 3: [Name]`, where that is asked.
fn renamed(raw: &str, heading: &Heading, number: &Number, asked: &str) -> String {
    let name = &heading.name;
    let (from, to) = name.number_span.unwrap_or_default();
    let lead = raw.get(..from).unwrap_or_default();
    let word = name.word.as_deref().and_then(|word| lead.rfind(word));
    // A status before the word is the model's own.
    let lead = lead.get(word.unwrap_or(0)..).unwrap_or(lead);
    let joint = raw.get(to..name.title_span.0).filter(|joint| !joint.trim().is_empty());
    let joint = joint.unwrap_or(if name.title.is_empty() { ": " } else { " " });
    format!("{lead}{number}{joint}{asked}")
}

/// The headings of a template's body with the number of the section around them.
fn adapted(body: &str, from: Option<&Number>, to: &Number) -> String {
    let Some(from) = from else { return body.to_owned() };
    let line = |line: &str| -> Option<String> {
        let marks = line.len() - line.trim_start_matches(['#', '*', ' ']).len();
        let text = line.get(marks..).filter(|_| line.starts_with(['#', '*']))?;
        let name = heading::parse(text);
        let (start, end) = name.number_span?;
        let number = renumbered(text.get(start..end)?, from, to)?;
        let (lead, rest) = (line.get(..marks + start)?, text.get(end..)?);
        Some(format!("{lead}{number}{rest}"))
    };
    let lines = body.lines().map(|text| line(text).unwrap_or_else(|| text.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

/// `2.1` beneath 2 is `3.1` beneath 3; `None` where it does not repeat the number around it.
fn renumbered(text: &str, from: &Number, to: &Number) -> Option<String> {
    let rest = text.strip_prefix(&from.text).filter(|rest| rest.starts_with('.'))?;
    Some(format!("{to}{rest}"))
}
