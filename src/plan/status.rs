//! Status words and marks: `✅ DONE`, `In Progress`, `[x]`, `Not started`, `已完成`, `80%`.
//!
//! A status is read from the leading words of a value or cell, because people write sentences after them, and from the
//! marks at the end of a heading. Whether the status is *true* is a question for the rules.

use super::marks::{self, Plain};
use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Where in its life a plan, phase or task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusClass {
    /// Not begun: draft, idea, planned, not started.
    Draft,
    /// Under way or waiting: in progress, pending review, approved, blocked.
    Active,
    /// Over, with success or without: done, shipped, superseded, cancelled.
    Finished,
}

impl StatusClass {
    /// As output names it.
    pub fn name(self) -> &'static str {
        match self {
            StatusClass::Draft => "draft",
            StatusClass::Active => "active",
            StatusClass::Finished => "finished",
        }
    }
}

/// A status as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Not begun, under way or over.
    pub class: StatusClass,
    /// Claims that all the work is done: `Done`, `✅`, `100%`; not `Cancelled`, and not `Done except docs`.
    pub done: bool,
    /// The words or the mark that say so, as written: `IN PROGRESS`, `✅`.
    pub word: String,
}

use StatusClass::{Active, Draft, Finished};

/// Leading words by meaning, folded, longest match wins. The flag says "all the work is done".
const WORDS: &[(StatusClass, bool, &str)] = &[
    (
        Draft,
        false,
        "draft, drafting, wip, work in progress, idea, ideation, brainstorm, concept, proposal, proposed, rfc, outline, \
         planned, planning, planning phase, to do, todo, tbd, backlog, queued, upcoming, future, new, open, scheduled, \
         not started, not yet started, not begun, not yet begun, unstarted, \
         entwurf, geplant, nicht begonnen, nicht gestartet, offen, borrador, planificado, planeado, planejado, no iniciado, sin iniciar, \
         por hacer, rascunho, nao iniciado, nao iniciada, a fazer, brouillon, planifie, non commence, non demarre, a faire, \
         bozza, pianificato, non iniziato, da fare, черновик, запланировано, не начато, не начат, concept, niet gestart, \
         szkic, taslak",
    ),
    (
        Active,
        false,
        "in progress, progress, ongoing, active, started, underway, under way, doing, current, next, running, partial, partially, partly, \
         mostly, almost, nearly, incomplete, unfinished, not done, not complete, not completed, not finished, not implemented, not yet, \
         pending, pending review, pending approval, awaiting, waiting, in review, under review, review, reviewing, \
         needs review, needs revision, ready, ready for review, ready for implementation, approved, accepted, agreed, \
         blocked, on hold, hold, paused, deferred, postponed, delayed, at risk, on track, off track, behind, failed, failing, \
         testing, in testing, implementing, in development, executing, in flight, verifying, draft complete, spec complete, \
         design complete, plan complete, planning complete, \
         in arbeit, in bearbeitung, laufend, genehmigt, blockiert, unvollstandig, nicht fertig, \
         en progreso, en curso, pendiente, aprobado, bloqueado, em andamento, em progresso, \
         pendente, aprovado, en cours, en attente, approuve, bloque, in corso, in attesa, approvato, bloccato, \
         в работе, в процессе, одобрено, заблокировано, утверждено, bezig, w toku, devam ediyor",
    ),
    (
        Finished,
        true,
        "done, complete, completed, finished, implemented, shipped, released, delivered, deployed, merged, landed, live, \
         closed, resolved, fixed, achieved, passed, pass, verified, all done, all complete, all completed, \
         all implemented, all passed, all achieved, all tests passing, \
         fertig, erledigt, abgeschlossen, umgesetzt, completado, completada, terminado, hecho, finalizado, concluido, concluida, \
         feito, termine, terminee, acheve, fait, livre, completato, completata, finito, fatto, готово, завершено, выполнено, \
         сделано, завершен, voltooid, gereed, klaar, zakonczone, gotowe, tamamlandi",
    ),
    (
        Finished,
        false,
        "archived, superseded, obsolete, deprecated, abandoned, cancelled, canceled, rejected, withdrawn, dropped, skipped, \
         wontfix, won t do, won t fix, replaced, archiviert, abgebrochen, abgelehnt, verworfen, cancelado, cancelada, \
         rechazado, rejeitado, archivado, arquivado, annule, abandonne, rejete, annullato, archiviato, отменено, отклонено",
    ),
];

