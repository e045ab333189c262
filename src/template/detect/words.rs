//! The words that speak for or against a plan in titles, paths, headings, labels and front matter.
//! Data only, folded: lower case, no accents, one blank between words. What they weigh is the
//! scorer's business.

use crate::plan::marks;
use crate::plan::words::Words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words for "plan" between other words.
pub(super) static PLAN: Words = Words::listed(
    "plan, plano, piano, план, плана, planung, planungsdokument, plani, planlama, rencana, \
     suunnitelma, خطة, योजना",
);

/// Endings and parts of words that mean the same: compounds, and scripts without blanks.
pub(super) static PLAN_PARTS: Words =
    Words::listed("計画, 计划, 計劃, 計畫, 规划, 계획, แผน, ke hoach");

/// What a word that merely ends in `plan` must not be.
pub(super) static NO_PLAN: Words = Words::listed("explan, replan, unplan");

/// Words before `plan` that make it no plan of work.
pub(super) static OTHER_PLANS: Words = Words::listed(
    "test, pricing, billing, subscription, floor, lesson, meal, health, query, terraform, free, \
     paid, business, marketing, diet, insurance, savings, data",
);

/// Words of work that a plan's title has without saying "plan".
pub(super) static WORK: Words = Words::listed(
    "implementation, implementing, migration, migrating, refactor, refactoring, rewrite, \
     rollout, redesign, modernization, modernisation, overhaul, phase, milestone, sprint, \
     workstream, track, feature, slice, 実装, 移行, 实施, 迁移, 구현, 마이그레이션, umsetzung, implementierung, \
     implementacion, implementacao, реализация, внедрение",
);

/// Other kinds of document: a title, one of its parts or a file name that begins or ends with one of
/// these.
pub(super) static GENRES: Words = Words::listed(
    "spec, specs, specification, specifications, requirements, prd, brd, srs, guide, guides, \
     guideline, guidelines, tutorial, quickstart, quick start, getting started, walkthrough, \
     manual, handbook, cookbook, playbook, runbook, report, summary, explanation, rationale, \
     checklist, checklists, review, audit, assessment, adr, rfc, decision, decisions, research, \
     findings, analysis, investigation, data model, changelog, change log, release notes, \
     contributing, readme, security policy, policy, code of conduct, tasks, task list, todo, \
     todos, todo list, backlog, roadmap, notes, reference, documentation, best practices, \
     conventions, standards, workflow, instructions, design, design document, design doc, \
     examples, faq, prompt, skill, glossary, journal, progress tracker, troubleshooting, \
     retrospective, postmortem, post mortem, meeting, minutes, cheatsheet, cheat sheet, \
     bug report, proposal, comparison, benchmarks, newsletter, announcement, command, commands, \
     仕様, 仕様書, ガイド, 规范, 规格, 指南, 报告, 报告书, レポート, 가이드, 명세, 체크리스트, チェックリスト, クイックスタート, bericht, \
     checkliste, anleitung, leitfaden, handbuch, liste, especificacion, especificacao, guia, \
     informe, relatorio, rapport, manuel, спецификация, руководство, отчет, requisitos, \
     chuyen de, wytyczne",
);

/// Those of them that end German compounds.
pub(super) const COMPOUNDS: [&str; 6] =
    ["bericht", "checkliste", "anleitung", "leitfaden", "handbuch", "liste"];

/// Names of whole documents that within a longer title are only its subject (`Docker support`).
pub(super) static NAMES: Words = Words::listed(
    "schema, schemas, contract, contracts, changes, release, releases, releasing, history, \
     development, security, conduct, license, authors, support, governance, references, docs, \
     api, workflows, process, procedure, architecture, example, prompts, skills, agent, agents, \
     claude, gemini, copilot, index, log, progress, tracker, status, testing, tests, overview, \
     introduction, issue, bug, state, pull request, planner, installation, setup, configuration, \
     usage, features, benchmark, results, directory, reviewer, assistant, blog, post, article, \
     context, outline, project, memory, intro, home, main, contributors, maintainers",
);

/// What behind `plan` says that the document is about plans rather than one.
pub(super) static ABOUT_PLANS: Words = Words::listed(
    "mode, instructions, review, reviewer, report, checklist, guide, format, schema, workflow, \
     command, commands, agent, skill, prompt, generator, writer, executor, validation, \
     examples, comparison, retrospective, analysis, evaluation",
);

/// Verbs that before a plan, and nothing but `OF_PLANS` between, tell someone to make or use one.
pub(super) static MAKING: Words = Words::listed(
    "create, creating, generate, generating, write, writing, draft, drafting, make, making, \
     produce, execute, executing, follow, following, use, using, resume, how",
);

/// What may stand between those verbs and `plan`.
pub(super) static OF_PLANS: Words = Words::listed(
    "a, an, the, to, your, new, detailed, good, great, effective, comprehensive, implementation, \
     technical, execution, project, feature, phase, existing, create, write, make, use",
);

/// Words that with a number head one page of many (`# Step 2: Gather`, `# Incident 2026-02-11`).
pub(super) static NUMBERED: Words = Words::listed(
    "step, schritt, paso, passo, etape, шаг, krok, stap, adim, ステップ, 步骤, 步驟, 단계, incident, \
     outage, lecture, lesson, chapter, exercise, lab",
);

