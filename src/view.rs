//! View: what a person or program sees of an analysis. The only serialized types; version 1 of the JSON contract.
//!
//! Offsets are half-open, into `text`, in the unit the caller asks for ([`OffsetUnit`]). Within version 1 fields may be
//! added; renaming or removing one makes version 2.
//!
//! This file is long because the whole contract should be read in one place; that of a comparison is in [`comparison`].

use serde::Serialize;

use crate::analysis::{Analysis, Note as CoreNote};
use crate::article::{Access, ArticleKind, BlockKind};
use crate::claim::{Claim as CoreClaim, Status as CoreStatus, Tag as CoreTag};
use crate::entity::{self, EntityKind, ValueKind};
use crate::page::{Genre, Origin, Stated};
use crate::source::{Mode as CoreMode, Source as CoreSource, SourceKind, Statement as CoreStatement};
use crate::span::Span as CoreSpan;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// Version of the contract.
pub const SCHEMA: u32 = 1;

/// What an offset counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points.
    #[default]
    CodePoint,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
    /// UTF-8 bytes.
    Byte,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
        #[allow(missing_docs, reason = "the variants are the words of the contract")]
        pub enum $name { $(#[serde(rename = $word)] $variant),+ })+
    };
}

words! {
    /// What kind of page it looks like.
    PageKind { Article = "article", Live = "live", List = "list", Other = "other" }
    /// Whether the whole article is on the page.
    PageAccess { Full = "full", Preview = "preview" }
    /// Where a field was read.
    ReadFrom { JsonLd = "json-ld", Meta = "meta", Time = "time", Url = "url", Text = "text" }
    /// What kind of text a block is.
    BlockType { Paragraph = "paragraph", Heading = "heading", Quote = "quote", List = "list", Caption = "caption", Table = "table" }
    /// What an entity is.
    EntityType { Person = "person", Organization = "organization", Place = "place", Other = "other" }
    /// What a value measures.
    ValueType { Money = "money", Percent = "percent", Date = "date", Time = "time", Quantity = "quantity", Ticker = "ticker" }
    /// What a source is.
    SourceType { Person = "person", Organization = "organization", Document = "document", Media = "media", Unnamed = "unnamed" }
    /// How a statement is given.
    StatementMode { Quoted = "quoted", Reported = "reported" }
    /// The kind of text, where it is no news.
    TextGenre {
        Opinion = "opinion", Review = "review", Recipe = "recipe", Match = "match", Transcript = "transcript", List = "list", Live = "live",
    }
    /// How the text gives a claim.
    ClaimStatus { Stated = "stated", Reported = "reported", Quoted = "quoted", Denied = "denied" }
    /// What a claim holds.
    ClaimTag {
        Number = "number", Date = "date", Allegation = "allegation", Prediction = "prediction", Hedged = "hedged",
        Negated = "negated", Opinion = "opinion", Disputed = "disputed",
    }
}

macro_rules! structs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),+ })+
    };
}

/// What a caller calls a document; it comes back unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(untagged)]
pub enum Id {
    /// Words.
    Text(String),
    /// A number.
    Number(serde_json::Number),
}

