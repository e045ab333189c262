//! What holds for every fix: it applies, its finding is gone, none of weight is new, line ends and
//! byte order mark stay; safe ones lose no word, and together they come to an end.

use super::document::Document;
use planls::ide::{Snapshot, fix_edits, fixed};
use planls::plan::heading::Number;
use planls::rules::{About, Finding, Fix, Level, rule};
use planls::syntax;
use planls::text::{Edit, Span, apply};
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// What was tried, and what was wrong.
#[derive(Default)]
pub struct Figures {
    pub by_rule: BTreeMap<&'static str, Tried>,
    pub problems: Vec<String>,
}

/// Fixes that were applied.
#[derive(Clone, Copy, Default)]
pub struct Tried {
    pub fixes: usize,
    pub safe: usize,
}

impl Figures {
    pub fn add(&mut self, other: Figures) {
        for (rule, tried) in other.by_rule {
            let own = self.by_rule.entry(rule).or_default();
            own.fixes += tried.fixes;
            own.safe += tried.safe;
        }
        self.problems.extend(other.problems);
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} fixes:", self.by_rule.values().map(|tried| tried.fixes).sum::<usize>())?;
        self.by_rule.iter().try_for_each(|(rule, tried)| write!(f, " {rule} {}", tried.fixes))
    }
}

pub fn examine(document: &Document, figures: &mut Figures) {
    let before = document.read(syntax::Document::new(&document.text), None);
    let mut seen = HashSet::new();
    for finding in before.findings() {
        for fix in &finding.fixes {
            let tried = figures.by_rule.entry(finding.rule).or_default();
            tried.fixes += 1;
            tried.safe += usize::from(fix.safe);
            // Renumbering, say, is the fix of many.
            if finding.rule == "broken-numbering" && !seen.insert(&fix.edits) {
                continue;
            }
            for problem in alone(document, &before, finding, fix) {
                let line = before.document.text().line_of(finding.span.start) + 1;
                figures.problems.push(format!(
                    "{}:{line}: {}, “{}” ({}): {problem}",
                    document.name, finding.rule, fix.title, finding.message
                ));
            }
        }
    }
    for problem in together(document, &before) {
        figures.problems.push(format!("{}: {problem}", document.name));
    }
}

fn alone(document: &Document, before: &Snapshot, finding: &Finding, fix: &Fix) -> Vec<String> {
    let Some(text) = apply(&document.text, &fix.edits) else {
        return vec![format!("edits do not apply: {:?}", fix.edits)];
    };
    let mut problems = spelling(&document.text, &text);
    let kept = match finding.rule {
        "unused-ignore" => true,
        // `Phase Two` and `阶段三` have numbers that are words; links name them.
        "broken-numbering" => fix.edits.iter().all(|edit| {
            let old = edit.span.of(&document.text);
            [old, &edit.insert].iter().all(|text| text.starts_with('#') || is_number(text))
        }),
        _ => words(&document.text) == words(&text),
    };
    if fix.safe && !kept {
        problems.push("is not safe: words are lost or new".to_owned());
    }
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut edited = before.document.clone();
    edits.iter().rev().for_each(|edit| edited.edit(edit.span, &edit.insert));
    let after = document.read(edited, Some(before));
    if after.document.text().to_string() != text {
        problems.push("edits applied one by one give another text".to_owned());
    }
    problems.extend(compared(before, &after, finding, fix, &edits));
    problems
}

