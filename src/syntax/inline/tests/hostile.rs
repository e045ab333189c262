//! Inputs made to be slow. No clock is asked: the steps of every look-ahead are counted.

use super::*;
use expect_test::{Expect, expect};

/// What is found, in a number of steps that only the length bounds. (A destination looks over 32
/// nested parentheses at most, and all the rest less far.)
#[track_caller]
fn count(text: &str) -> usize {
    let mut out = Vec::new();
    look::take_count();
    scan(text, &[Span::new(0, text.len())], &mut out);
    let steps = look::take_count();
    let name: String = text.chars().take(30).collect();
    assert!(steps < text.len() * 50, "{name} …: {steps} steps for {} bytes", text.len());
    out.len()
}

/// How much is found in each unit repeated.
fn check(units: &[&str], expected: Expect) {
    let print = |unit: &&str| {
        let times = 200_000 / unit.len();
        format!("{unit}  ×{times}: {}\n", count(&unit.repeat(times)))
    };
    expected.assert_eq(&units.iter().map(print).collect::<String>());
}

#[test]
fn marks_that_never_close() {
    check(
        &[
            "*a **b ",
            "**a ",
            "__a ",
            "~~a ",
            "*a_ ",
            "_a*",
            "**a *b_ __c ~~d",
            "a**b*c__d ",
            "{",
            "{{a",
            "\\",
        ],
        expect![[r#"
            *a **b   ×28571: 0
            **a   ×50000: 0
            __a   ×50000: 0
            ~~a   ×50000: 0
            *a_   ×50000: 0
            _a*  ×66666: 0
            **a *b_ __c ~~d  ×13333: 13332
            a**b*c__d   ×20000: 13333
            {  ×200000: 0
            {{a  ×66666: 0
            \  ×200000: 0
        "#]],
    );
}

#[test]
fn marks_all_in_one() {
    check(
        &["*", "***a** b*c"],
        expect![[r#"
            *  ×200000: 0
            ***a** b*c  ×20000: 40000
        "#]],
    );
    let (open, close) = ("*a".repeat(100_000), "a*".repeat(100_000));
    assert_eq!(count(&format!("{open} {close}")), 100_000);
    let run = "*".repeat(200_000);
    assert_eq!(count(&format!("{run}a{run}")), 100_000);
}

#[test]
fn backticks() {
    check(
        &["`", "`a``b"],
        expect![[r#"
            `  ×200000: 0
            `a``b  ×40000: 26666
        "#]],
    );
    let growing: String = (1..1000).map(|n| "`".repeat(n) + "a").collect();
    assert_eq!(count(&growing), 0);
    let falling: String = (1..1000).rev().map(|n| "`".repeat(n) + "a").collect();
    assert_eq!(count(&(growing + &falling)), 1);
}

#[test]
fn brackets() {
    check(
        &[
            "[",
            "]",
            "![",
            "[[",
            "[[a",
            "[a](",
            "[a](b(",
            "[a](<b",
            "[a](b \"",
            "[a](b (",
            "[a](b \"c 'd",
            "[a](b\\",
            "[a](          ",
            "[a][",
            "[a][b\\]",
            "[a](b) [",
            "![a](b",
        ],
        expect![[r#"
            [  ×200000: 0
            ]  ×200000: 0
            ![  ×100000: 0
            [[  ×100000: 0
            [[a  ×66666: 0
            [a](  ×50000: 50000
            [a](b(  ×33333: 33333
            [a](<b  ×33333: 33333
            [a](b "  ×28571: 28571
            [a](b (  ×28571: 28571
            [a](b "c 'd  ×18181: 18181
            [a](b\  ×33333: 1
            [a](            ×14285: 14285
            [a][  ×50000: 50000
            [a][b\]  ×28571: 28571
            [a](b) [  ×25000: 25000
            ![a](b  ×33333: 33333
        "#]],
    );
    let (open, close) = ("[".repeat(250_000), "]".repeat(250_000));
    assert_eq!(count(&format!("{open}a{close}")), 249_999);
    let close = "](b)".repeat(100_000);
    assert_eq!(count(&format!("{}a{close}", "[".repeat(100_000))), 100_000);
    assert_eq!(count(&format!("{}a{close}", "![".repeat(100_000))), 100_000);
    assert_eq!(count(&format!("{}a{}", "[".repeat(100_000), "][]".repeat(100_000))), 199_999);
    assert_eq!(count(&format!("{}a{}", "[*a".repeat(100_000), "b*](c)".repeat(100_000))), 200_000);
}

#[test]
fn tags_and_addresses() {
    check(
        &[
            "<",
            "<a",
            "<a ",
            "<a b='",
            "<a b='<a b=\"",
            "<a b=\"\" ",
            "<a:b",
            "<!--",
            "<!A",
            "<?",
            "<![CDATA[",
            "</a ",
            "a@",
            "http://",
            "http://a ",
            "http://a)",
            "(http://a.",
            "[http://a]",
            ":",
            "://",
        ],
        expect![[r#"
            <  ×200000: 0
            <a  ×100000: 0
            <a   ×66666: 0
            <a b='  ×33333: 0
            <a b='<a b="  ×16666: 0
            <a b=""   ×25000: 0
            <a:b  ×50000: 0
            <!--  ×50000: 0
            <!A  ×66666: 0
            <?  ×100000: 0
            <![CDATA[  ×22222: 0
            </a   ×50000: 0
            a@  ×100000: 0
            http://  ×28571: 1
            http://a   ×22222: 22222
            http://a)  ×22222: 1
            (http://a.  ×20000: 1
            [http://a]  ×20000: 20000
            :  ×200000: 0
            ://  ×66666: 0
        "#]],
    );
}

#[test]
fn many_short_lines() {
    let text = "*a `b [c\n".repeat(60_000);
    let lines: Vec<_> = (0..60_000).map(|i| Span::new(i * 9, i * 9 + 8)).collect();
    let mut out = Vec::new();
    scan(&text, &lines, &mut out);
    assert_eq!(out.len(), 30_000);
}
