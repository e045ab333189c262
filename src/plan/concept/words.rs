//! English words around the names of concepts.
//!
//! Data only, blank-separated; the rules that use them are in `concept`.

use crate::plan::words::Words;

/// Where the name of a heading ends: `Rollback plan for production`.
pub(super) static PREPOSITIONS: Words = Words::spaced(
    "\
    for per by in on from during before after at within with vs to across if",
);

/// Adjectives that may stand before any name.
pub(super) static ADJECTIVES: Words = Words::spaced(
    "\
    mvp project plan overall final initial our the key detailed proposed high level main primary \
    secondary general additional other specific technical functional business product team \
    preliminary updated revised recommended suggested brief quick full complete comprehensive \
    important critical major core implementation feature global current expected planned \
    potential known identified remaining production emergency required",
);

/// Verbs that make a heading the title of a step: `Implement rollback plan`, `Update dependencies`.
pub(super) static VERBS: Words = Words::spaced(
    "\
    accept adapt add address adjust align allow analyse analyze apply approve assess assign \
    attach audit automate backfill bring build bump calculate capture change check clarify clean \
    close collect communicate compare complete conduct configure confirm connect consider \
    consolidate convert copy cover create debug decide declare define delete deliver deploy \
    describe design determine develop disable discuss document draft drop emit enable enforce \
    enhance ensure establish estimate evaluate execute expand explore export expose extend \
    extract finalise finalize find finish fix formalize gather generate get handle harden \
    identify implement import improve include initialize inject install instrument integrate \
    introduce investigate keep launch list load log lock make manage map measure merge migrate \
    mitigate monitor move optimise optimize organize parse perform pin plan polish port prepare \
    prevent prioritize produce propose prototype prove provide publish push record redesign \
    reduce refactor refine register release remove rename replace report research resolve \
    restore restructure review revise rewrite run schedule scaffold select send separate set \
    setup share ship simplify split stabilize standardize start store streamline support surface \
    test track train transfer trigger unify update upgrade use validate verify wire wrap write",
);

/// Words in -ing that describe; any other makes the heading a step as well.
pub(super) static DESCRIBING: Words = Words::spaced(
    "\
    existing remaining outstanding pending testing ongoing engineering marketing training \
    staging monitoring blocking",
);

/// Names too plain to speak for a longer heading.
pub(super) static PLAIN: Words = Words::spaced(
    "\
    test review deploy release launch plan design note why how success today effort duration \
    history changes log files revert undo migration validation acceptance problem operations",
);
