//! The machine: its system, its cores, its memory, the room on its disks. The only user of the crate that asks for them.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use sysinfo::{Disks, MemoryRefreshKind, RefreshKind, System};

use super::{Check, Verdict};
use crate::message::both;

/// With less free memory a handbook of some hundred pages may not be typeset.
const LITTLE_MEMORY: u64 = 1 << 30;

/// Diglot and the system.
pub fn system() -> Check {
    let version = env!("CARGO_PKG_VERSION");
    let (name, architecture) =
        (System::long_os_version().unwrap_or_else(|| std::env::consts::OS.to_owned()), System::cpu_arch());
    Check::good(
        "system",
        both!("program", "程序"),
        both!("Diglot {version}, {name}, {architecture}", "Diglot {version}，{name}，{architecture}"),
    )
}

/// Cores and memory.
pub fn power() -> Check {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let asked = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(asked);
    // A container has less than its machine.
    let (total, free) = match system.cgroup_limits() {
        Some(limits) => (limits.total_memory, limits.free_memory.min(system.available_memory())),
        None => (system.total_memory(), system.available_memory()),
    };
    let (total, of_it) = (size(total), size(free));
    let check = Check::good(
        "memory",
        both!("machine", "电脑"),
        both!("cores: {cores}; memory: {total}, {of_it} of it free", "{cores} 个核，内存 {total}，空闲 {of_it}"),
    );
    if free >= LITTLE_MEMORY {
        return check;
    }
    check.but(
        Verdict::Look,
        both!(
            "close other programs before you build PDFs, or make fewer at a time: `diglot build handbook --lang en`",
            "生成 PDF 之前请关闭其他程序，或一次少生成一些：`diglot build handbook --lang zh`"
        ),
    )
}

/// The file system that a folder lies on, if the system tells.
pub struct FileSystem {
    /// Bytes that can still be written.
    pub free: u64,
    /// `ext4`, `nfs4`.
    pub kind: String,
}

/// Where a folder lies, which is there.
pub fn file_system(folder: &Path) -> Option<FileSystem> {
    let disks = Disks::new_with_refreshed_list();
    let holds = |mount: &PathBuf| folder.starts_with(mount);
    let disk = disks.list().iter().filter(|disk| holds(&disk.mount_point().to_path_buf()));
    let disk = disk.max_by_key(|disk| disk.mount_point().as_os_str().len())?;
    Some(FileSystem { free: disk.available_space(), kind: disk.file_system().to_string_lossy().into_owned() })
}

/// `3.1 GB`, `20 MB`: people compare, they do not calculate.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..0x4000_0000 => format!("{} MB", bytes.div_ceil(1 << 20)),
        _ => format!("{:.1} GB", bytes as f64 / f64::from(1 << 30)),
    }
}
