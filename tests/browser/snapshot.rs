//! What the snapshot of a live page says about its elements, read with the content scripts alone: flags, order, time.

use std::fs;

use anyhow::{Context, Result};
use serde_json::json;
use xtask::project;

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    Case::on_each("snapshot::elements_carry_their_flags", &["look.html", "app-scroll.html", "columns.html"], flags)
}

/// The scripts that a snapshot is made of, in the order in which they build on each other.
const SCRIPTS: [&str; 4] = ["nodes", "look", "columns", "snapshot"];

/// Decodes a snapshot as src/dom/snapshot.rs does: for each number its node, its name and its flags.
const DECODE: &str = "
    const { strings, codes, nodes } = sayso.takeSnapshot(null);
    const texts = strings.split('\\0');
    const decoded = [];
    let string = 0;
    for (let at = 0; at < codes.length; ) {
        const code = codes[at++];
        if (code === 1) {
            decoded.push({ node: nodes[decoded.length], name: texts[string++], flags: codes[at] });
            string += codes[at + 1];
            at += 2 + codes[at + 1];
        } else if (code === 2) decoded.push({ node: nodes[decoded.length], name: '#text', flags: 0, text: texts[string++] });
        else if (code === 4) at++;
    }";

/// Runs JavaScript in the page, after the scripts and the decoding.
fn with_snapshot(stage: &Stage, script: &str) -> Result<serde_json::Value> {
    let mut source = String::new();
    for name in SCRIPTS {
        let path = project::root().join(format!("extension/content/{name}.js"));
        source += &fs::read_to_string(&path).with_context(|| project::shown(&path))?;
    }
    stage.browser.page(&format!("{source}{DECODE}{script}"))
}

fn flags(stage: &mut Stage) -> Result<()> {
    let wrong = "
        const NAMES = { invisible: 1, overlaid: 2, shadow: 4, foreign: 8, beside: 16 };
        const listed = decoded.filter(({ node }) => node.dataset?.look !== undefined);
        const missing = listed.length === 0 ? ['no element with data-look'] : [];
        return missing.concat(listed.flatMap(({ node, name, flags }) => {
            const found = Object.keys(NAMES).filter((key) => flags & NAMES[key]).join(' ');
            return found === node.dataset.look ? [] : [`${name} '${node.textContent.trim().slice(0, 40)}': ${found}`];
        }))";
    equal("elements with other flags than they say", with_snapshot(stage, wrong)?, json!([]))
}
