//! What holds for every input: no panic, valid spans, the same answer twice, bounded work.

use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sayso::analysis::{Force, analyze_article};
use sayso::{Analysis, Options, Span, analyze, dom, limits};

use crate::harness::invalid_spans;
use crate::{Check, read, repository, trial};

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 22] = [
        ("spans_lie_on_char_boundaries_of_truncated_pages", truncated_pages),
        ("spans_are_valid_for_any_markup", any_markup),
        ("spans_are_valid_for_any_text", any_text),
        ("same_page_same_analysis", deterministic),
        ("an_empty_page_gives_a_note", || gives_note("", "empty")),
        ("a_page_without_body_gives_a_note", || gives_note("<head><title>x</title></head>", "empty")),
        ("a_page_of_links_gives_a_note", page_of_links),
        ("a_page_of_links_is_read_when_asked_for", forced_page_of_links),
        ("a_huge_page_is_read_in_bounds", huge_page),
        ("nuls_and_broken_utf8_vanish", nuls),
        ("a_hundred_thousand_nested_tags_end", nested),
        ("one_endless_sentence_ends", endless_sentence),
        ("markup_that_parsers_fear_is_read_in_time", feared_markup),
        ("text_in_strange_places_is_found", strange_places),
        ("every_page_is_in_the_test_of_the_adapters", adapter_pages),
        ("fifty_thousand_names_end", many_names),
        ("feared_names_end_with_valid_spans", feared_names),
        ("texts_that_splitters_fear_are_read_in_time", feared_text),
        ("tokens_and_sentences_cover_every_visible_character", covered_text),
        ("ten_thousand_timed_items_end", many_times),
        ("of_five_thousand_sentences_the_best_claims_are_listed_and_it_is_said", many_sentences),
        ("xml_and_svg_give_a_note", || {
            [
                gives_note("<?xml version='1.0'?><feed><entry/></feed>", "empty"),
                gives_note("<svg><text>x</text></svg>", "empty"),
            ]
            .concat()
        }),
    ];
    checks.into_iter().map(|(name, check)| trial(format!("invariants::{name}"), false, check)).collect()
}

fn forced() -> Options {
    Options { force: Force::AnyPage, ..Options::default() }
}

fn analyze_html(html: &str) -> Analysis {
    analyze(&dom::html::parse(html), &forced())
}

fn truncated_pages() -> Vec<String> {
    let page = read(&repository("www/samples/live-blog.html"));
    let step = (page.len() / 40).max(1);
    let cuts = (0..page.len()).step_by(step).map(|at| page.floor_char_boundary(at));
    cuts.flat_map(|cut| invalid_spans(&analyze_html(&page[..cut]))).collect()
}

/// Cases per property; each analyzes a page of up to a few kB.
const CASES: u32 = 64;

fn property(strategy: impl Strategy<Value = String>, check: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    // No file of past failures: a failure is turned into a case of its own.
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&strategy, |input| {
        let complaints = check(&input);
        prop_assert!(complaints.is_empty(), "{complaints:?}");
        Ok(())
    });
    outcome.err().map(|error| error.to_string()).into_iter().collect()
}

/// Pieces that news pages and their enemies are made of.
const PIECES: &str = "(<p>|</p>|<div class=comments>|</div>|<a href=/x>|</a>|<h2>|<br><br>|<time datetime=2026-01-02>|“|”|\"|’s |\\. |, |said |told |according to |it was stated |declined to comment |U\\.S\\. |Mr\\. |\\(9988\\. HK\\) |\\$1\\.2bn |Ana Ruiz |the Bank of England |[a-zé漢😀\u{200d}\u{202e} ]{1,12})";

fn any_markup() -> Vec<String> {
    let strategy = proptest::collection::vec(
        proptest::string::string_regex(PIECES).unwrap_or_else(|error| panic!("{error}")),
        0..120,
    );
    property(strategy.prop_map(|pieces| pieces.concat()), |html| invalid_spans(&analyze_html(html)))
}

fn any_text() -> Vec<String> {
    property(any::<String>(), |text| invalid_spans(&analyze_article(text, &Options::default())))
}

fn deterministic() -> Vec<String> {
    let page = read(&repository("www/samples/live-blog.html"));
    let once = || format!("{:?}", analyze_html(&page));
    if once() == once() { Vec::new() } else { vec!["two analyses of one page differ".to_owned()] }
}

