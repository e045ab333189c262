//! The words that head phases, steps and components, in the languages plans are written in.
//!
//! Data only; how a word and its number are found in a heading is in `heading`.

use super::Kind;
use crate::plan::marks;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Words with blanks around them, folded (lower case, no accents).
const SPACED: &[(Kind, &str)] = &[
    (
        Kind::Phase,
        "phase, phases, stage, stages, milestone, milestones, sprint, sprints, week, weeks, day, days, month, months, part, \
         wave, iteration, increment, epic, track, workstream, work stream, work package, checkpoint, chunk, batch, round, cycle, \
         tranche, pr, pull request, phasen, woche, meilenstein, etappe, arbeitspaket, tag, fase, fases, etapa, semana, hito, dia, \
         marco, semaine, jour, jalon, lot, settimana, giorno, traguardo, этап, фаза, неделя, день, спринт, веха, стадия, итерация, \
         mijlpaal, etap, faz, asama, hafta, vaihe, fas, giai đoan, tahap, 마일스톤, 스프린트, 단계, 페이즈",
    ),
    (
        Kind::Step,
        "step, steps, task, tasks, action, work item, action item, todo, schritt, aufgabe, paso, tarea, passo, tarefa, etape, \
         tache, passaggio, compito, attivita, шаг, задача, stap, taak, krok, zadanie, adim, gorev, steg, uppgift, buoc, langkah, \
         작업, 스텝, 태스크, 과제",
    ),
    (
        Kind::Component,
        "component, module, subsystem, komponente, modul, componente, modulo, composant, компонент, модуль, bileşen, 컴포넌트, 모듈",
    ),
];

/// Words of scripts without blanks: the number may follow or precede them directly. Longer words first.
const UNSPACED: &[(Kind, &str)] = &[
    (
        Kind::Phase,
        "マイルストーン, イテレーション, スプリント, フェーズ, フェイズ, ステージ, 里程碑, 阶段, 階段, 段階, 迭代, 冲刺, 期, 周, 週目, 週, \
         단계, 페이즈, 마일스톤, 스프린트, 주차",
    ),
    (Kind::Step, "ステップ, タスク, 手順, 作業, 步骤, 步驟, 任务, 任務, 步, 작업"),
    (Kind::Component, "コンポーネント, モジュール, 组件, 組件, 模块, 模組"),
];

/// Short identifiers: the number follows at once (`M3`, `WP1`, `T1.2`), in capitals.
const INITIALS: &[(Kind, &str)] = &[
    (Kind::Phase, "WP"),
    (Kind::Phase, "MS"),
    (Kind::Phase, "PR"),
    (Kind::Phase, "M"),
    (Kind::Phase, "P"),
    (Kind::Step, "T"),
];

/// Words that may stand before the phase word: `Implementation Phase 2`.
const BEFORE: [&str; 9] = [
    "implementation",
    "development",
    "project",
    "delivery",
    "execution",
    "rollout",
    "migration",
    "build",
    "plan",
];

/// Words that make `Phase 2 …` a section *about* phase 2 when they end it.
const ABOUT: &[&str] = &[
    "achievements",
    "acceptance",
    "actions",
    "analysis",
    "artifacts",
    "benefits",
    "checklist",
    "checklists",
    "checkpoint",
    "completion",
    "criteria",
    "deliverables",
    "dependencies",
    "details",
    "effort",
    "estimate",
    "estimates",
    "files",
    "gate",
    "gates",
    "goal",
    "goals",
    "highlights",
    "issues",
    "metrics",
    "milestones",
    "non-goals",
    "notes",
    "objective",
    "objectives",
    "outcome",
    "outcomes",
    "outputs",
    "overview",
    "plan",
    "prerequisites",
    "progress",
    "questions",
    "readiness",
    "report",
    "requirements",
    "result",
    "results",
    "retrospective",
    "review",
    "risk",
    "risks",
    "rollback",
    "schedule",
    "scope",
    "statistics",
    "status",
    "steps",
    "summary",
    "tasks",
    "tests",
    "timeline",
    "todos",
    "verification",
];

/// Words that go on with the sentence: `Part 2 of the plan`, `Phase 1 and 2`.
const GOES_ON: [&str; 16] = [
    "of", "and", "or", "to", "is", "was", "are", "has", "will", "vs", "versus", "through", "after",
    "before", "until", "&",
];

static KNOWN: LazyLock<FxHashMap<String, Kind>> = LazyLock::new(|| {
    let words =
        SPACED.iter().flat_map(|(kind, words)| words.split(',').map(move |word| (word, *kind)));
    words
        .map(|(word, kind)| (word.split_whitespace().collect::<Vec<_>>().join(" "), kind))
        .collect()
});

static UNSPACED_WORDS: LazyLock<Vec<(Kind, &str)>> = LazyLock::new(|| {
    let words = UNSPACED
        .iter()
        .flat_map(|(kind, words)| words.split(", ").map(move |word| (*kind, word.trim())));
    words.collect()
});

/// What the names of two words begin with.
static FIRST_OF_TWO: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| KNOWN.keys().filter_map(|name| Some(name.split_once(' ')?.0)).collect());

/// The phase or step word with blanks around it that `text` begins with, adjectives before it included:
/// its kind and byte range.
pub(super) fn spaced(text: &str) -> Option<(Kind, usize, usize)> {
    let first = word_end(text, 0)?;
    let folded = marks::fold(text.get(..first)?);
    if BEFORE.contains(&folded.as_str()) {
        let start = first + blanks(text.get(first..)?);
        let end = word_end(text, start)?;
        let kind = KNOWN.get(&marks::fold(text.get(start..end)?))?;
        return Some((*kind, start, end));
    }
    let two = || {
        let second = first + blanks(text.get(first..)?);
        let end = FIRST_OF_TWO.contains(folded.as_str()).then(|| word_end(text, second))??;
        let both = format!("{folded} {}", marks::fold(text.get(second..end)?));
        Some((*KNOWN.get(&both)?, 0, end))
    };
    two().or_else(|| Some((*KNOWN.get(&folded)?, 0, first)))
}

/// The word of a script without blanks that `text` begins with: its kind and length.
pub(super) fn unspaced(text: &str) -> Option<(Kind, usize)> {
    if text.starts_with(|c: char| c.is_ascii()) {
        return None;
    }
    let words = UNSPACED_WORDS.iter().copied();
    words
        .filter(|(_, word)| text.starts_with(word))
        .map(|(kind, word)| (kind, word.len()))
        .max_by_key(|(_, length)| *length)
}

/// The initials that `text` begins with, a digit right after them: their kind and length.
pub(super) fn initials(text: &str) -> Option<(Kind, usize)> {
    INITIALS.iter().find_map(|(kind, word)| {
        let rest = text.strip_prefix(word)?;
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some((*kind, word.len()))
    })
}

/// Whether what follows `Phase 2` without a separator speaks about the phase instead of naming it.
pub(super) fn is_about(rest: &str) -> bool {
    let fold =
        |word: &str| marks::fold(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&'));
    let head = rest.split([':', '(', '（', '：']).next().unwrap_or_default();
    let first = rest.split_whitespace().next().map(fold).unwrap_or_default();
    let last = head.split_whitespace().next_back().map(fold).unwrap_or_default();
    GOES_ON.contains(&first.as_str()) || ABOUT.contains(&last.as_str())
}

fn word_end(text: &str, start: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    let rest = text.get(start..)?;
    let length: usize = rest
        .chars()
        .take(LONGEST)
        .take_while(|c| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(c))
        .map(char::len_utf8)
        .sum();
    (length > 0).then_some(start + length)
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
