//! Text.

mod handle;

pub use handle::{Handle, NotAHandle, is_username, normalise_host};