fn gives_note(html: &str, code: &str) -> Vec<String> {
    let analysis = analyze(&dom::html::parse(html), &Options::default());
    let codes: Vec<&str> = analysis.notes.iter().map(|note| note.code).collect();
    if codes.contains(&code) { Vec::new() } else { vec![format!("expected note {code}, found {codes:?}")] }
}

fn page_of_links() -> Vec<String> {
    let teasers: String =
        (0..40).map(|n| format!("<h3><a href=/{n}>Headline number {n} about a town and its river</a></h3>")).collect();
    let mut complaints = gives_note(&teasers, "empty");
    if !complaints.is_empty() {
        complaints = gives_note(&teasers, "not-article");
    }
    complaints
}

fn forced_page_of_links() -> Vec<String> {
    let analysis = analyze_html("<nav>Menu</nav><ul><li><a href=/1>Council delays the vote</a></li></ul>");
    let is_right = analysis.article.text == "Council delays the vote";
    if is_right { Vec::new() } else { vec![format!("found {:?}", analysis.article.text)] }
}

fn huge_page() -> Vec<String> {
    let paragraph = "<p>The council said on Monday that repairs to the flood wall would cost $18.6 million, and Mayor Ana Ruiz agreed.</p>";
    let analysis = analyze_html(&paragraph.repeat(10_000_000 / paragraph.len()));
    let mut complaints = invalid_spans(&analysis);
    if analysis.article.text.len() > limits::MAX_TEXT_BYTES || analysis.claims.len() > limits::MAX_CLAIMS {
        complaints.push("a limit was not kept".to_owned());
    }
    complaints
}

fn nuls() -> Vec<String> {
    let html = String::from_utf8_lossy(
        b"<p>The \0council\xff\xfe said on Monday that the wall would be built at last, whatever it costs.</p>",
    )
    .into_owned();
    let analysis = analyze_html(&html);
    let complaint = analysis.article.text.contains('\0').then(|| "a NUL is left".to_owned());
    invalid_spans(&analysis).into_iter().chain(complaint).collect()
}

fn nested() -> Vec<String> {
    let page =
        format!("{}<p>The council said on Monday that the wall would be built at last.</p>", "<div><b>".repeat(50_000));
    invalid_spans(&analyze_html(&page))
}

fn many_names() -> Vec<String> {
    let name = |n: usize| {
        format!(
            "Ana {}{} said so on Monday. ",
            ["Ru", "Ko", "Li", "Ma"][n % 4],
            "abcdefgh".repeat(1 + n % 7).get(n % 8..).unwrap_or("x").to_owned()
                + &n.to_string().replace(|c: char| c.is_ascii_digit(), "q")
        )
    };
    let text: String = (0..50_000).map(name).collect();
    let analysis = analyze_article(&text, &Options::default());
    let mut complaints = invalid_spans(&analysis);
    if analysis.entities.list.len() > limits::MAX_ENTITIES {
        complaints.push("too many entities".to_owned());
    }
    complaints
}

fn many_times() -> Vec<String> {
    let item = "<li><time datetime=2026-01-02>10:15</time><p>The council said on Monday that the wall would be built.</p></li>";
    invalid_spans(&analyze_html(&format!("<ul>{}</ul>", item.repeat(10_000))))
}

fn endless_sentence() -> Vec<String> {
    let text = "the council of Norwich and the mayor of Ely said “yes and ".repeat(2_000);
    let analysis = analyze_article(&text, &Options::default());
    let mut complaints = invalid_spans(&analysis);
    if analysis.sentences.len() < 2 {
        complaints.push("a sentence of 100 kB was not cut".to_owned());
    }
    complaints
}

/// Longest analysis of one page of about 1 MB, seconds. The slowest below takes one; twice the size must take twice the
/// time, and what grows with the square takes minutes.
const MAX_SECONDS: u64 = 30;

const SENTENCE: &str = "The council said on Monday that repairs to the flood wall would cost $18.6 million. ";

