//! What is promised to the public, and where cases of an older version go on.

use super::Lines;
use super::words::Words;
use crate::compilation::Compiled;
use crate::promise::Promise;
use shouwen_model::form::Moved;
use shouwen_syntax::Language;

impl Lines<'_> {
    pub(super) fn promises(&mut self, promises: &[Promise]) {
        if promises.is_empty() {
            return;
        }
        self.heading("公开承诺（不进定义）", "commitment (no part of the definition)");
        for one in promises {
            let line = promise(self.words, one);
            self.line(1, &line);
        }
    }

    pub(super) fn migration(&mut self, compiled: &Compiled) {
        let Some(map) = &compiled.form.migration else { return };
        self.heading("新旧衔接", "migration");
        let words = self.words;
        let since = words.say("旧版生效", "older version in force from");
        self.line(1, &words.after_colon(since, &map.older.to_string()));
        let parts = [
            (("环节", "step"), ("按旧版办结", "closed under the older version"), &map.places),
            (("时限", "clock"), ("", ""), &map.clocks),
            (("登记信息", "data"), ("不再使用", "used no longer"), &map.data),
        ];
        for ((zh, en), (ends_zh, ends_en), moves) in parts {
            for Moved { old, new } in moves {
                let new = new.as_deref().unwrap_or(words.say(ends_zh, ends_en));
                self.line(1, &format!("{} {old} → {new}", words.say(zh, en)));
            }
        }
    }
}

fn promise(words: Words<'_>, promise: &Promise) -> String {
    match (promise, words.language) {
        (Promise::Within { clock, period }, Language::Chinese) => {
            format!("{clock} 不超过 {}", words.period(*period))
        }
        (Promise::Within { clock, period }, Language::English) => {
            format!("{clock} at most {}", words.period(*period))
        }
        (Promise::Visits(times), Language::Chinese) => format!("到场不超过 {times} 次"),
        (Promise::Visits(times), Language::English) => format!("at most {times} visit(s)"),
        (Promise::OnTheSpot, _) => words.say("即时办结", "done on the spot").to_owned(),
        (Promise::Free, _) => words.say("不收费", "free of charge").to_owned(),
        (Promise::Fee { amount, basis }, _) => {
            let amount = amount.as_ref().map(|value| words.value(value)).unwrap_or_default();
            format!("{} {amount}{}", words.say("收费", "fee"), words.resting(basis.as_ref()))
        }
        (Promise::NotKept(what), _) => {
            words.after_colon(words.say("不能兑现", "when not kept"), &what.join(words.say("、", ", ")))
        }
    }
}
