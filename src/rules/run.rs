//! Runs the rules over a plan: levels, caps, suppression and order. Does not know any rule.

use super::cache::Cache;
use super::directives::Suppressions;
use super::{About, Context, Finding, Level, Rule, rules};
use crate::plan::status::StatusClass;
use crate::template::Recognised;
use crate::text::Span;

/// A finding of a cache, where it is in the document.
struct Found<'f> {
    span: Span,
    /// The rule's place in the list.
    order: usize,
    finding: &'f Finding,
    /// Where its spans count from.
    base: usize,
}

/// All findings of a document, in document order; none when it is not a plan. `before` is what the
/// version before left, and what this one leaves comes with the findings. `None` where `stop` says,
/// between two sections or rules, that nobody wants them any more.
pub fn check(
    context: &Context,
    before: &Cache,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Finding>, Cache)> {
    if !matches!(context.recognition.is, Recognised::Plan | Recognised::Template) {
        return Some((vec![], Cache::default()));
    }
    #[cfg(test)]
    super::testing::begin(context.path);
    let levels: Vec<Level> = rules().iter().map(|rule| level(rule, context)).collect();
    let is_on = |order: usize| levels.get(order).is_some_and(|level| *level != Level::Off);
    let cache = Cache::fill(context, before, |rule| level(rule, context) != Level::Off, stop)?;
    let mut found: Vec<Found> = vec![];
    for (id, findings) in cache.sections() {
        let base = context.plan.node(id).map_or(0, |node| node.start);
        let own = findings.iter().filter(|(order, _)| is_on(*order));
        found.extend(own.map(|(order, finding)| Found::new(*order, finding, base)));
    }
    let document = cache.document.iter().flatten().flatten().filter(|(order, _)| is_on(*order));
    found.extend(document.map(|(order, finding)| Found::new(*order, finding, 0)));
    let mut suppressions = Suppressions::read(context);
    suppressions.silence(&mut found, |f| (f.order, f.span.start));
    let complaints = suppressions.complaints(is_on);
    let complaints = complaints.iter().map(|(order, finding)| Found::new(*order, finding, 0));
    found.extend(complaints.filter(|f| is_on(f.order)));
    found.sort_by_key(|f| (f.span, f.order));
    found.dedup_by(|a, b| (a.span, a.order) == (b.span, b.order) && a.placed() == b.placed());
    let mut findings = kept(&found, context.settings.cap, &levels);
    spell(&mut findings, context.line_end());
    Some((findings, cache))
}

impl<'f> Found<'f> {
    fn new(order: usize, finding: &'f Finding, base: usize) -> Self {
        Found { span: finding.span.shift(base), order, finding, base }
    }

    fn placed(&self) -> Finding {
        self.finding.clone().shift(self.base)
    }
}

/// The level at which a rule reports in this document.
fn level(rule: &Rule, context: &Context) -> Level {
    let recognition = context.recognition;
    let template = context.template.is_some();
    let default = if template { rule.levels.template } else { rule.levels.generic };
    let set = context.settings.levels.get(rule.name).copied().unwrap_or(default);
    let content = matches!(rule.about, About::Missing | About::Unfilled);
    match (rule.about, recognition.is) {
        (About::Directive, _) => set,
        (_, Recognised::Template) => Level::Off,
        (About::Missing, _) if !recognition.confident && !template => Level::Off,
        _ if content && context.status == StatusClass::Finished => Level::Off,
        _ if content && context.status == StatusClass::Draft => set.lower(),
        _ => set,
    }
}

/// Fixes end their lines as the document does, however the rule wrote them.
fn spell(found: &mut [Finding], line_end: &str) {
    let edits = found.iter_mut().flat_map(|f| &mut f.fixes).flat_map(|fix| &mut fix.edits);
    for edit in edits.filter(|edit| edit.insert.contains('\n')) {
        edit.insert = edit.insert.replace("\r\n", "\n").replace('\n', line_end);
    }
}

/// At most `cap` findings per rule; the next one says how many more there are.
fn kept(found: &[Found], cap: usize, levels: &[Level]) -> Vec<Finding> {
    let mut totals = vec![0usize; levels.len()];
    for one in found {
        if let Some(total) = totals.get_mut(one.order) {
            *total += 1;
        }
    }
    let mut seen = vec![0usize; levels.len()];
    let mut kept = vec![];
    for one in found {
        let (Some(seen), Some(total)) = (seen.get_mut(one.order), totals.get(one.order)) else {
            continue;
        };
        *seen += 1;
        if *seen > cap + 1 {
            continue;
        }
        let mut finding = one.placed();
        finding.rule = rules().get(one.order).map_or(finding.rule, |rule| rule.name);
        finding.level = levels.get(one.order).copied().unwrap_or(Level::Off);
        if *seen == cap + 1 && *total > cap + 1 {
            finding.message = format!("{}, and {} more like this", finding.message, total - *seen);
        }
        kept.push(finding);
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, snapshot};
    use std::cell::Cell;

    #[test]
    fn what_nobody_wants_any_more_stops_halfway_and_can_be_had_later() {
        let text = format!("# Plan\n{}", "\n## Phase 1: A\n\n- [ ] [What x]\n".repeat(50));
        let (stopped, asked) = (snapshot(&text, &Case::default()), Cell::new(0));
        let stop = || asked.replace(asked.get() + 1) == 10;
        assert!(stopped.findings_unless(&stop).is_none());
        assert_eq!(asked.get(), 11);
        assert_eq!(stopped.findings(), snapshot(&text, &Case::default()).findings());
    }

    /// A table of 20 000 rows; `{}` is the row's number.
    fn table(title: &str, head: &str, row: &str) -> String {
        let rows: String = (0..20_000).map(|n| row.replace("{}", &n.to_string())).collect();
        format!("# Plan\n\n## Phase 1: A\n\n- [ ] x\n\n## {title}\n\n{head}\n{rows}")
    }

    #[test]
    fn tables_of_thousands_of_rows_are_read_in_time() {
        let risks = table("Risks", "|Risk|Impact|Mitigation|\n|-|-|-|", "|r{}|Low/Medium/High||\n");
        let head = "|Phase|Start|End|Status|Depends|\n|-|-|-|-|-|";
        let times = table("Timeline", head, "|Phase {}|2026-02-31|2026-01-01|Done|Phase {}1|\n");
        let files = table("Files", "|File|Change|\n|-|-|", "|[`a{}.rs`](b{}.rs)|modify|{{X{}}}|\n");
        for (text, rule) in [
            (risks, "risk-without-mitigation"),
            (times, "invalid-date"),
            (files, "ragged-table-row"),
        ] {
            let snapshot = snapshot(&text, &Case { files: &["c.rs"], ..Case::default() });
            let found: Vec<_> = snapshot.findings().iter().filter(|f| f.rule == rule).collect();
            assert_eq!(found.len(), 21, "{rule}");
            assert!(found[20].message.ends_with("and 19979 more like this"), "{rule}");
        }
    }
}