/// The same for scripts without blanks between words: a value may go on right after them.
const PREFIXES: &[(StatusClass, bool, &str)] = &[
    (
        Draft,
        false,
        "草稿, 草案, 未开始, 未開始, 待开始, 计划中, 規劃中, 规划中, 待办, 下書き, 未着手, 計画中, 予定, 초안, 미시작, 시작 전, 예정, 대기, 계획됨, 할 일",
    ),
    (
        Active,
        false,
        "进行中, 進行中, 处理中, 开发中, 待审核, 待评审, 审核中, 已批准, 已通过, 阻塞, 未完成, 部分完成, 作業中, 対応中, 実装中, 着手, 要対応, \
         レビュー待ち, レビュー中, 承認済み, 承認, 保留, 未完了, ブロック, 진행 중, 진행중, 검토 중, 검토중, 승인됨, 승인, 보류, 미완료, 차단",
    ),
    (
        Finished,
        true,
        "已完成, 完成, 已实现, 已实施, 已上线, 已发布, 已交付, 完了, 済み, 済, 実装済み, 対応済み, リリース済み, 완료, 완료됨, 구현됨, 배포됨",
    ),
    (
        Finished,
        false,
        "已取消, 取消, 已废弃, 废弃, 已归档, 已拒绝, 中止, 廃止, 却下, キャンセル, アーカイブ, 취소, 취소됨, 폐기, 보관",
    ),
];

const MARKS: &[(StatusClass, bool, &str)] = &[
    (Draft, false, "⬜☐🔲🔳◻⚪📝💡"),
    (Active, false, "🚧🔄🔁🏗🟡🟠🔵🟢⏩▶⏳⌛⏸⏱🕐🛑⛔🚫⚠❌✖🔴🔶🔨👷"),
    (Finished, true, "✅✔✓☑🎉🏁🏆"),
];

type Known = FxHashMap<String, (StatusClass, bool)>;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let rows = WORDS
        .iter()
        .flat_map(|(class, done, words)| words.split(',').map(move |word| (word, *class, *done)));
    rows.map(|(word, class, done)| {
        (word.split_whitespace().collect::<Vec<_>>().join(" "), (class, done))
    })
    .collect()
});

/// What the known phrases begin with.
static FIRST_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| KNOWN.keys().filter_map(|phrase| phrase.split(' ').next()).collect());

/// Reads the status that `text` (raw inline text of a field, cell or list item) begins with. Checkboxes, marks, words in
/// many languages and percentages count; a mark before words that are no status says nothing about them.
pub fn parse(text: &str) -> Option<Status> {
    let plain = Plain::of(text).text;
    let (mark, rest) = leading_mark(&plain);
    if let Some((status, end)) = words(rest) {
        let hedged = status.done && is_hedged(rest.get(end..).unwrap_or_default());
        return Some(if hedged { Status { class: Active, done: false, ..status } } else { status });
    }
    mark.filter(|_| rest.chars().next().is_none_or(|c| !c.is_alphabetic()))
}

/// The status at the end of a heading's plain text (`Foundation ✅ DONE`, `Foundation (complete)`, `Foundation - DONE`), with
/// the byte offset where it begins, separator included. Nothing when the whole text is a status.
pub fn trailing(text: &str) -> Option<(usize, Status)> {
    let text = text.trim_end();
    // Where it begins there is a mark, a bracket, a separator or a word in capitals.
    let separates = |pair: &[u8]| matches!(pair, [b'-' | b':', b' ']);
    let ends = |b: &u8| matches!(b, b')' | b']' | b'A'..=b'Z');
    let bytes = text.as_bytes();
    let may = !text.is_ascii() || bytes.last().is_some_and(ends) || bytes.windows(2).any(separates);
    if may { behind(text) } else { None }
}

