//! Firefox with the built extension as a temporary add-on: quiet, and with a click on the real toolbar button.

use std::fs;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::wait;
use super::webdriver::Session;
use super::{Surroundings, Window};
use crate::build::Target;
use crate::tools::Program;
use crate::{manifest, setup};

/// Services that would otherwise look for updates, news, lists and captive portals.
const OFF: [&str; 19] = [
    "app.update.auto",
    "app.update.enabled",
    "app.normandy.enabled",
    "browser.newtabpage.activity-stream.feeds.system.topstories",
    "browser.safebrowsing.downloads.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.search.update",
    "browser.topsites.contile.enabled",
    "datareporting.healthreport.uploadEnabled",
    "datareporting.policy.dataSubmissionEnabled",
    "dom.push.connection.enabled",
    "extensions.getAddons.cache.enabled",
    "extensions.systemAddon.update.enabled",
    "extensions.update.enabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "network.prefetch-next",
    "sidebar.revamp",
    "toolkit.telemetry.enabled",
];
/// Addresses of services, replaced by ones that answer nothing.
const NOWHERE: [(&str, &str); 4] = [
    ("browser.newtabpage.activity-stream.asrouter.providers.remote-settings", ""),
    ("browser.region.network.url", ""),
    ("media.gmp-manager.url", "data:,"),
    ("services.settings.server", "data:,"),
];
/// The discard port of this machine, where nothing listens: the proxy for every other host.
const DEAD_PROXY_PORT: u16 = 9;

/// The toolbar button of the installed add-on.
pub struct Firefox {
    widget: String,
    /// The command that installs the add-on.
    install: Value,
}

/// Starts Firefox, installs the built extension for this session and puts its button on the toolbar.
///
/// # Errors
/// If something is missing or does not start.
pub fn start(window: Window, surroundings: Surroundings, downloads: &str) -> Result<(Session, Firefox)> {
    setup::firefox()?;
    let arguments: &[&str] = if window == Window::Headless { &["-headless"] } else { &[] };
    let options =
        json!({ "binary": Program::Firefox.path()?, "args": arguments, "prefs": preferences(surroundings, downloads) });
    let capabilities = json!({ "browserName": "firefox", "moz:firefoxOptions": options });
    let session = Session::start(&Program::Geckodriver.path()?, &["--allow-system-access"], &capabilities)?;

    let package = surroundings.package(Target::Firefox)?.with_extension("zip");
    let package = fs::read(&package).with_context(|| format!("cannot read {}", package.display()))?;
    let install = json!({
        "addon": STANDARD.encode(package),
        "temporary": true,
        "allowPrivateBrowsing": surroundings.private,
    });
    let firefox = Firefox { widget: widget(&manifest::firefox_id()?), install };
    firefox.install(&session)?;
    Ok((session, firefox))
}

/// `downloads` is where files go that the reader saves.
fn preferences(surroundings: Surroundings, downloads: &str) -> Value {
    let mut preferences: Map<String, Value> = OFF.iter().map(|name| ((*name).to_owned(), json!(false))).collect();
    preferences.extend(NOWHERE.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    let others = json!({
        "network.dns.disablePrefetch": true,
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": DEAD_PROXY_PORT,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": DEAD_PROXY_PORT,
        "network.proxy.no_proxies_on": "127.0.0.1, localhost",
        "intl.accept_languages": "en-US",
        "browser.privatebrowsing.autostart": surroundings.private,
        "ui.prefersReducedMotion": u8::from(surroundings.reduced_motion),
        "browser.display.document_color_use": if surroundings.forced_colors { 2 } else { 0 },
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        "browser.download.alwaysOpenPanel": false,
    });
    preferences.extend(others.as_object().cloned().unwrap_or_default());
    Value::Object(preferences)
}

/// Firefox's name for the button of an add-on.
fn widget(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c) { c } else { '_' };
    let id: String = id.to_ascii_lowercase().chars().map(plain).collect();
    format!("{id}-browser-action")
}

impl Firefox {
    fn install(&self, session: &Session) -> Result<()> {
        session.post("/moz/addon/install", &self.install)?;
        self.pin(session)
    }

    /// See [`super::Browser::reload_extension`].
    ///
    /// # Errors
    /// If it cannot be installed once more.
    pub fn reload(&self, session: &Session) -> Result<()> {
        self.install(session)
    }

    /// Removes the add-on.
    ///
    /// # Errors
    /// If it is not there.
    pub fn uninstall(session: &Session) -> Result<()> {
        session.post("/moz/addon/uninstall", &json!({ "id": manifest::firefox_id()? }))?;
        Ok(())
    }

