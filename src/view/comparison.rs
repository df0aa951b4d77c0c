//! ComparisonView: two analyses side by side as JSON. Version 1, under the rules of [`crate::view`].

use serde::Serialize;

use super::{
    ClaimStatus, DocumentInfo, EntityType, Note, OffsetUnit, Offsets, SCHEMA, SourceType, claim_id, decimal, document,
    entity_id, entity_type, note_view, source_id, source_type, status_view,
};
use crate::analysis::Analysis;
use crate::compare::{Alignment, Comparison, Difference as CoreDifference, DifferenceKind};
use crate::span::Span as CoreSpan;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

words! {
    /// What differs between two claims that say the same thing.
    DifferenceType { Number = "number", Date = "date", Attribution = "attribution" }
}

structs! {
    /// An entity that both texts name.
    SharedEntity {
        /// Its id in the analysis of A.
        a: String,
        /// Its id in the analysis of B.
        b: String,
        #[serde(rename = "type")]
        /// What it is.
        kind: EntityType,
        /// Its name in A.
        name: String,
        /// How often A mentions it.
        mentions_a: usize,
        /// How often B mentions it.
        mentions_b: usize,
    }

    /// An entity that one text alone names.
    LoneEntity {
        /// Its id in the analysis of that text.
        id: String,
        #[serde(rename = "type")]
        /// What it is.
        kind: EntityType,
        /// Its name.
        name: String,
    }

    /// Entities of both texts.
    ComparedEntities {
        /// Those that both name, in the order of A: most salient first.
        shared: Vec<SharedEntity>,
        /// Those that A alone names.
        only_a: Vec<LoneEntity>,
        /// Those that B alone names.
        only_b: Vec<LoneEntity>,
    }

    /// A source of both texts.
    SharedSource {
        /// Its id in the analysis of A.
        a: String,
        /// Its id in the analysis of B.
        b: String,
        /// What it is.
        kind: SourceType,
        /// Its name in A.
        name: String,
    }

    /// A source of one text alone. An unnamed source is always one, since nobody says who it is.
    LoneSource {
        /// Its id in the analysis of that text.
        id: String,
        /// What it is.
        kind: SourceType,
        /// Its name, or the words the text uses.
        name: String,
    }

    /// Sources of both texts.
    ComparedSources {
        /// Those that both have, in the order of A: most relied on first.
        shared: Vec<SharedSource>,
        /// Those that A alone has.
        only_a: Vec<LoneSource>,
        /// Those that B alone has.
        only_b: Vec<LoneSource>,
    }

    /// Words of one text.
    Words {
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        /// The words.
        text: String,
    }

    /// A claim of one text.
    ComparedClaim {
        /// Its id in the analysis of that text.
        id: String,
        /// First unit.
        start: u32,
        /// One past the last unit.
        end: u32,
        /// The words.
        text: String,
        /// How the text gives it.
        status: ClaimStatus,
        /// Name of the source that says it; `null` when the text names none.
        speaker: Option<String>,
    }

    /// One difference between two matching claims.
    Difference {
        /// What differs.
        kind: DifferenceType,
        /// The words of A; `null` when it has none: gives no such number or date, names no source.
        a: Option<Words>,
        /// The words of B, likewise.
        b: Option<Words>,
    }

    /// Two claims that say the same thing.
    MatchingClaims {
        /// The claim of A.
        a: ComparedClaim,
        /// The claim of B.
        b: ComparedClaim,
        /// How alike their words and names are, 0–1.
        similarity: f64,
        /// Where they differ. Differences are no errors.
        differences: Vec<Difference>,
    }

    /// Claims of both texts.
    ComparedClaims {
        /// Those that match, in the order of A: best first.
        matching: Vec<MatchingClaims>,
        /// Those of A without a match, best first.
        only_a: Vec<ComparedClaim>,
        /// Those of B without a match, best first.
        only_b: Vec<ComparedClaim>,
    }

    /// Two articles side by side. Ids and offsets are those of the analyses of A and B.
    ComparisonView {
        /// Version of this contract.
        schema: u32,
        /// What A states about itself.
        a: DocumentInfo,
        /// What B states about itself.
        b: DocumentInfo,
        /// Names in both and in one alone.
        entities: ComparedEntities,
        /// Sources of both and of one alone.
        sources: ComparedSources,
        /// Claims of both and of one alone.
        claims: ComparedClaims,
        /// What a reader must know: `empty-a`, `empty-b`, `different-stories`.
        notes: Vec<Note>,
    }
}