fn behind(text: &str) -> Option<(usize, Status)> {
    const FAR: usize = 120;
    let short = text.len() <= FAR;
    let far = || text.char_indices().rev().take(FAR).last().map_or(0, |(at, _)| at);
    let from = if short { 0 } else { far() };
    let near = text.get(from..)?;
    let (at, status) =
        trailing_group(near).or_else(|| trailing_mark(near)).or_else(|| trailing_words(near))?;
    let before = text
        .get(..from + at)?
        .trim_end_matches(|c: char| c.is_whitespace() || "-–—:：|*".contains(c));
    (!marks::trim(before).is_empty()).then_some((before.len(), status))
}

/// The status mark (`✅`, `[x]`) that plain text begins with, and the text after all leading marks.
pub fn leading_mark(text: &str) -> (Option<Status>, &str) {
    let text = text.trim_start();
    let boxes = [
        ("[x]", Finished, true),
        ("[X]", Finished, true),
        ("[ ]", Draft, false),
        ("[/]", Active, false),
        ("[~]", Active, false),
        ("[-]", Finished, false),
    ];
    for (mark, class, done) in boxes.into_iter().filter(|_| text.starts_with('[')) {
        if let Some(rest) = text.strip_prefix(mark) {
            return (Some(Status { class, done, word: mark.to_owned() }), rest.trim_start());
        }
    }
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || marks::is_emoji(c));
    let found =
        text.chars().take_while(|c| c.is_whitespace() || marks::is_emoji(*c)).find_map(mark);
    (found, rest)
}

/// `(COMPLETE)`, `[DONE]`, `（未完了）`; behind a mark (`✅ COMPLETED (2 hours)`) the mark decides.
fn trailing_group(text: &str) -> Option<(usize, Status)> {
    let (at, inner) = marks::last_group(text)?;
    let before = text.get(..at)?.trim_end();
    if before.ends_with(marks::is_emoji)
        && let Some(found) = trailing_mark(before)
    {
        return Some(found);
    }
    let (leading, rest) = leading_mark(inner);
    let status = if rest.is_empty() { leading } else { only_words(rest).filter(is_sure) };
    status.map(|status| (at, status))
}

/// `✅`, `✅ COMPLETED`, `✅ COMPLETED (2-3 hours)`
fn trailing_mark(text: &str) -> Option<(usize, Status)> {
    // No mark is ASCII, most text is.
    if text.is_ascii() {
        return None;
    }
    let (at, found) =
        text.char_indices().rev().find_map(|(at, c)| mark(c).map(|status| (at, status)))?;
    let after = marks::trim(text.get(at..)?.trim_start_matches(marks::is_emoji));
    let after = match marks::last_group(after) {
        Some((group, _)) => after.get(..group)?.trim_end(),
        None => after,
    };
    if after.is_empty() {
        return Some((at, found));
    }
    only_words(after).map(|status| (at, status))
}

/// `- DONE`, `— complete`, and a last word in capitals: `DONE`
fn trailing_words(text: &str) -> Option<(usize, Status)> {
    const CAPITALS: [&str; 7] =
        ["DONE", "COMPLETE", "COMPLETED", "WIP", "TODO", "BLOCKED", "FINISHED"];
    let separators: &[&str] =
        if text.is_ascii() { &[" - ", ": "] } else { &[" - ", " – ", " — ", ": ", "："] };
    for separator in separators {
        let after = |at: usize| only_words(text.get(at + separator.len()..)?);
        let at = memmem::rfind(text.as_bytes(), separator.as_bytes());
        let found = at.and_then(|at| Some((at, after(at)?)));
        if let Some(found) = found.filter(|(_, status)| is_sure(status)) {
            return Some(found);
        }
    }
    let (at, last) =
        text.rsplit_once(char::is_whitespace).map(|(before, last)| (before.len(), last))?;
    if CAPITALS.contains(&last) {
        return words(last).map(|(status, _)| (at, status));
    }
    None
}

