//! The repository's own commands, and the browser harness that `demo` and `tests/browser` share.

// In reading order: where things are, how commands run, what gets installed, what gets built, what gets checked.
pub mod bench;
pub mod bless;
pub mod browser;
pub mod build;
pub mod check;
pub mod command;
pub mod costs;
pub mod demo;
pub mod dist;
pub mod documents;
pub mod drawings;
pub mod eval;
pub mod fuzz;
pub mod licenses;
pub mod manifest;
pub mod npm;
pub mod project;
pub mod sbom;
pub mod scale;
pub mod screenshots;
pub mod serve;
pub mod server;
pub mod setup;
pub mod size;
pub mod test;
pub mod tidy;
pub mod toolchain;
pub mod tools;
pub mod types;
pub mod wasm;
