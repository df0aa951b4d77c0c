//! A place in the text that small parsers move on: each eats what it knows or leaves the place as it was.

/// A place in a line of text.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    /// The article text.
    pub text: &'a str,
    /// Where the next character stands, in bytes.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// What is left of the text.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before this place.
    pub fn last(&self) -> Option<char> {
        self.text.get(..self.at).unwrap_or("").chars().next_back()
    }

    /// Eats these very characters.
    pub fn eat(&mut self, wanted: &str) -> bool {
        let is_next = self.rest().starts_with(wanted);
        if is_next {
            self.at += wanted.len();
        }
        is_next
    }

    /// Eats one of the characters.
    pub fn eat_any(&mut self, wanted: &[char]) -> bool {
        let next = self.peek().filter(|next| wanted.contains(next));
        self.at += next.map_or(0, char::len_utf8);
        next.is_some()
    }

    /// Eats one space that joins words of a line.
    pub fn space(&mut self) -> bool {
        self.eat_any(&[' ', '\u{a0}', '\u{202f}', '\u{2009}'])
    }

    /// The letters of the alphabet that stand next, up to anything else; empty where a digit follows them.
    pub fn word(&self) -> &'a str {
        let rest = self.rest();
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let is_whole = !rest.get(len..).unwrap_or("").starts_with(char::is_alphanumeric);
        if is_whole { rest.get(..len).unwrap_or("") } else { "" }
    }

    /// Eats the next word if it is this one, without case.
    pub fn eat_word(&mut self, wanted: &str) -> bool {
        let is_next = self.word().eq_ignore_ascii_case(wanted);
        if is_next {
            self.at += wanted.len();
        }
        is_next
    }

    /// Eats a space and one of the words, without case.
    pub fn eat_spaced(&mut self, wanted: &[&str]) -> bool {
        let mut next = *self;
        let is_next = next.space() && wanted.iter().any(|wanted| next.eat_word(wanted));
        if is_next {
            *self = next;
        }
        is_next
    }

    /// Eats digits, between `min` and `max` of them and no more behind.
    pub fn digits(&mut self, min: usize, max: usize) -> Option<u32> {
        // Counted no further than needed: a text may be digits only.
        let len = self.rest().bytes().take(max + 1).take_while(u8::is_ascii_digit).count();
        let number = self.rest().get(..len)?.parse().ok().filter(|_| (min..=max).contains(&len))?;
        self.at += len;
        Some(number)
    }

    /// Whether no letter or digit stands next.
    pub fn is_border(&self) -> bool {
        !self.peek().is_some_and(char::is_alphanumeric)
    }
}
