//! Pictures that are drawn rather than taken: the icons, from their one master, and the store's tiles, from
//! `store/tiles.html`. Part of `cargo xtask screenshots`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::browser::webdriver::Session;
use crate::browser::{Window, chromium};
use crate::server::{self, Server};
use crate::tools::Program;
use crate::{project, setup};

/// The master, in colors that stand out by 3 to 1 from white bars and from dark ones (#3C3C3C).
const MASTER: &str = "extension/icons/sayso.svg";
/// Bubble, first and second line of the master.
const COLORS: [&str; 3] = ["#3383F6", "#FFFFFF", "#FFE58A"];
/// On the dark bars of Firefox, which takes an icon of their own.
const ON_DARK: [&str; 3] = ["#79B8FF", "#16181C", "#0550AE"];
/// On the blue of the tiles.
const ON_BLUE: [&str; 3] = ["#FFFFFF", "#0550AE", "#3383F6"];

/// Sizes of the icons, px, and how much of each the drawing takes: stores want a margin around the largest.
const ICONS: [(u32, u32); 7] = [(16, 16), (24, 24), (32, 32), (48, 48), (64, 64), (96, 96), (128, 96)];
/// Sizes that Firefox takes for dark bars, at one and two pixels for a point.
const ICONS_ON_DARK: [u32; 2] = [16, 32];
/// Elements of `store/tiles.html`, by their names.
const TILES: [&str; 2] = ["small-tile", "marquee-tile"];

/// Screenshots on the tiles.
const SHOWN: [&str; 2] = ["1-overview", "4-entities-dark"];
/// A window in which all tiles have room, px.
const WINDOW: (u32, u32) = (1500, 1100);

/// Draws a picture of a size around its middle and answers its PNG.
const DRAW: &str = "const [svg, size, art] = arguments;
return new Promise((done) => {
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    canvas.getContext('2d').drawImage(image, (size - art) / 2, (size - art) / 2, art, art);
    done(canvas.toDataURL().split(',')[1]);
  };
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
})";

/// Puts the icon and the screenshots on the tiles.
const PLACE: &str = "const [svg, pictures] = arguments;
const source = (type, base64) => `data:image/${type};base64,${base64}`;
const images = [...document.querySelectorAll('.mark')].map((mark) => [mark, source('svg+xml', svg)]);
for (const element of document.querySelectorAll('[data-picture]')) {
  const image = source('png', pictures[element.dataset.picture]);
  element.style.backgroundImage = `url(${image})`;
  images.push([new Image(), image]);
}
return Promise.all(images.map(([image, source]) => (image.src = source, image.decode()))).then(() => true)";

/// A browser for drawing, without the extension: its icons are part of that.
fn browser() -> Result<Session> {
    setup::chromium()?;
    let options = chromium::capabilities(Window::Headless, &["--force-device-scale-factor=1".to_owned()])?;
    let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
    Session::start(&Program::Chromedriver.path()?, &[], &capabilities)
}

/// Draws every icon into `extension/icons`.
///
/// # Errors
/// If the browser is missing or a file cannot be written.
pub fn icons() -> Result<()> {
    let session = browser()?;
    let master = project::read(&project::root().join(MASTER))?;
    let on_dark = ICONS_ON_DARK.map(|size| (format!("icon-{size}-on-dark"), recolored(&master, ON_DARK), size, size));
    let plain = ICONS.map(|(size, art)| (format!("icon-{size}"), master.clone(), size, art));
    for (name, svg, size, art) in plain.into_iter().chain(on_dark) {
        let picture = session.execute(DRAW, &[json!(svg), json!(size), json!(art)])?;
        project::write(&project::root().join(format!("extension/icons/{name}.png")), png(&picture)?)?;
    }
    Ok(())
}

/// Draws the store's tiles into the folder of screenshots, some of which they show.
///
/// # Errors
/// If a screenshot is not there, the browser is missing or a file cannot be written.
pub fn tiles(folder: &Path) -> Result<()> {
    let session = browser()?;
    let server = Server::start(project::root(), server::ANY_PORT)?;
    // A picture of an element ends where the window does.
    session.post("/window/rect", &json!({ "width": WINDOW.0, "height": WINDOW.1 }))?;
    session.post("/url", &json!({ "url": server.url("store/tiles.html") }))?;
    let master = recolored(&project::read(&project::root().join(MASTER))?, ON_BLUE);
    let mut pictures = Map::new();
    for name in SHOWN {
        let file = folder.join(format!("{name}.png"));
        let picture = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        pictures.insert(name.to_owned(), STANDARD.encode(picture).into());
    }
    session.execute(PLACE, &[json!(STANDARD.encode(master)), json!(pictures)])?;
    for name in TILES {
        let element = session.find(&format!("#{name}"))?.context("store/tiles.html lacks a tile")?;
        project::write(&folder.join(format!("{name}.png")), png(&session.picture(&element)?)?)?;
    }
    Ok(())
}

/// The master in other colors, all at once: one may be another's old one.
fn recolored(master: &str, colors: [&str; 3]) -> String {
    let places = ["{bubble}", "{first}", "{second}"];
    let swap = |svg: String, (from, to): (&str, &str)| svg.replace(from, to);
    let named = COLORS.into_iter().zip(places).fold(master.to_owned(), swap);
    places.into_iter().zip(colors).fold(named, swap)
}

fn png(picture: &Value) -> Result<Vec<u8>> {
    Ok(STANDARD.decode(picture.as_str().context("the browser drew nothing")?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Width and height in the head of a PNG file.
    fn size(path: &str) -> (u32, u32) {
        let bytes = fs::read(project::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn icons_of_the_manifests_are_there_in_their_sizes() {
        let mut count = 0;
        for manifest in [crate::manifest::chrome().unwrap(), crate::manifest::firefox().unwrap()] {
            let manifest = Value::Object(manifest);
            let lists = [&manifest["icons"], &manifest["action"]["default_icon"]];
            let sized = lists
                .into_iter()
                .flat_map(|list| list.as_object().unwrap())
                .map(|(size, path)| (size.parse().unwrap(), path));
            let themed = manifest["action"]["theme_icons"].as_array().into_iter().flatten();
            let themed = themed
                .flat_map(|one| [&one["dark"], &one["light"]].map(|path| (one["size"].as_u64().unwrap() as u32, path)));
            for (pixels, path) in sized.chain(themed) {
                let path = format!("extension/{}", path.as_str().unwrap());
                assert_eq!(size(&path), (pixels, pixels), "{path}");
                count += 1;
            }
        }
        assert_eq!(count, 24);
    }

    #[test]
    fn master_has_the_colors_that_change() {
        let master = project::read(&project::root().join(MASTER)).unwrap();
        assert!(COLORS.iter().all(|color| master.contains(color)), "{master}");
        assert_eq!(recolored("#3383F6 #FFFFFF #FFE58A", ON_BLUE), "#FFFFFF #0550AE #3383F6");
    }
}