structs! {
    /// A half-open range of the text.
    Span {
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
    }

    /// Where each field of the document was read; only fields that the page states.
    From {
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Address.
        url: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Headline.
        title: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Authors.
        byline: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Outlet.
        publisher: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Section.
        section: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Date of publication.
        published: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Date of the last change.
        modified: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Language.
        language: Option<ReadFrom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Licence.
        license: Option<ReadFrom>,
    }

    /// What the page states about itself. A field it does not state is left out.
    DocumentInfo {
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Canonical address.
        url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Headline without the outlet's name.
        title: Option<String>,
        /// Names of the authors.
        byline: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Outlet.
        publisher: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Section as printed.
        section: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// ISO 8601 date or date-time.
        published: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// ISO 8601 date or date-time.
        modified: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Primary language, BCP 47.
        language: Option<String>,
        /// Words of the article.
        words: usize,
        /// Words of the visible page.
        page_words: usize,
        /// Reading time in minutes, at 230 words a minute, at least 1.
        minutes: usize,
        /// What kind of page it looks like.
        kind: PageKind,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// What kind of text it looks like, where few of its sentences are meant to be checked.
        genre: Option<TextGenre>,
        /// Whether the whole article is on the page.
        access: PageAccess,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Licence, as an address or a name.
        license: Option<String>,
        /// Where each field was read.
        from: From,
    }

    /// A block of the text.
    Block {
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        /// What kind of text it is.
        kind: BlockType,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Number of its element on the page.
        node: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Number of the live-blog update it belongs to.
        update: Option<u32>,
    }

    /// A sentence of the text.
    Sentence {
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
    }

    /// A place where an entity is mentioned.
    Mention {
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Whether it is no name but `the company` or `she`.
        nominal: Option<bool>,
    }

    /// A person, organization, place or other named thing.
    Entity {
        /// `e1`, `e2`, … in order of salience.
        id: String,
        #[serde(rename = "type")]
        /// What it is.
        kind: EntityType,
        /// Fullest name in the text.
        name: String,
        /// Other names in the text.
        aliases: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Role or title as written.
        role: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Ticker, `9988.HK`.
        ticker: Option<String>,
        /// Where it is mentioned, in text order.
        mentions: Vec<Mention>,
        /// Whether the headline names it.
        in_title: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Whether its type is a guess.
        check: Option<bool>,
    }

    /// An amount, date or ticker.
    Value {
        #[serde(rename = "type")]
        /// What it measures.
        kind: ValueType,
        /// As written.
        text: String,
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Normalized form, left out where the text and the date of the page do not settle it. Money: amount and ISO 4217
        /// code, `18600000 USD`. Percent: the fraction, `0.06`. Date: ISO 8601, as exact as stated, `2023-10-06`,
        /// `2023-10`, `2023`. Time: `16:40`, with the offset from UTC where a zone is stated, `11:45Z`. Quantity: number
        /// and unit, `17 km`. Ticker: `9988.HK`. A range has both ends, included, and a slash: `1990/1999`.
        value: Option<String>,
    }

    /// One thing a source says.
    Statement {
        /// Quoted or reported.
        mode: StatementMode,
        /// The words that name the source here.
        source: Option<Span>,
        /// The words that attribute.
        cue: Option<Span>,
        /// What is said.
        content: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Id of the source that relays it.
        via: Option<String>,
    }

    /// Someone or something the text attributes information to.
    Source {
        /// `s1`, `s2`, … in order of reliance.
        id: String,
        /// What it is.
        kind: SourceType,
        /// Its name, or the words the text uses.
        name: String,
        /// Other words the text uses.
        aliases: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Role as written.
        role: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Organization it belongs to, as written.
        affiliation: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Id of its entity.
        entity: Option<String>,
        /// Whether it was asked and gave no answer.
        declined: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Whether it is uncertain.
        check: Option<bool>,
        /// What it says.
        statements: Vec<Statement>,
        /// Addresses linked in its statements.
        links: Vec<String>,
    }

    /// Words that carry a tag.
    Cue {
        /// The tag.
        tag: ClaimTag,
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
    }

    /// A checkable sentence.
    Claim {
        /// `c1`, `c2`, … best first.
        id: String,
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        /// The words.
        text: String,
        /// How the text gives it.
        status: ClaimStatus,
        /// Id of the source that says it; `null` when the text names none.
        speaker: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Id of the source that relays it.
        via: Option<String>,
        /// What it holds.
        tags: Vec<ClaimTag>,
        /// The words that carry the tags.
        cues: Vec<Cue>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Id of the claim that it denies, where the text says which.
        denies: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Ids of the claims that say otherwise.
        disputes: Option<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Other places in the text that say the same.
        repeats: Option<Vec<Span>>,
        /// Ids of the entities it names.
        entities: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Whether it is uncertain.
        check: Option<bool>,
        /// Check-worthiness inside this article, 0–1.
        score: f64,
    }

    /// A link in the text.
    Link {
        /// Absolute http or https address.
        url: String,
        /// The linked words.
        text: String,
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        /// Whether it stays on the page's site.
        same_site: bool,
    }

    /// Something a reader must know about the analysis.
    Note {
        /// Stable word for programs: `empty`, `not-article`, `too-short`, `preview`, `live`, `language`, `budget`,
        /// `few-claims` (see `genre`), `more-claims` (the list was cut).
        code: String,
        /// One sentence for people.
        message: String,
    }

    /// The verdict on one block of the page.
    ExplainedBlock {
        /// Number of its element on the page.
        node: u32,
        /// Whether it is in the article.
        kept: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Why it was left out.
        reason: Option<String>,
        /// Its first words.
        text: String,
    }

    /// One reason for a claim's rank.
    ExplainedFeature {
        /// Name of the feature.
        name: String,
        /// Points for (or, below zero, against) it.
        points: f64,
    }

    /// What a claim's rank is made of.
    ExplainedClaim {
        /// Id of the claim.
        id: String,
        /// Its features.
        features: Vec<ExplainedFeature>,
    }

    /// Why each block was kept or removed and each claim ranked.
    Explain {
        /// One per block of the page, in page order.
        blocks: Vec<ExplainedBlock>,
        /// One per claim.
        claims: Vec<ExplainedClaim>,
    }

    /// What a web archive says of the page.
    Record {
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Address from which it was fetched.
        url: Option<String>,
        /// When it was fetched, ISO 8601, UTC.
        date: String,
    }

    /// The analysis of one page.
    View {
        /// Version of this contract.
        schema: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Batch only: the id of the input line, or of the archive's record.
        id: Option<Id>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Only for records of web archives.
        record: Option<Record>,
        /// What the page states about itself.
        document: DocumentInfo,
        /// The article: paragraphs joined by a blank line, without the headline.
        text: String,
        /// Its blocks.
        blocks: Vec<Block>,
        /// Its sentences.
        sentences: Vec<Sentence>,
        /// Indices of 2–3 key sentences, verbatim.
        summary: Vec<usize>,
        /// Most salient first.
        entities: Vec<Entity>,
        /// In text order.
        values: Vec<Value>,
        /// Most relied on first.
        sources: Vec<Source>,
        /// What somebody says whom the text does not make out, in text order.
        unattributed: Vec<Statement>,
        /// Best first.
        claims: Vec<Claim>,
        /// In text order.
        links: Vec<Link>,
        /// What a reader must know.
        notes: Vec<Note>,
        #[serde(skip_serializing_if = "Option::is_none")]
        /// Only when asked for.
        explain: Option<Explain>,
    }
}

