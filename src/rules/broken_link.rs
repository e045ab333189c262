//! `broken-link`: a relative link or anchor that leads nowhere.

use super::{Context, Finding};
use crate::plan::anchor::essence;
use crate::plan::Node;
use crate::text::{Edit, Span};
use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

declare! {
    /// A relative link or an anchor leads nowhere.
    ///
    /// Plans live on links to specs and to their own sections. Links to files are looked up in the
    /// workspace, anchors among the headings of this document; addresses on the web are not visited.
    /// A plan of whose files none is there belongs to another repository: its links are left alone.
    ///
    /// ```md fails files=docs/spec.md
    /// # Implementation Plan: Saved cards
    ///
    /// See [the spec](docs/spec.markdown).
    /// ```
    ///
    /// ```md passes files=docs/spec.md
    /// # Implementation Plan: Saved cards
    ///
    /// See [the spec](docs/spec.md#cards), [risks](#known-risks) and [the vault](https://vault.test).
    ///
    /// ## Known Risks
    /// - None
    /// ```
    "broken-link",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let nodes = || context.plan.nodes.iter();
    let links = nodes().flat_map(|n| n.section.links().iter().map(move |span| (n, *span)));
    // Names are compared with the target: not for more than will be read.
    const SUGGESTED: usize = 50;
    const COMPARED: usize = 100_000;
    let (mut anchors, mut at_home) = (None, None);
    let mut found: Vec<Finding> = vec![];
    for (node, span) in links {
        let target = node.section.str(span);
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let finding = if path.is_empty() {
            let anchors = anchors.get_or_insert_with(|| self::anchors(context));
            let suggest = found.len() < SUGGESTED && found.len() * anchors.len() < COMPARED;
            anchor_finding(node, span, anchor, anchors, suggest)
        } else if *at_home.get_or_insert_with(|| context.at_home()) {
            file_finding(context, node, span, path, found.len() < SUGGESTED)
        } else {
            None
        };
        found.extend(finding);
    }
    found
}

/// What links can lead to in this document: essence → anchor.
fn anchors<'a>(context: &Context<'a>) -> FxHashMap<&'a str, &'a str> {
    let anchors = context.plan.nodes.iter().flat_map(|n| n.section.anchors());
    anchors.map(|a| (a.essence.as_str(), a.name.as_str())).collect()
}

