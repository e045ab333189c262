//! Examples, agreement with another parser of CommonMark, and hostile input.

use super::*;

mod hostile;
mod oracle;

/// What is found in a paragraph, one `Kind(text)` each; `>` begins a line in a quote.
fn found(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        lines.push(Span::new(start + if line.starts_with("> ") { 2 } else { 0 }, end));
        start = end + 1;
    }
    let mut out = Vec::new();
    scan(text, &lines, &mut out);
    let print = |inline: &Inline| {
        let (all, inner) = (inline.span.of(text), inline.inner.of(text));
        match inline.kind {
            InlineKind::Link { destination } => format!("Link({inner} → {})", destination.of(text)),
            InlineKind::Image { destination } => {
                format!("Image({inner} → {})", destination.of(text))
            }
            InlineKind::Reference { label } => format!("Reference({inner} → {})", label.of(text)),
            kind => format!("{kind:?}({all})"),
        }
    };
    out.iter().map(print).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(found(text).join(" "), expected, "{text}");
}

#[test]
fn emphasis() {
    check("**Owner**: *me* and ~~you~~", "Strong(**Owner**) Emphasis(*me*) Strikethrough(~~you~~)");
    check("__a__ _b_ snake_case_name", "Strong(__a__) Emphasis(_b_)");
    check("***a***", "Emphasis(***a***) Strong(**a**)");
    check("**a *b* c**", "Strong(**a *b* c**) Emphasis(*b*)");
    check("*a **b* c**", "Emphasis(*a **b* c**) Emphasis(**b* c*) Emphasis(*b*)");
    check("****a****", "Strong(****a****) Strong(**a**)");
    check("** a ** * b *", "");
    check(r"\*a\* 2 * 3 * 4", "");
    check("~5 days, ~10 days ~~~a~~~", "");
    check("*foo**bar*", "Emphasis(*foo**bar*)");
}

#[test]
fn emphasis_beside_letters_of_any_script() {
    check("**重要**：说明", "Strong(**重要**)");
    check("**Risk:** 高い", "Strong(**Risk:**)");
    check("⚠️**a** 🎉**b**", "Strong(**a**) Strong(**b**)");
    check("a**:b**", "");
}

#[test]
fn code_binds_first() {
    check("`a` ``b ` c`` ` d", "Code(`a`) Code(``b ` c``)");
    check("`a ``b`` c", "Code(``b``)");
    check("*a `b* c` d*", "Emphasis(*a `b* c` d*) Code(`b* c`)");
    check("[a `](b)` c](d)", "Link(a `](b)` c → d) Code(`](b)`)");
    check(r"\`a `b\` c", r"Code(`b\`)");
    check(r"\``a`", r"Code(`a`)");
}

#[test]
fn code_without_its_padding() {
    for (text, inner) in [("`` ` ``", "`"), ("` `", " "), ("`  a `", " a"), ("` a`", " a")] {
        let mut out = Vec::new();
        scan(text, &[Span::new(0, text.len())], &mut out);
        assert_eq!(out[0].inner.of(text), inner, "{text}");
    }
}