pub mod comparison;

/// Adult silent reading of English non-fiction, words a minute (Brysbaert 2019, mean 238, rounded down).
const WORDS_PER_MINUTE: usize = 230;

/// How a view is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct ViewOptions {
    /// What offsets count.
    pub unit: OffsetUnit,
    /// Whether to add reasons.
    pub explain: bool,
}

/// Makes the view of an analysis.
pub fn view(analysis: &Analysis, options: ViewOptions) -> View {
    let text = &analysis.article.text;
    let offsets = Offsets::new(text, options.unit);
    View {
        schema: SCHEMA,
        id: None,
        record: None,
        document: document(analysis),
        text: text.clone(),
        blocks: blocks(analysis, &offsets),
        sentences: analysis
            .sentences
            .iter()
            .map(|span| offsets.span(*span))
            .map(|Span { start, end }| Sentence { start, end })
            .collect(),
        summary: analysis.summary.clone(),
        entities: entities(analysis, &offsets),
        values: values(analysis, &offsets),
        sources: analysis
            .sources
            .list
            .iter()
            .enumerate()
            .map(|(at, source)| source_view(analysis, at, source, &offsets))
            .collect(),
        unattributed: analysis
            .sources
            .unattributed
            .iter()
            .map(|statement| statement_view(statement, &offsets))
            .collect(),
        claims: analysis
            .claims
            .iter()
            .enumerate()
            .map(|(at, claim)| claim_view(analysis, at, claim, &offsets))
            .collect(),
        links: links(analysis, &offsets),
        notes: analysis.notes.iter().map(note_view).collect(),
        explain: options.explain.then(|| explain(analysis)),
    }
}

