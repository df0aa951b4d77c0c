//! Files that are opened or dropped, unpacked by the browser itself; and the words for those that cannot be read.

use anyhow::Result;
use serde_json::json;

use super::{Case, Stage, equal, open, wait_for_state};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::files_are_opened_and_dropped", "empty.html", opened),
        Case::new("playground::an_archive_lists_its_pages_and_what_is_broken", "empty.html", archive),
        Case::new("playground::files_that_cannot_be_read_are_named", "empty.html", unreadable),
    ]
}

/// Makes files in the page and hands them over as a person would.
const HAND_OVER: &str = "
    const text = (string) => new TextEncoder().encode(string);
    const packed = async (part) => new Uint8Array(await new Response(new Blob([part]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
    const transfer = (name, ...parts) => {
        const made = new DataTransfer();
        made.items.add(new File(parts, name));
        return made;
    };
    const choose = (name, ...parts) => {
        const picker = document.querySelector('#file');
        picker.files = transfer(name, ...parts).files;
        picker.dispatchEvent(new Event('change'));
    };
    const drop = (name, ...parts) => document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer(name, ...parts), bubbles: true, cancelable: true }));
    const page = (title) => `<!doctype html><article><h1>${title}</h1><p>The ferry will run around the clock from May 4, the Kelmouth Harbor Board announced on Monday.</p><p>Northsound Lines denied that its crews had been told to work longer hours.</p></article>`;
    const record = (url, body, length) => text(`WARC/1.1\\r\\nWARC-Type: response\\r\\nWARC-Target-URI: ${url}\\r\\nContent-Type: application/http\\r\\nContent-Length: ${length ?? text(body).length}\\r\\n\\r\\n${body}\\r\\n\\r\\n`);
    const served = (title) => `HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n${page(title)}`;
    ";

fn hand_over(stage: &Stage, script: &str) -> Result<()> {
    stage.browser.page(&format!("return (async () => {{ {HAND_OVER} {script} }})()")).map(drop)
}

fn shows_title(stage: &Stage, title: &str) -> Result<()> {
    let script = format!("return document.querySelector('[data-field=title]')?.innerText === {}", json!(title));
    stage.page_shows(title, &script)
}

fn opened(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.click_in_page("#tab-file")?;
    hand_over(stage, "choose('night.html', page('Night'))")?;
    shows_title(stage, "Night")?;
    hand_over(stage, "drop('day.html.gz', await packed(page('Day')))")?;
    shows_title(stage, "Day")?;
    let mhtml = "const part = (type, body) => `--x\\r\\nContent-Type: ${type}\\r\\n\\r\\n${body}\\r\\n`;
        drop('saved.mhtml', 'MIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary=x\\r\\n\\r\\n' + part('text/html', page('Saved')) + part('text/css', 'p {}') + '--x--\\r\\n')";
    hand_over(stage, mhtml)?;
    shows_title(stage, "Saved")?;
    hand_over(
        stage,
        "drop('story.txt', 'Council delays vote\\n\\nThe council delayed the vote on the wall on Monday, Mayor Ana Ruiz said.\\n\\nThe repairs would cost $4 million more than the engineers had told the council in May.\\n')",
    )?;
    stage.page_shows("the text", "return document.querySelector('.reading')?.innerText.includes('Mayor Ana Ruiz said')")
}

fn archive(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.click_in_page("#tab-file")?;
    let warc = "choose('crawl.warc.gz',
        await packed(record('https://a.example/one', served('One'))),
        await packed(record('https://a.example/broken', served('Broken'), 'x')),
        await packed(record('https://a.example/two', served('Two'))))";
    hand_over(stage, warc)?;
    stage.page_shows("the pages", "return document.querySelectorAll('.archive .row-go').length === 2")?;
    let said = stage.browser.page("return document.querySelector('.troubles').innerText")?;
    equal("what is broken", said, "Record 2: it states no length, but “x”".into())?;
    stage.browser.page("document.querySelectorAll('.archive .row-go')[1].click()")?;
    shows_title(stage, "Two")?;
    wait_for_state(stage, "results")
}

fn unreadable(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.click_in_page("#tab-file")?;
    let cases = [
        (
            "choose('cut.html.gz', (await packed(page('x'))).slice(0, 60))",
            "cut.html.gz: The packed file is damaged or ends in the middle.",
        ),
        (
            "choose('wall.mhtml', 'MIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary=x\\r\\n\\r\\n--x\\r\\nContent-Type: text/css\\r\\n\\r\\np {}\\r\\n--x--')",
            "wall.mhtml: This MHTML file holds no HTML page.",
        ),
        ("choose('report.pdf', '%PDF-1.7')", "report.pdf: This is a PDF. Save the page as HTML, or copy its text."),
        ("choose('data.html', new Uint8Array([1, 0, 2]))", "data.html: This is no text."),
        (
            "choose('crawl.warc', record('https://a.example', served('x'), 9000))",
            "crawl.warc: Record 1: the file ends inside it",
        ),
        (
            "choose('huge.html', ...Array(65).fill(new Uint8Array(1 << 20)))",
            "huge.html: This is more than 64 MB, which is as much as can be read here.",
        ),
    ];
    for (script, expected) in cases {
        hand_over(stage, script)?;
        let said = format!("return document.querySelector('.status').innerText === {}", json!(expected));
        stage.page_shows(expected, &said)?;
    }
    Ok(())
}
