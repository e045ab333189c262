use super::*;

/// `kind word number | title | status`
fn show(text: &str) -> String {
    let heading = parse(text);
    let (from, to) = heading.title_span;
    assert!(text.get(from..to).is_some(), "{text}: {from}..{to}");
    if let Some((from, to)) = heading.number_span
        && let Some(number) = &heading.number
    {
        assert_eq!(text.get(from..to), Some(number.text.as_str()), "{text}");
    }
    let kind = format!("{:?}", heading.kind).to_lowercase();
    let parts = [
        heading.word.unwrap_or_default(),
        heading.number.map(|n| n.to_string()).unwrap_or_default(),
    ];
    let head =
        parts.iter().filter(|part| !part.is_empty()).fold(kind, |head, part| head + " " + part);
    let status = heading
        .status
        .map(|s| format!(" | {}{}", s.word, if s.done { "!" } else { "" }))
        .unwrap_or_default();
    format!("{head} | {}{status}", heading.title)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "{text}");
}

#[test]
fn separators() {
    check("Phase 2: Core Implementation", "phase Phase 2 | Core Implementation");
    check("Phase 2 — Core", "phase Phase 2 | Core");
    check("Phase 2 – Core", "phase Phase 2 | Core");
    check("Phase 2 - Core", "phase Phase 2 | Core");
    check("Phase 2. Core", "phase Phase 2 | Core");
    check("Phase 2) Core", "phase Phase 2 | Core");
    check("Phase 2 | Core", "phase Phase 2 | Core");
    check("Phase 2 Core work", "phase Phase 2 | Core work");
    check("Phase 2", "phase Phase 2 | ");
    check("Phase 2:", "phase Phase 2 | ");
    check("Phase 2 (Core)", "phase Phase 2 | Core");
    check("Phase 2 (2-3 weeks)", "phase Phase 2 | ");
    check("Phase 2 (Week 1)", "phase Phase 2 | ");
    check("Phase 2（設計）", "phase Phase 2 | 設計");
    check("Sprint 10 (Week 14): Monitoring", "phase Sprint 10 | Monitoring");
    check("Phase 1: Preparation (Week 1)", "phase Phase 1 | Preparation (Week 1)");
    check("Phase-2: Core", "phase Phase 2 | Core");
    check("PHASE 2 : Core", "phase PHASE 2 | Core");
    check("Step #3: Core", "step Step 3 | Core");
    check("Phase 3+: Future", "phase Phase 3 | Future");
}

#[test]
fn numbers() {
    check("Phase 0: X", "phase Phase 0 | X");
    check("Phase 4.5: X", "phase Phase 4.5 | X");
    check("Phase 1b: X", "phase Phase 1b | X");
    check("Phase 4B: X", "phase Phase 4B | X");
    check("Phase A: X", "phase Phase A | X");
    check("Phase IV: X", "phase Phase IV | X");
    check("Phase Two: X", "phase Phase Two | X");
    check("Week 1-2: X", "phase Week 1-2 | X");
    check("Weeks 3–4: X", "phase Weeks 3–4 | X");
    check("Step 2.1: X", "step Step 2.1 | X");
    check("Phase N: X", "phase Phase | X");
    check("Phase {{number}}: {{name}}", "phase Phase | {{name}}");
    check("Phase [N]: [Name]", "phase Phase | [Name]");
    check("Task IMPL-003: Config", "step Task | Config");
    check("Phase: Review fixes", "phase Phase | Review fixes");
}

