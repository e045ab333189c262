//! Whether the process that asked for the server still lives (LSP 3.17 `InitializeParams.processId`).
//!
//! Checks every few seconds; a process that has ended but was not waited for counts as dead.
//! Where nothing can be found out, it counts as alive: the end of the input ends the server anyway.

use std::time::Duration;

const INTERVAL: Duration = Duration::from_secs(2);

/// Returns once process `pid` is gone.
pub async fn death_of(pid: u32) {
    let mut ticks = tokio::time::interval(INTERVAL);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while is_alive(pid) {
        ticks.tick().await;
    }
}

#[cfg(target_os = "linux")]
fn is_alive(pid: u32) -> bool {
    match std::fs::read(format!("/proc/{pid}/stat")) {
        // `pid (name) state …`, and a name may hold parentheses.
        Ok(stat) => {
            let state = stat.rsplit(|&byte| byte == b')').next().and_then(|rest| rest.get(1));
            !matches!(state, Some(b'Z' | b'X'))
        }
        // Without `/proc` nothing is known.
        Err(_) => !std::path::Path::new("/proc/self").exists(),
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_none_or(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn dead_when_it_has_ended_even_if_nobody_waited() {
        assert!(is_alive(std::process::id()));
        let mut child = std::process::Command::new("cat")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        assert!(is_alive(child.id()));
        drop(child.stdin.take());
        // Its output ends when it does; it stays unwaited.
        std::io::copy(child.stdout.as_mut().unwrap(), &mut std::io::sink()).unwrap();
        while is_alive(child.id()) {
            std::thread::yield_now();
        }
        child.wait().unwrap();
        assert!(!is_alive(child.id()));
    }
}
