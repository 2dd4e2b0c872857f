//! The system cases, decided again: what is published must be what it is published as.

use super::{DivergenceCode, Outcome, Replayer, difference};
use crate::log::LogLine;
use shouwen_calendar::Calendar;
use shouwen_canon::{Hash, tags};
use shouwen_compile::{MemoryLibrary, compile, lower};
use shouwen_executor::system;
use shouwen_executor::{Act, CaseRecord, Recorded, commanded};

impl Replayer<'_> {
    pub(super) fn system(&mut self, line: &LogLine) -> Outcome {
        let record = &line.record;
        let outside = Recorded::new(&record.facts, &[]);
        let calendar = self.calendar_in_use(record);
        let again = system::decide(
            self.log,
            &self.registers,
            calendar,
            &commanded(record),
            record.recorded,
            &outside,
        );
        // What was recorded is what later records build on, whether it differs or not.
        if let Err(error) = self.registers.apply(record, line.leaf) {
            return Err((DivergenceCode::ReplayDivergence, error.to_string()));
        }
        self.published(&record.command.act)?;
        match again {
            Ok(again) if again.written.bytes() == line.bytes => Ok(()),
            Ok(again) => {
                Err((DivergenceCode::ReplayDivergence, difference(again.written.bytes(), &line.bytes)))
            }
            Err(refusal) => Err((DivergenceCode::ReplayRefused, refusal.to_string())),
        }
    }

    /// Takes in what an act publishes.
    fn published(&mut self, act: &Act) -> Outcome {
        match act {
            Act::Publish { form, published, document, text } => {
                let hash = form.hash().map_err(|e| (DivergenceCode::DefinitionUnknown, e.to_string()))?;
                if published.definitions != [hash] {
                    self.absent.extend(&published.definitions);
                    return Err((
                        DivergenceCode::DefinitionHashMismatch,
                        format!("the form has the hash {hash}"),
                    ));
                }
                match lower(form) {
                    Ok(definition) => self.definitions.insert(hash, definition),
                    Err(error) => {
                        self.absent.insert(hash);
                        return Err((DivergenceCode::DefinitionUnknown, error.to_string()));
                    }
                };
                if let Some(texts) = text.value() {
                    same_document(texts, *document, hash)?;
                }
            }
            Act::Calendar { data, published } => {
                let hash = data.hash().map_err(|e| (DivergenceCode::CalendarUnknown, e.to_string()))?;
                if published.calendars != [hash] {
                    self.absent.extend(&published.calendars);
                    return Err((
                        DivergenceCode::CalendarHashMismatch,
                        format!("the data have the hash {hash}"),
                    ));
                }
                match Calendar::new(data.clone()) {
                    Ok(calendar) => self.calendars.insert(hash, calendar),
                    Err(error) => {
                        self.absent.insert(hash);
                        return Err((DivergenceCode::CalendarUnknown, error.to_string()));
                    }
                };
            }
            _ => {}
        }
        Ok(())
    }

    /// The calendar of the log's beginning: what its first records name.
    fn calendar_in_use(&self, record: &CaseRecord) -> Hash {
        record
            .calendar
            .or_else(|| self.registers.calendars().last().map(|(hash, _)| *hash))
            .unwrap_or_else(|| Calendar::national().hash())
    }
}

/// A text, if it is still kept, must be the published one, and say what the definition says: people read the one, and
/// cases run on the other.
fn same_document(texts: &[(String, String)], document: Hash, definition: Hash) -> Outcome {
    let wrong = |detail: String| Err((DivergenceCode::DocumentMismatch, detail));
    let bytes = match shouwen_canon::to_bytes(texts) {
        Ok(bytes) => bytes,
        Err(error) => return wrong(error.to_string()),
    };
    let hash = Hash::tagged(tags::DOCUMENT, &bytes);
    if hash != document {
        return wrong(format!("the text has the hash {hash}"));
    }
    let Some(((name, text), used)) = texts.split_first() else {
        return wrong("there is no text".to_owned());
    };
    let library = used
        .iter()
        .fold(MemoryLibrary::default(), |library, (name, text)| library.with(name, text.as_bytes()));
    let compilation = compile(name, text.as_bytes(), &library);
    let mut sessions = compilation.procedures.iter().flat_map(|compiled| &compiled.sessions);
    if sessions.any(|sessions| sessions.hash == definition)
        || compilation.procedures.iter().any(|compiled| compiled.hash == definition)
    {
        return Ok(());
    }
    let hashes: Vec<String> = compilation.procedures.iter().map(|c| c.hash.to_string()).collect();
    wrong(format!("the text compiles to [{}]", hashes.join(", ")))
}
