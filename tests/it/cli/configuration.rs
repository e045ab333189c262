//! `planls.toml`: what holds, and what is said when it is broken.

use super::*;

#[test]
fn values_are_shown_with_their_origin() {
    let dir = folder(&[(
        "planls.toml",
        "[rules]\nmissing-risks = \"off\"\n[plans]\ninclude = [\"docs/*.md\"]\n",
    )]);
    check(
        &dir,
        "config",
        expect![[r##"
            # planls.toml

            [plans]
            include = ["docs/*.md"]                         # planls.toml:4
            exclude = []                                    # default

            [templates]
            directories = [".planls/templates"]             # default

            [rules]
            missing-risks = "off"                           # planls.toml:2

            [format]
            align-tables = true                             # default

            [editor]
            outline = "full"                                # default
            completion = true                               # default
            hints = true                                    # default
            lenses = true                                   # default
            format = true                                   # default
            exit 0
        "##]],
    );
    check(
        &folder(&[]),
        "config --quiet",
        expect![[r##"
            # no planls.toml here or above: defaults

            [plans]
            include = []                                    # default
            exclude = []                                    # default

            [templates]
            directories = [".planls/templates"]             # default

            [format]
            align-tables = true                             # default

            [editor]
            outline = "full"                                # default
            completion = true                               # default
            hints = true                                    # default
            lenses = true                                   # default
            format = true                                   # default
            exit 0
        "##]],
    );
}

#[test]
fn what_is_wrong_is_shown_with_its_place_and_the_nearest_name() {
    let dir = folder(&[("planls.toml", "[rules]\nmissing-risk = \"error\"\n"), ("a.md", "# A\n")]);
    check(
        &dir,
        "check",
        expect![[r#"
            error: there is no rule `missing-risk`; did you mean `missing-risks`?
             --> planls.toml:2:1
              |
            2 | missing-risk = "error"
              | ^^^^^^^^^^^^

            exit 2
        "#]],
    );
    assert_eq!(planls(&dir, "config").code, 2);
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    check(
        &folder(&[]),
        "check --config ci/planls.toml",
        expect![[r#"
        planls: ci/planls.toml: there is no such configuration file
        exit 2
    "#]],
    );
}

#[test]
fn a_path_that_is_not_there_has_no_configuration() {
    let ran = planls(&folder(&[]), "config nope");
    assert_eq!((ran.code, ran.err.as_str()), (2, "planls: nope: no such file or folder\n"));
}

#[test]
fn the_schema_is_printed_as_json() {
    assert_eq!(json(&folder(&[]), "config --schema")["title"], "planls.toml");
}
