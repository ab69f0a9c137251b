//! A club without stalls.

use std::process::ExitCode;

fn main() -> ExitCode {
    kermesse::cli::main(host::Modules::new(&[]))
}
