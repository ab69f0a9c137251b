//! A club with a stall more.

use std::process::ExitCode;

fn main() -> ExitCode {
    kermesse::cli::main(tests::toy::modules())
}
