//! Short ASCII texts on the stack, so that writing a date or a hash allocates nothing. No type with a meaning lives here.

use std::fmt;

/// Text of at most `N` ASCII bytes.
pub(crate) struct Ascii<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Ascii<N> {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; N], len: 0 }
    }

    /// Appends one byte; bytes beyond `N` are dropped, which the callers' fixed widths exclude.
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len = self.len.saturating_add(1);
        }
    }

    /// Appends two digits.
    pub(crate) fn two(&mut self, value: u32) {
        for digit in [value / 10 % 10, value % 10] {
            self.push(b'0'.saturating_add(u8::try_from(digit).unwrap_or(0)));
        }
    }

    /// Takes what `fill` writes into the buffer and how much it says it was.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8]) -> Option<usize>) -> Self {
        let mut text = Self::new();
        text.len = fill(&mut text.bytes).unwrap_or(0).min(N);
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Whether a value is displayed as exactly this text.
pub(crate) fn displays_as(value: &impl fmt::Display, text: &str) -> bool {
    struct Rest<'a>(&'a str);
    impl fmt::Write for Rest<'_> {
        fn write_str(&mut self, piece: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(piece).ok_or(fmt::Error)?;
            Ok(())
        }
    }
    let mut rest = Rest(text);
    fmt::write(&mut rest, format_args!("{value}")).is_ok() && rest.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_text_counts() {
        assert!(displays_as(&12, "12"));
        for other in ["1", "123", "", "21"] {
            assert!(!displays_as(&12, other), "{other}");
        }
    }
}