fn feared_markup() -> Vec<String> {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    let bodies: String = (0..50_000).map(|n| format!("<body a{n}=1>")).collect();
    let pages = [
        ("attributes", format!("<p{attributes}>")),
        ("bodies", bodies),
        ("elements", "<b></b><i>x</i>".repeat(100_000)),
        ("nested links", "<a><p>".repeat(50_000)),
        ("nested tables", "<table><tr><td>".repeat(30_000)),
        ("text beside table cells", "<table>x<tr>".repeat(50_000)),
        ("misnested", format!("{}{}", "<b><p>".repeat(20_000), "</b></p>".repeat(20_000))),
        ("formatting", "<a><b><i><u>".repeat(2_000) + &"<div></a></b></i>".repeat(2_000)),
        ("shadow roots", "<div><template shadowrootmode=open>".repeat(20_000)),
        ("comments", "<!--".repeat(200_000) + "-->"),
        ("scripts", "<script><!--<script>".repeat(50_000) + "</script></script>"),
        ("brackets", "<".repeat(1_000_000)),
        ("words", "<span>word </span>".repeat(50_000)),
        ("line breaks", format!("{SENTENCE}<br><br>").repeat(10_000)),
        ("data", "<script type=application/ld+json>".to_owned() + &"[".repeat(100_000) + "</script>"),
    ];
    let mut complaints = Vec::new();
    for (what, markup) in pages {
        let start = std::time::Instant::now();
        complaints.extend(invalid_spans(&analyze_html(&format!("{markup}<p>{}", SENTENCE.repeat(5)))));
        if start.elapsed().as_secs() > MAX_SECONDS {
            complaints.push(format!("{what}: {:?}", start.elapsed()));
        }
    }
    complaints
}

/// Texts of up to 2 MB, each made to have one step look at the same characters again and again.
fn feared_texts() -> Vec<(&'static str, String)> {
    let repeated = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    vec![
        ("stops", repeated(".", 2_000_000)),
        ("stops and spaces", repeated(". ", 2_000_000)),
        ("marks", format!("{} and so on", repeated("?!", 1_000_000))),
        ("quotation marks", repeated("\"", 2_000_000)),
        ("curly quotation marks", repeated("“”’", 1_000_000)),
        ("open quotation marks behind stops", repeated(".“ ‘ ", 1_000_000)),
        ("open brackets", repeated("(", 1_000_000)),
        ("open brackets behind stops", repeated(". ( ", 1_000_000)),
        ("hyphens", repeated("-", 1_000_000)),
        ("one word of hyphens", repeated("Ana-Ruiz-", 1_000_000)),
        ("one word of possessives", repeated("Ana’s", 1_000_000)),
        ("one word of ampersands", repeated("A&", 1_000_000)),
        ("one word of stops", repeated("U.S.", 1_000_000)),
        ("one word of hyphens and stops", repeated("J.-", 1_000_000)),
        ("one address", repeated("a.example/", 1_000_000)),
        ("at signs", repeated("@", 1_000_000)),
        ("handles", repeated("@a@b.c/", 1_000_000)),
        ("one word", repeated("a", 1_000_000)),
        ("one word of controls", repeated("a\u{200b}1\u{ad}", 1_000_000)),
        ("controls only", repeated("\u{200b}\u{202e}\u{feff}", 1_000_000)),
        ("accents", format!("a{}", repeated("\u{301}", 1_000_000))),
        ("digits", repeated("1", 1_000_000)),
        ("digits and controls", repeated("1\u{200b}", 1_000_000)),
        ("digits and commas", repeated("1,", 1_000_000)),
        ("grouped digits", format!("$1{}", repeated(",000", 1_000_000))),
        ("fifty thousand numbers", repeated("$1.2 million, 5% and 3-4 May 2026; ", 1_700_000)),
        ("days", repeated("Monday ", 1_000_000)),
        ("days ago", repeated("2 days ago to ", 1_000_000)),
        ("ranges", repeated("5 to 6 to ", 1_000_000)),
        ("currency signs", repeated("$", 1_000_000)),
        ("tickers", repeated("(9988. HK) NYSE: ", 1_000_000)),
        ("one sentence", repeated("the council of Ely said and ", 100_000)),
        ("all capitals", repeated("THE U.S. ARMY LEFT ON MONDAY. MR. TAN STAYED. ", 500_000)),
        ("no capitals", repeated("the u.s. army left on monday. mr. tan stayed. ", 500_000)),
        ("right to left", repeated("הספינה יצאה ב-5 במאי. 12 אנשים נשארו؟ ", 500_000)),
        ("bidi controls", repeated("\u{202e}The\u{202c} \u{2066}boat\u{2069} is 5\u{200f}%.\u{200e} ", 500_000)),
        ("replacement characters", repeated("\u{fffd}The \u{fffd}\u{fffd} boat\u{fffd}. $\u{fffd}5 ", 500_000)),
        ("emoji", repeated("😀👍🏽👨‍👩‍👧 5 km. ", 500_000)),
        ("without spaces", repeated("北京下雨了。", 500_000)),
        ("white space", repeated("\u{a0}\u{3000} ", 1_000_000)),
    ]
}

