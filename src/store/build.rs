//! Migrations are embedded when the crate is compiled: a new one must have it compiled again.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
