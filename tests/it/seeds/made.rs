//! A new plan has the template's form: heading for heading, label for label, column for column.

use super::{lines, pattern, rows};
use std::fs;
use std::path::Path;

/// The headings below the title, the labels and the heads of the tables, in order.
fn form(text: &str) -> Vec<&str> {
    let label = pattern(r"^\s*(?:- )?(\*\*[^*\[]+:?\*\*:?|\*\w+:|- \w+:$)");
    let delimiter = pattern(r"^\|[ |:-]+\|$");
    let all = lines(text);
    let mut form = vec![];
    for (nth, (_, line)) in all.iter().enumerate() {
        if line.starts_with("##") {
            form.push(line.trim_end());
        } else if all.get(nth + 1).is_some_and(|(_, next)| delimiter.is_match(next)) {
            form.extend(line.split('|').map(str::trim));
        } else if let Some(label) = label.captures(line).and_then(|c| c.get(1)) {
            form.push(label.as_str());
        }
    }
    form
}

#[test]
fn a_new_plan_has_the_form_of_its_template() {
    for row in rows() {
        let fresh = row.fresh();
        assert!(form(&fresh).len() > 20);
        assert_eq!(form(&fresh), form(&row.template.text), "{}", row.name());
        let title = fresh.lines().find(|line| line.starts_with("# ")).unwrap();
        assert!(title.ends_with("Saved cards"), "{title}");
        let today = fresh.contains("2026-03-02");
        let dated = pattern(r"(?m)^\*+(Created|Date):").is_match(&fresh);
        assert_eq!(today, dated, "{}", row.name());
    }
}

#[test]
fn the_built_in_templates_have_the_form_of_their_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    for row in rows().into_iter().take(5) {
        if let Ok(seed) = fs::read_to_string(seeds.join(format!("{}.md", row.template.id))) {
            assert_eq!(form(&row.template.text), form(&seed), "{}", row.name());
        }
    }
}
