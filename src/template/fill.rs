//! A new plan from a template: its own text with the title, today's date and given values in place
//! of their placeholders. Adds no section, and leaves everything else for its author to fill in.

use super::load::blank;
use super::{Template, ValueType};
use crate::plan::directive::Directive;
use crate::plan::{Aliases, Concept, Field, Node, Plan, marks};
use crate::syntax::{BlockKind, Document};
use crate::text::{Edit, Span, apply};
use jiff::civil::Date;

/// Fields above the first section that say when a plan was written.
const CREATED: &[&str] = &[
    "created",
    "date",
    "created on",
    "creation date",
    "date created",
    "created at",
    "updated",
    "last updated",
    "last modified",
    "last update",
    "datum",
    "fecha",
    "data",
    "日期",
    "日付",
];

/// The text of a new plan.
///
/// `title` takes the place of the placeholder in the H1, or follows an H1 that has none. Each
/// `(NAME, VALUE)` of `set` replaces every `{{NAME}}` and `[Name]`, whatever the case and joints of
/// the words; where there is none, the value of the field of that label. The template's directives
/// go, except that `template=ID` stays as the plan's own.
pub fn fill(
    template: &Template,
    title: Option<&str>,
    set: &[(String, String)],
    today: Date,
) -> String {
    let text = &*template.text;
    let document = Document::new(text);
    let plan = Plan::new(&document, &Aliases::default(), None);
    let mut edits = Edits::default();
    directives(&plan, text, &mut edits);
    heading(&plan, text, title, &mut edits);
    dates(&plan, today, &mut edits);
    names(&plan, text, set, &mut edits);
    apply(text, &edits.sorted()).unwrap_or_else(|| text.to_owned())
}

/// The first name of `set` that changes nothing in the template.
pub fn unfillable<'a>(
    template: &Template,
    set: &'a [(String, String)],
    today: Date,
) -> Option<&'a str> {
    let plain = fill(template, None, &[], today);
    let fills =
        |pair: &(String, String)| fill(template, None, std::slice::from_ref(pair), today) != plain;
    set.iter().find(|pair| !fills(pair)).map(|(name, _)| name.as_str())
}

/// Edits in the order of their weight: one that overlaps an earlier one is dropped.
#[derive(Default)]
struct Edits {
    all: Vec<Edit>,
}

impl Edits {
    fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.all.push(Edit::replace(span, text));
    }

    /// In document order, without those that overlap one that was there before.
    fn sorted(self) -> Vec<Edit> {
        let mut order: Vec<(usize, Edit)> = self.all.into_iter().enumerate().collect();
        order.sort_by_key(|(nth, edit)| (edit.span.start, *nth));
        let mut kept: Vec<(usize, Edit)> = vec![];
        for (nth, edit) in order {
            match kept.last_mut() {
                Some((before, last)) if last.span.end > edit.span.start => {
                    if nth < *before {
                        (*before, *last) = (nth, edit);
                    }
                }
                _ => kept.push((nth, edit)),
            }
        }
        kept.into_iter().map(|(_, edit)| edit).collect()
    }
}

fn directives(plan: &Plan, text: &str, edits: &mut Edits) {
    let mut last = None;
    for node in &plan.nodes {
        for comment in &node.section.directives {
            let span = node.span(comment.span);
            if last == Some(span) {
                continue;
            }
            last = Some(span);
            match &comment.meaning {
                Ok(Directive::Template { id, .. }) => {
                    edits.replace(span, format!("<!-- planls: template={id} -->"));
                }
                // What belongs to a plan as much as to a template.
                Ok(Directive::Ignore { .. } | Directive::Plan) => {}
                _ => edits.replace(node.span(comment.line), ""),
            }
        }
        for field in node.section.fields.iter().filter(|f| f.key == "planls") {
            let value = node.span(field.value);
            if let Some(at) = value.of(text).find(" title=") {
                edits.replace(Span::new(value.start + at, value.end), "");
            }
        }
    }
}

