//! How much a document looks like a plan: points for and against, each with its reason. Reads the
//! sections' facts once and never the text again; a genre shows early, so a bounded number of
//! sections is enough.

use super::title::{self, Title};
use super::words::{self, Says};
use crate::plan::field::Shape;
use crate::plan::{Concept, Node, Plan};

/// Sections read. What a document is does not show only after so many.
const SECTIONS: usize = 400;

/// The most that headings of phases and steps, subjects, fields of headers, labels and boxes give.
const WORK: f64 = 4.0;
const SUBJECTS: f64 = 6.0;
const RISKS_AND_ROLLBACK: f64 = 1.0;
const HEADER: f64 = 3.0;
const LABELS: f64 = 4.0;
const BOXES: f64 = 0.5;

/// What guides and task lists have, too, counts by half where the title says that it is one.
const OTHER_TITLE: f64 = 0.5;

/// The most that the content can add where there is no front matter and the title says something else.
pub(super) const MOST_OF_OTHERS: f64 =
    (WORK + HEADER + LABELS) * OTHER_TITLE + SUBJECTS + RISKS_AND_ROLLBACK + BOXES;

/// Points for what a title says.
pub(super) const TITLE: f64 = 5.0;

/// Points and their reasons.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    /// The sum.
    pub(super) points: f64,
    /// For people: `title says \`Implementation Plan\` (+5)`.
    pub(super) reasons: Vec<String>,
}

impl Score {
    pub(super) fn add(&mut self, points: f64, reason: impl std::fmt::Display) {
        if points.abs() > 0.01 {
            self.points += points;
            let sign = if points > 0.0 { "+" } else { "−" };
            let shown = (points.abs() * 10.0).round() / 10.0;
            self.reasons.push(format!("{reason} ({sign}{shown})"));
        }
    }

    /// Points for a number of finds; `what` begins with the noun.
    fn count(&mut self, points: f64, n: usize, what: &str) {
        let (noun, rest) = what.split_once(' ').unwrap_or((what, ""));
        let plural = if n == 1 { "" } else { "s" };
        self.add(points, format_args!("{n} {noun}{plural} {rest}"));
    }
}

/// The points of a document's content.
pub(super) fn content(plan: &Plan, score: &mut Score) {
    let counts = Counts::of(plan);
    let series = front_matter(plan, score);
    // Guides and task lists have steps and labels too: where nothing says plan these say less.
    let title = if series { Title::Plan } else { title(plan, &counts, score) };
    let share = match title {
        Title::Plan => 1.0,
        Title::Plain if counts.plan_like() => 1.0,
        Title::Plain | Title::Other(_) => OTHER_TITLE,
    };
    score.count(capped(counts.work, 0.75, WORK) * share, counts.work, "heading of phases or steps");
    let concepts: f64 = counts.concepts.iter().map(|c| weight(*c)).sum();
    score.count(concepts.min(SUBJECTS), counts.concepts.len(), "subject of plans");
    if counts.concepts.contains(&Concept::Risks) && counts.concepts.contains(&Concept::Rollback) {
        score.add(RISKS_AND_ROLLBACK, "risks and rollback");
    }
    score.count(
        capped(counts.header, 0.5, HEADER) * share,
        counts.header,
        "field of plans' headers",
    );
    score.count(counts.labels.min(LABELS) * share, counts.label_count, "label of steps");
    if counts.boxes >= 3 {
        score.add(BOXES, "check boxes");
    }
    score.count(-capped(counts.foreign, 0.7, 5.0), counts.foreign, "heading of other documents");
    score.count(-capped(counts.versions, 0.8, 6.0), counts.versions, "heading of versions");
}

fn capped(count: usize, each: f64, most: f64) -> f64 {
    (count as f64 * each).min(most)
}

/// What the sections hold.
#[derive(Default)]
struct Counts {
    work: usize,
    concepts: Vec<Concept>,
    header: usize,
    labels: f64,
    label_count: usize,
    boxes: usize,
    foreign: usize,
    versions: usize,
}

impl Counts {
    fn of(plan: &Plan) -> Counts {
        let mut counts = Counts::default();
        for (id, node) in plan.nodes.iter().enumerate().take(SECTIONS) {
            let section = &node.section;
            if let Some(heading) = &section.heading {
                let version = is_version(section.str(heading.text));
                let inside = Some(id) != plan.title;
                let foreign = inside && node.concept.is_none() && words::is_foreign(&heading.key);
                counts.versions += usize::from(version);
                counts.work += usize::from(inside && !version && node.is_work());
                counts.foreign += usize::from(foreign);
            }
            if let Some(concept) = node.concept
                && !counts.concepts.contains(&concept)
            {
                counts.concepts.push(concept);
            }
            counts.boxes += section.boxes().1;
            let head = node.level <= 1;
            for field in section.fields.iter().filter(|f| f.shape != Shape::FrontMatter).take(20) {
                let says = words::label(&field.key);
                counts.header += usize::from(head && says.is_some_and(|s| s != Says::Step));
                if !head && says.is_some_and(|s| s != Says::Header) {
                    let in_work = node.is_work() || node.within == Some(Concept::Phases);
                    counts.labels += if in_work { 0.4 } else { 0.2 };
                    counts.label_count += 1;
                }
            }
        }
        counts
    }
}

