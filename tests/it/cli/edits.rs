//! What an agent does with `check --format json`: it applies the edits of a fix by line and column,
//! and the finding is gone.

use super::*;

const FAULTY: &str = "<!-- planls: plan -->\n# Größe 😀 Ümbau\n\n## Risks\n<!-- planls: ignore missing-file -->\n\n| Risk | Mitigation |\n| --- | --- |\n| 😀 Disk is full | |\n| Wrong data |\n\n## Done when\n\n- `make test` is green\n\n## Phase 1: Move\n\n- [ ] Copy the data\n\n## Phase 3: 切り替え 😀\n\nStatus: done\n\n- [ ] Switch, see Phase 4\n";

/// The byte at a line and column from 1; columns count characters.
fn offset(text: &str, place: &Value) -> usize {
    let (line, column) = (place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    let before = text[start..].chars().take(column as usize - 1);
    start + before.map(char::len_utf8).sum::<usize>()
}

fn applied(text: &str, fix: &Value) -> String {
    let mut edits: Vec<&Value> = fix["edits"].as_array().unwrap().iter().collect();
    // From the end, so that places stay; what is inserted at one place keeps its order.
    edits.sort_by_key(|edit| offset(text, &edit["start"]));
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        let bytes = offset(&text, &edit["start"])..offset(&text, &edit["end"]);
        text.replace_range(bytes, edit["text"].as_str().unwrap());
    }
    text
}

/// The findings of the one document, as `rule: message`.
fn findings(report: &Value) -> Vec<String> {
    let diagnostics = report["files"][0]["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|d| format!("{}: {}", d["rule"], d["message"])).collect()
}

/// Every fix of every finding; how many there were.
fn check(text: &str) -> usize {
    let dir = folder(&[("plan.md", text)]);
    let report = json(&dir, "check plan.md --format json --template phased");
    let before = findings(&report);
    let mut tried = 0;
    let text = text.trim_start_matches('\u{feff}');
    for diagnostic in report["files"][0]["diagnostics"].as_array().unwrap() {
        let name = format!("{}: {}", diagnostic["rule"], diagnostic["message"]);
        for fix in diagnostic["fixes"].as_array().unwrap() {
            let fixed = applied(text, fix);
            let mixed = text.contains('\r') && fixed.replace("\r\n", "").contains('\n');
            assert!(!mixed, "{name}: line ends of another kind");
            fs::write(path(&dir, "plan.md"), &fixed).unwrap();
            let after = findings(&json(&dir, "check plan.md --format json --template phased"));
            let count = |all: &[String]| all.iter().filter(|one| **one == name).count();
            assert!(count(&after) < count(&before), "{name}\n{fix}\n{fixed}");
            tried += 1;
        }
    }
    tried
}

#[test]
fn each_fix_is_applied_by_line_and_column_and_its_finding_is_gone() {
    let tried = check(FAULTY);
    assert!(tried >= 8, "{tried}");
    assert_eq!(check(&format!("\u{feff}{}", FAULTY.replace('\n', "\r\n"))), tried);
}
