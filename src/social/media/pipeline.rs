//! Pictures: recognised, bounded, cleaned and scaled.