/// Turns byte offsets into another unit.
struct Offsets {
    unit: OffsetUnit,
    /// Byte offset and units of every char that is not ASCII: how far bytes run ahead of units behind it.
    shifts: Vec<(u32, u32)>,
}

impl Offsets {
    fn new(text: &str, unit: OffsetUnit) -> Self {
        let mut shift = 0;
        let units = |character: char| match unit {
            OffsetUnit::Byte => character.len_utf8(),
            OffsetUnit::Utf16 => character.len_utf16(),
            OffsetUnit::CodePoint => 1,
        };
        let shifts = text.char_indices().filter(|(_, character)| !character.is_ascii()).map(|(at, character)| {
            shift += (character.len_utf8() - units(character)) as u32;
            ((at + character.len_utf8()) as u32, shift)
        });
        Self { unit, shifts: shifts.collect() }
    }

    fn at(&self, byte: u32) -> u32 {
        if self.unit == OffsetUnit::Byte {
            return byte;
        }
        let before = self.shifts.partition_point(|(at, _)| *at <= byte);
        byte - before.checked_sub(1).and_then(|last| self.shifts.get(last)).map_or(0, |(_, shift)| *shift)
    }

    fn span(&self, span: CoreSpan) -> Span {
        Span { start: self.at(span.start), end: self.at(span.end) }
    }
}

fn document(analysis: &Analysis) -> DocumentInfo {
    let (page, article) = (&analysis.page, &analysis.article);
    let value = |field: &Option<Stated<String>>| field.as_ref().map(|stated| stated.value.clone());
    DocumentInfo {
        url: value(&page.url),
        title: value(&page.title),
        byline: page.byline.as_ref().map(|byline| byline.value.clone()).unwrap_or_default(),
        publisher: value(&page.publisher),
        section: value(&page.section),
        published: value(&page.published),
        modified: value(&page.modified),
        language: value(&page.language),
        words: article.words,
        page_words: article.page_words,
        minutes: article.words.div_ceil(WORDS_PER_MINUTE).max(1),
        kind: match article.kind {
            ArticleKind::Article => PageKind::Article,
            ArticleKind::Live => PageKind::Live,
            ArticleKind::List => PageKind::List,
            ArticleKind::Other => PageKind::Other,
        },
        genre: analysis.genre.map(|genre| match genre {
            Genre::Opinion => TextGenre::Opinion,
            Genre::Review => TextGenre::Review,
            Genre::Recipe => TextGenre::Recipe,
            Genre::Match => TextGenre::Match,
            Genre::Transcript => TextGenre::Transcript,
            Genre::List => TextGenre::List,
            Genre::Live => TextGenre::Live,
        }),
        access: match article.access {
            Access::Full => PageAccess::Full,
            Access::Preview => PageAccess::Preview,
        },
        license: value(&page.license),
        from: From {
            url: read_from(&page.url),
            title: read_from(&page.title),
            byline: read_from(&page.byline),
            publisher: read_from(&page.publisher),
            section: read_from(&page.section),
            published: read_from(&page.published),
            modified: read_from(&page.modified),
            language: read_from(&page.language),
            license: read_from(&page.license),
        },
    }
}

fn read_from<T>(field: &Option<Stated<T>>) -> Option<ReadFrom> {
    field.as_ref().map(|stated| match stated.origin {
        Origin::JsonLd => ReadFrom::JsonLd,
        Origin::Meta => ReadFrom::Meta,
        Origin::Time => ReadFrom::Time,
        Origin::Url => ReadFrom::Url,
        Origin::Text => ReadFrom::Text,
    })
}

fn blocks(analysis: &Analysis, offsets: &Offsets) -> Vec<Block> {
    let blocks = analysis.article.blocks.iter().map(|block| {
        let Span { start, end } = offsets.span(block.span);
        let kind = match block.kind {
            BlockKind::Paragraph => BlockType::Paragraph,
            BlockKind::Heading => BlockType::Heading,
            BlockKind::Quote => BlockType::Quote,
            BlockKind::List => BlockType::List,
            BlockKind::Caption => BlockType::Caption,
            BlockKind::Table => BlockType::Table,
        };
        Block { start, end, kind, node: block.node.map(|node| node.0), update: block.update }
    });
    blocks.collect()
}

