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
