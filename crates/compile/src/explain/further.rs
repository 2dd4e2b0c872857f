//! What is promised to the public, and where cases of an older version go on.

use super::Lines;
use super::words::Words;
use crate::compilation::Compiled;
use crate::promise::Promise;
use crate::sessions::{CHAIRED, HELD, MINUTES, SessionsOf};
use shouwen_calendar::Roll;
use shouwen_model::form::{Moved, Recurrence, Round};
use shouwen_model::kernel::{FieldId, ScheduleDecl};
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

impl Lines<'_> {
    /// 日程: what its sessions became, and what they do in a case.
    pub(super) fn schedules(&mut self, compiled: &Compiled) {
        let all = &compiled.definition.schedules;
        if all.is_empty() {
            return;
        }
        self.heading("日程", "schedules");
        for (decl, sessions) in all.iter().zip(&compiled.sessions) {
            let head = self.words.after_colon(&decl.name, &format!("{} {}", decl.alias, sessions.hash));
            self.line(1, &head);
            self.schedule(decl, sessions);
        }
    }

    fn schedule(&mut self, decl: &ScheduleDecl, sessions: &SessionsOf) {
        let words = self.words;
        let definition = &sessions.definition;
        if let Some(rule) = &definition.sessions {
            let when = recurrence(words, &rule.when);
            self.said(2, "时间自己开启", "opened by time", &when);
        }
        if let Some(of) = &decl.of {
            let of = words.expr(of);
            self.said(2, "议程", "agenda", &of);
        }
        let post = |index: usize| {
            let place = definition.places.get(index).and_then(|place| place.post);
            place.and_then(|id| definition.post(id)).map_or("", |post| post.name.as_str())
        };
        let line = match words.language {
            Language::Chinese => format!(
                "{} 在「{}」逐案登记，{} 在「{CHAIRED}」完成，出具 {MINUTES}，结果为 {HELD}",
                post(0),
                decl.name,
                post(1)
            ),
            Language::English => format!(
                "{} enters each case in `{}`, {} completes `{CHAIRED}`: issues {MINUTES}, result {HELD}",
                post(0),
                decl.name,
                post(1)
            ),
        };
        self.line(2, &line);
        let field = |id: &FieldId| words.definition.field(*id).map(|field| field.name.clone());
        let fields: Vec<String> = decl.fields.iter().filter_map(field).collect();
        self.said(2, "写进案件", "filled in in the case", &words.list(&fields));
        self.said(2, "案件里登记", "happens in the case", decl.event.as_deref().unwrap_or_default());
        let absent = decl.absent.and_then(|id| words.definition.breach(id)).map_or("", String::as_str);
        self.said(2, "缺席的，记违规", "absence is the breach", absent);
        self.said(2, "没有案件", "without a case", no_case(sessions));
        for clock in &definition.clocks {
            for expiry in clock.limits.iter().filter_map(|limit| limit.expiry.as_ref()) {
                let inside = Words { definition, ..words };
                let body = inside.effects(&expiry.effects);
                self.said(2, "期满未办结", "not closed in time", &body);
            }
        }
    }
}

fn no_case(sessions: &SessionsOf) -> &str {
    let rule = sessions.definition.sessions.as_ref();
    rule.and_then(|rule| rule.no_case.as_deref()).unwrap_or_default()
}

fn weekday(day: u32, names: [&'static str; 7]) -> &'static str {
    let index = usize::try_from(day.saturating_sub(1)).unwrap_or_default();
    names.get(index).copied().unwrap_or_default()
}

/// When sessions come round.
pub(super) fn recurrence(words: Words<'_>, when: &Recurrence) -> String {
    let time = format!("{:02}:{:02}", when.hour, when.minute);
    let day = match (when.on, words.language) {
        (Round::Weekly(day), Language::Chinese) => {
            format!("每周{}", weekday(day, ["一", "二", "三", "四", "五", "六", "日"]))
        }
        (Round::Weekly(day), Language::English) => {
            let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            format!("every {}", weekday(day, days))
        }
        (Round::Monthly(day), Language::Chinese) => format!("每月{day}日"),
        (Round::Monthly(day), Language::English) => format!("every month on day {day}"),
    };
    let roll = match when.roll {
        Roll::None => words.say("休息日照常", "days off as usual"),
        Roll::NextWorkday => words.say("休息日顺延", "days off move it on"),
        Roll::PreviousWorkday => words.say("休息日提前", "days off move it back"),
    };
    let between = match (when.from, when.until) {
        (Some(from), Some(until)) => format!(" {from}–{until}"),
        _ => String::new(),
    };
    format!("{day} {time}{between} {roll}")
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
