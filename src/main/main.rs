//! `kermesse`: one executable, four stalls on one square.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kermesse::cli::main(kermesse::modules())
}
