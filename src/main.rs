//! The `diglot` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// A build makes millions of small texts and drops them on other threads; the systems' own allocators take a quarter of its time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    diglot::cli::run()
}
