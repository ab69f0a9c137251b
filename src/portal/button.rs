//! A form that is nothing but a button.

use serde::Deserialize;

/// Pressed: the form's tag is checked, and there is nothing else to read.
#[derive(Deserialize)]
pub(crate) struct Button {}
