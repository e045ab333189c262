//! What a phase or step says about itself in its fields: estimate and risk level. Does not add up
//! or compare.

use super::{Field, Section};
use crate::text::Span;

const ESTIMATE: &[&str] = &[
    "estimate",
    "estimated time",
    "estimated effort",
    "estimated duration",
    "time estimate",
    "effort",
    "effort estimate",
    "duration",
    "time",
    "estimation",
    "est time",
    "timeline",
];

const RISK: &[&str] = &["risk", "risk level", "risk rating", "risks level"];

/// The estimate a section states, as written.
pub fn stated_estimate(section: &Section) -> Option<Span> {
    labelled(section, ESTIMATE).map(|f| f.value).filter(|v| !v.is_empty())
}

/// The risk level a section states.
pub fn risk_level(section: &Section) -> Option<Span> {
    labelled(section, RISK).map(|f| f.value).filter(|v| !v.is_empty())
}

fn labelled<'a>(section: &'a Section, keys: &[&str]) -> Option<&'a Field> {
    section.fields.iter().find(|f| keys.contains(&f.key.as_str()))
}
