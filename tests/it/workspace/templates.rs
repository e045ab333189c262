//! A team's own templates in a running server: layered, changed, broken and gone.

use super::{Session, watch};
use serde_json::{Value, json};
use std::fs;

const NAME: &str = ".planls/templates/team.md";
const PLAN: &str = "# Plan: Saved cards\n\n## Overview\n\nWords.\n\n## Crew\n\nKim.\n";

/// A template with these sections.
fn template(sections: &[&str]) -> String {
    let section = |name: &&str| format!("\n## {name}\n\n[What {name} means]\n");
    format!("# Plan: [Name]\n{}", sections.iter().map(section).collect::<String>())
}

impl Session {
    /// A plan that follows the template, in a workspace with these files.
    fn following(files: &[(&str, &str)]) -> Session {
        let mut session = Session::start(files, watch(), json!(null));
        session.change("plan.md", 2, &format!("<!-- planls: template=team -->\n{PLAN}"));
        session
    }

    /// Waits until the plan lacks this section and no other.
    fn lacks(&mut self, section: &str) {
        let uri = self.uri.clone();
        let wanted = format!("plan has no `{section}` section");
        self.client.wait(&wanted, |message| {
            let about = message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri;
            let all = message["params"]["diagnostics"].as_array().filter(|_| about);
            let missing = |d: &&Value| d["code"] == "missing-section";
            let said = all.map(|all| all.iter().filter(missing).map(|d| &d["message"]).collect());
            said.is_some_and(|said: Vec<_>| said == [&json!(wanted)])
        });
    }

    fn at(&mut self, method: &str, line: u32, character: u32) -> Value {
        let document = json!({ "uri": self.uri });
        let position = json!({ "line": line, "character": character });
        self.client.ask(method, json!({ "textDocument": document, "position": position }))
    }