/// Whether words at the end of a heading are a status; `New`, `Review` and `Live` may as well belong to the title.
fn is_sure(status: &Status) -> bool {
    const SURE: &str = "done,complete,completed,finished,implemented,shipped,merged,all done,all complete,all completed,\
        in progress,not started,not done,todo,wip,blocked,pending,deferred,on hold,skipped,cancelled,canceled,superseded,\
        abandoned,planned,draft";
    let word = marks::fold(&status.word).replace(['-', '_'], " ");
    !word.is_ascii() || SURE.split(',').any(|sure| sure == word)
}

/// The status that is all there is in `text`, numbers and dates apart.
fn only_words(text: &str) -> Option<Status> {
    let (status, end) = words(text)?;
    let rest = text.get(end..)?;
    (!rest.contains(char::is_alphabetic)).then_some(status)
}

/// The status words that `text` begins with, and the byte offset after them.
fn words(text: &str) -> Option<(Status, usize)> {
    const ADVERBS: [&str; 7] =
        ["fully", "now", "already", "currently", "successfully", "both", "is"];
    const LONGEST: usize = 4;
    if let Some(found) = percentage(text).or_else(|| unspaced(text)) {
        return Some(found);
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while tokens.len() < LONGEST {
        let start = text.len() - rest.len();
        let length = rest
            .find(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c))
            .unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let word = marks::fold(rest.get(..length)?);
        if !tokens.is_empty() || !ADVERBS.contains(&word.as_str()) {
            if tokens.is_empty() && !FIRST_WORDS.contains(word.as_str()) {
                return None;
            }
            tokens.push((start, start + length, word));
        }
        rest = rest.get(length..)?.trim_start_matches([' ', '_', '-', '\'', '’', '\u{a0}']);
    }
    for count in (1..=tokens.len()).rev() {
        let phrase: Vec<&str> = tokens.iter().take(count).map(|token| token.2.as_str()).collect();
        if let Some(&(class, done)) = KNOWN.get(&phrase.join(" ")) {
            let (start, end) = (tokens.first()?.0, tokens.get(count - 1)?.1);
            return Some((Status { class, done, word: text.get(start..end)?.to_owned() }, end));
        }
    }
    None
}

/// `已完成`, `完了`: the longest prefix wins.
fn unspaced(text: &str) -> Option<(Status, usize)> {
    if text.trim_start().starts_with(|c: char| c.is_ascii()) {
        return None;
    }
    let trimmed = text.trim_start();
    let start = text.len() - trimmed.len();
    let known = PREFIXES.iter().flat_map(|(class, done, words)| {
        words.split(", ").map(move |word| (word.trim(), *class, *done))
    });
    let (word, class, done) =
        known.filter(|(word, ..)| trimmed.starts_with(word)).max_by_key(|(word, ..)| word.len())?;
    Some((Status { class, done, word: word.to_owned() }, start + word.len()))
}

/// `0%`, `80 %`, `100% complete`
fn percentage(text: &str) -> Option<(Status, usize)> {
    let trimmed = text.trim_start();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let rest = trimmed.get(digits..)?;
    let sign = rest.trim_start().strip_prefix('%')?;
    let value: u32 = trimmed.get(..digits).filter(|_| digits <= 3)?.parse().ok()?;
    let (class, done) = match value {
        0 => (Draft, false),
        100.. => (Finished, true),
        _ => (Active, false),
    };
    let word = trimmed.get(..trimmed.len() - sign.len())?.to_owned();
    Some((Status { class, done, word }, text.len() - sign.len()))
}

