//! The subcommands besides `check`.

use super::*;

#[test]
fn without_arguments_help_is_printed_and_the_exit_code_is_2() {
    let ran = planls(&folder(&[]), "");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Usage: planls"), "{}", ran.err);
    assert_eq!(planls(&folder(&[]), "--help").code, 0);
    assert_eq!(planls(&folder(&[]), "frobnicate").code, 2);
}

#[test]
fn templates_are_listed_with_where_they_come_from() {
    let dir = folder(&[
        (".planls/templates/team.md", "# Team\n"),
        ("config-home/planls/templates/mine.md", "# Mine\n"),
    ]);
    let list = json(&dir, "templates --format json");
    let line =
        |t: &Value| format!("{} {}\n", t["id"].as_str().unwrap(), t["origin"].as_str().unwrap());
    let found: String = list["templates"].as_array().unwrap().iter().map(line).collect();
    expect![[r#"
        spec-driven built in
        phased built in
        spec-kit built in
        numbered built in
        review-gated built in
        mine user
        team project
    "#]]
    .assert_eq(&found);
    assert_eq!(planls(&dir, "templates show team").out, "# Team\n");
}

#[test]
fn an_unknown_template_is_answered_with_those_there_are() {
    check(
        &folder(&[]),
        "templates show phasd",
        expect![[r#"
            planls: there is no template `phasd`; did you mean `phased`?
            exit 2
        "#]],
    );
    check(
        &folder(&[]),
        "check --template phasd",
        expect![[r#"
            planls: there is no template `phasd`; did you mean `phased`?
            exit 2
        "#]],
    );
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_guessed() {
    let dir = folder(&[]);
    let page = planls(&dir, "explain missing-risks").out;
    assert!(page.starts_with("# missing-risks\n") && page.contains("```md fails"), "{page}");
    check(
        &dir,
        "explain missing-risk",
        expect![[r#"
        planls: there is no rule `missing-risk`; did you mean `missing-risks`?
        exit 2
    "#]],
    );
}

#[test]
fn every_listed_rule_can_be_explained() {
    let dir = folder(&[]);
    let rules = json(&dir, "rules --format json");
    let names = rules["rules"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap());
    let unknown: Vec<&str> =
        names.filter(|name| planls(&dir, &format!("explain {name}")).code != 0).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn completions_and_man_page_name_the_subcommands() {
    let dir = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(planls(&dir, &format!("completions {shell}")).out.contains("outline"), "{shell}");
    }
    assert!(planls(&dir, "man").out.contains(".TH planls"));
}

#[test]
fn every_command_has_a_man_page_that_the_first_one_names() {
    let dir = folder(&[]);
    let page = planls(&dir, "man").out;
    let names = page.lines().filter_map(|line| line.strip_prefix("planls\\-")?.strip_suffix("(1)"));
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&"check") && names.len() >= 12, "{page}");
    for name in names {
        let page = planls(&dir, &format!("man {name}")).out;
        assert!(page.contains(&format!(".TH planls-{name} 1")), "{page}");
    }
    check(
        &dir,
        "man chek",
        expect![[r#"
            planls: there is no command `chek`; `planls --help` lists them
            exit 2
        "#]],
    );
}

#[test]
fn help_fits_a_terminal_of_80_columns() {
    let dir = folder(&[]);
    let help = planls(&dir, "--help").out;
    let commands = help.split("\n\n").find_map(|part| part.strip_prefix("Commands:\n")).unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    for name in names.chain([""]).filter(|name| !name.contains(' ')) {
        let help = planls(&dir, &format!("{name} --help")).out;
        // Prose is filled by whoever prints it; examples stand as they were written.
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        let wide = examples.lines().find(|line| line.starts_with("  ") && line.len() > 79);
        assert_eq!(wide, None, "{name}");
    }
}
