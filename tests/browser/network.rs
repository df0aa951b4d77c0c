//! Nothing leaves the machine: no request after the click, and none that the panel could make.

use anyhow::Result;

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("network::analysis_makes_no_request", "plain.html", no_request),
        Case::new("network::panel_cannot_reach_a_host", "plain.html", no_way_out),
    ]
}

fn no_request(stage: &mut Stage) -> Result<()> {
    // The browser asks for the page's icon when it likes, with or without the extension.
    let log = |stage: &Stage| {
        stage.server.log().into_iter().filter(|line| !line.ends_with("/favicon.ico")).collect::<Vec<_>>()
    };
    let before = log(stage);
    stage.open_results()?;
    equal("requests", log(stage), before)
}

fn no_way_out(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let address = stage.server.url("leak");
    let script = format!("return fetch('{address}').then(() => 'reached', () => 'refused')");
    equal("request from the panel", stage.browser.panel(&script)?, "refused".into())?;
    equal("leak in the server's log", stage.server.log().iter().any(|line| line.ends_with("/leak")), false)
}
