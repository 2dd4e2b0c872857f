//! What follows breaches, in words.

use super::Lines;
use super::words::Words;
use shouwen_model::form::{CountedBy, Measure};
use shouwen_model::kernel::{Definition, KERNEL_BREACHES, LadderDecl, RungDecl};
use shouwen_syntax::Language;

impl Lines<'_> {
    pub(super) fn ladders(&mut self, definition: &Definition) {
        if definition.ladders.is_empty() {
            return;
        }
        self.heading("责任追究", "accountability");
        let words = self.words;
        for ladder in &definition.ladders {
            self.line(1, &words.after_colon(&ladder.name, &counting(words, ladder)));
            for rung in &ladder.rungs {
                self.line(2, &rung_in(words, rung));
            }
        }
    }
}

fn counting(words: Words<'_>, ladder: &LadderDecl) -> String {
    let Some((each, by)) = ladder.counting else {
        return words.say("每个办件各自计次", "each case counts for itself").to_owned();
    };
    let (zh, en) = each.words();
    let (by_zh, by_en) = match by {
        CountedBy::Person => ("责任人", "whoever answers"),
        CountedBy::Post => ("岗位", "post"),
    };
    match words.language {
        Language::Chinese => format!("每{zh}按{by_zh}计次，各办件合并"),
        Language::English => format!("counted every {en} by {by_en}, over all cases"),
    }
}

fn rung_in(words: Words<'_>, rung: &RungDecl) -> String {
    let breach = |name: &String| {
        let own = KERNEL_BREACHES.iter().find(|(code, ..)| code == name);
        own.map_or_else(|| name.clone(), |(_, zh, en)| words.say(zh, en).to_owned())
    };
    let of = match &rung.of {
        None => words.say("任何违规", "any breach").to_owned(),
        Some(of) if of.is_empty() => words.say("（本事项不会记）", "(none recorded here)").to_owned(),
        Some(of) => of.iter().map(breach).collect::<Vec<_>>().join(words.say("、", ", ")),
    };
    let head = match words.language {
        Language::Chinese => format!("{of} 满 {} 次", rung.times),
        Language::English => format!("{of}, {} time(s)", rung.times),
    };
    let one = |measure: &Measure| {
        let (zh, en) = measure.words();
        words.say(&zh, &en).to_owned()
    };
    let all = words.list(&rung.measures.iter().map(one).collect::<Vec<_>>());
    let basis = words.resting(rung.basis.as_ref());
    format!("{}{basis} {}", words.after_colon(&head, &all), words.clause(&rung.clause))
}
