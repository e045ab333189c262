//! Plans of any size for benchmarks: realistic, filled in, varied, and the same on every run.

/// A plan of about `bytes` bytes in the shape of the `phased` template: phases of three steps with
/// files, tasks and notes, then risks, rollback, acceptance and a timeline that names every phase.
pub fn plan(bytes: usize) -> String {
    let mut out = String::from(
        "# Implementation Plan: Ledger export\n\n**Issue:** LED-204\n**Author:** Kim Berg\n**Created:** 2026-02-02\n**Status:** In Progress\n\n## Overview\n\nFinance downloads a signed export of the ledger every night.\n\n## Prerequisites\n\n- [x] Bucket with object lock exists\n- [ ] Signing key is in the vault\n\n## Implementation Steps\n\n",
    );
    let mut phases = 0;
    while out.len() + 220 * phases + 1_500 < bytes || phases == 0 {
        phases += 1;
        phase(&mut out, phases);
    }
    out += "## Risks & Mitigations\n\n| Risk | Mitigation Strategy |\n| --- | --- |\n";
    for n in 1..=phases {
        out += &format!("| batch {n} outgrows the window | split by account range {} |\n", n % 7);
    }
    out += "\n## Migration/Deployment\n\n### Rollback Plan\n\n1. Switch `export_v2` off\n2. Check that `/export/latest` answers 200\n\n## Definition of Done\n\n- [ ] Export of 2026-01 equals the books to the cent\n- [ ] Restore drill took less than 30 minutes\n\n## Timeline\n\n| Phase | Start Date | End Date | Status |\n| --- | --- | --- | --- |\n";
    for n in 1..=phases {
        let done = if n == 1 { "Completed" } else { "Not Started" };
        out += &format!("| Phase {n}: {} | 2026-03-02 | 2026-03-06 | {done} |\n", topic(n));
    }
    out += "\n## Notes\n\nAgreed with finance on 2026-02-03.\n";
    out
}

fn topic(n: usize) -> String {
    const WHAT: [&str; 7] =
        ["Extract", "Sign", "Upload", "Verify", "Schedule", "Report", "Clean up"];
    const OF: [&str; 5] = ["accounts", "bookings", "balances", "documents", "reversals"];
    format!("{} {} {n}", WHAT[n % 7], OF[n % 5])
}

fn phase(out: &mut String, n: usize) {
    *out += &format!("### Phase {n}: {}\n\n**Estimated Time:** 6 days\n\n", topic(n));
    for step in 1..=3 {
        let done = if n == 1 { "x" } else { " " };
        *out += &format!(
            "#### Step {n}.{step}: Part {step} of {}\n\n**Files:**\n\n- `src/export/stage_{n}_{step}.rs`\n- `tests/export/stage_{n}_{step}.rs`\n\n**Tasks:**\n\n- [{done}] Read pages of {} rows with a cursor, see `Cursor::page`\n- [{done}] Write **one** file a page and hash it\n- [{done}] Retry three times, then page the [on-call rota](rota.md)\n\n**Notes:**\nThe store answers in {} ms on average; batch {step} must stay below 10 % of the window.\n\n",
            topic(n),
            100 * step + n % 50,
            12 + n % 9,
        );
    }
}