#[test]
fn links() {
    check("[a](b)", "Link(a → b)");
    check("[](b) [a]() [a](<>)", "Link( → b) Link(a → ) Link(a → )");
    check(r#"[a](b "c") [a]( <b c> 'd' ) [a](b (c))"#, "Link(a → b) Link(a → b c) Link(a → b)");
    check(r"[a](b(c)d) [a](b\)c)", r"Link(a → b(c)d) Link(a → b\)c)");
    check("![a](b.png)", "Image(a → b.png)");
    check("[![a](b)](c)", "Link(![a](b) → c) Image(a → b)");
    check("[a [b] c](d)", "Link(a [b] c → d) Bracket([b])");
    check("[a [b](c) d](e)", "Bracket([a [b](c) d]) Link(b → c)");
    check("*a [b*](c)*", "Emphasis(*a [b*](c)*) Link(b* → c)");
    check("[**a**](b)", "Link(**a** → b) Strong(**a**)");
    check(r"\[a](b) [a\](b)", "");
}

#[test]
fn brackets_that_are_no_links() {
    check("[NEW] [Your Name]: [a](b c)", "Bracket([NEW]) Bracket([Your Name]) Bracket([a])");
    check("[a [b]]", "Bracket([a [b]]) Bracket([b])");
    check("[] [^1] a]", "Bracket([]) Bracket([^1])");
    check("![a]", "Bracket([a])");
    check("*[a*]", "Emphasis(*[a*) Bracket([a*])");
}

#[test]
fn references() {
    check("[a][b] [a][] ![a][b]", "Reference(a → b) Reference(a → a) Reference(a → b)");
    check("[a][b](c)", "Bracket([a]) Link(b → c)");
    check("[a [b] c][]", "Bracket([a [b] c]) Bracket([b]) Bracket([])");
    check("[a][b [c]]", "Bracket([a]) Bracket([b [c]]) Bracket([c])");
}

#[test]
fn marks_of_templates_and_wikis() {
    check("[[Page|alias]] {{NAME}}", "WikiLink([[Page|alias]]) Mustache({{NAME}})");
    check("{{A_B}} _c_ {{ a*b }} *", "Mustache({{A_B}}) Emphasis(_c_) Mustache({{ a*b }})");
    check("{{{a}}} {{a}", "Mustache({{a}})");
    check("{{}} {{a", "");
    check("[[a]](b) [[a][b]]", "Link([a] → b) Bracket([a]) Bracket([[a][b]]) Reference(a → b)");
    check("[[[a]]]", "Bracket([[[a]]]) WikiLink([[a]])");
    check("`{{a}}` \\{{a}}", "Code(`{{a}}`)");
}

#[test]
fn autolinks_and_html() {
    check("<https://a.b/*c*> <a@b.c>", "Autolink(<https://a.b/*c*>) Autolink(<a@b.c>)");
    check(
        "a<br>b <br/> </p> <a href='*' b=c d>",
        "Html(<br>) Html(<br/>) Html(</p>) Html(<a href='*' b=c d>)",
    );
    check(
        "<!-- *a* --> <!--> <?a?> <!A b> <![CDATA[a]]>",
        "Html(<!-- *a* -->) Html(<!-->) Html(<?a?>) Html(<!A b>) Html(<![CDATA[a]]>)",
    );
    check("a < b > c <1> <a\\> <a b='> *c*", "Emphasis(*c*)");
    check("[a <b c='](d)'> e](f)", "Link(a <b c='](d)'> e → f) Html(<b c='](d)'>)");
}

#[test]
fn bare_urls() {
    check("see https://a.b/c_d_e, and", "Autolink(https://a.b/c_d_e)");
    check("(HTTP://a.b/c(d)).", "Autolink(HTTP://a.b/c(d))");
    check("**https://a.b**: c", "Strong(**https://a.b**) Autolink(https://a.b)");
    check(
        "[see https://a.b] https:// xhttps://a a://b",
        "Bracket([see https://a.b]) Autolink(https://a.b)",
    );
    check("note: std::fs C:// ://", "");
}

#[test]
fn over_several_lines() {
    check("*a\nb* [c\nd](e)", "Emphasis(*a\nb*) Link(c\nd → e)");
    check(
        "> **a\n> b** `c\n> d` [e\n> f](g\n> 'h')",
        "Strong(**a\n> b**) Code(`c\n> d`) Link(e\n> f → g)",
    );
    check("*a\n*", "");
}

#[test]
fn lines_that_are_not_in_the_text_hold_nothing() {
    let mut out = Vec::new();
    scan("ü *a*", &[Span::new(1, 4), Span::new(9, 12)], &mut out);
    assert_eq!(out, []);
}
