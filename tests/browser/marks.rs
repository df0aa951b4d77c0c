//! The way from a row of the panel to its words on the page: the right words, in sight, and never a wrong place.

use anyhow::{Context, Result};
use xtask::browser::wait;

use super::{Case, Stage, equal};

/// The page on which the article is longer than the window.
const LONG: &str = "scroll.html";

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("marks::every_mention_is_marked_and_one_is_current", LONG, every_mention),
        Case::new("marks::next_and_previous_go_through_the_mentions", LONG, steps),
        Case::new("marks::words_come_to_stand_a_third_from_the_top", LONG, third_from_top),
        Case::new("marks::changed_words_are_reported_and_not_marked", LONG, changed_words),
        Case::new("marks::words_in_a_shadow_root_are_marked", "shadow.html", every_mention),
        Case::new("marks::words_in_a_frame_are_marked_in_the_frame", "framed.html", words_in_frame),
        Case::new("marks::words_in_a_frameset_are_marked_in_their_frame", "frameset.html", words_in_frame),
        Case::new("marks::closing_removes_all_marks", "plain.html", closing_unmarks),
    ]
}

/// The marks on the page: how many are current, and how many others there are.
const MARKS: &str = "
    const size = (name) => CSS.highlights.get(name)?.size ?? 0;
    return [size('sayso-current'), ['entity', 'source', 'claim'].reduce((sum, group) => sum + size(`sayso-chosen-${group}`), 0)];";

/// Chooses the entity that is mentioned most and returns how often, as the panel says.
fn choose_entity(stage: &mut Stage) -> Result<i64> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    let most = "
        const count = (row) => parseInt(row.querySelector('[data-field=count]').innerText, 10);
        const rows = [...document.querySelectorAll('#panel-entities .row')].sort((a, b) => count(b) - count(a));
        rows[0].querySelector('.row-go').id = 'chosen';
        return count(rows[0]);";
    let count = stage.browser.panel(most)?.as_i64().context("the entity has no count")?;
    stage.browser.click_in_panel("#chosen")?;
    wait::until_true("marks on the page", || Ok(stage.browser.page(MARKS)?[0] == 1))?;
    Ok(count)
}

fn every_mention(stage: &mut Stage) -> Result<()> {
    let count = choose_entity(stage)?;
    equal("current and other marks", stage.browser.page(MARKS)?, [1, count - 1].into())
}

fn steps(stage: &mut Stage) -> Result<()> {
    let count = choose_entity(stage)?;
    let place = |stage: &Stage| stage.panel_text("[data-current] .step-place");
    equal("place after the click", place(stage)?, format!("1 of {count}"))?;
    stage.browser.click_in_panel("[data-current] [aria-label='Previous mention']")?;
    equal("place before the first", place(stage)?, format!("{count} of {count}"))?;
    stage.browser.click_in_panel("[data-current] [aria-label='Next mention']")?;
    equal("place after the last", place(stage)?, format!("1 of {count}"))
}

/// Chooses the claim in the middle of the article, whose words can come to stand anywhere in the window.
fn choose_middle_claim(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-claims")?;
    let mark = "
        const rows = [...document.querySelectorAll('#panel-claims .row-go')];
        rows[Math.floor(rows.length / 2)].id = 'chosen';";
    stage.browser.panel(mark)?;
    stage.browser.click_in_panel("#chosen")
}

fn third_from_top(stage: &mut Stage) -> Result<()> {
    choose_middle_claim(stage)?;
    let distance = "
        const [range] = CSS.highlights.get('sayso-current') ?? [];
        return range ? Math.abs(range.getClientRects()[0].top - innerHeight / 3) : null;";
    wait::until_true("the words a third from the top", || {
        Ok(stage.browser.page(distance)?.as_f64().is_some_and(|distance| distance < 2.0))
    })
}

/// The words, and how far they are from a third of the window, are those of the frame's own registry.
fn words_in_frame(stage: &mut Stage) -> Result<()> {
    let before = stage.browser.page("return document.documentElement.outerHTML")?;
    choose_middle_claim(stage)?;
    let in_sight = "
        const frame = document.querySelector('.story');
        const [range] = frame.contentWindow.CSS.highlights.get('sayso-current') ?? [];
        if (!range) return null;
        const { top, bottom } = frame.getBoundingClientRect();
        const words = range.getClientRects()[0].top + top;
        return [CSS.highlights.size, words > Math.max(0, top) && words < Math.min(innerHeight, bottom)];";
    wait::until_true("the words in sight, marked in the frame", || {
        Ok(stage.browser.page(in_sight)? == serde_json::json!([0, true]))
    })?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    let left = "
        const { CSS, document: inner } = document.querySelector('.story').contentWindow;
        return [CSS.highlights.size, inner.adoptedStyleSheets.length]";
    equal("highlights and style sheets left", stage.browser.page(left)?, [0, 0].into())?;
    equal("page after closing", stage.browser.page("return document.documentElement.outerHTML")?, before)
}

fn changed_words(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let change = "
        const texts = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) texts.currentNode.data = 'Nothing of this was here before.';
        return scrollY;";
    let before = stage.browser.page(change)?;
    stage.browser.click_in_panel("#tab-claims")?;
    stage.browser.click_in_panel("#panel-claims .row-go")?;
    wait::until_true("words in the row", || {
        Ok(stage.panel_text("#panel-claims .row-trouble")? == "Moved or changed on the page.")
    })?;
    equal("marks", stage.browser.page(MARKS)?, [0, 0].into())?;
    equal("scroll position", stage.browser.page("return scrollY")?, before)
}

fn closing_unmarks(stage: &mut Stage) -> Result<()> {
    choose_entity(stage)?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    let left = "return [CSS.highlights.size, document.adoptedStyleSheets.length]";
    equal("highlights and style sheets left", stage.browser.page(left)?, [0, 0].into())
}
