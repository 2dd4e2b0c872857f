//! Which lines of a text are shown for given places.
//!
//! A renderer works through all the text that it is given, so it is given the lines that matter, not a whole file.

use crate::source::{Source, SourceMap};
use crate::span::Span;
use std::ops::Range;

/// Places of one file that are no further apart than this many bytes are shown as one piece.
const MAX_GAP_BYTES: u32 = 4 * 1024;

/// The longest piece of text that is shown; of a longer one (a text without line ends) only the place is named.
pub(super) const MAX_SHOWN_BYTES: u32 = 64 * 1024;

/// Whole lines of one source, and which of the given places lie in them.
pub(super) struct Window<'a> {
    pub(super) source: &'a Source,
    pub(super) bytes: Range<u32>,
    /// Positions in the list of places.
    pub(super) places: Vec<usize>,
}

impl Window<'_> {
    /// The lines as they are shown, byte for byte as long as the original: a lone carriage return ends a line, and a
    /// control character of the second range (which a terminal obeys and the renderer lets pass) becomes a dot.
    pub(super) fn text(&self) -> Option<String> {
        if self.bytes.end.saturating_sub(self.bytes.start) > MAX_SHOWN_BYTES {
            return None;
        }
        let text = self.source.slice(Span::new(self.source.id(), self.bytes.start, self.bytes.end));
        let mut chars = text.chars().peekable();
        let mut shown = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            shown.push(match c {
                '\r' if chars.peek() != Some(&'\n') => '\n',
                '\u{80}'..='\u{9f}' => '·',
                c => c,
            });
        }
        Some(shown)
    }

    /// Where a place lies in [`text`](Self::text).
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let at = |n: u32| usize::try_from(n.saturating_sub(self.bytes.start)).unwrap_or(0);
        at(span.start)..at(span.end)
    }

    /// Its first line, from 1.
    pub(super) fn first_line(&self) -> usize {
        usize::try_from(self.source.lines().line_of(self.bytes.start))
            .map_or(1, |line| line.saturating_add(1))
    }
}

/// The lines to show for these places: the piece with the first place leads, the others follow in order. Places that
/// no text has are left out.
pub(super) fn windows<'a>(places: &[Span], sources: &'a SourceMap) -> Vec<Window<'a>> {
    let mut order: Vec<(Span, usize)> = places.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut all: Vec<Window<'a>> = Vec::new();
    for (span, number) in order {
        let Some(source) = sources.get(span.file) else { continue };
        if source.text().get(span.range()).is_none() {
            continue;
        }
        let bytes = lines_of(source, span);
        match all.last_mut() {
            Some(last)
                if last.source.id() == span.file
                    && bytes.start <= last.bytes.end.saturating_add(MAX_GAP_BYTES) =>
            {
                last.bytes.end = last.bytes.end.max(bytes.end);
                last.places.push(number);
            }
            _ => all.push(Window { source, bytes, places: vec![number] }),
        }
    }
    all.sort_by_key(|window| !window.places.contains(&0));
    all
}

/// The bytes of all lines that a place touches, the last one's ending included.
fn lines_of(source: &Source, span: Span) -> Range<u32> {
    let lines = source.lines();
    let last = if span.is_empty() { span.end } else { span.end.saturating_sub(1) };
    let start = lines.line(lines.line_of(span.start)).map_or(span.start, |line| line.start);
    let end = lines.line(lines.line_of(last)).map_or(span.end, |line| line.end);
    start..end
}