/// Folders of plans.
pub(super) static PLAN_FOLDERS: Words = Words::listed("plans, plan, planning, phases, tracks");

/// Folders of other documents.
pub(super) static OTHER_FOLDERS: Words = Words::listed(
    "adr, adrs, decisions, commands, agents, skills, prompts, instructions, workflows, \
     checklists, issue_template, pull_request_template, blog, changesets, .changeset, changelog, \
     rfcs, rfc, reference, node_modules, website, cookbook, tutorials, chatmodes, rules",
);

/// Folders whose files are templates.
pub(super) static TEMPLATE_FOLDERS: Words = Words::listed("templates, template");

/// What the key of a heading, label or front matter line speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A field of a plan's header.
    Header,
    /// A label within a phase or step.
    Step,
    /// Both of these.
    HeaderAndStep,
}

const LABELS: &[(Says, &str)] = &[
    (
        Says::Header,
        "branch, feature branch, feature, spec, specification, specification file, author, authors, owner, created, created at, \
         date, start date, target date, due date, updated, last updated, version, issue, issues, ticket, epic, tracking issue, \
         input, architecture, tech stack, approach, scope, plan, plan id, track, milestone, sprint, timeline, phase, complexity, \
         requirements summary, related issue, related spec, target, ステータス, 作成日, 状态, 日期, 作者, 优先级, 목표, 상태, 작성일, estado, \
         fecha, autor, datum, статус, автор, дата",
    ),
    (
        Says::HeaderAndStep,
        "status, goal, goals, objective, objectives, priority, estimated effort, estimated time, estimate, estimated duration, \
         effort, duration, risk level, risk, risks, dependencies, depends on, blocked by, estimated complexity, 目标, 目標, 目的, 依赖",
    ),
    (
        Says::Step,
        "files, file, files to modify, files to create, files to change, files to touch, files to modify and create, files modified, \
         files touched, files affected, affected files, new files, modified files, create, modify, validation, verification, verify, \
         acceptance, acceptance criteria, success criteria, done when, definition of done, exit criteria, deliverable, deliverables, \
         tasks, task, subtasks, steps, actions, action, key changes, changes, change, implementation, implementation details, \
         key implementation details, test, tests, testing, tests to write, purpose, location, mitigation, impact, probability, \
         likelihood, rollback, outcome, output, expected, expected output, expected outcome, checkpoint, commit, prerequisites, \
         rationale, 文件, 任务, 验收标准, 验证, 产出, ファイル, 完了条件, 検証, 파일, 검증",
    ),
];

/// Headings of READMEs, API pages, decision records, specifications and instructions.
static FOREIGN: Words = Words::listed(
    "installation, install, installing, usage, license, licence, contributing, contributors, getting started, quick start, \
     quickstart, features, key features, api, api reference, configuration, options, parameters, arguments, returns, return value, examples, example, \
     basic usage, advanced usage, commands, faq, troubleshooting, see also, support, community, acknowledgements, acknowledgments, credits, badges, \
     screenshots, demo, table of contents, decision, decision drivers, considered options, decision outcome, consequences, positive consequences, \
     negative consequences, pros and cons of the options, more information, context and problem statement, alternatives considered, \
     user scenarios and testing, user stories, functional requirements, non functional requirements, nonfunctional requirements, key entities, \
     edge cases, added requirements, modified requirements, removed requirements, review and acceptance checklist, requirements, \
     reporting a vulnerability, supported versions, our pledge, our standards, enforcement, core principles, capabilities, when to use, \
     when to use this skill, when not to use, when to use me, response approach, behavioral traits, knowledge base, example interactions, role, \
     your role, instructions, output format, guidelines, best practices, anti patterns, common pitfalls, pull requests, development setup, \
     key takeaways, what you will learn, learning objectives, next steps and resources, user input, pre execution checks, outline, ui components, \
     entities, data model, clarifications, personas, target audience, what is it, how it works, syntax, synopsis, attendees, agenda, \
     contributing factors, lessons learned, what went well, what went wrong, ingredients, steps to reproduce, expected behavior, \
     expected behaviour, actual behavior, actual behaviour, symptoms, escalation",
);

/// What a (normalised) label speaks for.
pub(super) fn label(key: &str) -> Option<Says> {
    static LABEL: LazyLock<FxHashMap<&'static str, Says>> = LazyLock::new(|| {
        let rows =
            LABELS.iter().flat_map(|(says, names)| names.split(", ").map(move |n| (n, *says)));
        rows.collect()
    });
    LABEL.get(key).copied()
}

/// Whether a (normalised) heading is one that plans do not have.
pub(super) fn is_foreign(key: &str) -> bool {
    FOREIGN.has(key) || key.contains('-') && FOREIGN.has(&key.replace('-', " "))
}

/// The words of a title or name, folded: letters and digits, split at everything else and between
/// `camelCase`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut split = String::with_capacity(text.len() + 8);
    let mut lower = false;
    for c in text.chars() {
        if c.is_uppercase() && lower {
            split.push(' ');
        }
        lower = c.is_lowercase();
        split.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    marks::fold(&split.to_lowercase()).split_whitespace().map(str::to_owned).collect()
}
