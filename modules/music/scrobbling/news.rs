//! What plays now, as a service is told of it: at once or not at all. By the time a job would try again it is over.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use host::App;
use tokio::sync::Semaphore;

use super::Scrobbling;

/// How long a service has to take it, and how many are told at the same time; what is more than that is not told.
const PATIENCE: Duration = Duration::from_secs(10);
const AT_ONCE: usize = 16;

static TELLING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// That something plays, and the service that is to hear of it.
pub(crate) struct News {
    pub(super) to: Scrobbling,
    pub(super) json: String,
}

impl News {
    /// Tells it while nobody waits. What comes of it changes nothing: the listen that follows says what is wrong with the service.
    pub(crate) fn send(self, app: &App) {
        let Ok(turn) = Arc::clone(&TELLING).try_acquire_owned() else { return };
        let (federation, Self { to, json }) = (app.federation.clone(), self);
        tokio::spawn(async move {
            let Ok(url) = format!("{}/1/submit-listens", to.url).parse() else { return };
            let credentials = to.credentials();
            let told = federation.client().tell_service(&url, &credentials, json.into());
            match tokio::time::timeout(PATIENCE, told).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::debug!(%error, "a service was not told what plays"),
                Err(_) => tracing::debug!("a service took too long to hear what plays"),
            }
            drop(turn);
        });
    }
}