/// Whether what follows a word like "done" takes it back: `for now`, `except docs`, `— review pending`, `(80%)`, `by Friday`.
fn is_hedged(rest: &str) -> bool {
    const NEXT: [&str; 17] = [
        "for", "except", "but", "until", "by", "when", "once", "if", "modulo", "the", "this", "to",
        "through", "up", "apart", "criteria", "and",
    ];
    const ANYWHERE: [&str; 9] = [
        "except",
        "pending",
        "remaining",
        "remains",
        "awaiting",
        "partial",
        "partially",
        "blocked",
        "todo",
    ];
    if rest.trim_start().starts_with('?') {
        return true;
    }
    let near: String = rest.chars().take(80).collect();
    let folded = marks::fold(&near);
    let mut words =
        folded.split(|c: char| !c.is_alphanumeric() && c != '%').filter(|word| !word.is_empty());
    let glued = rest.starts_with([' ', '\u{a0}'])
        && !folded.trim_start().starts_with(|c: char| !c.is_alphanumeric());
    if glued
        && folded
            .split_whitespace()
            .next()
            .is_some_and(|word| NEXT.contains(&word) && word != "and")
    {
        return true;
    }
    words.any(|word| {
        ANYWHERE.contains(&word) || word.ends_with('%') && word != "100%" && word != "%"
    })
}