fn entities(analysis: &Analysis, offsets: &Offsets) -> Vec<Entity> {
    let entities = analysis.entities.list.iter().enumerate().map(|(at, entity)| Entity {
        id: entity_id(at),
        kind: entity_type(entity.kind),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        role: entity.role.clone(),
        ticker: entity.ticker.clone(),
        mentions: mentions(entity, offsets),
        in_title: entity.in_title,
        check: entity.is_uncertain.then_some(true),
    });
    entities.collect()
}

/// All places of an entity in text order.
fn mentions(entity: &entity::Entity, offsets: &Offsets) -> Vec<Mention> {
    let named = entity.mentions.iter().map(|span| (*span, !entity.is_named));
    let mut all: Vec<_> = named.chain(entity.nominals.iter().map(|span| (*span, true))).collect();
    all.sort_unstable();
    let mention = |(span, is_nominal): (_, bool)| {
        let Span { start, end } = offsets.span(span);
        Mention { start, end, nominal: is_nominal.then_some(true) }
    };
    all.into_iter().map(mention).collect()
}

fn values(analysis: &Analysis, offsets: &Offsets) -> Vec<Value> {
    let values = analysis.entities.values.iter().map(|value| {
        let Span { start, end } = offsets.span(value.span);
        let kind = match value.kind {
            ValueKind::Money => ValueType::Money,
            ValueKind::Percent => ValueType::Percent,
            ValueKind::Date => ValueType::Date,
            ValueKind::Time => ValueType::Time,
            ValueKind::Quantity => ValueType::Quantity,
            ValueKind::Ticker => ValueType::Ticker,
        };
        Value { kind, text: value.span.of(&analysis.article.text).to_owned(), start, end, value: value.normal.clone() }
    });
    values.collect()
}

fn source_view(analysis: &Analysis, at: usize, source: &CoreSource, offsets: &Offsets) -> Source {
    let linked = |link: &&crate::source::Link| {
        source.statements.iter().flat_map(|s| &s.content).any(|span| span.contains(link.span))
    };
    Source {
        id: source_id(at),
        kind: source_type(source.kind),
        name: source.name.clone(),
        aliases: source.aliases.clone(),
        role: source.role.clone(),
        affiliation: source.affiliation.clone(),
        entity: source.entity.map(entity_id),
        declined: source.declined,
        check: None,
        statements: source.statements.iter().map(|statement| statement_view(statement, offsets)).collect(),
        links: analysis.links.iter().filter(linked).map(|link| link.url.clone()).collect(),
    }
}

fn statement_view(statement: &CoreStatement, offsets: &Offsets) -> Statement {
    Statement {
        mode: match statement.mode {
            CoreMode::Quoted => StatementMode::Quoted,
            CoreMode::Reported => StatementMode::Reported,
        },
        source: statement.source.map(|span| offsets.span(span)),
        cue: statement.cue.map(|span| offsets.span(span)),
        content: statement.content.iter().map(|span| offsets.span(*span)).collect(),
        via: statement.via.map(source_id),
    }
}

fn claim_view(analysis: &Analysis, at: usize, claim: &CoreClaim, offsets: &Offsets) -> Claim {
    let Span { start, end } = offsets.span(claim.span);
    let mut tags: Vec<CoreTag> = claim.cues.iter().map(|cue| cue.tag).collect();
    if !claim.disputes.is_empty() {
        tags.push(CoreTag::Disputed);
    }
    tags.sort_unstable();
    tags.dedup();
    let cue = |cue: &crate::claim::Cue| {
        let Span { start, end } = offsets.span(cue.span);
        Cue { tag: tag_view(cue.tag), start, end }
    };
    Claim {
        id: claim_id(at),
        start,
        end,
        text: claim.span.of(&analysis.article.text).to_owned(),
        status: status_view(claim.status),
        speaker: claim.speaker.map(source_id),
        via: claim.via.map(source_id),
        tags: tags.into_iter().map(tag_view).collect(),
        cues: claim.cues.iter().map(cue).collect(),
        denies: claim.denies.map(claim_id),
        disputes: (!claim.disputes.is_empty()).then(|| claim.disputes.iter().copied().map(claim_id).collect()),
        check: None,
        repeats: (!claim.repeats.is_empty()).then(|| claim.repeats.iter().map(|span| offsets.span(*span)).collect()),
        entities: claim.entities.iter().copied().map(entity_id).collect(),
        score: decimal(claim.score),
    }
}

