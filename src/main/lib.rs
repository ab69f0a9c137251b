//! The program: the list of modules, the command line and the server, put together. It knows everything and does nothing.

pub mod cli;
mod commands;
mod log;
mod modules;
mod output;
pub mod server;

pub use modules::{MODULES, modules};
