//! The log: structured lines on standard error.

use tracing_subscriber::EnvFilter;

/// Starts it. `RUST_LOG` says how much; without it the server tells what an administrator needs, and commands only
/// what went wrong.
pub(crate) fn start(serving: bool) {
    let usual = if serving { "info,actix_server=warn,symphonia=off,lofty=warn" } else { "error,symphonia=off" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, as in tests, changes nothing.
    let started = if std::env::var_os("JOURNAL_STREAM").is_some() {
        log.without_time().with_ansi(false).try_init()
    } else {
        log.try_init()
    };
    drop(started);
}