#[test]
fn words_of_phases_and_steps() {
    for (text, expected) in [
        ("Stage 1: X", "phase Stage 1 | X"),
        ("Milestone 2", "phase Milestone 2 | "),
        ("Sprint 1", "phase Sprint 1 | "),
        ("Part 3 — X", "phase Part 3 | X"),
        ("Day 3: X", "phase Day 3 | X"),
        ("Wave 1: X", "phase Wave 1 | X"),
        ("Iteration 2: X", "phase Iteration 2 | X"),
        ("Work Package 2: X", "phase Work Package 2 | X"),
        ("PR 1: Staging", "phase PR 1 | Staging"),
        ("M3: X", "phase M 3 | X"),
        ("M1 — X", "phase M 1 | X"),
        ("P0 — Must fix", "phase P 0 | Must fix"),
        ("WP1: X", "phase WP 1 | X"),
        ("T1.2: X", "step T 1.2 | X"),
        ("Task 4: X", "step Task 4 | X"),
        ("Step 3 - X", "step Step 3 | X"),
        ("Component 1: X", "component Component 1 | X"),
        ("Module A — X", "component Module A | X"),
        ("Implementation Phase 2: X", "phase Phase 2 | X"),
        ("2. Phase 1: Foundation", "phase Phase 1 | Foundation"),
        ("2. Phase: Analyse", "phase Phase 2 | Analyse"),
    ] {
        check(text, expected);
    }
}

#[test]
fn other_languages() {
    for (text, expected) in [
        ("阶段 1：X", "phase 阶段 1 | X"),
        ("阶段一：搭建", "phase 阶段 一 | 搭建"),
        ("第1阶段", "phase 阶段 1 | "),
        ("第一阶段：环境搭建", "phase 阶段 一 | 环境搭建"),
        ("第 2 阶段 - X", "phase 阶段 2 | X"),
        ("步骤 3：X", "step 步骤 3 | X"),
        ("任务1: X", "step 任务 1 | X"),
        ("フェーズ1: 設計", "phase フェーズ 1 | 設計"),
        ("フェーズ3+: 将来", "phase フェーズ 3 | 将来"),
        ("タスク 2: 登録する", "step タスク 2 | 登録する"),
        ("ステップ 1 準備", "step ステップ 1 | 準備"),
        ("1단계: 기반", "phase 단계 1 | 기반"),
        ("제2단계: 기반", "phase 단계 2 | 기반"),
        ("단계 2: 기반", "phase 단계 2 | 기반"),
        ("작업 4: 검증", "step 작업 4 | 검증"),
        ("Fase 1: Fundação", "phase Fase 1 | Fundação"),
        ("Etapa 2 – X", "phase Etapa 2 | X"),
        ("Étape 3 : X", "step Étape 3 | X"),
        ("Schritt 4: X", "step Schritt 4 | X"),
        ("Meilenstein 5: Tests", "phase Meilenstein 5 | Tests"),
        ("Этап 1. База", "phase Этап 1 | База"),
        ("Шаг 2: X", "step Шаг 2 | X"),
        ("Paso 1: X", "step Paso 1 | X"),
    ] {
        check(text, expected);
    }
}

#[test]
fn bare_numbers() {
    check("3. Parser", "section 3 | Parser");
    check("3) Parser", "section 3 | Parser");
    check("(3) Parser", "section 3 | Parser");
    check("2.1 Lexer", "step 2.1 | Lexer");
    check("2.1. Lexer", "step 2.1 | Lexer");
    check("0.5.1 Create", "step 0.5.1 | Create");
    check("4B.4: Testing", "section 4B.4 | Testing");
    check("A. Context", "section A | Context");
    check("§A. Context", "section A | Context");
    check("§A.4 Counts", "section A.4 | Counts");
    check("§C Approach", "section C | Approach");
    check("IV. Approach", "section IV | Approach");
    check("Section 4: Risks", "section 4 | Risks");
    check("1️⃣ Setup", "section 1 | Setup");
    check("一、概述", "section 一 | 概述");
    check("1、概述", "section 1 | 概述");
    check("1.概述", "section 1 | 概述");
    check("2c. New file", "section 2c | New file");
}

#[test]
fn sections() {
    for text in [
        "Overview",
        "Phase 1 risks",
        "Phase 1 non-goals",
        "Phase 1 Completion: 23 / 23 tasks",
        "PR #80 Additions",
        "Day-1 operations",
        "Phases",
        "Phase Overview",
        "Step-by-Step Tasks",
        "Day 1 Checklist",
        "Part 2 of the plan",
        "Phase 1 and 2",
        "M1 chip support",
        "P0 bugs",
        "2025-11-02 update",
        "2024 roadmap",
        "30 days of work",
        "e.g. this",
        "Weekly status",
        "Staging",
        "Stage",
        "Task Breakdown",
        "Milestones",
        "フェーズ1後の予測",
        "3D engine",
        "Version 1.2 - Files",
        "Steps to reproduce",
        "After Phase 2: cleanup",
        "",
        "!!!",
        "I think so",
        "A/B testing",
        "Parts of it",
        "Dayjs 2: migration",
    ] {
        check(text, &format!("section | {text}"));
    }
}

