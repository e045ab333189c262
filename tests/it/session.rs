//! Whole plans, written from an empty document: completions and actions give the structure, the
//! author gives the words. At the end nothing is found.

mod editor;

use editor::Editor;

/// What a person types where `asked` stands.
fn author() -> impl FnMut(&str) -> String {
    let mut count = 0;
    move |asked: &str| {
        count += 1;
        match asked {
            "{{FILE_EXTENSION}}" => "rs".to_owned(),
            "{{FEATURE_NAME}}" | "[Feature Name]" => "Saved cards".to_owned(),
            "{{DATE}}" | "[Date]" => format!("2027-03-{:02}", count % 28 + 1),
            "[Name]" => "Roll-out".to_owned(),
            "[Phase]" => "Phase 1: Roll-out".to_owned(),
            "[Check that everything is as it was]"
            | "Step 3"
            | "[The check that everything is as it was]" => {
                "Check that cards can be paid with again".to_owned()
            }
            "{{TEST_DIR}}" => "tests".to_owned(),
            "X hours/days" => format!("{count} days"),
            "path/to/file1.js" => "src/cards/vault.rs".to_owned(),
            "path/to/file2.js" => "src/cards/form.rs".to_owned(),
            "test/existing.spec.js" => "tests/cards.rs".to_owned(),
            "[path/to/specification.md]" => "docs/spec.md".to_owned(),
            _ if asked.contains("path/") => format!("src/cards/form{count}.rs"),
            _ if asked.ends_with(']') && asked.contains("Name") => format!("Card number {count}"),
            _ => format!("Customers see card number {count}"),
        }
    }
}

#[test]
fn phased_at_once() {
    let author = &mut author();
    let mut editor = Editor::new();
    editor.complete("Phased plan", author);
    // The link to the specification, from what the project has.
    editor.at("[spec.md]($0spec.md)").fill("spec.md", "");
    editor.complete("docs/", author).complete("spec.md", author);
    editor.at("**Status:** $0Draft").act("Set status to `In Progress`");
    // A phase more, with its row in the timeline; a step in it; both move up.
    editor.at("## Implementation Ste$0ps").act("Add a phase").answer(author);
    editor.cell("| Phase 4: Roll-out", 1).next(author);
    let later = editor.cell("| Phase 4: Roll-out", 2).labels().pop().unwrap();
    editor.complete(&later, author);
    editor.at("### Phase 4: $0Roll-out").act("Add a step").answer(author);
    editor.at("#### Step 4.2: $0").act("Move step up");
    editor.at("### Phase 4: $0Roll-out").act("Move phase up");
    // A row more by an action, and one by Enter at the end of the last.
    editor.at("| Risk  $0").act("Insert row at the end of the table");
    editor.cell("|                  |", 0).keys("The vault is down");
    editor.cell("| The vault is down", 1).keys("Retry for an hour");
    editor
        .at("Plan created |$0")
        .keys("\n")
        .complete("table row", &mut |_| "Vault moved".to_owned());
    editor.cell("| Vault moved", 0).fill("Vault moved", "").next(author);
    editor.at("3. Check that$0").act("Add a rollback step").answer(author);
    editor.at("- [ ] Ready for pro$0duction").act("Add a criterion").answer(author);
    editor.at("- [ ] Design re$0viewed").act("Mark as done");
    editor.format().done();
    assert!(editor.text.contains("| Phase 3: Roll-out   |"), "{}", editor.text);
}

/// Writes the sections that completion offers, one after the other, until there are no more.
fn sections(editor: &mut Editor, author: &mut dyn FnMut(&str) -> String) -> Vec<String> {
    let mut written = vec![];
    loop {
        let labels = editor.end().keys("\n## ").labels();
        let Some(next) = labels.first() else { break };
        editor.complete(next, author);
        written.push(next.clone());
        assert!(written.len() < 30, "{written:?}");
    }
    editor.erase("\n## ");
    written
}

#[test]
fn spec_driven_section_by_section() {
    let author = &mut author();
    let mut editor = Editor::new();
    editor.keys("<!-- ").complete("planls: template=", author).complete("spec-driven", author);
    editor.keys("\n# Implementation Plan: Saved cards\n");
    assert_eq!(sections(&mut editor, author).len(), 10);
    // A step more, and its list of files from what the project has.
    editor.at("### Step 1: $0").act("Add a step").answer(author);
    editor.at("### Step 2: $0").act("Move step up");
    editor.at("### Step 2: $0").act("Move step up");
    editor.at("- **Risk Level**: $0Low").fill("Low", "").complete("Medium", author);
    editor.at("### Identified Ris$0ks").act("Add a risk").answer(author);
    let asked = "[High/Medium/Low]";
    editor.at(&format!("**Impact**: $0{asked}")).fill(asked, "").complete("Low", author);
    editor.at(&format!("**Probability**: $0{asked}")).fill(asked, "").complete("Medium", author);
    editor.at("3. Check that cards can be paid with again$0").keys("\nTell everyone");
    editor.at("2. Customers see card number 36$0").keys("\nEmpty the cache");
    editor.format().done();
}

#[test]
fn untemplated() {
    let author = &mut author();
    let mut editor = Editor::new();
    editor.complete("Plan without a template", author);
    // The next phase, where a heading of its level is begun.
    let (heading, task) = ("### Phase 1: Roll-out", "- [ ] Customers see card number 4");
    editor.at(&format!("{heading}\n\n{task}$0")).keys("\n\n### ");
    assert_eq!(editor.labels().first().unwrap(), "Phase 2: [Name]");
    editor.next(&mut |asked| {
        asked.replace("[Name]", "Switch it on").replace("[Task]", "Set the flag")
    });
    let order = ["Prerequisites", "Approach", "Dependencies", "Timeline", "Open Questions"];
    assert_eq!(sections(&mut editor, author), order);
    // The second phase's row; the risks as a list and back.
    editor
        .at("Not Started |$0")
        .keys("\n")
        .complete("Phase 2: Switch it on", &mut |_| "2027-05-01".to_owned());
    editor.cell("| Risk", 0).act("Turn into a list");
    editor.format().done();
}