/// Words and values of such a text, without optimization, in seconds: the slowest takes 1.4, and what grows with
/// the square takes minutes.
const MAX_TEXT_SECONDS: u64 = 10;

fn feared_text() -> Vec<String> {
    let mut complaints = Vec::new();
    for (what, text) in feared_texts() {
        let article = sayso::article::take_whole(&text);
        let start = std::time::Instant::now();
        let words = sayso::text::Words::new(&article);
        let values = sayso::entity::find_values(&words, &sayso::page::Page::default());
        let elapsed = start.elapsed();
        if elapsed.as_secs() >= MAX_TEXT_SECONDS {
            complaints.push(format!("{what}: {elapsed:?}"));
        }
        let spans = words.tokens.iter().map(|token| token.span).chain(words.sentences.iter().map(|s| s.span));
        let invalid = spans.chain(values.iter().map(|value| value.span)).find(|span| span.of(&article.text).is_empty());
        complaints.extend(invalid.map(|span| format!("{what}: {span:?} cuts no words out")));
    }
    complaints
}

/// Names of such a text, in seconds: the slowest takes 2, on a machine with other work 14; comparing all with all takes
/// minutes.
const MAX_NAMES_SECONDS: u64 = 60;

/// A name that no other number gives: seven letters with a capital.
fn name_of(number: usize) -> String {
    let letters = (0..6).map(|place| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8));
    std::iter::once('Q').chain(letters).collect()
}

fn many_sentences() -> Vec<String> {
    let sentence = |n: usize| {
        let (street, firm) = (n % 97, n % 61);
        format!("The firm {firm} on street {street} paid the council {n} dollars for permit {} last year.\n\n", n * 7)
    };
    let text: String = (0..5_000).map(sentence).collect();
    let analysis = analyze_article(&text, &Options::default());
    let mut complaints = invalid_spans(&analysis);
    if analysis.claims.len() > limits::MAX_CLAIMS || analysis.claims.is_empty() {
        complaints.push(format!("{} claims", analysis.claims.len()));
    }
    if !analysis.notes.iter().any(|note| note.code == "more-claims") {
        complaints.push(format!("notes {:?}", analysis.notes));
    }
    complaints
}

/// Texts made to have names compared with each other, each with thousands of them, and scripts that no tagger knows.
fn feared_names() -> Vec<String> {
    let each = |line: &dyn Fn(String) -> String| (0..3_000).map(name_of).map(line).collect::<Vec<_>>().join(" ");
    let texts = [
        ("persons and firms", each(&|name| format!("Then Ana {name} met {name} Corp."))),
        ("one last name", each(&|name| format!("{name} Smith left. Smith sang."))),
        ("acronyms", each(&|name| format!("The {} and {name} Tarn Group said.", name[..4].to_uppercase()))),
        ("nominal mentions", each(&|name| format!("{name} Inc. rose. The company fell. She left."))),
        ("right to left", "قال الرئيس محمد إن ".repeat(5_000)),
        ("emoji", "😀 Ana 😀 Ruiz ".repeat(5_000)),
        ("controls", "\u{202e}Ana\u{200b} Ruiz\u{2069} of \u{fffd}Pellworth. ".repeat(5_000)),
    ];
    let mut complaints = Vec::new();
    for (what, text) in texts {
        let article = sayso::article::take_whole(&text);
        let words = sayso::text::Words::new(&article);
        let start = std::time::Instant::now();
        let entities = sayso::entity::find(&words, &sayso::page::Page::default());
        let elapsed = start.elapsed();
        if elapsed.as_secs() >= MAX_NAMES_SECONDS {
            complaints.push(format!("{what}: {elapsed:?}"));
        }
        let spans = entities.list.iter().flat_map(|entity| entity.mentions.iter().chain(&entity.nominals));
        let invalid = spans.filter(|span| span.of(&article.text).is_empty());
        complaints.extend(invalid.map(|span| format!("{what}: {span:?} cuts no words out")));
    }
    complaints
}

