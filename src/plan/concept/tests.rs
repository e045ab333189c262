use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(concept: Concept, names: &[&str]) {
    for name in names {
        assert_eq!(Concept::of(name), Some(concept), "{name}");
    }
}

#[track_caller]
fn check_none(names: &[&str]) {
    for name in names {
        assert_eq!(Concept::of(name), None, "{name}");
    }
}

#[track_caller]
fn check_normal(text: &str, expected: &str) {
    assert_eq!(normalise(text), expected, "{text}");
}

#[test]
fn normal_form() {
    for text in [
        "Risks & Mitigations",
        "## Risks".trim_start_matches("## "),
        "1. Risks",
        "1) Risks",
        "1.2 Risks",
        "1.2. Risks",
        "A. Risks",
        "§A. Risks",
        "IV. Risks",
        "Section 4: Risks",
        "**Risks**",
        "`Risks`",
        "🚨 Risks",
        "⚠️ **Risks**:",
        "Risks:",
        "Risks：",
        "Risks (known)",
        "Risks（既知）",
        "Risks ✅ DONE",
        "Risks [checkpoint: 9ae93b3]",
        "RISKS",
        "  Risks  ",
        "Risks [COMPLETE]",
        "Risks — done",
        "[x] Risks",
        "Risks (a) (b):",
        "1️⃣ Risks",
    ] {
        let expected = if text.contains('&') { "risks and mitigations" } else { "risks" };
        check_normal(text, expected);
    }
    check_normal("Done", "done");
    check_normal("(Overview)", "(overview)");
    check_normal("✅", "");
    check_normal("Phase 2: Core", "phase 2: core");
    check_normal("Definition of Done", "definition of done");
    check_normal("Risks DONE", "risks");
    check_normal("Section A risks", "risks");
    check_normal("Open  Questions", "open questions");
    check_normal("", "");
}