fn mark(c: char) -> Option<Status> {
    let mut marks = MARKS.iter().filter(|_| marks::is_emoji(c));
    let (class, done, _) = marks.find(|(.., marks)| marks.contains(c))?;
    Some(Status { class: *class, done: *done, word: c.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = parse(text).map_or("-".to_owned(), |s| {
            format!("{:?}{} {}", s.class, if s.done { "!" } else { "" }, s.word)
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[track_caller]
    fn check_trailing(text: &str, expected: &str) {
        let shown = trailing(text).map_or("-".to_owned(), |(at, s)| {
            format!("{} | {} {}", text.get(..at).unwrap(), s.word, s.done)
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn leading_words() {
        check("Draft", "Draft Draft");
        check("**WIP** - do not merge", "Draft WIP");
        check("planned.", "Draft planned");
        check("Not started (requires `/tasks`)", "Draft Not started");
        check("NOT_STARTED", "Draft NOT_STARTED");
        check("To-Do", "Draft To-Do");
        check("In Progress", "Active In Progress");
        check("in-progress", "Active in-progress");
        check("PENDING_REVIEW", "Active PENDING_REVIEW");
        check("Approved for implementation", "Active Approved");
        check("Ready for implementation", "Active Ready for implementation");
        check("Blocked on #12", "Active Blocked");
        check("Complete — [PR #20743](https://example.org)", "Finished! Complete");
        check("**COMPLETED 2025-10-04**", "Finished! COMPLETED");
        check("FULLY IMPLEMENTED with tests", "Finished! IMPLEMENTED");
        check("ALL IMPLEMENTED & TESTED", "Finished! ALL IMPLEMENTED");
        check("Superseded by plan 12", "Finished Superseded");
        check("Won't fix", "Finished Won't fix");
        check("Phase 2 complete. Full suite passes", "-");
        check("All code changes complete in `main`", "-");
        check("", "-");
        check("N/A", "-");
    }

    #[test]
    fn marks_and_boxes() {
        check("✅", "Finished! ✅");
        check("✅ COMPLETED", "Finished! COMPLETED");
        check("✓ COMPLETE", "Finished! COMPLETE");
        check("✔️ 2025-01-02", "Finished! ✔");
        check("✅ Ready for implementation", "Active Ready for implementation");
        check("✅ No justifications required", "-");
        check("⏳ Pending | 🔄 In Progress | ✅ Complete", "Active Pending");
        check("🚧", "Active 🚧");
        check("❌ Failed", "Active Failed");
        check("⬜", "Draft ⬜");
        check("[x]", "Finished! [x]");
        check("[ ] open", "Draft open");
        check("100% complete", "Finished! 100%");
        check("80%", "Active 80%");
        check("0 %", "Draft 0 %");
    }

    #[test]
    fn done_that_is_taken_back() {
        check("Done except docs", "Active Done");
        check("done for the current skeleton.", "Active done");
        check("Complete (80%)", "Active Complete");
        check("Completed, review pending", "Active Completed");
        check("Complete the migration", "Active Complete");
        check("Done by Friday", "Active Done");
        check("Partially done", "Active Partially");
        check("Not done", "Active Not done");
        check("Done?", "Active Done");
        check("Complete - all unknowns resolved for now", "Finished! Complete");
        check("Done (100%)", "Finished! Done");
    }

    #[test]
    fn languages() {
        check("已完成", "Finished! 已完成");
        check("未完成", "Active 未完成");
        check("进行中（第二阶段）", "Active 进行中");
        check("✅ 完了", "Finished! 完了");
        check("未完了", "Active 未完了");
        check("완료", "Finished! 완료");
        check("진행 중", "Active 진행 중");
        check("Em andamento", "Active Em andamento");
        check("Concluído", "Finished! Concluído");
        check("Terminé", "Finished! Terminé");
        check("Не начато", "Draft Не начато");
        check("Завершено", "Finished! Завершено");
        check("Abgeschlossen", "Finished! Abgeschlossen");
        check("Sin iniciar", "Draft Sin iniciar");
    }

    #[test]
    fn at_the_end_of_a_heading() {
        check_trailing("Foundation ✅ DONE", "Foundation | DONE true");
        check_trailing("Foundation ✅", "Foundation | ✅ true");
        check_trailing("Testing 🔄", "Testing | 🔄 false");
        check_trailing("Struct definitions [COMPLETE]", "Struct definitions | COMPLETE true");
        check_trailing("Essential functions (COMPLETED)", "Essential functions | COMPLETED true");
        check_trailing("Polish (1-2 hours) ✅ COMPLETED", "Polish (1-2 hours) | COMPLETED true");
        check_trailing("Polish ✅ COMPLETED (2-3 hours)", "Polish | COMPLETED true");
        check_trailing("フォーマッター（未完了）", "フォーマッター | 未完了 false");
        check_trailing("Graph analysis - ✅ COMPLETED", "Graph analysis | COMPLETED true");
        check_trailing("Foundation — done", "Foundation | done true");
        check_trailing("Foundation DONE", "Foundation | DONE true");
        check_trailing(
            "Implementation Status: COMPLETED ✅",
            "Implementation Status: COMPLETED | ✅ true",
        );
        check_trailing("Cutover (Live)", "-");
        check_trailing("Traversal (NEW)", "-");
        check_trailing("Definition of Done", "-");
        check_trailing("Done", "-");
        check_trailing("✅ Complete", "-");
        check_trailing("Mark as complete", "-");
        check_trailing("✅ Success Criteria", "-");
        check_trailing("Release (Week 4)", "-");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..Default::default() })]
        /// What is not looked at any closer has no status at its end.
        #[test]
        fn what_is_passed_over_has_no_status(parts in prop::collection::vec(prop::sample::select(&[
            "Core", " ", "done", "DONE", "(done)", "[x]", "✅", "—", "-", ":", ".", "!", "*", "_", "WIP", "in progress",
            "complete", "TODO", "|", "/", ",", "1", "100%",
        ][..]), 1..7)) {
            let text = parts.concat();
            let (near, far) = (trailing(&text), behind(text.trim_end()));
            let shown = |found: Option<(usize, Status)>| found.map(|(at, status)| (at, status.word));
            prop_assert_eq!(shown(near), shown(far), "{}", text);
        }
    }

    #[test]
    fn marks_are_looked_for_among_emoji() {
        assert!(MARKS.iter().flat_map(|(.., marks)| marks.chars()).all(marks::is_emoji));
    }
}
