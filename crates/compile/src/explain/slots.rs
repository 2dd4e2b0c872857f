//! What a rule applies to, and its slots of responsibility, in words.

use super::Lines;
use super::words::Words;
use shouwen_model::form::{FirstHolder, Scope};
use shouwen_model::kernel::{Definition, HandOver, SlotDecl};
use shouwen_syntax::Language;

impl Lines<'_> {
    pub(super) fn scope(&mut self, definition: &Definition) {
        let Some(rule) = &definition.rule else { return };
        let words = self.words;
        let scope = match rule {
            Scope::Named { of } => of.join(words.say("、", ", ")),
            _ => words.say("全部事项", "all procedures").to_owned(),
        };
        self.line(0, &words.after_colon(words.say("适用于", "applies to"), &scope));
    }

    pub(super) fn slots(&mut self, definition: &Definition) {
        if definition.slots.is_empty() {
            return;
        }
        self.heading("责任", "custody");
        for slot in &definition.slots {
            self.slot(slot);
        }
    }

    fn slot(&mut self, slot: &SlotDecl) {
        let words = self.words;
        let mut parts = vec![held_by(words, slot).to_owned()];
        if slot.highest {
            let several = words.say("同时数人的，归职级最高者", "of several at once the highest in rank");
            parts.push(several.to_owned());
        }
        if slot.hand_over.is_none() {
            parts.push(words.say("不移交", "not handed over").to_owned());
        }
        self.line(1, &words.after_colon(&slot.name, &words.list(&parts)));
        if let Some(hand_over) = &slot.hand_over {
            self.hand_over(hand_over);
        }
    }

    fn hand_over(&mut self, hand_over: &HandOver) {
        let words = self.words;
        let within = |limit| match words.language {
            Language::Chinese => format!("{}内", words.limit(limit)),
            Language::English => format!("within {}", words.limit(limit)),
        };
        let moves = words.say("移交，签收时转移", "handed over, moves on acknowledgement");
        let line = words.after_colon(moves, &within(&hand_over.within));
        self.line(2, &format!("{line} {}", words.clause(&hand_over.clause)));
        self.said(2, "逾期未签收", "not acknowledged in time", &words.effects(&hand_over.unanswered));
        if let Some(limit) = &hand_over.decline {
            self.said(2, "拒收，说明理由", "turned down, with reasons", &within(limit));
        }
        if let Some((times, effects)) = &hand_over.declined {
            let head = match words.language {
                Language::Chinese => format!("拒收满 {times} 次"),
                Language::English => format!("turned down {times} time(s)"),
            };
            self.line(2, &words.after_colon(&head, &words.effects(effects)));
        }
    }
}

/// Who holds a slot first.
pub(super) fn held_by(words: Words<'_>, slot: &SlotDecl) -> &'static str {
    let (zh, en) = match slot.first {
        FirstHolder::FirstContact => ("归首先接触者", "held by whoever is asked first"),
        _ => ("归经办人", "held by the officer in charge"),
    };
    match words.language {
        Language::Chinese => zh,
        Language::English => en,
    }
}
