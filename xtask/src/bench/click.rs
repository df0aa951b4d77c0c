//! From the click on the toolbar button to results on the screen, and how long the page stands still meanwhile.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Figure, median, program};
use crate::browser::{Browser, Kind, Window};
use crate::server::{ANY_PORT, Server};
use crate::{command, project};

/// Openings of the panel on each page; the first finds nothing warm and is told apart.
const OPENINGS: usize = 12;
/// How long the first panel stays open: browsers keep the code that they compiled for the core some seconds after it was
/// last improved, and no reader closes the panel before that.
const FIRST_READING: Duration = Duration::from_secs(6);
/// Looking at the panel takes a core away from it, so nobody looks until it has most likely settled.
const UNTOUCHED: Duration = Duration::from_millis(700);
/// The sample page, and one of 5,000 nodes.
const SAMPLE: &str = "liege-airport.html";
const LONG: &str = "nodes-05000.html";

/// In the page: a tick every few milliseconds; what lies between two is the longest that the page stood still.
const WATCH: &str = "
    clearInterval(window.ticking);
    const ticks = window.ticks = [];
    let last = performance.now();
    window.ticking = setInterval(() => {
        const now = performance.now();
        ticks.push(now - last);
        last = now;
    }, 1);";
const LONGEST: &str = "
    clearInterval(window.ticking);
    const sorted = window.ticks.toSorted((a, b) => a - b);
    return sorted.at(-1) - sorted[sorted.length >> 1];";

/// In the panel: when what happened, in ms from the click.
const MARKS: &str = "
    const root = document.documentElement.dataset;
    if (root.clickMs === undefined) return null;
    const painted = performance.getEntriesByName('sayso-painted')[0].startTime;
    const clicked = painted - Number(root.clickMs);
    const marks = performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime - clicked]);
    const [page] = performance.getEntriesByType('navigation');
    const resources = performance.getEntriesByType('resource').map(({ responseEnd }) => responseEnd);
    return {
        'frame starts': -clicked, 'document there': (page?.responseEnd ?? 0) - clicked,
        'files there': Math.max(0, ...resources) - clicked, ...Object.fromEntries(marks),
    };";

/// Times openings of the panel in one browser.
///
/// # Errors
/// If the panel shows no results.
pub fn measure(kind: Kind) -> Result<Vec<Figure>> {
    let folder = project::target().join("bench/click");
    command::show(program(&[]).arg("generate").arg(&folder))?;
    project::write(&folder.join(SAMPLE), project::read(&project::root().join("www/samples").join(SAMPLE))?)?;
    let server = Server::start(&folder, ANY_PORT)?;
    let browser = Browser::start(kind, Window::Headless)?;
    let mut figures = Vec::new();
    println!("\n{}: the panel", browser.version());
    for page in [SAMPLE, LONG] {
        browser.open(&server.url(page))?;
        let mut openings = Vec::new();
        for number in 0..OPENINGS {
            openings.push(opened(&browser, if number == 0 { FIRST_READING } else { Duration::ZERO })?);
        }
        let (cold, warm) = openings.split_first().context("nothing was opened")?;
        println!("  {page}, ms after the click: the first time, and the median of {} more", warm.len());
        for (name, first) in cold.marks.as_object().into_iter().flatten() {
            let times: Vec<f64> = warm.iter().filter_map(|one| one.marks[name].as_f64()).collect();
            println!("    {name:<18} {:>7.1} {:>7.1}", first.as_f64().unwrap_or_default(), median(&times));
        }
        let stalls: Vec<f64> = warm.iter().map(|one| one.longest).collect();
        println!("    page stands still  {:>7.1} {:>7.1}", cold.longest, median(&stalls));
        if page == SAMPLE {
            let painted: Vec<f64> = warm.iter().filter_map(|one| one.marks["sayso-painted"].as_f64()).collect();
            figures.push((format!("click_to_results_ms.{kind}"), median(&painted)));
        } else {
            figures.push((format!("longest_task_ms.{kind}"), median(&stalls)));
        }
    }
    Ok(figures)
}

struct Opening {
    marks: Value,
    longest: f64,
}

fn opened(browser: &Browser, reading: Duration) -> Result<Opening> {
    browser.page(WATCH)?;
    browser.click_toolbar()?;
    thread::sleep(UNTOUCHED);
    let outcome = browser.wait_for_outcome()?;
    if outcome != "results" {
        bail!("the panel shows {outcome} instead of results");
    }
    let marks = crate::browser::wait::until("the results to be painted", || {
        Ok(Some(browser.panel(MARKS)?).filter(|marks| !marks.is_null()))
    })?;
    let longest = browser.page(LONGEST)?.as_f64().context("the page kept no time")?;
    thread::sleep(reading);
    browser.click_toolbar()?;
    browser.wait_for_no_panel()?;
    Ok(Opening { marks, longest })
}
