//! What a template's directives say, and which of them cannot be right. Applies nothing.

use crate::plan::directive::{self, Covers, Directive};
use crate::plan::{Concept, Plan};
use crate::template::Problem;
use crate::text::Span;

/// What the directives beneath one heading say of its section.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub optional: Option<bool>,
    pub repeat: Option<Span>,
    pub concept: Option<Concept>,
    pub aliases: Vec<String>,
}

/// What the directives of a whole template say.
#[derive(Debug, Default)]
pub(super) struct All {
    /// `template=ID`
    pub id: Option<String>,
    /// `title="…"`
    pub title: Option<String>,
    /// By node of the plan.
    pub nodes: Vec<Said>,
}

/// Reads all directives; problems in document order.
pub(super) fn read(plan: &Plan, problems: &mut Vec<Problem>) -> All {
    let mut all = All { nodes: vec![Said::default(); plan.nodes.len()], ..All::default() };
    for (id, node) in plan.nodes.iter().enumerate() {
        let head = node.level == 0 || plan.title == Some(id);
        for (span, meaning) in front_matter(node) {
            header(&mut all, span, &meaning, problems);
        }
        for comment in &node.section.directives {
            let span = node.span(comment.span);
            let meaning = match &comment.meaning {
                Ok(meaning) => meaning,
                Err(problem) => {
                    let message = problem.message.clone();
                    problems.push(Problem { span: node.span(problem.span), message });
                    continue;
                }
            };
            match meaning {
                Directive::Template { .. } if head => header(&mut all, span, meaning, problems),
                Directive::Template { .. } => {
                    complain(problems, span, "`template` belongs at the top of the file".into());
                }
                _ if head || comment.covers != Covers::Section => {
                    misplaced(meaning, span, problems)
                }
                _ => {
                    if let Some(said) = all.nodes.get_mut(id) {
                        section(said, span, meaning, problems);
                    }
                }
            }
        }
    }
    all
}

fn complain(problems: &mut Vec<Problem>, span: Span, message: String) {
    problems.push(Problem { span, message });
}

fn header(all: &mut All, span: Span, meaning: &Directive, problems: &mut Vec<Problem>) {
    let Directive::Template { id, title } = meaning else { return };
    match &all.id {
        Some(first) if first != id => {
            let message = format!("the template is called `{first}` further up and `{id}` here");
            complain(problems, span, message);
        }
        _ => {
            all.id = Some(id.clone());
            all.title = all.title.take().or(title.clone());
        }
    }
}

/// `planls: template=ID` in the front matter.
fn front_matter(node: crate::plan::Node) -> Vec<(Span, Directive)> {
    let fields = node.section.fields.iter().filter(|f| f.key == "planls");
    let fields = fields.filter(|f| f.shape == crate::plan::field::Shape::FrontMatter);
    let said = fields.flat_map(|field| {
        let value = node.section.str(field.value);
        let meanings = directive::meanings(value, field.value.start);
        meanings.into_iter().flatten().map(|m| (node.span(field.value), m)).collect::<Vec<_>>()
    });
    said.collect()
}

/// A directive about a section that stands where it is about none.
fn misplaced(meaning: &Directive, span: Span, problems: &mut Vec<Problem>) {
    let name = match meaning {
        Directive::Optional => "optional",
        Directive::Required => "required",
        Directive::Repeat => "repeat",
        Directive::Concept(_) => "concept",
        Directive::Aliases(_) => "aliases",
        _ => return,
    };
    let place = "belongs on the line after the heading of a section";
    complain(problems, span, format!("`{name}` {place}"));
}

fn section(said: &mut Said, span: Span, meaning: &Directive, problems: &mut Vec<Problem>) {
    match meaning {
        Directive::Optional | Directive::Required => {
            let optional = *meaning == Directive::Optional;
            if said.optional.is_some_and(|before| before != optional) {
                complain(problems, span, "a section is `optional` or `required`, not both".into());
            } else {
                said.optional = Some(optional);
            }
        }
        Directive::Repeat => said.repeat = Some(span),
        Directive::Concept(concept) => match said.concept.filter(|c| c != concept) {
            Some(first) => {
                let (first, second) = (first.id(), concept.id());
                complain(
                    problems,
                    span,
                    format!("a section has one concept: `{first}` or `{second}`"),
                );
            }
            None => said.concept = Some(*concept),
        },
        Directive::Aliases(names) => said.aliases.extend(names.iter().cloned()),
        _ => {}
    }
}
