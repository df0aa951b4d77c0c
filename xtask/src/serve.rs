//! `cargo xtask serve`: builds the playground and serves it on this machine until interrupted.

use anyhow::Result;

use crate::build::{self, Target};
use crate::server::Server;

/// The port without `--port`.
pub const DEFAULT_PORT: u16 = 8080;

/// Builds and serves.
///
/// # Errors
/// If the build fails or the port is taken.
pub fn run(port: u16) -> Result<()> {
    build::run(Some(Target::Www))?;
    let server = Server::start(&Target::Www.folder(), port)?;
    println!("The playground is at {} (stop with Ctrl+C)", server.url(""));
    server.wait();
    Ok(())
}
