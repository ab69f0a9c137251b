//! Waiting for what happens in the background, without guessing how long it takes.

use std::time::{Duration, Instant};

/// How long anything may take before it has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(60);

/// Asks again and again until there is an answer.
///
/// # Panics
///
/// When there is none after [`PATIENCE`]; `what` says what was waited for.
pub async fn eventually<T>(what: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
    within(PATIENCE, what, ask).await
}

/// The same, for what may take longer or must be quicker.
///
/// # Panics
///
/// When there is no answer after that time.
pub async fn within<T>(patience: Duration, what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited {} s in vain: {what}", patience.as_secs());
        tokio::time::sleep(PAUSE).await;
    }
}