/// The H1: its placeholder, or what it says of being a template.
fn heading(plan: &Plan, text: &str, title: Option<&str>, edits: &mut Edits) {
    let Some(node) = plan.title.and_then(|t| plan.node(t)) else {
        if let Some(title) = title {
            let front =
                plan.nodes.first().and_then(|n| n.section.top_blocks().next().map(|(_, b)| (n, b)));
            let front = front.filter(|(_, b)| b.kind == BlockKind::FrontMatter);
            let at = front.map_or(0, |(n, b)| text.len().min(n.span(b.span).end + 1));
            let line = if at == 0 { format!("# {title}\n\n") } else { format!("\n# {title}\n") };
            edits.replace(Span::at(at), line);
        }
        return;
    };
    let span = node.heading_span();
    let head = span.of(text);
    let blanks = blank::spans(head);
    let named = |s: &&Span| {
        let name = name_of(s.of(head));
        ["feature", "title", "name", "project", "topic", "plan"].iter().any(|w| name.contains(w))
    };
    let chosen = blanks.iter().find(named).or(blanks.first());
    if let Some(blank) = chosen {
        let Some(title) = title else { return };
        edits.replace(blank.shift(span.start), title);
        for (field, node) in head_fields(plan) {
            let value = node.span(field.value);
            if value.of(text) == blank.of(head) {
                edits.replace(value, title);
            }
        }
        return;
    }
    let short = ["Template", "template", "TEMPLATE"].iter().find_map(|w| head.strip_suffix(w));
    let short =
        short.map(|s| s.trim_end_matches([' ', '-', '–', '—', '('])).filter(|s| !s.is_empty());
    let kept = short.unwrap_or(head);
    match title {
        Some(title) if !marks::fold(kept).contains(&marks::fold(title)) => {
            let kept = kept.trim_end_matches([':', ' ']);
            edits.replace(span, format!("{kept}: {title}"));
        }
        _ => edits.replace(span, kept),
    }
}

/// The fields above the first section.
fn head_fields(plan: &Plan) -> impl Iterator<Item = (&Field, Node<'_>)> {
    let nodes = plan.nodes.iter().enumerate();
    let head = nodes.filter(|(id, n)| n.level == 0 || plan.title == Some(*id));
    head.flat_map(|(_, node)| node.section.fields.iter().map(move |f| (f, node)))
}

/// Dates of writing: in the head, and in the log's row about it.
fn dates(plan: &Plan, today: Date, edits: &mut Edits) {
    let typed = |text: &str| {
        super::load::value_type("", text) == ValueType::Date
            && !text.contains(|c: char| c.is_ascii_digit())
    };
    for (field, node) in head_fields(plan) {
        let value = node.section.str(field.value);
        if CREATED.contains(&field.key.as_str()) && typed(value) {
            edits.replace(node.span(field.value), today.to_string());
        }
    }
    for node in plan.nodes.iter().filter(|n| n.concept == Some(Concept::ProgressLog)) {
        let section = &node.section;
        for table in section.tables.iter().filter_map(|&t| section.facts.block(t)) {
            let BlockKind::Table(table) = &table.kind else { continue };
            for row in &table.rows {
                let cells = || row.cells.iter().map(|c| (*c, section.str(*c)));
                let mut words = cells().map(|(_, text)| text.to_lowercase());
                if words.any(|w| w.contains("created") || w.contains("initial")) {
                    for (cell, _) in cells().filter(|(_, text)| typed(text)) {
                        edits.replace(node.span(cell), today.to_string());
                    }
                }
            }
        }
    }
}

/// The given values.
fn names(plan: &Plan, text: &str, set: &[(String, String)], edits: &mut Edits) {
    let blanks: Vec<(Span, String)> = lines(text)
        .flat_map(|(at, line)| blank::spans(line).into_iter().map(move |s| s.shift(at)))
        .map(|span| (span, name_of(span.of(text))))
        .collect();
    for (name, value) in set {
        let wanted = name_of(name);
        let mut found = false;
        for (span, _) in blanks.iter().filter(|(_, name)| *name == wanted) {
            found = true;
            edits.replace(*span, value);
        }
        if found {
            continue;
        }
        let others = plan.nodes.iter().flat_map(|n| n.section.fields.iter().map(move |f| (f, n)));
        let field = head_fields(plan)
            .chain(others)
            .find(|(f, n)| name_of(n.section.str(f.label)) == wanted);
        if let Some((field, node)) = field.filter(|(f, _)| f.content.is_none()) {
            let span = node.span(field.value);
            let joined =
                span.is_empty() && text.get(..span.start).is_some_and(|t| t.ends_with([':', '*']));
            let blank = if joined { " " } else { "" };
            edits.replace(span, format!("{blank}{value}"));
        }
    }
}

