//! Builds the program anew when the embedded site theme changes.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/build_script.rs");
}
