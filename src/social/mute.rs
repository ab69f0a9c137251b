//! mute
