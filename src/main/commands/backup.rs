//! `kermesse backup` and `kermesse restore`.
