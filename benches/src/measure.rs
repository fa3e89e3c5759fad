//! A run of a program: how long it took, on how much of the processor, with how much memory.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    /// The most memory at a time, in bytes.
    pub peak: u64,
}

impl Cost {
    /// The better of two runs in each respect: what a noisy machine adds is not of the program.
    pub fn least(self, other: Cost) -> Cost {
        Cost { wall: self.wall.min(other.wall), cpu: self.cpu.min(other.cpu), peak: self.peak.min(other.peak) }
    }
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it cannot run or fails; the message is what it wrote.
pub fn run(command: &mut Command) -> io::Result<Cost> {
    let started = Instant::now();
    let log = tempfile::NamedTempFile::new()?;
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.reopen()?).spawn()?;
    let (mut status, mut usage) = (0, std::mem::MaybeUninit::<libc::rusage>::zeroed());
    // SAFETY: both pointers are to values that live here, of the types that wait4(2) fills; the child is ours and has not been waited for.
    let (waited, usage) = unsafe {
        let waited = libc::wait4(child.id() as libc::pid_t, &mut status, 0, usage.as_mut_ptr());
        (waited, usage.assume_init())
    };
    let wall = started.elapsed();
    if waited < 0 {
        return Err(io::Error::last_os_error());
    }
    if status != 0 {
        let said = std::fs::read_to_string(log.path()).unwrap_or_default();
        return Err(io::Error::other(format!("{command:?} failed:\n{said}")));
    }
    let time = |t: libc::timeval| Duration::new(t.tv_sec as u64, t.tv_usec as u32 * 1000);
    // Linux counts in KiB (getrusage(2)).
    Ok(Cost { wall, cpu: time(usage.ru_utime) + time(usage.ru_stime), peak: usage.ru_maxrss as u64 * 1024 })
}