/// Lines with their first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

/// A name without brackets, case and joints: `feature name` of `{{FEATURE_NAME}}`, `[Feature-Name]`.
fn name_of(blank: &str) -> String {
    let words = blank.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{Origin, built_in};
    use expect_test::{Expect, expect};

    fn check(text: &str, title: Option<&str>, set: &[(&str, &str)], expect: Expect) {
        let (template, _) = Template::load("team", text, Origin::BuiltIn);
        expect.assert_eq(&fill(&template, title, &pairs(set), jiff::civil::date(2026, 3, 9)));
    }

    fn pairs(set: &[(&str, &str)]) -> Vec<(String, String)> {
        set.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn title_date_and_names() {
        check(
            "# Plan: {{FEATURE_NAME}}\n\n**Author:** {{AUTHOR}}\n**Created:** [Date]\n**Status:** Draft | Done\n\n## Approval\n\n**Date**: [Date]\n\n`src/{{MODULE}}.rs` by [Author] [ ] [MODULE](x.md)\n",
            Some("Saved cards"),
            &[("author", "Kim"), ("Module", "cards"), ("status", "Draft")],
            expect![[r#"
                # Plan: Saved cards

                **Author:** Kim
                **Created:** 2026-03-09
                **Status:** Draft

                ## Approval

                **Date**: [Date]

                `src/cards.rs` by Kim [ ] [MODULE](x.md)
            "#]],
        );
    }

    #[test]
    fn headings_without_a_placeholder() {
        check(
            "# Implementation Plan Template\n",
            Some("Saved cards"),
            &[],
            expect![[r#"
            # Implementation Plan: Saved cards
        "#]],
        );
        check(
            "# Implementation Plan Template\n",
            None,
            &[],
            expect![[r#"
            # Implementation Plan
        "#]],
        );
        check(
            "# Iteration Plan\n",
            Some("June"),
            &[],
            expect![[r#"
            # Iteration Plan: June
        "#]],
        );
        check(
            "---\ntitle: x\n---\n\n## Goal\n",
            Some("June"),
            &[],
            expect![[r#"
                ---
                title: x
                ---

                # June

                ## Goal
            "#]],
        );
    }

    #[test]
    fn directives_go_but_the_plan_stays_recognisable() {
        check(
            "<!-- planls: template=team title=\"Team plan\" -->\n# Plan\n\n## Risks\n<!-- planls: optional concept=risks -->\n\n- [Risk]\n",
            None,
            &[],
            expect![[r#"
                <!-- planls: template=team -->
                # Plan

                ## Risks

                - [Risk]
            "#]],
        );
    }

    #[test]
    fn only_the_log_of_its_making_gets_todays_date() {
        check(
            "# P\n\n## Timeline\n\n| Phase | End |\n|---|---|\n| Phase 1 | {{DATE}} |\n\n## Progress Log\n\n| Date | Update |\n|---|---|\n| {{DATE}} | Plan created |\n",
            None,
            &[],
            expect![[r#"
                # P

                ## Timeline

                | Phase | End |
                |---|---|
                | Phase 1 | {{DATE}} |

                ## Progress Log

                | Date | Update |
                |---|---|
                | 2026-03-09 | Plan created |
            "#]],
        );
    }

    #[test]
    fn a_new_plan_has_every_heading_of_its_template() {
        for template in built_in() {
            let text = fill(&template, Some("Saved cards"), &[], jiff::civil::date(2026, 3, 9));
            let (again, _) = Template::load(&template.id, &text, Origin::BuiltIn);
            let headings =
                |t: &Template| t.slots.iter().map(|s| s.heading.clone()).collect::<Vec<_>>();
            assert_eq!(headings(&again), headings(&template));
            assert_eq!(text.matches("planls:").count(), 1);
            assert!(
                again.heading.as_ref().unwrap().ends_with("Saved cards"),
                "{:?}",
                again.heading
            );
        }
    }
}