fn anchor_finding(node: Node, span: Span, anchor: &str, anchors: &FxHashMap<&str, &str>, suggest: bool) -> Option<Finding> {
    let decoded = percent_decode_str(anchor).decode_utf8_lossy();
    let wanted = essence(&decoded);
    // Repeated headings get `-1`, `-2`; footnotes and the page's top need no heading.
    let counted = decoded.rsplit_once('-').filter(|(_, n)| n.chars().all(|c| c.is_ascii_digit()));
    let known = anchors.contains_key(wanted.as_str()) || counted.is_some_and(|(base, _)| anchors.contains_key(essence(base).as_str()));
    if known || wanted.is_empty() || wanted == "top" || decoded.starts_with("fn") || decoded.starts_with(':') {
        return None;
    }
    let finding = Finding::new(node.span(span), format!("there is no heading for `#{anchor}`"));
    // Not even looked through for one that gets none.
    let near = suggest.then(|| anchors.iter()).into_iter().flatten();
    let near = near.map(|(key, anchor)| (strsim::normalized_levenshtein(key, &wanted), anchor));
    let near = near.filter(|(score, _)| *score >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    Some(match near {
        Some((_, near)) => {
            let edit = Edit::replace(node.span(span), format!("#{near}"));
            finding.offer(format!("Change to `#{near}`"), vec![edit])
        }
        None => finding,
    })
}

fn file_finding(context: &Context, node: Node, span: Span, path: &str, suggest: bool) -> Option<Finding> {
    let path = path.split('?').next().unwrap_or(path);
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if path.is_empty() || decoded.contains('\0') || context.exists(&decoded) != Some(false) {
        return None;
    }
    let span = Span::new(span.start, span.start + path.len());
    if let Some(unfilled) = context.unfilled(path, node.span(span)) {
        return Some(unfilled);
    }
    let mut finding = Finding::new(node.span(span), format!("there is no file `{decoded}`"));
    let folder = context.path.and_then(|p| p.rsplit_once('/')).map_or("", |(folder, _)| folder);
    // `src\a.rs` leads nowhere on the web, but it is plain what is meant.
    let meant = decoded.replace('\\', "/");
    let closest = if suggest { context.files.closest(&meant) } else { vec![] };
    for other in closest.into_iter().filter(|o| !o.contains(' ')) {
        let edit = Edit::replace(node.span(span), from(folder, &other));
        finding = finding.offer(format!("Change to `{other}`"), vec![edit]);
    }
    Some(finding)
}

/// A workspace path as seen from a folder of it.
fn from(folder: &str, path: &str) -> String {
    let here: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let there: Vec<&str> = path.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", here.len() - shared);
    up.chain(there.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "broken-link";
    const AROUND: Case = Case { template: None, files: &["docs/spec.md", "a b.md"] };

    #[test]
    fn a_link_that_is_still_the_templates_is_not_filled_in() {
        let case = Case { template: Some("numbered"), ..AROUND };
        let text = "# Plan\n\n## 15. Related Documents\n\n- **PRD:** [PRD.md](./PRD.md)\n- [other](other.md)\n";
        check_case("unfilled-placeholder", &case, text, expect![[r#"
            5:21-5:29 warning `./PRD.md` is not filled in
        "#]]);
        check_case(RULE, &case, text, expect![[r#"
            6:11-6:19 warning there is no file `other.md`
        "#]]);
    }

    #[test]
    fn files_and_anchors_that_are_not_there() {
        check_case(RULE, &AROUND, "# Plan\n\n[a](docs/x.md) [b](#no) ![c](img/x.png)\n", expect![[r#"
            3:5-3:14 warning there is no file `docs/x.md`
            3:20-3:23 warning there is no heading for `#no`
            3:30-3:39 warning there is no file `img/x.png`
        "#]]);
    }

    #[test]
    fn what_is_there_or_elsewhere_is_fine() {
        let text = "# Plan\n\n[a](docs/spec.md?x#y) [b](a%20b.md) [c](mailto:x@y.z) [d](/abs) [e](../out.md) [f](https://x.y/z.md) [g](#plan) [h](docs)\n";
        check_case(RULE, &AROUND, text, expect![[""]]);
    }

    #[test]
    fn anchors_as_any_renderer_makes_them() {
        let text = "# Plan\n\n## 🚀 2. Risks & Mitigations (known)\n[a](#-2-risks--mitigations-known) [b](#2-risks-mitigations-known) [c](#x-1) [d](#own)\n\n## X\n1\n\n## Y {#own}\n2\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn links_of_a_plan_for_another_repository_are_left_alone() {
        check_case(RULE, &AROUND, "# Plan\n\n[a](x.md) [b](y.md) [c](z.md) [d](#no)\n", expect![[r#"
            3:35-3:38 warning there is no heading for `#no`
        "#]]);
    }

    #[test]
    fn what_leaves_the_workspace_or_is_no_path_is_left_alone() {
        let links = ["../x.md", "../../../etc/passwd", "file:///etc/passwd", "C:/x.md", "%00.md", "%ff.md", "?x", "#", "<>"];
        let links: String = links.map(|to| format!("[a]({to})\n")).concat();
        check_case(RULE, &AROUND, &format!("# Plan\n\n{links}[b](a\0b.md)\n"), expect![[""]]);
        let there = "[a](a%20b.md) [a](<a b.md>) [a](/docs/spec.md) [a](./docs/../docs//spec.md) [a](docs%2Fspec.md?raw=1#L3)";
        check_case(RULE, &AROUND, &format!("# Plan\n\n{there}\n"), expect![[""]]);
    }

    #[test]
    fn the_separator_of_windows_is_none_on_the_web() {
        check_fix_case(RULE, &AROUND, "# Plan\n\n[a](docs\\spec.md)\n", expect![[r#"
            # Plan

            [a](docs/spec.md)
        "#]]);
    }

    #[test]
    fn links_in_code_are_no_links() {
        check(RULE, "# Plan\n\n`[a](#no)`\n\n```\n[b](#no)\n```\n", expect![[""]]);
    }

    #[test]
    fn the_fix_is_the_nearest_heading_or_file() {
        check_fix(RULE, "# Plan\r\n\r\n[a](#known-risk)\r\n\r\n## Known risks\r\n- a\r\n", expect![[r#"
            # Plan␍
            ␍
            [a](#known-risks)␍
            ␍
            ## Known risks␍
            - a␍
        "#]]);
        check_fix_case(RULE, &AROUND, "# Plan\n\n[a](spec.md)\n", expect![[r#"
            # Plan

            [a](docs/spec.md)
        "#]]);
    }
}
