//! Other languages: every string is there, directions are right, nothing is cut off.

use anyhow::Result;
use serde_json::json;
use xtask::browser::{Browser, Surroundings, Window};

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::i18n_german", FULL, |stage| speaks(stage, "de", "ltr", "Keine Quelle genannt")),
        Case::new("v1::i18n_french", FULL, |stage| speaks(stage, "fr", "ltr", "Aucune source indiquée")),
        Case::new("v1::i18n_spanish", FULL, |stage| speaks(stage, "es", "ltr", "Sin fuente indicada")),
        Case::new("v1::i18n_arabic_from_right_to_left", FULL, |stage| speaks(stage, "ar", "rtl", "لم يُذكر مصدر")),
    ]
}

fn speaks(stage: &mut Stage, language: &'static str, direction: &str, words: &str) -> Result<()> {
    let surroundings = Surroundings { language: Some(language), ..Surroundings::default() };
    stage.browser = Browser::start_in(stage.browser.kind(), Window::Headless, surroundings)?;
    stage.spoil();
    stage.browser.open(&stage.server.url(FULL))?;
    stage.open_results()?;
    let root = "return [document.documentElement.lang, document.documentElement.dir]";
    equal("language and direction", stage.browser.panel(root)?, json!([language, direction]))?;
    stage.browser.click_in_panel("#tab-claims")?;
    equal(&format!("{words:?} on the claims"), stage.panel_text("#panel-claims")?.contains(words), true)?;
    let article =
        "return [...document.querySelectorAll('.sentence')].every((one) => one.lang === 'en' && one.dir === 'auto')";
    equal("the article keeps its language", stage.browser.panel(article)?, true.into())?;
    stage.browser.panel("document.querySelector('.edge').focus()")?;
    stage.browser.press(xtask::browser::key::HOME)?;
    stage.panel_shows("the narrowest panel", "return innerWidth <= 281")?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.panel(&format!("scrollTo(0, 0); document.querySelector('#tab-{tab}').click()"))?;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        equal(&format!("{tab} fits 280 px"), stage.browser.panel(fits)?, true.into())?;
    }
    Ok(())
}