    /// See [`super::Browser::end_background`].
    ///
    /// # Errors
    /// If it does not end.
    pub fn end_background(session: &Session) -> Result<()> {
        let script = "
            const { extension } = WebExtensionPolicy.getByID(arguments[0]);
            return extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
                .then(() => extension.backgroundState);";
        Self::chrome(session, script, &[json!(manifest::firefox_id()?)])?;
        Ok(())
    }

    /// Notes from now on every request that this browser makes.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn watch_requests(session: &Session) -> Result<()> {
        let script = "
            window.saysoRequests = [];
            window.saysoObserver = { observe: (subject) => window.saysoRequests.push(subject.QueryInterface(Ci.nsIChannel).URI.spec) };
            Services.obs.addObserver(window.saysoObserver, 'http-on-modify-request');";
        Self::chrome(session, script, &[])?;
        Ok(())
    }

    /// The requests since [`Self::watch_requests`]; none is noted any more.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn requests(session: &Session) -> Result<Vec<String>> {
        let script = "
            Services.obs.removeObserver(window.saysoObserver, 'http-on-modify-request');
            return window.saysoRequests;";
        let all = Self::chrome(session, script, &[])?;
        Ok(all.as_array().into_iter().flatten().filter_map(|url| url.as_str().map(str::to_owned)).collect())
    }

    fn pin(&self, session: &Session) -> Result<()> {
        let script = "
            const { CustomizableUI } =
                ChromeUtils.importESModule('moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs');
            CustomizableUI.addWidgetToArea(arguments[0], CustomizableUI.AREA_NAVBAR);";
        in_chrome(session, || session.execute(script, &[json!(self.widget)]))?;
        Ok(())
    }

    /// Clicks the extension's toolbar button in the current tab.
    ///
    /// # Errors
    /// If the button does not appear.
    pub fn click_toolbar(&self, session: &Session) -> Result<()> {
        let selector = format!("#{} .unified-extensions-item-action-button", self.widget);
        in_chrome(session, || {
            let button = wait::until("the toolbar button", || session.find(&selector))?;
            session.click(&button)
        })
    }

    /// Runs a command of the extension as its keys would: keys of a driver reach the page alone.
    ///
    /// # Errors
    /// If the extension has no such command.
    pub fn command(&self, session: &Session, name: &str) -> Result<()> {
        let script = "WebExtensionPolicy.getByID(arguments[0]).extension.shortcuts.onCommand(arguments[1]);";
        Self::chrome(session, script, &[json!(manifest::firefox_id()?), json!(name)])?;
        Ok(())
    }

    /// Chooses an entry of the page's open context menu by its words, also in the extension's submenu.
    ///
    /// # Errors
    /// If the menu does not list it.
    pub fn choose_menu_entry(&self, session: &Session, words: &str) -> Result<()> {
        let script = "
            const menu = document.getElementById('contentAreaContextMenu');
            const entry = [...menu.querySelectorAll('menuitem')].find((one) => one.label === arguments[0]);
            if (menu.state !== 'open' || !entry) return false;
            entry.doCommand();
            menu.hidePopup();
            return true;";
        wait::until_true(&format!("the menu entry {words:?}"), || {
            Ok(Self::chrome(session, script, &[json!(words)])? == true)
        })
    }

    /// The badge on the button for the tab in front.
    ///
    /// # Errors
    /// If the button is gone.
    pub fn badge(&self, session: &Session) -> Result<Value> {
        let script = "
            const button = document.getElementById(arguments[0]).querySelector('[badged], [badge]');
            return button?.getAttribute('badge') ?? '';";
        Self::chrome(session, script, &[json!(self.widget)])
    }

    /// Runs a script with the browser's own rights, in its window.
    ///
    /// # Errors
    /// If the script throws.
    pub fn chrome(session: &Session, script: &str, arguments: &[Value]) -> Result<Value> {
        in_chrome(session, || session.execute(script, arguments))
    }
}

/// Speaks to the browser's own window instead of the page, and goes back to the page whatever happens.
fn in_chrome<T>(session: &Session, work: impl FnOnce() -> Result<T>) -> Result<T> {
    session.post("/moz/context", &json!({ "context": "chrome" }))?;
    let outcome = work();
    session.post("/moz/context", &json!({ "context": "content" }))?;
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_button_as_firefox_does() {
        assert_eq!(widget("Sayso@example.org"), "sayso_example_org-browser-action");
    }
}