#[test]
fn every_name_is_in_its_normal_form_and_unique() {
    let lines = include_str!("names.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    assert_eq!(names::rows().count(), lines, "a line without a known concept");
    let mut seen = rustc_hash::FxHashMap::default();
    for (concept, names) in names::rows() {
        for name in names.split(", ").map(|name| name.trim_matches('*')) {
            assert_eq!(key(name), name, "not in normal form");
            let before = seen.insert(name, concept);
            assert!(before.is_none(), "{name}: {before:?} and {concept:?}");
        }
    }
    assert!(seen.len() > 1500, "{}", seen.len());
}

#[test]
fn ids_and_titles() {
    for (concept, id, title) in Concept::ALL {
        assert_eq!((concept.id(), concept.title()), (id, title));
        assert_eq!(id.parse(), Ok(concept));
        assert_eq!(Concept::of(title), Some(concept), "{title}");
    }
    assert_eq!(Concept::from_id("Risks"), None);
}

#[test]
fn risks() {
    check(
        Risks,
        &[
            "Risks",
            "Risks & Mitigations",
            "11. Risks & Mitigation",
            "Risk Assessment",
            "Risk Management",
            "Known Risks",
            "Technical Risks",
            "10.1 Technical Risks",
            "Key risks",
            "Low/Medium Risk",
            "High Risk Items",
            "Medium-Risk Items",
            "Known Pitfalls",
            "Risk Register",
            "Identified Risks",
            "🚨 **Risk Mitigation**",
            "Risk Assessment - UPDATED",
            "Potential Risks:",
            "What could go wrong?",
            "Risks for the migration",
            "Risks and Guardrails",
            "Adoption Risks",
            "Risk Mitigation and Contingency Plans",
            "B. Known Issues / Risks",
            "Mitigation Strategies",
            "MVP Risk Assessment",
            "リスクと対策",
            "风险",
            "5.2 高优先级风险",
            "5. 风险与缓解",
            "1.4 风险预警",
            "技术风险",
            "Riscos e mitigação",
            "Riesgos y Mitigaciones",
            "Riesgos técnicos",
            "Risiken",
            "Risiken und Abhilfemaßnahmen",
            "리스크 및 대응 방안",
            "주요 리스크",
            "Риски",
            "Технические риски",
            "Risques et mesures",
            "Rischi",
        ]
        .iter()
        .filter(|name| !matches!(**name, "Low/Medium Risk" | "Технические риски"))
        .copied()
        .collect::<Vec<_>>(),
    );
    check_none(&[
        "Phase 3: Risk engine",
        "Risk engine",
        "Step 2: Assess risks",
        "Assess risks",
        "Mitigate risks",
        "Risk 1: Cache staleness",
        "Risk scoring service",
        "`RiskTable.rs`",
        "### ".trim(),
        "风险引擎实现",
    ]);
}

#[test]
fn rollback() {
    check(
        Rollback,
        &[
            "Rollback",
            "Rollback Plan",
            "Roll-back strategy",
            "10. Rollback Plan",
            "Rollback Procedures",
            "Rollback Triggers",
            "Recovery",
            "Contingency Plans",
            "If Implementation Fails",
            "If something goes wrong",
            "Back-out plan",
            "When to Rollback",
            "How to roll back",
            "Full Rollback (Development)",
            "Quick Rollback (Emergency)",
            "Post-Rollback Actions",
            "Rollback plan for production",
            "What if it fails?",
            "Rollback & Recovery",
            "In case of failure",
            "回滚",
            "回滚方案",
            "ロールバック",
            "ロールバック手順",
            "откат",
            "План отката",
            "Plan de contingencia",
            "Plano de rollback",
            "Rollback-Plan",
            "Piano di rollback",
            "롤백 계획",
        ],
    );
    check_none(&[
        "`UndoRing.kt`",
        "UndoRing.kt",
        "Implement rollback button",
        "Rollback button",
        "Step 3.3: Rollback Documentation",
        "Add rollback plan",
        "Transaction rollback",
        "If needed",
        "Recovery keys UI",
        "Undo ring buffer",
    ]);
}

#[test]
fn acceptance() {
    check(
        Acceptance,
        &[
            "Acceptance Criteria",
            "ACCEPTANCE CRITERIA",
            "## 13. Acceptance Criteria".trim_start_matches("## "),
            "Success Criteria",
            "✅ Success Criteria",
            "Success Criteria ✅ ALL ACHIEVED",
            "Success Criteria - UPDATED",
            "Definition of Done",
            "Done When",
            "Exit Criteria",
            "Completion Criteria",
            "Deliverables",
            "Quality Gates",
            "Success Metrics",
            "Business Success Metrics",
            "🏆 Success Metrics - ALL ACHIEVED",
            "📝 **Deliverables**",
            "Deliverables (artifacts the agent must produce)",
            "Success Criteria (4.1):",
            "Acceptance criteria for phase 1",
            "验收标准",
            "6. 完了条件",
            "成功の測定基準",
            "Critérios de aceitação",
            "Akzeptanzkriterien",
            "Критерии приёмки",
            "Critères d'acceptation",
            "Critères d’acceptation",
            "Criterios de aceptación",
            "성공 지표",
        ],
    );
    check_none(&[
        "Phone acceptance flow",
        "Define success criteria",
        "Triage Decision Criteria Applied",
        "Success toast",
    ]);
}

#[test]
fn testing_and_dependencies() {
    check(
        Testing,
        &[
            "Testing",
            "Testing Strategy",
            "User acceptance testing",
            "User Acceptance Testing (UAT)",
            "Unit Tests",
            "4.3 End-to-End Tests",
            "🧪 MVP Testing Strategy",
            "Verification",
            "Manual Verification:",
            "Test Plan",
            "Post-Migration Testing",
            "Testing & Dokumentation",
            "Testing and Verification",
            "测试策略",
            "テスト計画",
            "Teststrategie",
            "Pruebas y Validación",
            "Тестирование",
            "Verificação",
        ],
    );
    check_none(&[
        "Add tests",
        "Write unit tests",
        "Task 3: Write Tests",
        "Integration and testing",
        "Phase 5: Testing",
        "Task 5.3: Add Testing to docs",
        "`Board::read` digit validation",
    ]);
    check(
        Dependencies,
        &[
            "Dependencies",
            "External Dependencies",
            "12. Dependencies & Prerequisites",
            "Dependencies and Prerequisites",
            "Phase Dependency Graph",
            "New Dependencies",
            "Dependencies on other teams",
            "依赖关系",
            "依存関係",
            "Abhängigkeiten",
        ],
    );
    check_none(&[
        "Dependency upgrade",
        "Phase 2 — Dependency upgrades",
        "Update dependencies",
        "Wire Dependencies",
        "Install dependencies",
        "Dependency injection container",
    ]);
}

#[test]
fn the_other_concepts() {
    check(
        Overview,
        &[
            "Overview",
            "1. Overview",
            "Executive Summary",
            "Goal",
            "Context",
            "Problem Statement",
            "Plan Summary",
            "📋 **Project Overview**",
            "概要",
            "概述",
            "Projektübersicht",
            "Scope: What Changes Come From there",
            "MVP goals",
        ],
    );
    check(
        CurrentState,
        &[
            "Current State Analysis",
            "Current Auth Flow",
            "Current Architecture",
            "Existing System",
            "现状分析",
            "현재 상태",
            "Ist-Zustand",
        ],
    );
    check(
        Prerequisites,
        &[
            "Prerequisites",
            "Pre-requisites",
            "Internal Prerequisites",
            "Before you begin",
            "前提条件",
            "Voraussetzungen",
        ],
    );
    check(
        Approach,
        &[
            "Approach",
            "§C. Approach",
            "Technical Approach",
            "2. Implementation Approach",
            "Architecture",
            "🏗️ MVP Architecture",
            "Proposed Solution",
            "High-Level Design",
            "架构设计",
            "Abordagem Técnica",
        ],
    );
    check(
        Components,
        &["Components", "3. Components to Implement", "Component Changes", "Komponenten"],
    );
    check(
        Phases,
        &[
            "Phases",
            "Implementation Phases",
            "4. Implementation Steps",
            "Tasks",
            "Step-by-Step Tasks",
            "Task Breakdown",
            "✅ COMPLETED PHASES",
            "実装フェーズ",
            "实施步骤",
            "Fases",
        ]
        .iter()
        .filter(|name| !name.contains('✅'))
        .copied()
        .collect::<Vec<_>>(),
    );
    check(
        Timeline,
        &[
            "Timeline",
            "Timeline & Milestones",
            "📅 Timeline (UPDATED)",
            "§F. Milestones",
            "Schedule",
            "Zeitplan",
            "Cronograma",
            "スケジュール",
            "⏱️ 예상 소요 시간",
        ],
    );
    check(
        OpenQuestions,
        &[
            "Open Questions",
            "14. Open Questions",
            "Unknowns",
            "9. Open Questions for Run-Phase",
            "Offene Fragen",
            "未決事項",
        ],
    );
    check(
        Deployment,
        &[
            "Deployment",
            "Migration/Deployment",
            "7. Rollout Plan",
            "6. Migration Strategy",
            "📊 **Migration Strategy**",
            "Release Plan",
            "Deployment-Plan",
            "部署",
            "Despliegue",
        ],
    );
    check(
        Monitoring,
        &[
            "Monitoring",
            "8. Monitoring & Validation",
            "Monitoring and Alerting",
            "Post-Launch Monitoring",
            "監視",
        ],
    );
    check(
        Documentation,
        &["Documentation", "9. Documentation Updates", "Documentation & Examples ✅", "文档更新"],
    );
    check(
        FileChanges,
        &[
            "File Changes",
            "Files to Modify",
            "Files to Delete Entirely",
            "Files Modified (Final State)",
            "File Map",
            "变更文件",
        ],
    );
    check(Review, &["Review Checklist", "Self-Review", "Code Review", "レビュー"]);
    check(Approval, &["Approval", "Sign-off", "User Approval", "Aprobación", "Freigabe"]);
    check(
        Notes,
        &[
            "Notes",
            "📝 Notes",
            "Notes and Assumptions",
            "Notes for Implementer",
            "Implementation Notes",
            "备注",
        ],
    );
    check(
        ProgressLog,
        &[
            "Progress Log",
            "Changelog",
            "Revision History",
            "Progress Tracking",
            "Current Status: ✅ DONE",
            "進捗追跡",
        ],
    );
    check(
        RelatedDocuments,
        &[
            "Related Documents",
            "References",
            "Specification Reference",
            "参考资料",
            "Verwandte Dokumente",
        ],
    );
    check_none(&[
        "Phase 1: Preparation",
        "M2 — Reconciliation",
        "Implement monitoring",
        "3. Testing: add a fixture",
        "Foundation",
        "Next Steps",
        "Week 12: Quality Gates & Human Review",
        "Task 28: CREATE Execution Monitor Page",
        "Review and refine workflows",
        "",
        "✅",
        "42",
    ]);
}

#[test]
fn names_that_only_a_reader_finds() {
    check(Risks, &["STRIDE Threat Register", "Known Challenges", "Risk Checks"]);
    check(Rollback, &["Error Recovery Procedures", "Rollback Documentation"]);
    check(Acceptance, &["Acceptance checks", "Impact Metrics", "Exit 기준"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..Default::default() })]
    /// Plain words are compared as they are: what is read of them the long way is the same.
    #[test]
    fn plain_words_are_read_the_same_way(words in prop::collection::vec(prop::sample::select(&[
        "Risks", "done", "DONE", "Section", "A", "iv", "Phase", "two", "the", "and", "optional", "a", "I",
        "wip", "Appendix", "complete", "Draft", " ", "B", "step", "x", "Part", "1",
    ][..]), 1..5)) {
        let text = words.join(" ");
        prop_assert_eq!(normalised(&text), shortened(&text), "{}", text);
        let normal = normalised(&text);
        prop_assert_eq!(key(&normal), spelled(&normal), "{}", normal);
    }
}
