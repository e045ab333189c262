//! `<!-- planls: … -->` comments in a plan: what they silence, and which are wrong or useless.

use super::{Context, Finding};
use crate::plan::directive::{Covers, Directive};
use crate::template::{NO_TEMPLATE, Recognised};
use crate::text::{Edit, Span};

/// The ignore comments of a document.
pub struct Suppressions {
    ignores: Vec<Ignore>,
    complaints: Vec<(&'static str, Finding)>,
}

struct Ignore {
    rule: String,
    /// The whole comment with its line.
    comment: Span,
    /// The rule's name in it.
    name: Span,
    /// What it covers; `None` is the whole file.
    covers: Option<Span>,
    used: bool,
    /// How many rules its comment names.
    siblings: usize,
}

impl Suppressions {
    /// Reads all directives of a document.
    pub fn read(context: &Context) -> Self {
        let plan = context.plan;
        let mut ignores = vec![];
        let mut complaints = vec![];
        for (id, node) in plan.nodes.iter().enumerate() {
            for directive in &node.section.directives {
                match &directive.meaning {
                    Ok(Directive::Ignore { rules, file }) => {
                        let covers = (!file).then(|| match directive.covers {
                            Covers::Section => plan.full_span(id),
                            Covers::Block(span) => node.span(span),
                        });
                        for (rule, span) in rules {
                            if super::rule(rule).is_none() {
                                complaints
                                    .push(("invalid-directive", unknown(rule, node.span(*span))));
                                continue;
                            }
                            ignores.push(Ignore {
                                rule: rule.clone(),
                                comment: node.span(directive.line),
                                name: node.span(*span),
                                covers,
                                used: false,
                                siblings: rules.len(),
                            });
                        }
                    }
                    Ok(Directive::Template { id, title: None }) if !follows(context, id) => {
                        let message = format!("there is no template `{id}`");
                        let finding = Finding::new(node.span(directive.span), message);
                        complaints.push(("invalid-directive", finding));
                    }
                    Ok(_) => {}
                    Err(problem) => {
                        let mut finding =
                            Finding::new(node.span(problem.span), problem.message.clone());
                        if let Some(nearest) = &problem.nearest {
                            let edit = Edit::replace(node.span(problem.span), nearest.clone());
                            finding = finding.offer(format!("Change to `{nearest}`"), vec![edit]);
                        }
                        complaints.push(("invalid-directive", finding));
                    }
                }
            }
        }
        Suppressions { ignores, complaints }
    }

    /// Whether a comment silences this finding; remembers that it did.
    pub fn covers(&mut self, finding: &Finding) -> bool {
        let mut covered = false;
        for ignore in self.ignores.iter_mut().filter(|i| i.rule == finding.rule) {
            if ignore.covers.is_none_or(|span| span.touches(finding.span.start)) {
                ignore.used = true;
                covered = true;
            }
        }
        covered
    }

    /// What is wrong with the comments themselves, by rule.
    pub fn complaints(self) -> Vec<(&'static str, Finding)> {
        let unused = self.ignores.into_iter().filter(|i| !i.used && i.rule != "unused-ignore");
        let unused = unused.map(|ignore| {
            let finding =
                Finding::new(ignore.name, format!("nothing here is reported by `{}`", ignore.rule));
            let whole = ignore.siblings == 1;
            let finding = if whole {
                finding.safe("Remove the comment", vec![Edit::delete(ignore.comment)])
            } else {
                finding
            };
            ("unused-ignore", finding)
        });
        self.complaints.into_iter().chain(unused).collect()
    }
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
