//! Lines of commands, read within bounds.

use crate::stop::Stop;
use shouwen::{Instant, Refusal, RefusalCode, read_request};
use std::io::{self, BufRead, Read as _};

pub(crate) use shouwen::ReadRequest as Read;

/// The most bytes of one command (1 MiB); a longer line is refused and passed over.
pub(crate) const MAX_COMMAND_BYTES: usize = 1024 * 1024;

/// The business time that a request states.
pub(crate) fn stated(read: &Read) -> Option<Instant> {
    let Read::Request(request) = read else { return None };
    let text = request.at.as_deref()?;
    text.parse().ok().or_else(|| Instant::parse_local(text).ok())
}

/// The commands of a file.
pub(crate) struct Input {
    input: Box<dyn BufRead>,
    name: String,
    number: u64,
}

impl Input {
    pub(crate) fn new(input: Box<dyn BufRead>, name: String) -> Self {
        Self { input, name, number: 0 }
    }

    /// Names the line at which something stopped.
    pub(crate) fn at_line(&self, stop: Stop) -> Stop {
        match stop {
            Stop::Fault(exit, said) => {
                let (name, number) = (&self.name, self.number);
                Stop::new(
                    exit,
                    format!("{name} 第 {number} 行：{}", said.zh),
                    format!("{name} line {number}: {}", said.en),
                )
            }
            Stop::Pipe => Stop::Pipe,
        }
    }

    /// The next line that is not blank.
    pub(crate) fn next(&mut self) -> Result<Option<Read>, Stop> {
        loop {
            let mut bytes = Vec::new();
            let most = u64::try_from(MAX_COMMAND_BYTES).unwrap_or(u64::MAX).saturating_add(1);
            let got = self.input.by_ref().take(most).read_until(b'\n', &mut bytes);
            got.map_err(|error| Stop::file(&self.name, &error))?;
            if bytes.is_empty() {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
            }
            if bytes.len() > MAX_COMMAND_BYTES {
                self.skip().map_err(|error| Stop::file(&self.name, &error))?;
                return Ok(Some(too_long()));
            }
            let line =
                bytes.strip_prefix("\u{feff}".as_bytes()).filter(|_| self.number == 1).unwrap_or(&bytes);
            if !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(read_request(line)));
            }
        }
    }

    /// Passes over the rest of a line.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let piece = self.input.fill_buf()?;
            if piece.is_empty() {
                return Ok(());
            }
            let end = piece.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(piece.len(), |end| end.saturating_add(1));
            self.input.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

fn too_long() -> Read {
    let (zh, en) = (
        format!("这一行超过 {MAX_COMMAND_BYTES} 个字节"),
        format!("the line has more than {MAX_COMMAND_BYTES} bytes"),
    );
    Read::Refused { key: None, refusal: Box::new(Refusal::new(RefusalCode::Malformed, zh, en)) }
}
