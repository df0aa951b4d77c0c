//! Tag: element names and their categories (block, skipped, heading).

macro_rules! tags {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// The element names that analysis tells apart; all others are [`Tag::Other`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the variants are the HTML element names")]
        pub enum Tag { $($variant),+, Other }

        impl Tag {
            /// The tag for a lower-case local name.
            pub fn from_name(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)+ _ => Tag::Other }
            }

            /// The lower-case local name; `"other"` for [`Tag::Other`].
            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)+ Tag::Other => "other" }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Article = "article", Aside = "aside", Audio = "audio", B = "b",
    Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas", Caption = "caption",
    Cite = "cite", Dd = "dd", Details = "details", Dialog = "dialog", Div = "div", Dl = "dl", Document = "#document", Dt = "dt", Em = "em",
    Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure", Font = "font",
    Footer = "footer", Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3",
    H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html",
    I = "i", Iframe = "iframe", Img = "img", Input = "input", Label = "label", Legend = "legend", Li = "li",
    Link = "link", Main = "main", Mark = "mark", Math = "math", Menu = "menu", Meta = "meta", Nav = "nav",
    Noscript = "noscript", Object = "object", Ol = "ol", Option = "option", P = "p", Picture = "picture", Pre = "pre",
    Q = "q", S = "s", Script = "script", Search = "search", Section = "section", Select = "select", Shadow = "#shadow",
    Small = "small", Source = "source", Span = "span", Strong = "strong", Style = "style", Sub = "sub",
    Summary = "summary", Sup = "sup", Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template",
    Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr",
    U = "u", Ul = "ul", Video = "video",
}

impl Tag {
    /// Whether the element starts and ends a text block (the CSS default display of HTML, plus `br`-like separators).
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Dd
                | Details
                | Dialog
                | Div
                | Dl
                | Document
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Search
                | Section
                | Shadow
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
                | Option
                | Select
                | Textarea
                | Button
                | Iframe
        )
    }

    /// Whether nothing inside the element is text for a reader.
    pub fn is_skipped(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Template
                | Noscript
                | Head
                | Svg
                | Math
                | Iframe
                | Object
                | Embed
                | Canvas
                | Audio
                | Video
                | Select
                | Textarea
                | Input
                | Title
        )
    }

    /// The heading level 1–6, if the element is a heading.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_round_trip() {
        for name in ["a", "h2", "#shadow", "figcaption"] {
            assert_eq!(Tag::from_name(name).name(), name);
        }
    }

    #[test]
    fn unknown_elements_are_other() {
        assert_eq!(Tag::from_name("amp-ad"), Tag::Other);
    }
}
