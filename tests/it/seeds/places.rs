//! A template document gets template help and no warnings; an unfilled copy of it elsewhere does.

use super::{Row, lines, pattern, rows};
use planls::ide::{Snapshot, hover};
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

#[test]
fn hover_and_schema_say_what_was_read_from_every_heading() {
    let numbered = pattern(r"^#+ \w+ [\d.]+: ");
    for row in rows() {
        let text = row.copy();
        let template = at(&row, TEMPLATES[0], &text);
        let schema = row.template.schema_json().to_string();
        for (start, line) in lines(&text).into_iter().filter(|(_, line)| line.starts_with("##")) {
            // At its first word: a blank in it speaks for itself.
            let heading = line.trim_start_matches('#').trim_start();
            let said = hover(&template, start + line.len() - heading.len()).map(|h| h.markdown);
            let said = said.unwrap_or_else(|| panic!("{}: {line}", row.name()));
            let sample = said.contains("One more sample of") && numbered.is_match(line);
            assert!(sample || said.contains("In plans:"), "{}: {line}: {said}", row.name());
            let quoted = serde_json::to_string(heading.trim_end()).unwrap();
            assert!(sample || schema.contains(&quoted), "{}: {line}", row.name());
        }
    }
}
