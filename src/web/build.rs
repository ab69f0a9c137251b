//! Themes are embedded: a file that is added to them must reach the next build.

fn main() {
    println!("cargo:rerun-if-changed=../../themes");
}