/// Pieces that words, names and marks are joined from and cut at.
const JOINTS: &str = "(Ana|’s|'S|-|–|\\.|\\.\\.\\.|,| |\\(|\\)|“|”|@|#|/|://|www\\.|U\\.S|J|-led|pro-|&|9988|1,000|\\$|\u{200b}|\u{ad}|\u{202e}|é|漢|😀|\u{301})";

fn covered_text() -> Vec<String> {
    let joints = proptest::string::string_regex(JOINTS).unwrap_or_else(|error| panic!("{error}"));
    let joined = proptest::collection::vec(joints, 0..40).prop_map(|pieces| pieces.concat());
    let mut complaints = property(joined, uncovered);
    complaints.extend(property(any::<String>(), uncovered));
    complaints
}

/// What stands between two tokens, other than white space and what no reader sees; tokens between two sentences.
fn uncovered(text: &str) -> Vec<String> {
    let is_unseen = |c: char| matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let words = sayso::text::Words::of_line(text);
    let mut end = 0;
    let mut complaints = Vec::new();
    let end_of_text = Span::new(text.len(), text.len());
    for span in words.tokens.iter().map(|token| token.span).chain([end_of_text]) {
        match text.get(end..span.start as usize) {
            Some(gap) if gap.chars().all(|c| c.is_whitespace() || is_unseen(c)) => {}
            gap => complaints.push(format!("{gap:?} before {span:?} in {text:?}")),
        }
        end = span.end as usize;
    }
    let parted = words.sentences.windows(2).filter(|pair| pair[0].tokens.end != pair[1].tokens.start);
    complaints.extend(parted.map(|pair| format!("tokens between {:?} and {:?}", pair[0], pair[1])));
    complaints
}

fn strange_places() -> Vec<String> {
    let words = SENTENCE.repeat(5);
    let one_word_nodes: String = words.split_inclusive(' ').map(|word| format!("<span>{word}</span>")).collect();
    let pages = [
        ("one word a node", format!("<article><p>{one_word_nodes}</p></article>")),
        ("a layout table", format!("<table><tr><td><table><tr><td>Menu<td>{words}<td>Ads</table></table>")),
        ("a cell with an endless list of attributes", format!("<p{}>{words}", " a=1".repeat(5_000))),
        ("behind a hundred thousand tags", format!("{}<p>{words}", "<div>".repeat(100_000))),
        (
            "XHTML",
            format!(
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{words}</p><br/></body></html>"
            ),
        ),
    ];
    let holds = |html: &str| analyze_html(html).article.text.contains(SENTENCE.trim());
    let lost = pages.iter().filter(|(_, html)| !holds(html)).map(|(what, _)| format!("lost: {what}"));
    // The text of a frameset is in other documents; what it holds for browsers without frames is not shown.
    let frameset = gives_note(
        "<title>Wall</title><frameset cols='*,*'><frame src=a.html><noframes><p>Your browser is old.</noframes></frameset>",
        "empty",
    );
    lost.chain(frameset).collect()
}

/// `tests/web.rs` runs in a browser and cannot list folders.
fn adapter_pages() -> Vec<String> {
    let list = read(&repository("tests/web.rs"));
    let entries = |folder: &str| {
        let path = repository(folder);
        std::fs::read_dir(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            .filter_map(|entry| entry.ok().map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<Vec<_>>()
    };
    let cases = entries("tests/corpus/pages").into_iter().filter(|name| !name.contains('.'));
    let cases = cases.map(|slug| format!("tests/corpus/pages/{slug}/source.html"));
    let samples = entries("www/samples").into_iter().filter(|name| name.ends_with(".html"));
    let samples = samples.map(|name| format!("www/samples/{name}"));
    cases
        .chain(samples)
        .filter(|path| !list.contains(path))
        .map(|path| format!("not in tests/web.rs: {path}"))
        .collect()
}
