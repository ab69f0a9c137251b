//! boost
