//! Where results go: standard output or a file, named in every error.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// An open output. Nothing is held back: what was written is there when the next document is waited for.
pub struct Output {
    name: String,
    to: Box<dyn Write>,
    /// Whether a person reads it as it comes.
    pub is_terminal: bool,
}

impl Output {
    /// Opens a file, or standard output without one.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        match path {
            None => {
                let out = io::stdout();
                let is_terminal = out.is_terminal();
                Ok(Self { name: "standard output".to_owned(), to: Box::new(out.lock()), is_terminal })
            }
            Some(path) => {
                let name = path.display().to_string();
                let file = File::create(path).map_err(|error| named(&name, &error))?;
                Ok(Self { name, to: Box::new(file), is_terminal: false })
            }
        }
    }

    /// Writes all of it, and on to where it goes.
    ///
    /// # Errors
    /// If it cannot be written; a closed pipe keeps its kind.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.to.write_all(bytes).and_then(|()| self.to.flush());
        written.map_err(|error| named(&self.name, &error))
    }
}

fn named(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}
