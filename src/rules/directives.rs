//! `<!-- planls: … -->` comments in a plan: what they silence, and which are wrong or useless.

use super::{Context, Finding};
use crate::plan::directive::{Covers, Directive};
use crate::template::{NO_TEMPLATE, Recognised};
use crate::text::{Edit, Span};

/// The ignore comments of a document.
pub struct Suppressions {
    ignores: Vec<Ignore>,
    /// By the place of their rule in the list.
    complaints: Vec<(usize, Finding)>,
}

struct Ignore {
    /// The rule's place in the list.
    rule: usize,
    /// The whole comment with its line.
    comment: Span,
    /// The rule's name in it.
    name: Span,
    /// What it covers; `None` is the whole file.
    covers: Option<Span>,
    used: bool,
    /// Its name with the blanks and commas up to the next one, or from the one before; `None` when
    /// its comment names no other.
    among: Option<Span>,
}

impl Suppressions {
    /// Reads all directives of a document.
    pub fn read(context: &Context) -> Self {
        let plan = context.plan;
        let mut ignores = vec![];
        let mut complaints = vec![];
        let invalid = order("invalid-directive").unwrap_or_default();
        for (id, node) in plan.nodes.directed() {
            for directive in &node.section.directives {
                match &directive.meaning {
                    Ok(Directive::Ignore { rules, file }) => {
                        let covers = (!file).then(|| match directive.covers {
                            Covers::Section => plan.full_span(id),
                            Covers::Block(span) => node.span(span),
                        });
                        for (at, (rule, span)) in rules.iter().enumerate() {
                            let Some(known) = order(rule) else {
                                complaints.push((invalid, unknown(rule, node.span(*span))));
                                continue;
                            };
                            ignores.push(Ignore {
                                rule: known,
                                comment: node.span(directive.line),
                                name: node.span(*span),
                                covers,
                                used: false,
                                among: among(rules, at).map(|span| node.span(span)),
                            });
                        }
                    }
                    Ok(Directive::Template { id, title: None }) if !follows(context, id) => {
                        let message = format!("there is no template `{id}`");
                        let finding = Finding::new(node.span(directive.span), message);
                        complaints.push((invalid, finding));
                    }
                    Ok(_) => {}
                    Err(problem) => {
                        let mut finding =
                            Finding::new(node.span(problem.span), problem.message.clone());
                        if let Some(nearest) = &problem.nearest {
                            let edit = Edit::replace(node.span(problem.span), nearest.clone());
                            finding = finding.offer(format!("Change to `{nearest}`"), vec![edit]);
                        }
                        complaints.push((invalid, finding));
                    }
                }
            }
        }
        Suppressions { ignores, complaints }
    }

    /// Takes out what a comment silences, `place` being the place of its rule in the list and where
    /// it begins; remembers which comments did. Neither findings nor comments are compared one by one.
    pub fn silence<T>(&mut self, found: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
        if self.ignores.is_empty() {
            return;
        }
        let mut places: Vec<(usize, usize)> = found.iter().map(&place).collect();
        places.sort_unstable();
        // Where the comments for a rule begin, and how far those up to there reach.
        let mut reach: Vec<(usize, Span)> = vec![];
        for ignore in &mut self.ignores {
            let span = ignore.covers.unwrap_or(Span::new(0, usize::MAX));
            let first = places.partition_point(|place| *place < (ignore.rule, span.start));
            ignore.used = places.get(first).is_some_and(|place| *place <= (ignore.rule, span.end));
            reach.push((ignore.rule, span));
        }
        reach.sort_unstable();
        let mut before: Option<(usize, Span)> = None;
        for (rule, span) in &mut reach {
            if let Some((_, last)) = before.filter(|(same, _)| same == rule) {
                span.end = span.end.max(last.end);
            }
            before = Some((*rule, *span));
        }
        found.retain(|one| {
            let (rule, start) = place(one);
            let next = reach.partition_point(|(r, span)| (*r, span.start) <= (rule, start));
            let last = next.checked_sub(1).and_then(|at| reach.get(at));
            !last.is_some_and(|(r, span)| *r == rule && start <= span.end)
        });
    }

    /// What is wrong with the comments themselves, by the place of the rule in the list. A rule that
    /// reports nothing here anyway (`is_on`, by its place) is not ignored in vain: it may come back
    /// with the plan's status.
    pub fn complaints(self, is_on: impl Fn(usize) -> bool) -> Vec<(usize, Finding)> {
        let own = order("unused-ignore").unwrap_or_default();
        let unused = self.ignores.into_iter().filter(|i| !i.used && i.rule != own && is_on(i.rule));
        let unused = unused.map(|ignore| {
            let name = super::rules().get(ignore.rule).map_or("", |rule| rule.name);
            let finding =
                Finding::new(ignore.name, format!("nothing here is reported by `{name}`"));
            let finding = match ignore.among {
                None => finding.safe("Remove the comment", vec![Edit::delete(ignore.comment)]),
                Some(span) => finding.safe(format!("Remove `{name}`"), vec![Edit::delete(span)]),
            };
            (own, finding)
        });
        self.complaints.into_iter().chain(unused).collect()
    }
}

/// What goes with the name at `at` so that the others stay apart by one comma.
fn among(names: &[(String, Span)], at: usize) -> Option<Span> {
    let (_, own) = names.get(at)?;
    match at.checked_sub(1).and_then(|before| names.get(before)) {
        Some((_, before)) => Some(Span::new(before.end, own.end)),
        None => Some(Span::new(own.start, names.get(1)?.1.start)),
    }
}

/// A rule's place in the list.
fn order(name: &str) -> Option<usize> {
    super::rules().iter().position(|rule| rule.name == name)
}

/// Whether a plan that names a template got it; what is no plan follows none.
fn follows(context: &Context, id: &str) -> bool {
    context.recognition.is != Recognised::Plan
        || context.template.map_or(NO_TEMPLATE, |template| &template.id) == id
}

fn unknown(rule: &str, span: Span) -> Finding {
    let names = super::rules().iter().map(|r| r.name);
    let nearest = names.min_by_key(|name| strsim::levenshtein(name, rule));
    let nearest = nearest.filter(|name| strsim::levenshtein(name, rule) * 2 <= name.len());
    let finding = Finding::new(span, format!("there is no rule `{rule}`"));
    match nearest {
        Some(name) => finding.offer(format!("Change to `{name}`"), vec![Edit::replace(span, name)]),
        None => finding,
    }
}