#[test]
fn statuses() {
    check("Phase 1: Foundation ✅ DONE", "phase Phase 1 | Foundation | DONE!");
    check("Phase 1: Foundation ✅", "phase Phase 1 | Foundation | ✅!");
    check("✅ Phase 1: Foundation", "phase Phase 1 | Foundation | ✅!");
    check("**✅ Week 1: Essential (COMPLETED)**", "phase Week 1 | Essential | COMPLETED!");
    check("[x] Phase 1: Foundation", "phase Phase 1 | Foundation | [x]!");
    check("[ ] Implementation Phase 1: Validation", "phase Phase 1 | Validation | [ ]");
    check("Phase 1: Foundation [COMPLETE]", "phase Phase 1 | Foundation | COMPLETE!");
    check("Phase 1: Foundation (in progress)", "phase Phase 1 | Foundation | in progress");
    check("Phase 1: Foundation [checkpoint: 9ae93b3]", "phase Phase 1 | Foundation");
    check(
        "Phase 1: Polish (1-2 hours) ✅ COMPLETED",
        "phase Phase 1 | Polish (1-2 hours) | COMPLETED!",
    );
    check("✅ PHASE 4B COMPLETED: Traversal", "phase PHASE 4B | Traversal | COMPLETED!");
    check("✅ COMPLETED: Phase 2D Enhanced API", "phase Phase 2D | Enhanced API | COMPLETED!");
    check("Phase 2 ✅", "phase Phase 2 |  | ✅!");
    check("Day 0: Complete ✅", "phase Day 0 |  | Complete!");
    check("4.1 Permits ✅ COMPLETED", "step 4.1 | Permits | COMPLETED!");
    check("✅ Success Criteria", "section | Success Criteria");
    check("Implementation Status ✅", "section | Implementation Status | ✅!");
    check("Definition of Done", "section | Definition of Done");
    check("🚀 Phase 1: Go", "phase Phase 1 | Go");
    check("Phase 1: Setup {#setup}", "phase Phase 1 | Setup");
}

#[test]
fn spans_and_names() {
    let heading = parse("**Phase 2:** *Core* work ✅");
    assert_eq!(heading.name, "Phase 2: Core work");
    assert_eq!(heading.title_span, (13, 24));
    assert_eq!(heading.number_span, Some((8, 9)));
    let heading = parse("Step 1: `parse.rs` ✅ DONE");
    assert_eq!((heading.title.as_str(), heading.title_span), ("parse.rs", (9, 17)));
    assert_eq!(parse("Phase 2").title_span, (7, 7));
    assert_eq!(parse("Phase 2: ✅").name, "Phase 2");
    assert_eq!(parse("🎯 **Goals**").name, "🎯 Goals");
    assert_eq!(parse("🎯 **Goals**").title, "Goals");
    assert_eq!(parse("[Spec](spec.md)").title, "Spec");
}

#[test]
fn hostile_input() {
    for part in [
        "Phase 1 (",
        "Phase ",
        "1.",
        "(a)",
        "✅ ",
        "[x] ",
        "第",
        "-",
        "(",
        ")",
        "DONE ",
        "{#",
        ": ",
    ] {
        let heading = parse(&part.repeat(20_000));
        assert!(heading.title_span.0 <= heading.title_span.1);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "([*_`~\\[\\](){}<>:.#✅é第阶段1 -]|Phase |Step |DONE|[A-Z0-9]){0,24}") {
        show(&text);
        let _ = crate::plan::Concept::of(&text);
        let _ = crate::plan::status::parse(&text);
        let _ = crate::plan::date::parse(&text);
        let _ = crate::plan::estimate::parse(&text);
        let _ = crate::plan::choice::list(&text);
    }
}
