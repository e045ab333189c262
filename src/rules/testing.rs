//! How rules are tested: text in, text out.

use super::{Files, Finding};
use crate::ide::{Environment, Snapshot};
use crate::syntax::Document;
use crate::template::Declared;
use crate::text::{self, Encoding};
use expect_test::Expect;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// In a document of this name every rule fails: an injected fault.
pub(crate) const FAULT: &str = "fault.md";
/// In a document of this name analyses are counted.
pub(crate) const COUNTED: &str = "counted.md";
pub(crate) static ANALYSES: AtomicUsize = AtomicUsize::new(0);

/// Called before rules are asked about a document.
pub(crate) fn begin(path: Option<&str>) {
    assert_ne!(path, Some(FAULT), "a rule that fails");
    if path == Some(COUNTED) {
        ANALYSES.fetch_add(1, Ordering::Relaxed);
    }
}

/// A plan under test: the text, the template it is to follow, the files around it.
#[derive(Clone, Default)]
pub(crate) struct Case<'a> {
    pub(crate) template: Option<&'a str>,
    pub(crate) files: &'a [&'a str],
}

struct Around(Vec<String>);

impl Files for Around {
    fn exists(&self, path: &str) -> bool {
        self.0.iter().any(|f| f == path || f.starts_with(&format!("{path}/")))
    }

    fn closest(&self, path: &str) -> Vec<String> {
        let name = |p: &str| p.rsplit('/').next().unwrap_or_default().to_owned();
        self.0.iter().filter(|f| name(f) == name(path)).cloned().collect()
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let inside = self.0.iter().filter_map(|f| f.strip_prefix(&folder));
        let name = |f: &str| f.split_inclusive('/').next().unwrap_or_default().to_owned();
        inside.map(name).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    fn known(&self) -> bool {
        !self.0.is_empty()
    }
}

/// A snapshot of a document that is declared a plan.
pub(crate) fn snapshot(text: &str, case: &Case) -> Snapshot {
    let mut environment = Environment::plain(jiff::civil::date(2026, 3, 2));
    environment.files = Arc::new(Around(case.files.iter().map(|f| (*f).to_owned()).collect()));
    let template = case.template.map(str::to_owned);
    let declared = Declared { plan: Some(true), template, ..Declared::default() };
    Snapshot::new(Document::new(text), Some("plan.md".into()), declared, environment, None)
}

/// The findings of `rule` in a plan of no template: `line:column level message`, then its fixes.
pub(crate) fn check(rule: &str, text: &str, expect: Expect) {
    check_case(rule, &Case::default(), text, expect);
}

/// The same with a template or files.
pub(crate) fn check_case(rule: &str, case: &Case, text: &str, expect: Expect) {
    let snapshot = snapshot(text, case);
    let found = snapshot.findings().iter().filter(|f| f.rule == rule);
    expect.assert_eq(&found.map(|f| render(&snapshot, f)).collect::<String>());
}

fn render(snapshot: &Snapshot, finding: &Finding) -> String {
    let text = snapshot.document.text();
    let at = |offset| text.line_column(offset, Encoding::Utf32);
    let (start, end) = (at(finding.span.start), at(finding.span.end));
    let mut out = format!(
        "{}:{}-{}:{} {} {}\n",
        start.line + 1,
        start.column + 1,
        end.line + 1,
        end.column + 1,
        finding.level.name(),
        finding.message
    );
    for related in &finding.related {
        out += &format!("  see {}: {}\n", at(related.span.start).line + 1, related.message);
    }
    for fix in &finding.fixes {
        out += &format!("  {} {}\n", if fix.safe { "safe:" } else { "offer:" }, fix.title);
    }
    out
}

/// The text after the first fix of the first finding of `rule`; checks that this finding is gone
/// and that new ones lie only on text the fix inserted.
pub(crate) fn check_fix(rule: &str, text: &str, expect: Expect) {
    check_fix_case(rule, &Case::default(), text, expect);
}

/// The same with a template or files.
pub(crate) fn check_fix_case(rule: &str, case: &Case, text: &str, expect: Expect) {
    let before = snapshot(text, case);
    let finding = before.findings().iter().find(|f| f.rule == rule).expect("no finding");
    let fix = finding.fixes.first().expect("no fix");
    let fixed = text::apply(text, &fix.edits).expect("edits do not apply");
    let after = snapshot(&fixed, case);
    let count = |s: &Snapshot| s.findings().iter().filter(|f| f.rule == rule).count();
    assert!(count(&after) < count(&before), "the finding is still there:\n{fixed}");
    // Shown, since an expectation cannot hold it.
    expect.assert_eq(&fixed.replace('\r', "␍"));
}
