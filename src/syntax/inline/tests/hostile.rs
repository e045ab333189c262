//! Inputs made to be slow. A quadratic reading of any would take minutes, so that each simply has
//! to come to an end; what is found is counted.

use super::*;

#[track_caller]
fn check(unit: &str, times: usize, expected: usize) {
    let text = unit.repeat(times);
    let mut out = Vec::new();
    scan(&text, &[Span::new(0, text.len())], &mut out);
    assert_eq!(out.len(), expected, "{unit:?}");
}

#[test]
fn unfinished_marks() {
    check("*a **b ", 40_000, 0);
    check("*a_ ", 100_000, 0);
    check("**a *b_ __c ~~d", 30_000, 29_999);
    check("_a*", 100_000, 0);
    check("{{a", 200_000, 0);
    check("{", 1_000_000, 0);
    check("[[a", 200_000, 0);
    check("\\", 1_000_000, 0);
}
