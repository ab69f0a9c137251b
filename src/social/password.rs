//! Passwords: which will do, how they are kept, and checking one.

#[cfg(test)]
mod tests;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task;

/// The fewest characters of a password.
pub const LENGTH_MIN: usize = 10;

/// The most characters of a password.
pub const LENGTH_MAX: usize = 128;

/// Passwords that are tried first by whoever tries any, one a line, in lower case.
const COMMON: &str = include_str!("password/common.txt");

/// What is checked where there is no account, so that its absence takes as long: argon2id, version 19, with the
/// parameters of [`hash`], of random bytes that nobody kept.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$w3M9d2r0y0l0Y6kqJ8hZ1A$0l1c2zPzq1JkqJ0m4nqHq9w2h8p3c8yHk6lqvGQe1bM";

/// Each takes 19 MiB and keeps a core busy, so only so many at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// It has fewer than [`LENGTH_MIN`] characters.
    #[error("a password has at least 10 characters")]
    TooShort,
    /// It has more than [`LENGTH_MAX`] characters.
    #[error("a password has at most 128 characters")]
    TooLong,
    /// It is the name or the address, give or take digits and signs around it.
    #[error("a password must not be the name or the e-mail address")]
    Personal,
    /// It is one of those that everybody tries first, or a few characters over and over.
    #[error("this password is among the first that anybody would guess")]
    Common,
}

/// Why a password could not be hashed: no memory, no randomness, or the server is stopping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashError(String);

/// Whether a password will do for the account of that name and address.
pub fn check(password: &str, name: &str, email: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Err(Weakness::TooShort);
    }
    if length > LENGTH_MAX {
        return Err(Weakness::TooLong);
    }
    let lower = password.to_lowercase();
    let email = email.to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let bare = lower.trim_matches(|letter: char| !letter.is_alphabetic());
    let own = [name, local].map(|own| own.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase());
    if lower == email || (!bare.is_empty() && own.iter().any(|own| own == bare)) {
        return Err(Weakness::Personal);
    }
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 4 || COMMON.lines().any(|common| common == lower) {
        return Err(Weakness::Common);
    }
    Ok(())
}

/// The hash to keep of a password: argon2id with 19 MiB, two passes and one lane (the OWASP's advice), and a random
/// salt, as a PHC string. Takes some 20 ms: not for a thread that serves others.
pub fn hash(password: &str) -> Result<String, HashError> {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|error| HashError(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether it is the password of that hash, with the parameters in the hash. As slow as [`hash`].
pub fn verify(hash: &str, password: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return verify_nothing(password);
    };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// False, after as long as [`verify`] takes: for a log-in to an account that does not exist.
pub fn verify_nothing(password: &str) -> bool {
    if let Ok(nobody) = PasswordHash::new(NOBODY) {
        std::hint::black_box(Argon2::default().verify_password(password.as_bytes(), &nobody).is_ok());
    }
    false
}

/// [`hash`], on a thread where it holds up nobody, two at once.
pub async fn hash_off_thread(password: String) -> Result<String, HashError> {
    off_thread(move || hash(&password)).await?
}

/// [`verify`], or without a hash [`verify_nothing`], on a thread where it holds up nobody, two at once.
pub async fn verify_off_thread(hash: Option<String>, password: String) -> Result<bool, HashError> {
    off_thread(move || match hash {
        Some(hash) => verify(&hash, &password),
        None => verify_nothing(&password),
    })
    .await
}

/// Runs it on a blocking thread. The permit goes with it: who stops waiting does not let a third one in.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
    let permit: SemaphorePermit<'static> = AT_ONCE.acquire().await.map_err(|e| HashError(e.to_string()))?;
    task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    })
    .await
    .map_err(|error| HashError(error.to_string()))
}