impl Counts {
    /// Whether there is anything besides headings of steps that guides do not have.
    fn plan_like(&self) -> bool {
        let telling = self.concepts.iter().any(|c| weight(*c) > 0.7);
        telling || self.boxes >= 3 || self.header > 0 || self.labels > 0.9
    }
}

/// How much a concept tells a plan from other documents.
fn weight(concept: Concept) -> f64 {
    use Concept::*;
    match concept {
        Phases | Rollback => 1.0,
        Risks | Timeline | FileChanges | CurrentState => 0.8,
        Acceptance | Approach | OpenQuestions | Deployment | Dependencies | Approval | Review => {
            0.6
        }
        Testing | Monitoring | Components | Prerequisites | ProgressLog => 0.5,
        Overview | Documentation | RelatedDocuments | Notes => 0.3,
    }
}

/// What the title says, with its points.
fn title(plan: &Plan, counts: &Counts, score: &mut Score) -> Title {
    let Some(title) = heading_title(plan).filter(|t| t.len() < title::LONGEST) else {
        return Title::Plain;
    };
    let work = || words::words(title).iter().any(|w| words::WORK.has(w));
    let says = title::read_heading(title);
    match &says {
        Title::Plan => score.add(TITLE, format_args!("title says `{title}`")),
        Title::Other(genre) => score.add(-TITLE, format_args!("title says `{genre}`")),
        Title::Plain if counts.work > 0 && work() => {
            score.add(2.0, format_args!("title says `{title}`"));
        }
        Title::Plain => {}
    }
    says
}

/// The H1, or the one in the front matter where there is no heading of that level.
fn heading_title(plan: &Plan) -> Option<&str> {
    let first = plan.nodes.first()?;
    let leads = plan.nodes.iter().position(|n| n.level > 0) == plan.title;
    let field = first.section.field("title").filter(|f| f.shape == Shape::FrontMatter);
    plan.title_text().filter(|_| leads).or_else(|| field.map(|f| first.section.str(f.value)))
}

/// `## [1.2.0] - 2024-01-01`, `v2`, `Unreleased`.
fn is_version(heading: &str) -> bool {
    let text = heading.trim_start_matches(['[', '`', '*', ' ']);
    let text = text.strip_prefix("Version ").unwrap_or(text);
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let number = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    let dots = number.bytes().filter(|b| *b == b'.').count();
    let rest = text.get(number.len()..).unwrap_or_default();
    let bare = || !rest.contains(char::is_alphanumeric);
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit());
    let mut dated =
        || numbers.any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    dots >= 2 && (bare() || dated()) || text.to_lowercase().starts_with("unreleased")
}

/// Keys of the front matter. Whether they alone say that it is one plan of a series: then headings
/// are what its steps quote.
fn front_matter(plan: &Plan, score: &mut Score) -> bool {
    let Some(first) = plan.nodes.first() else { return false };
    let fields: Vec<(&str, &str)> = first
        .section
        .fields
        .iter()
        .filter(|f| f.shape == Shape::FrontMatter)
        .map(|f| (f.key.as_str(), first.section.str(f.value)))
        .collect();
    if fields.is_empty() {
        return false;
    }
    let has = |key: &str| fields.iter().any(|(k, _)| *k == key);
    let value = |key: &str| fields.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| *v);
    let kinds = [
        "type",
        "kind",
        "doctype",
        "document type",
        "document_type",
        "doc_type",
        "template",
        "artifact",
    ];
    let stated = kinds.iter().any(|k| words::words(value(k)).iter().any(|w| title::is_plan(w)));
    let series = has("phase") && (has("plan") || has("wave"));
    if series || stated {
        score.add(if series { 6.0 } else { 3.0 }, "front matter of a plan");
    }
    let about = ["name", "description"].iter().all(|k| has(k));
    let tooling = [
        "tools",
        "allowed-tools",
        "allowed_tools",
        "model",
        "argument-hint",
        "applyto",
        "mode",
        "agent",
        "handoffs",
        "user-invocable",
        "disable-model-invocation",
        "color",
        "sidebar_position",
        "sidebar_label",
        "weight",
        "layout",
        "slug",
        "permalink",
        "nav_order",
        "categories",
    ];
    if !series && (about || tooling.iter().any(|k| has(k))) {
        score.add(-3.0, "front matter of an agent, a skill or a page");
    }
    series
}

/// Nodes that make up a document, for those who only want to know whether there is any.
pub(super) fn has_sections(plan: &Plan) -> bool {
    plan.nodes.iter().any(|n: Node| n.level >= 2)
}
