//! The npm package, packed and installed into a folder of its own, in a page there and in Node.

use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};
use xtask::command;
use xtask::server::{ANY_PORT, Server};
use xtask::tools;

use super::elsewhere::Elsewhere;
use super::{Case, FERRY, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::npm_package_works_in_a_page_elsewhere", "empty.html", in_page),
        Case {
            browsers: &[xtask::browser::Kind::Chromium],
            ..Case::new("playground::npm_package_works_in_node", "empty.html", in_node)
        },
        Case {
            browsers: &[xtask::browser::Kind::Chromium],
            ..Case::new("playground::npm_package_has_types", "empty.html", types)
        },
    ]
}

fn in_page(stage: &mut Stage) -> Result<()> {
    let elsewhere = Elsewhere::with_package(&format!("page-{}", stage.browser.kind()))?;
    let script = format!(
        "const sayso = await import('sayso');
        const thrown = (act) => {{ try {{ act() }} catch (error) {{ return `${{error.name}}: ${{error.message}}` }} }};
        const early = thrown(() => sayso.analyzeText('x'));
        await sayso.load();
        const page = new DOMParser().parseFromString({}, 'text/html');
        const view = sayso.analyzeDocument(page, {{ force: true }});
        const compared = sayso.compare(page, page, {{ force: true }}, {{ force: true }});
        return [
            early, view.document.title, view.sources.map(({{ name }}) => name),
            thrown(() => sayso.analyzeText('x', {{ offsets: 'inch' }})),
            compared.claims.matching.length === view.claims.length,
        ];",
        json!(FERRY)
    );
    let expected = json!([
        "Error: sayso is not loaded: await load() first",
        "Ferry to run at night",
        ["Kelmouth Harbor Board", "Northsound Lines"],
        "SaysoError: offsets must be char, utf16 or byte, not inch",
        true
    ]);
    equal("the package in a page", elsewhere.answer(stage, &script)?, expected)?;
    let server = Server::start(elsewhere.path(), ANY_PORT)?;
    stage.browser.open(&server.url("node_modules/sayso/example/index.html"))?;
    stage.page_shows("the example page", "return document.querySelectorAll('#claims li').length > 0")
}

fn in_node(_: &mut Stage) -> Result<()> {
    let elsewhere = Elsewhere::with_package("node")?;
    let program = "import { analyzeText, compare, load } from 'sayso';
        await load();
        const text = 'The wall cost $4 million, Mayor Ana Ruiz said on Monday.';
        const other = text.replace('4', '5');
        const { matching } = compare(text, other, { raw: true }, { raw: true }).claims;
        console.log(JSON.stringify([analyzeText(text, { raw: true }).sources[0].name, matching[0].differences[0].b.text]));";
    elsewhere.write("try.js", program)?;
    let mut node = Command::new("node");
    let printed: Value = serde_json::from_str(&command::read(node.arg("try.js").current_dir(elsewhere.path()))?)?;
    equal("the package in Node", printed, json!(["Ana Ruiz", "$5 million"]))
}

fn types(_: &mut Stage) -> Result<()> {
    let elsewhere = Elsewhere::with_package("types")?;
    let program = "import { analyzeDocument, compare, load, type Claim, type Options, type View } from 'sayso';
        await load();
        const options: Options = { url: 'https://a.example/', offsets: 'char' };
        const view: View = analyzeDocument(document, options);
        const claims: Claim[] = view.claims.filter((claim) => claim.status === 'denied');
        const speaker: string | null = claims[0].speaker;
        // @ts-expect-error: there is no such status
        view.claims.some((claim) => claim.status === 'true');
        // @ts-expect-error: there is no such unit
        compare('a', 'b', { offsets: 'inch' });
        console.log(speaker, compare('a', document).claims.matching[0].differences[0].kind);";
    elsewhere.write("try.ts", program)?;
    for (module, resolution) in [("nodenext", "nodenext"), ("es2022", "bundler")] {
        let project = json!({
            "compilerOptions": {
                "noEmit": true, "strict": true, "target": "es2022", "lib": ["es2022", "dom"], "types": [],
                "module": module, "moduleResolution": resolution,
            },
            "files": ["try.ts"],
        });
        elsewhere.write("tsconfig.json", &project.to_string())?;
        command::read(Command::new(tools::npm_program("tsc")?).current_dir(elsewhere.path()))?;
    }
    Ok(())
}
