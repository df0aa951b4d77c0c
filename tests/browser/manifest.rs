//! What Chromium itself says about the package; Firefox's is linted by `cargo xtask test package`.

use anyhow::{Context, Result, bail};
use xtask::browser::Kind;

use super::{Case, Stage};

pub fn cases() -> Vec<Case> {
    vec![Case {
        browsers: &[Kind::Chromium],
        ..Case::new("manifest::browser_has_no_complaint", "plain.html", no_complaint)
    }]
}

fn no_complaint(stage: &mut Stage) -> Result<()> {
    stage.browser.open("chrome://extensions/")?;
    let script = "
        return chrome.developerPrivate.getExtensionsInfo({ includeDisabled: true, includeTerminated: true })
            .then((all) => all.map((one) => ({
                id: one.id,
                complaints: [one.manifestErrors, one.runtimeErrors, one.installWarnings].flat().filter(Boolean)
                    .map((complaint) => complaint.message ?? complaint),
            })))";
    let all = stage.browser.page(script)?;
    let id = stage.browser.chromium().context("this is not Chromium")?.extension().to_owned();
    let own = all.as_array().and_then(|all| all.iter().find(|one| one["id"] == id.as_str()));
    let complaints = &own.context("chrome://extensions does not list the extension")?["complaints"];
    if complaints.as_array().is_none_or(|complaints| !complaints.is_empty()) {
        bail!("Chromium says about the package: {complaints}");
    }
    Ok(())
}
