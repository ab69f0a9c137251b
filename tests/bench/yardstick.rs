//! How fast this machine signs and verifies, with nothing around it.

use std::time::{Duration, Instant};

use anyhow::Context;
use host::federation::key::{Algorithm, PrivateKey};

/// For how long each is measured.
const TIME: Duration = Duration::from_secs(2);

/// Operations per second on all cores together.
pub(crate) struct Rates {
    pub(crate) signatures: f64,
    pub(crate) verifications: f64,
}

/// Signs and verifies a message of 200 bytes on every core.
pub(crate) fn measure() -> anyhow::Result<Rates> {
    let key = PrivateKey::generate_rsa()?;
    let public = key.public();
    let message = [b'k'; 200];
    let signature = key.sign(&message)?;
    let signatures = on_all_cores(|| key.sign(&message).is_ok())?;
    let verifications = on_all_cores(|| public.verify(Algorithm::RsaSha256, &message, &signature))?;
    Ok(Rates { signatures, verifications })
}

fn on_all_cores(work: impl Fn() -> bool + Sync) -> anyhow::Result<f64> {
    let cores = std::thread::available_parallelism()?.get();
    let begun = Instant::now();
    let done = std::thread::scope(|scope| {
        let count = || {
            let mut count = 0_u64;
            while begun.elapsed() < TIME {
                if !work() {
                    return None;
                }
                count += 1;
            }
            Some(count)
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().ok().flatten()).sum::<Option<u64>>()
    });
    let done = done.context("the yardstick's own work failed")?;
    Ok(done as f64 / begun.elapsed().as_secs_f64())
}