/// Makes the view of a comparison of these two analyses.
pub fn comparison_view(a: &Analysis, b: &Analysis, comparison: &Comparison, unit: OffsetUnit) -> ComparisonView {
    let (side_a, side_b) = (Side::new(a, unit), Side::new(b, unit));
    let (rest_a, rest_b) = comparison.claims_without_partner(a, b);
    let matching = comparison.claims.iter().map(|pair| MatchingClaims {
        a: side_a.claim(pair.a),
        b: side_b.claim(pair.b),
        similarity: decimal(pair.similarity),
        differences: pair.differences.iter().map(|one| difference(&side_a, &side_b, one)).collect(),
    });
    ComparisonView {
        schema: SCHEMA,
        a: document(a),
        b: document(b),
        entities: entities(a, b, &comparison.entities),
        sources: sources(a, b, &comparison.sources),
        claims: ComparedClaims {
            matching: matching.collect(),
            only_a: rest_a.into_iter().map(|at| side_a.claim(at)).collect(),
            only_b: rest_b.into_iter().map(|at| side_b.claim(at)).collect(),
        },
        notes: comparison.notes.iter().map(note_view).collect(),
    }
}

fn entities(a: &Analysis, b: &Analysis, alignment: &Alignment) -> ComparedEntities {
    let (list_a, list_b) = (&a.entities.list, &b.entities.list);
    let lone = |list: &[crate::entity::Entity], at: usize| LoneEntity {
        id: entity_id(at),
        kind: entity_type(list[at].kind),
        name: list[at].name.clone(),
    };
    let shared = alignment.shared.iter().map(|(own, other)| SharedEntity {
        a: entity_id(*own),
        b: entity_id(*other),
        kind: entity_type(list_a[*own].kind),
        name: list_a[*own].name.clone(),
        mentions_a: list_a[*own].mentions.len(),
        mentions_b: list_b[*other].mentions.len(),
    });
    ComparedEntities {
        shared: shared.collect(),
        only_a: alignment.only_a.iter().map(|at| lone(list_a, *at)).collect(),
        only_b: alignment.only_b.iter().map(|at| lone(list_b, *at)).collect(),
    }
}

fn sources(a: &Analysis, b: &Analysis, alignment: &Alignment) -> ComparedSources {
    let (list_a, list_b) = (&a.sources.list, &b.sources.list);
    let lone = |list: &[crate::source::Source], at: usize| LoneSource {
        id: source_id(at),
        kind: source_type(list[at].kind),
        name: list[at].name.clone(),
    };
    let shared = alignment.shared.iter().map(|(own, other)| SharedSource {
        a: source_id(*own),
        b: source_id(*other),
        kind: source_type(list_a[*own].kind),
        name: list_a[*own].name.clone(),
    });
    ComparedSources {
        shared: shared.collect(),
        only_a: alignment.only_a.iter().map(|at| lone(list_a, *at)).collect(),
        only_b: alignment.only_b.iter().map(|at| lone(list_b, *at)).collect(),
    }
}

fn difference(a: &Side<'_>, b: &Side<'_>, difference: &CoreDifference) -> Difference {
    Difference {
        kind: match difference.kind {
            DifferenceKind::Number => DifferenceType::Number,
            DifferenceKind::Date => DifferenceType::Date,
            DifferenceKind::Attribution => DifferenceType::Attribution,
        },
        a: difference.a.map(|span| a.words(span)),
        b: difference.b.map(|span| b.words(span)),
    }
}

/// One of the two analyses.
struct Side<'a> {
    analysis: &'a Analysis,
    offsets: Offsets,
}

impl<'a> Side<'a> {
    fn new(analysis: &'a Analysis, unit: OffsetUnit) -> Self {
        Self { analysis, offsets: Offsets::new(&analysis.article.text, unit) }
    }

    fn words(&self, span: CoreSpan) -> Words {
        let super::Span { start, end } = self.offsets.span(span);
        Words { start, end, text: span.of(&self.analysis.article.text).to_owned() }
    }

    fn claim(&self, at: usize) -> ComparedClaim {
        let claim = &self.analysis.claims[at];
        let Words { start, end, text } = self.words(claim.span);
        let speaker = claim.speaker.and_then(|speaker| self.analysis.sources.list.get(speaker));
        ComparedClaim {
            id: claim_id(at),
            start,
            end,
            text,
            status: status_view(claim.status),
            speaker: speaker.map(|source| source.name.clone()),
        }
    }
}