fn entity_type(kind: EntityKind) -> EntityType {
    match kind {
        EntityKind::Person => EntityType::Person,
        EntityKind::Organization => EntityType::Organization,
        EntityKind::Place => EntityType::Place,
        EntityKind::Other => EntityType::Other,
    }
}

fn source_type(kind: SourceKind) -> SourceType {
    match kind {
        SourceKind::Person => SourceType::Person,
        SourceKind::Organization => SourceType::Organization,
        SourceKind::Document => SourceType::Document,
        SourceKind::Media => SourceType::Media,
        SourceKind::Unnamed => SourceType::Unnamed,
    }
}

fn status_view(status: CoreStatus) -> ClaimStatus {
    match status {
        CoreStatus::Stated => ClaimStatus::Stated,
        CoreStatus::Reported => ClaimStatus::Reported,
        CoreStatus::Quoted => ClaimStatus::Quoted,
        CoreStatus::Denied => ClaimStatus::Denied,
    }
}

fn note_view(note: &CoreNote) -> Note {
    Note { code: note.code.to_owned(), message: note.message.clone() }
}

fn tag_view(tag: CoreTag) -> ClaimTag {
    match tag {
        CoreTag::Number => ClaimTag::Number,
        CoreTag::Date => ClaimTag::Date,
        CoreTag::Allegation => ClaimTag::Allegation,
        CoreTag::Prediction => ClaimTag::Prediction,
        CoreTag::Hedged => ClaimTag::Hedged,
        CoreTag::Negated => ClaimTag::Negated,
        CoreTag::Opinion => ClaimTag::Opinion,
        CoreTag::Disputed => ClaimTag::Disputed,
    }
}

fn links(analysis: &Analysis, offsets: &Offsets) -> Vec<Link> {
    let links = analysis.links.iter().map(|link| {
        let Span { start, end } = offsets.span(link.span);
        let text = link.span.of(&analysis.article.text).to_owned();
        Link { url: link.url.clone(), text, start, end, same_site: link.same_site }
    });
    links.collect()
}

fn explain(analysis: &Analysis) -> Explain {
    let blocks = analysis.article.verdicts.iter().map(|verdict| ExplainedBlock {
        node: verdict.node.0,
        kept: verdict.removed.is_none(),
        reason: verdict.removed.map(|reason| reason.name().to_owned()),
        text: verdict.excerpt.clone(),
    });
    let claims = analysis.claims.iter().enumerate().map(|(at, claim)| ExplainedClaim {
        id: claim_id(at),
        features: claim
            .reasons
            .iter()
            .map(|reason| ExplainedFeature { name: reason.name.to_owned(), points: decimal(reason.points) })
            .collect(),
    });
    Explain { blocks: blocks.collect(), claims: claims.collect() }
}

/// Places behind the point that a score is given to; the core's own numbers have hardly more.
const SCORE_PLACES: i32 = 6;

/// A score as a decimal number: a binary one of 32 bits is printed with other digits by Rust than by JavaScript.
fn decimal(score: f32) -> f64 {
    let scale = 10_f64.powi(SCORE_PLACES);
    (f64::from(score) * scale).round() / scale
}

fn entity_id(at: usize) -> String {
    format!("e{}", at + 1)
}

fn source_id(at: usize) -> String {
    format!("s{}", at + 1)
}

fn claim_id(at: usize) -> String {
    format!("c{}", at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_follow_the_unit() {
        let text = "aé😀b";
        let at = |unit| Offsets::new(text, unit).at(7);
        assert_eq!((at(OffsetUnit::Byte), at(OffsetUnit::Utf16), at(OffsetUnit::CodePoint)), (7, 4, 3));
    }
}
