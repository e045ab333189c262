//! A template document gets template help and no warnings; an unfilled copy of it elsewhere does.

use super::{Row, rows};
use planls::ide::Snapshot;
use planls::syntax::Document;
use planls::template::{Declared, Recognised};

fn at(row: &Row, path: &str, text: &str) -> Snapshot {
    let path = Some(path.to_owned());
    let declared = Declared::default();
    Snapshot::new(Document::new(text), path, declared, row.environment.clone(), None)
}

const TEMPLATES: &[&str] = &[
    "docs/templates/any.md",
    ".planls/templates/team.md",
    "docs/plan-template.md",
    "plan.tmpl.md",
];

#[test]
fn where_templates_lie_nothing_is_unfilled() {
    for row in rows() {
        let text = row.copy();
        for path in TEMPLATES {
            let template = at(&row, path, &text);
            assert_eq!(template.recognition.is, Recognised::Template, "{path}");
            let found: Vec<_> = template.findings().iter().map(|f| &f.message).collect();
            assert!(found.is_empty(), "{} at {path}: {found:?}", row.name());
        }
        let copy = at(&row, "docs/plan.md", &text);
        assert_eq!(copy.recognition.is, Recognised::Plan);
        assert!(copy.findings().len() > 10, "{}", row.name());
        // Wherever it lies, it may say so itself.
        let said = format!("<!-- planls: template=own title=\"Our own\" -->\n{text}");
        assert_eq!(at(&row, "docs/plan.md", &said).recognition.is, Recognised::Template);
    }
}