    fn completions(&mut self, line: u32, character: u32) -> Vec<String> {
        let answer = self.at("textDocument/completion", line, character);
        let items = answer.get("items").unwrap_or(&answer).as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn the_project_stands_over_the_user_and_its_configuration_over_both() {
    let user = template(&["Overview", "Crew", "Of the user"]);
    let mut session = Session::following(&[("home/planls/templates/team.md", &user)]);
    session.lacks("Of the user");
    session.write(NAME, &template(&["Overview", "Crew", "Of the project"]));
    session.files_changed();
    session.lacks("Of the project");
    session.write(
        "shapes/any name.md",
        &format!(
            "<!-- planls: template=team title=\"T\" -->\n{}",
            template(&["Overview", "Crew", "Of the shapes"])
        ),
    );
    session.write("planls.toml", "[templates]\ndirectories = [\"shapes\"]\n");
    session.files_changed();
    session.lacks("Of the shapes");
    fs::remove_file(session.folder.path().join("planls.toml")).unwrap();
    fs::remove_file(session.folder.path().join(NAME)).unwrap();
    session.files_changed();
    session.lacks("Of the user");
}

#[test]
fn a_changed_template_shows_in_everything_at_once() {
    let before = template(&["Overview", "Crew"]);
    let mut session = Session::following(&[(NAME, &before)]);
    let plan = format!("<!-- planls: template=team -->\n{PLAN}\n## \n");
    session.change("plan.md", 3, &plan);
    assert!(!session.completions(11, 3).contains(&"Verdict".to_owned()));
    session.open(NAME, "markdown", &before);
    let after = format!("{before}\n## Verdict\n\n**Answer:** Yes/No/Later\n");
    session.change(NAME, 2, &after);
    session.write(NAME, &after);
    session.about("textDocument/didSave", NAME);
    session.lacks("Verdict");
    assert_eq!(session.completions(11, 3)[0], "Verdict");
    session.change(
        "plan.md",
        4,
        &format!("{plan}Verdict\n\n**Answer:** Maybe\n").replace("## \nV", "## V"),
    );
    session.wait_for("unknown-choice", true);
    assert_eq!(session.completions(13, 12), ["Yes", "No", "Later"]);
    let hover = session.at("textDocument/hover", 11, 5).to_string();
    assert!(hover.contains("Verdict"), "{hover}");
}

#[test]
fn a_plan_that_names_none_is_recognised_as_soon_as_the_template_is_there() {
    let sections = ["Overview", "Crew", "Provisions", "Weather"];
    let mut session = Session::start(&[], watch(), json!(null));
    let three = template(&sections[..3]).replace("[Name]", "A").replace(['[', ']'], "");
    session.change("plan.md", 2, &three);
    session.wait_for("missing-risks", true);
    session.write(NAME, &template(&sections));
    session.files_changed();
    session.lacks("Weather");
}

#[test]
fn an_emptied_template_is_reported_and_its_last_good_state_holds() {
    let good = template(&["Overview", "Crew", "Legal"]);
    let mut session = Session::following(&[(NAME, &good)]);
    session.lacks("Legal");
    session.write(NAME, "");
    session.files_changed();
    let none = "0 invalid-template the template has no sections";
    assert_eq!(session.published(NAME).1, [none]);
    // Another change of the plan, so that its findings are news.
    session.change("plan.md", 3, &format!("<!-- planls: template=team -->\n\n{PLAN}"));
    session.lacks("Legal");
    session.write(NAME, &template(&["Overview", "Crew", "Money"]));
    session.files_changed();
    session.lacks("Money");
}

#[test]
fn a_template_that_is_gone_is_missed_where_it_is_named() {
    let good = template(&["Overview", "Crew", "Legal"]);
    let config = "[[templates.use]]\nfiles = \"plan.md\"\ntemplate = \"team\"\n";
    let mut session = Session::following(&[(NAME, &good), ("planls.toml", config)]);
    session.lacks("Legal");
    fs::remove_file(session.folder.path().join(NAME)).unwrap();
    session.files_changed();
    session.wait_for("invalid-directive", true);
    let (_, found) = session.published("planls.toml");
    assert!(found[0].starts_with("2 - there is no template `team`"), "{found:?}");
}

impl Session {
    /// Waits until exactly this is said of a template file.
    fn says(&mut self, name: &str, lines: &[&str]) {
        while self.published(name).1 != lines {}
    }
}

#[test]
fn a_template_that_cannot_be_read_is_reported_on_its_file() {
    let good = template(&["Overview", "Crew", "Legal"]);
    let mut session = Session::following(&[(NAME, &good)]);
    session.lacks("Legal");
    let path = session.folder.path().join(NAME);
    let large = "a\n".repeat(9 << 20).into_bytes();
    for (nth, (bytes, said)) in [
        (b"# \xff\xfeA\n".to_vec(), "not in UTF-8 (line 1); save it as UTF-8"),
        (b"\xff\xfe#\0".to_vec(), "in UTF-16; save it as UTF-8"),
        (large, "larger than 16 MB: no plan is read beyond that"),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(&path, bytes).unwrap();
        session.files_changed();
        session.says(NAME, &[&format!("0 - cannot be used as a template: {said}")]);
        // The last good one holds. Its findings are news elsewhere in the plan.
        let lines = "\n".repeat(nth + 1);
        session.change("plan.md", 3, &format!("<!-- planls: template=team -->\n{lines}{PLAN}"));
        session.lacks("Legal");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    session.files_changed();
    session.says(NAME, &["0 - cannot be used as a template: a folder, not a file"]);
    fs::remove_dir(&path).unwrap();
    session.write(NAME, &template(&["Overview", "Crew", "Money"]));
    session.files_changed();
    session.says(NAME, &[]);
    session.lacks("Money");
}

#[test]
fn two_templates_of_one_id_are_reported_open_or_not() {
    let other = ".planls/templates/other.md";
    let twin = template(&["Overview", "Crew", "Legal"]);
    let twin = format!("<!-- planls: template=other title=\"Other\" -->\n{twin}");
    let mut session = Session::following(&[(other, &twin), (NAME, &twin)]);
    let path = session.folder.path().join(other);
    let said = format!("0 - `{}` has the same id, `other`", path.display());
    session.says(NAME, &[&said]);
    session.open(NAME, "markdown", &twin);
    session.says(NAME, &[&said]);
    let own = twin.replace("=other", "=team");
    session.change(NAME, 2, &own);
    session.write(NAME, &own);
    session.about("textDocument/didSave", NAME);
    session.says(NAME, &[]);
    session.lacks("Legal");
}

#[test]
fn who_asks_is_told_of_templates_that_cannot_be_read() {
    let can = json!({ "textDocument": { "diagnostic": {} } });
    let mut session = Session::start(&[(&format!("{NAME}/in/it"), "")], can, json!(null));
    let asked = json!({ "previousResultIds": [] });
    let report = session.client.ask("workspace/diagnostic", asked);
    let about = |item: &&Value| item["uri"] == session.uri_of(NAME);
    let found = report["items"].as_array().unwrap().iter().find(about).unwrap();
    let said = "cannot be used as a template: a folder, not a file";
    assert_eq!(found["items"][0]["message"], said);
}

#[test]
fn a_malformed_template_is_reported_where_it_is_wrong_and_plans_keep_working() {
    for (text, said) in [
        ("Words and no heading.\n", "0 invalid-template the template has no sections"),
        (
            "# Plan: [Name]\n\n## Crew\n\n[A]\n\n## Crew\n\n[B]\n",
            "6 invalid-template `Crew` is already a section here (line 3)",
        ),
        (
            "# Plan: [Name]\n\n## Crew\n<!-- planls: optional required -->\n\n[A]\n",
            "3 invalid-template a section is `optional` or `required`, not both",
        ),
        (
            "# Plan: [Name]\n\n## Crew\n<!-- planls: repeat concept=risk -->\n\n[A]\n",
            "3 invalid-directive there is no concept `risk`",
        ),
        (
            "# Plan: [Name]\n\n```md\n## Crew\n\n## Legal\n```\n",
            "3 invalid-template what stands in a fence is no section: take the template out of it",
        ),
    ] {
        let mut session = Session::following(&[(NAME, text)]);
        let (_, found) = session.published(NAME);
        assert!(found.iter().any(|line| line.starts_with(said)), "{found:?}");
        session.wait_for("missing-risks", true);
        let title = session.at("textDocument/hover", 1, 4).to_string();
        assert!(title.contains("Saved cards"), "{title}");
    }
}

#[test]
fn where_templates_are_configured_to_lie_they_get_the_help_of_templates() {
    // Neither the folder nor the name says template, and a pattern for plans takes it in.
    let config = "[templates]\ndirectories = [\"shapes\"]\n\n[[templates.use]]\nfiles = \"**/*.md\"\ntemplate = \"team\"\n";
    let name = "shapes/team.md";
    let text = template(&["Overview", "Legal"]) + "\n**Answer:** Yes/No/Later\n";
    let mut session =
        Session::start(&[(name, &text), ("planls.toml", config)], watch(), json!(null));
    session.lacks("Legal");
    session.open(name, "markdown", &text);
    assert_eq!(session.published(name), (json!(1), vec![]));
    session.uri = session.uri_of(name);
    let hover = session.at("textDocument/hover", 6, 4).to_string();
    assert!(hover.contains("In plans: required") && hover.contains("Answer"), "{hover}");
    // The same text among the plans is an unfilled one.
    session.open("copy.md", "markdown", &text);
    let (_, found) = session.published("copy.md");
    assert!(found.iter().any(|line| line.contains("unfilled-placeholder")), "{found:?}");
}