/// Findings that should be gone, and new ones.
fn compared(
    before: &Snapshot,
    after: &Snapshot,
    finding: &Finding,
    fix: &Fix,
    edits: &[&Edit],
) -> Vec<String> {
    let places = |f: &Finding| moved(f.span.start, edits);
    let mut old: Vec<(&Finding, [usize; 2])> =
        before.findings().iter().filter(|f| *f != finding).map(|f| (f, places(f))).collect();
    let mut new: Vec<&Finding> = after.findings().iter().collect();
    // What is the same is paired first, then what moved, then what says something else now.
    type Way = fn(&Finding, &[usize; 2], &Finding) -> bool;
    let ways: [Way; 3] = [
        |o, at, n| o.message == n.message && at.contains(&n.span.start),
        |o, _, n| o.message == n.message,
        |_, at, n| at.contains(&n.span.start),
    ];
    for same in ways {
        new.retain(|n| {
            let pair = old.iter().position(|(o, at)| o.rule == n.rule && same(o, at, n));
            pair.map(|index| old.swap_remove(index)).is_none()
        });
    }
    // Where something else was wrong before: a name that was unknown is known now, and wrong.
    new.retain(|n| {
        let pair = old.iter().position(|(o, at)| o.rule != n.rule && at.contains(&n.span.start));
        pair.map(|index| old.swap_remove(index)).is_none()
    });
    let here = |f: &Finding| f.rule == finding.rule && f.span.start == finding.span.start;
    let alone = before.findings().iter().filter(|f| here(f)).count() == 1;
    // What makes it a plan, or one of another template, makes other things count.
    let read_as = |s: &Snapshot| (s.recognition.is, s.template().map(|t| t.id.clone()));
    let asked = read_as(before) != read_as(after);
    let mut problems = vec![];
    for other in new {
        let line = after.document.text().line_of(other.span.start) + 1;
        let same = other.message == finding.message
            || (alone && places(finding).contains(&other.span.start));
        // What a fix leaves to be written is reported as such, there or on the section around it;
        // whether a choice is true, only the author knows.
        let about = |name| rule(name).map(|rule| rule.about);
        let adds = matches!(about(finding.rule), Some(About::Unfilled | About::Missing));
        let chosen =
            (adds || finding.rule == "unmade-choice") && other.rule == "done-with-open-tasks";
        let left =
            about(other.rule) == Some(About::Unfilled) && holds_inserted(after, other, edits);
        // A section between two others parts their series, one more may be enough to tell: what was
        // wrong there is said now.
        let counted = adds
            && other.rule == "broken-numbering"
            && !inserted(edits).any(|span| span.contains(other.span.start));
        // What named a number that nothing had says something now.
        let named = finding.rule == "broken-numbering" && other.rule == "dependency-cycle";
        // The template's own text was all there was; a plan that is not done is asked for more.
        let emptied = (finding.rule == "template-text-left"
            && about(other.rule) == Some(About::Missing))
            || (finding.rule == "done-with-open-tasks"
                && about(other.rule) == Some(About::Unfilled));
        // A word that is known now, in a wrong place.
        let known =
            finding.rule == "invalid-directive" && about(other.rule) == Some(About::Directive);
        // A day that can be read now, and is seen to come before the start.
        let dated = finding.rule == "invalid-date" && other.rule == "dates-out-of-order";
        let expected =
            !fix.safe && (chosen || left || asked || counted || named || emptied || known || dated);
        if other.rule == finding.rule && same {
            problems.push(format!("is still there: {line}: {}", other.message));
        } else if other.level >= Level::Warning && !expected {
            problems.push(format!("is new: {line}: {} {}", other.rule, other.message));
        }
    }
    problems
}

/// Whether something was inserted in the section that a finding is about.
fn holds_inserted(after: &Snapshot, finding: &Finding, edits: &[&Edit]) -> bool {
    let node = after.plan.node_at(finding.span.start).unwrap();
    let section = after.plan.full_span(node);
    inserted(edits).any(|span| section.overlaps(span))
}

/// Where what is inserted stands.
fn inserted(edits: &[&Edit]) -> impl Iterator<Item = Span> {
    edits.iter().filter(|edit| !edit.insert.is_empty()).map(|edit| {
        let start = moved(edit.span.start, edits)[0];
        Span::new(start, start + edit.insert.len())
    })
}

/// Where an offset is after the edits: before and after what is inserted just there.
fn moved(offset: usize, edits: &[&Edit]) -> [usize; 2] {
    let mut at = [offset; 2];
    for edit in edits.iter().take_while(|edit| edit.span.start <= offset) {
        if edit.span.end > offset {
            let into = offset - edit.span.start;
            at = at.map(|at| at - into);
        } else {
            let after = |at: usize| at + edit.insert.len() - edit.span.len();
            let first =
                if edit.span.end == offset && edit.span.is_empty() { at[0] } else { after(at[0]) };
            at = [first, after(at[1])];
        }
    }
    at
}

fn together(document: &Document, before: &Snapshot) -> Vec<String> {
    let mut problems = vec![];
    for (name, offered) in [("safe fixes", false), ("all fixes", true)] {
        let Some(text) = fixed(before, offered) else {
            if !fix_edits(before, offered).is_empty() {
                problems.push(format!("{name} change nothing"));
            }
            continue;
        };
        problems.extend(spelling(&document.text, &text));
        let after = document.read(syntax::Document::new(&text), None);
        if fixed(&after, offered).is_some() || !fix_edits(&after, offered).is_empty() {
            problems.push(format!("{name} do not come to an end"));
        }
    }
    problems
}

/// Line ends and byte order mark.
fn spelling(before: &str, after: &str) -> Vec<String> {
    let kinds = |text: &str| {
        let windows = text.matches("\r\n").count();
        let (cr, lf) = (text.matches('\r').count() - windows, text.matches('\n').count() - windows);
        [windows > 0, cr > 0, lf > 0]
    };
    let mut problems = vec![];
    let (old, new) = (kinds(before), kinds(after));
    if before.contains(['\r', '\n']) && new.iter().zip(old).any(|(new, old)| *new && !old) {
        problems.push("line ends of another kind".to_owned());
    }
    if before.starts_with('\u{feff}') != after.starts_with('\u{feff}') {
        problems.push("the byte order mark moved".to_owned());
    }
    problems
}

fn is_number(text: &str) -> bool {
    let number = Number::prefix(text).or_else(|| Number::word(text));
    number.is_some_and(|(_, length)| length == text.len())
}

/// The words of a text in any order, numbers and marks left out.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words
}
