//! What a section for a concept begins with when no template says it. Data only.

use crate::plan::Concept;
use Concept::*;

/// The body beneath the heading.
pub(super) fn body(concept: Concept) -> &'static str {
    BODIES.iter().find(|(c, _)| *c == concept).map_or("", |(_, body)| body)
}

/// How far to the end plans usually have a concept: its place in the usual order.
pub(super) fn rank(concept: Concept) -> usize {
    Concept::ALL.iter().position(|(c, ..)| *c == concept).unwrap_or(Concept::ALL.len())
}

/// Headings, normalised, of what closes a document without being a concept.
pub(super) const CLOSING: &[&str] = &[
    "appendix",
    "appendices",
    "glossary",
    "footnotes",
    "attachments",
    "附录",
    "付録",
    "anhang",
    "anexo",
];

/// Whether `text`, brackets included, is what planls itself leaves to be filled in.
pub(super) fn is_blank(text: &str) -> bool {
    text.starts_with('[')
        && (BLANKS.contains(&text) || BODIES.iter().any(|(_, b)| b.contains(text)))
}

/// What actions and fixes leave.
const BLANKS: [&str; 4] = [
    "[Criterion]",
    "[Step to go back]",
    "[Check that it worked]",
    "[How it is avoided or contained]",
];

const BODIES: [(Concept, &str); 22] = [
    (Overview, "[What will be different, and for whom]"),
    (CurrentState, "- [How it works today]\n- [What is wrong with it]"),
    (Prerequisites, "- [ ] [What must be there before the work begins]"),
    (Approach, "[How it will be done]\n\n- [What is decided]: [The reason for it]"),
    (
        Components,
        "| Component | Change | Purpose |\n| --- | --- | --- |\n| [Component] | [New/Modified] | [Purpose] |",
    ),
    (Phases, "### Phase 1: [Name]\n\n- [ ] [Task]"),
    (Testing, "- [ ] [What is tested, and the result it must have]"),
    (Deployment, "1. [Step]\n2. [Check that it works]"),
    (Monitoring, "- [Figure to watch]: [Value it should have]"),
    (Documentation, "- [ ] [Page that changes]"),
    (FileChanges, "- [File]: [What changes in it]"),
    (
        Risks,
        "| Risk | Likelihood | Impact | Mitigation |\n| --- | --- | --- | --- |\n\
         | [Risk] | [Low/Medium/High] | [Low/Medium/High] | [Mitigation] |",
    ),
    (Rollback, "1. [Action that undoes the change]\n2. [Check that everything is as it was]"),
    (Dependencies, "- [What has to come from elsewhere]"),
    (Acceptance, "- [ ] [What can be seen or measured when the work is done]"),
    (
        Timeline,
        "| Phase | Start | End | Status |\n| --- | --- | --- | --- |\n\
         | [Phase] | [Date] | [Date] | Not Started |",
    ),
    (OpenQuestions, "- [ ] [Question]"),
    (Review, "- [ ] [What the reviewer checks]"),
    (
        Approval,
        "- **Reviewer**: [Name]\n- **Date**: [Date]\n- **Status**: [Pending/Approved/Rejected]",
    ),
    (RelatedDocuments, "- [Document]"),
    (Notes, "- [Note]"),
    (ProgressLog, "| Date | Update |\n| --- | --- |\n| [Date] | [Update] |"),
];
