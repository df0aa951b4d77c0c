//! A folder outside the repository with a page in it whose script uses the npm package or the playground's modules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::build::Target;
use xtask::server::{ANY_PORT, Server};
use xtask::tools::Program;
use xtask::{command, npm, project};

use super::Stage;

/// The folder goes with the value.
pub struct Elsewhere(PathBuf);

impl Elsewhere {
    /// With the npm package installed, as it would be published.
    pub fn with_package(name: &str) -> Result<Self> {
        let made = Self::empty(name)?;
        made.write("package.json", r#"{ "name": "elsewhere", "private": true, "type": "module" }"#)?;
        let archive = npm::pack(&Target::Npm.folder(), &made.0)?;
        let mut install = Command::new(Program::Npm.path()?);
        install.args(["install", "--offline", "--no-audit", "--no-fund"]).arg(archive);
        command::read(install.current_dir(&made.0))?;
        Ok(made)
    }

    /// With the playground's files.
    pub fn with_playground(name: &str) -> Result<Self> {
        let made = Self::empty(name)?;
        let built = Target::Www.folder();
        for file in project::files(&built)? {
            project::write(&made.0.join(&file), fs::read(built.join(&file)).with_context(|| file.clone())?)?;
        }
        Ok(made)
    }

    fn empty(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("sayso-elsewhere-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        project::write(&self.0.join(name), text)
    }

    /// Opens a page and returns what its script returns. The script is the page's own: a driver's has other objects.
    pub fn answer(&self, stage: &Stage, script: &str) -> Result<Value> {
        let page = r#"<!doctype html><title>Elsewhere</title>
            <script type="importmap">{ "imports": { "sayso": "./node_modules/sayso/index.js" } }</script>
            <script type="module" src="answer.js"></script><body></body>"#;
        let program = format!(
            "const answer = (async () => {{ {script} }})();
            document.body.textContent = await answer.then(JSON.stringify, (error) => JSON.stringify(String(error)));
            document.documentElement.dataset.state = 'answered';"
        );
        self.write("answer.html", page)?;
        self.write("answer.js", &program)?;
        let server = Server::start(&self.0, ANY_PORT)?;
        stage.browser.open(&server.url("answer.html"))?;
        super::wait_for_state(stage, "answered")?;
        let text = stage.browser.page("return document.body.textContent")?;
        Ok(serde_json::from_str(text.as_str().context("no answer")?)?)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}
