//! The story of a case: what each record says, in Chinese and English words.

use shouwen_audit::PersonRef;
use shouwen_canon::{CaseId, Instant, Sealed};
use shouwen_executor::{
    APPLICANT, Act, CaseRecord, Consequence, DELEGATE, Datum, Effect, LINK, LimitWord, Mark, Said, Slot,
    TIME, TimeKind,
};
use shouwen_model::form::{Basis, Measure};
use shouwen_model::kernel::KERNEL_BREACHES;

/// One line of a story: when, who, what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The instant to show: the legal one, of what time did.
    pub at: Instant,
    /// Who, what and what came of it.
    pub said: Said,
    /// Whether a limit ends at this instant, so that midnight is better read as 24:00 of the day before.
    pub ends: bool,
}

impl Told {
    /// The instant as people read it.
    #[must_use]
    pub fn when(&self) -> String {
        if self.ends { deadline(self.at) } else { clock(self.at) }
    }
}

/// How another case is called.
type Naming<'a> = &'a dyn Fn(CaseId) -> String;

/// Tells a record; other cases are called by their ids.
#[must_use]
pub fn tell(record: &CaseRecord) -> Told {
    tell_naming(record, &|case| case.to_string())
}

/// Tells a record, and calls other cases as whoever reads it knows them.
#[must_use]
pub fn tell_naming(record: &CaseRecord, name: &dyn Fn(CaseId) -> String) -> Told {
    let (at, ends) = match &record.command.act {
        Act::Time { legal, kind, .. } => (*legal, *kind != TimeKind::Warn),
        _ => (record.business, false),
    };
    let (who_zh, who_en) = who(record);
    let mut act = act(&record.command.act, name);
    if let Some(late) = &record.command.late {
        // Both times are shown: when it happened stands in front.
        let (entered, second) = (clock(record.recorded), &late.second);
        act.zh = format!("{}（{entered} 补录，{second} 核对）", act.zh);
        act.en = format!("{} (entered late at {entered}, with {second} as second person)", act.en);
    }
    let effects: Vec<Said> = record.effects.iter().filter_map(|one| effect(one, name)).collect();
    let join =
        |pick: fn(&Said) -> &str, comma: &str| effects.iter().map(pick).collect::<Vec<_>>().join(comma);
    let (zh, en) = (join(|s| &s.zh, "，"), join(|s| &s.en, ", "));
    let tail = |sep: &str, text: &str| if text.is_empty() { String::new() } else { format!("{sep}{text}") };
    Told {
        at,
        said: Said::new(
            format!("{who_zh}{}{}", act.zh, tail("：", &zh)),
            format!("{who_en}{}{}", act.en, tail(": ", &en)),
        ),
        ends,
    }
}

/// An instant as people read it: `2026-03-02 09:14`, local time; seconds only where there are some.
#[must_use]
pub fn clock(at: Instant) -> String {
    let (minutes, date) = (at.minute_of_day(), at.date());
    let (hour, minute) = (minutes / 60, minutes % 60);
    let second = at.millis_of_day().rem_euclid(60_000) / 1_000;
    if second == 0 {
        return format!("{date} {hour:02}:{minute:02}");
    }
    format!("{date} {hour:02}:{minute:02}:{second:02}")
}

/// The end of a limit as people read it: what is too late from midnight on ends at 24:00 of the day before.
#[must_use]
pub fn deadline(at: Instant) -> String {
    match at.date().checked_add_days(-1) {
        Some(last) if at == Instant::start_of(at.date()) => format!("{last} 24:00"),
        _ => clock(at),
    }
}

fn who(record: &CaseRecord) -> (String, String) {
    match (&record.actor.person, &record.actor.post) {
        (PersonRef::Id(id), _) if id == TIME || id == LINK => (String::new(), String::new()),
        (PersonRef::Id(id), Some(post)) => {
            let (zh, en) = match record.actor.capacity.as_deref() {
                None => ("", ""),
                Some(DELEGATE) => (" 受托代行", ", by delegation"),
                Some(_) => (" 代", ", standing in"),
            };
            (format!("{id}（{post}{zh}）"), format!("{id} ({post}{en}) "))
        }
        (PersonRef::Id(id), None) => (format!("{id} "), format!("{id} ")),
        (PersonRef::Sealed(_), _) => ("申请人".to_owned(), "the applicant ".to_owned()),
    }
}

fn values(data: &[(String, Datum)], comma: &str) -> String {
    data.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(comma)
}

/// What happens in a meeting.
fn meeting(effect: &Effect) -> Option<Said> {
    Some(match effect {
        Effect::Vote { person, value, .. } => Said::new(
            format!("{person}投票 {}", value.as_deref().unwrap_or("弃权")),
            format!("{person} votes {}", value.as_deref().unwrap_or("(abstains)")),
        ),
        Effect::Adjourned { due, present, .. } => Said::new(
            format!("应到 {due}，到会 {present}，改期"),
            format!("{present} of {due} present: put off"),
        ),
        Effect::Voted { count: (yes, no, abstain), due, present, .. } => Said::new(
            format!("应到 {due}，到会 {present}，赞成 {yes}，反对 {no}，弃权 {abstain}"),
            format!("{present} of {due} present, {yes} in favour, {no} against, {abstain} abstaining"),
        ),
        _ => return None,
    })
}

/// What an answer says.
const fn answered(consents: Option<bool>) -> (&'static str, &'static str) {
    match consents {
        Some(true) => ("同意", ", consenting"),
        Some(false) => ("不同意", ", objecting"),
        None => ("", ""),
    }
}

/// What happens to a party.
fn party(effect: &Effect) -> Option<Said> {
    Some(match effect {
        Effect::Sent { count, party, consults, .. } => {
            let (zh, en) =
                if *consults { ("征求意见", "asked for their views") } else { ("送达", "served") };
            Said::new(format!("向「{party}」{count} 人{zh}"), format!("{count} of `{party}` {en}"))
        }
        Effect::Period { number, party, due } => Said::new(
            format!("「{party}」{number} 的期限至 {}", due.last_day),
            format!("the period of `{party}` {number} runs until {}", due.last_day),
        ),
        Effect::Answer { number, party, deemed: true, .. } => Said::new(
            format!("「{party}」{number} 视为同意"),
            format!("`{party}` {number} is deemed to consent"),
        ),
        _ => return None,
    })
}

/// One of several signers signs, with what that one concluded.
fn signed(person: &str, post: &str, given: &[(String, String)]) -> Said {
    let values = |comma: &str| given.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>().join(comma);
    Said::new(
        format!("{person}（{post}）会签 {}", values("、")).trim_end(),
        format!("{person} ({post}) signs {}", values(", ")).trim_end(),
    )
}

/// Somebody as records name them: the applicant by role, officers by name or post.
fn whom(name: &str) -> Said {
    if name == APPLICANT { Said::new("申请人", "the applicant") } else { Said::new(name, name) }
}

fn act(act: &Act, name: Naming<'_>) -> Said {
    let said = |zh: &str, en: &str| Said::new(zh, en);
    match act {
        Act::Open { ordered: Some(ordered), .. } => {
            let link = &ordered.link;
            Said::new(format!("作为「{link}」开启"), format!("opens as `{link}`"))
        }
        Act::Open { applicant: Some(_), .. } => said("代申请人登记", "takes it down for the applicant"),
        Act::Open { .. } => said("提交申请", "applies"),
        Act::Check { place, .. } => {
            Said::new(format!("在「{place}」核对材料"), format!("checks the materials in `{place}`"))
        }
        Act::Fill { data, .. } if data.is_empty() => said("承办", "takes it up"),
        Act::Fill { data, .. } => {
            Said::new(format!("填写{}", values(data, "、")), format!("fills in {}", values(data, ", ")))
        }
        Act::Complete { place, .. } => Said::new(format!("办完「{place}」"), format!("completes `{place}`")),
        Act::Supplement { .. } => said("补齐材料", "hands in what was missing"),
        Act::Withdraw {} => said("撤回申请", "withdraws"),
        Act::Event { event, .. } => Said::new(format!("登记「{event}」"), format!("enters `{event}`")),
        Act::Receipt { number, party } => Said::new(
            format!("登记「{party}」{number} 收到送达"),
            format!("enters that `{party}` {number} received service"),
        ),
        Act::Answer { number, party, consents } => {
            let (zh, en) = answered(*consents);
            Said::new(
                format!("登记「{party}」{number} 答复{zh}"),
                format!("enters that `{party}` {number} answered{en}"),
            )
        }
        Act::Notify { .. } => said("再次告知缺项", "gives a further notice"),
        Act::Correct { .. } => said("当场更正", "corrects on the spot"),
        Act::Attach { papers, .. } => {
            Said::new(format!("附 {}", papers.join("、")), format!("attaches {}", papers.join(", ")))
        }
        Act::Return { to, .. } => Said::new(format!("退回「{to}」"), format!("returns it to `{to}`")),
        Act::Transfer { person } => {
            Said::new(format!("转办给{person}"), format!("transfers the work to {person}"))
        }
        Act::Extend { clock, .. } => Said::new(format!("批准延长「{clock}」"), format!("extends `{clock}`")),
        Act::Verify { found: Mark::Nonconforming, .. } => {
            said("事后核查，不合格", "verifies it afterwards: nonconforming")
        }
        Act::Verify { .. } => said("事后核查，合格", "verifies it afterwards: conforming"),
        Act::Serve { .. } => said("送达", "serves the decision"),
        Act::Time { clock, limit, kind, .. } => time(clock, *limit, *kind),
        Act::Genesis { .. } => said("开立日志", "begins the log"),
        Act::Calendar { .. } => said("公布日历", "publishes a calendar"),
        Act::Publish { form, .. } => {
            Said::new(format!("发布「{}」", form.item.name), format!("publishes `{}`", form.item.alias))
        }
        Act::Appoint { person, post, stand_in, .. } => {
            let (b, b_en) = if *stand_in { ("（B岗）", " as stand-in") } else { ("", "") };
            Said::new(format!("任命{person}为「{post}」{b}"), format!("appoints {person} to `{post}`{b_en}"))
        }
        Act::Relieve { person, post } => {
            Said::new(format!("免去{person}「{post}」"), format!("relieves {person} of `{post}`"))
        }
        Act::Absent { person, until, .. } => {
            Said::new(format!("登记{person}缺勤至 {until}"), format!("enters {person} as away until {until}"))
        }
        Act::Delegate { person, to, post, until, .. } => Said::new(
            format!("登记{person}委托{to}代行「{post}」至 {until}"),
            format!("enters that {person} delegates `{post}` to {to} until {until}"),
        ),
        Act::Recuse { person, case, .. } => {
            let case = name(*case);
            Said::new(
                format!("登记{person}对 {case} 回避"),
                format!("enters {person} as recused from {case}"),
            )
        }
        other => responsible(other, name),
    }
}

/// Acts upon a slot of responsibility, and of one case upon another.
fn responsible(act: &Act, name: Naming<'_>) -> Said {
    match act {
        Act::Offer { person, post, slot } => {
            let slot = slot_said(slot);
            Said::new(
                format!("把{}移交给{person}（{post}）", slot.zh),
                format!("offers {} to {person} ({post})", slot.en),
            )
        }
        Act::Accept { slot } => {
            let slot = slot_said(slot);
            Said::new(format!("签收{}", slot.zh), format!("accepts {}", slot.en))
        }
        Act::Decline { slot, reasons } => {
            let slot = slot_said(slot);
            because(format!("拒收{}", slot.zh), format!("declines {}", slot.en), reasons)
        }
        Act::Refer { slot, reasons } => {
            let slot = slot_said(slot);
            because(format!("把{}上报", slot.zh), format!("puts {} before the superior", slot.en), reasons)
        }
        Act::Assign { person, post, slot } => {
            let slot = slot_said(slot);
            Said::new(
                format!("指定{}归{person}（{post}）", slot.zh),
                format!("assigns {} to {person} ({post})", slot.en),
            )
        }
        Act::Draw { slot } => {
            let slot = slot_said(slot);
            Said::new(format!("随机抽取{}", slot.zh), format!("draws {} by lot", slot.en))
        }
        Act::Succeed { person, slot } => {
            let slot = slot_said(slot);
            Said::new(format!("{person}接任{}", slot.zh), format!("has {person} succeed to {}", slot.en))
        }
        Act::Convene { day, .. } => {
            Said::new(format!("{day} 的一期到时"), format!("the session of {day} comes round"))
        }
        Act::Enter { case, .. } => {
            let case = name(*case);
            Said::new(format!("登记 {case}"), format!("enters {case}"))
        }
        Act::Raised { schedule, .. } => {
            Said::new(format!("「{schedule}」议及本件"), format!("the case came up at `{schedule}`"))
        }
        Act::Linked { link, .. } => {
            Said::new(format!("收到「{link}」的结果"), format!("has the result of `{link}`"))
        }
        other => Said::new(other.word(), other.word()),
    }
}

/// An act with its reasons, unless those are erased.
fn because(zh: String, en: String, reasons: &Sealed<String>) -> Said {
    match reasons.value() {
        Some(reasons) => Said::new(format!("{zh}，理由“{reasons}”"), format!("{en}, since “{reasons}”")),
        None => Said::new(zh, en),
    }
}

/// A slot of responsibility, as people call it.
#[must_use]
pub fn slot_said(slot: &Slot) -> Said {
    match slot {
        Slot::First => Said::new("首办责任", "the first handling"),
        Slot::Current => Said::new("经办", "the handling"),
        Slot::Named(name) => Said::new(format!("「{name}」"), format!("`{name}`")),
    }
}

/// The words of a limit.
#[must_use]
pub fn limit(limit: LimitWord) -> Said {
    match limit {
        LimitWord::Statutory => Said::new("法定", "statutory"),
        LimitWord::Promised => Said::new("承诺", "promised"),
        LimitWord::Internal => Said::new("内部时限", "internal"),
        LimitWord::Wait => Said::new("等候期限", "waiting"),
        LimitWord::Duty => Said::new("送达期限", "delivery"),
        LimitWord::Offer => Said::new("签收期限", "receipt"),
        LimitWord::Deferred => Said::new("容缺补交期限", "supplement"),
        LimitWord::Party => Said::new("答复期限", "answering"),
    }
}

fn time(clock: &str, word: LimitWord, kind: TimeKind) -> Said {
    let limit = limit(word);
    if word == LimitWord::Duty {
        return Said::new("送达期限届满", "the limit for delivery passes");
    }
    let (zh, en) = match kind {
        TimeKind::Warn => ("即将届满", "is about to pass"),
        TimeKind::Expire => ("届满", "passes"),
        TimeKind::Repeat => ("届满后再次处理", "has passed and comes round again"),
    };
    Said::new(format!("「{clock}」{}{zh}", limit.zh), format!("the {} limit of `{clock}` {en}", limit.en))
}

/// A legal basis in words, as Chinese texts cite it.
#[must_use]
pub fn basis(basis: &Basis) -> String {
    basis_said(basis).zh
}

/// A legal basis in words. Titles are cited as they stand.
#[must_use]
pub fn basis_said(basis: &Basis) -> Said {
    match basis {
        Basis::Law { title, article } => {
            let article = article.as_deref().unwrap_or_default();
            let cited = format!("《{title}》{article}");
            Said::new(cited.clone(), cited)
        }
        Basis::OwnRule { number } => {
            Said::new(format!("本机关规定（{number}）"), format!("the office's own rule ({number})"))
        }
        Basis::Unverified => Said::new("依据待核", "a basis to be verified"),
        Basis::Several { of } => {
            let all: Vec<Said> = of.iter().map(basis_said).collect();
            let join =
                |pick: fn(&Said) -> &str, comma: &str| all.iter().map(pick).collect::<Vec<_>>().join(comma);
            Said::new(join(|s| &s.zh, "、"), join(|s| &s.en, ", "))
        }
    }
}

/// What a check found wanting; `None` if everything conforms.
fn checked(missing: &[String], nonconforming: &[String]) -> Option<Said> {
    let wanting =
        |word: fn(&str) -> Said, names: &[String]| names.iter().map(|n| word(n)).collect::<Vec<_>>();
    let mut all = wanting(|n| Said::new(format!("{n} 缺"), format!("{n} missing")), missing);
    all.extend(wanting(|n| Said::new(format!("{n} 不合格"), format!("{n} nonconforming")), nonconforming));
    let join = |pick: fn(&Said) -> &str, comma: &str| all.iter().map(pick).collect::<Vec<_>>().join(comma);
    (!all.is_empty()).then(|| Said::new(join(|s| &s.zh, "，"), join(|s| &s.en, ", ")))
}

fn act_word(word: &str) -> (&str, &str) {
    match word {
        "accept" => ("受理", "accepted"),
        "decline" => ("不予受理", "not accepted"),
        "notify_once" => ("一次性告知", "told once"),
        "withdraw" => ("撤回", "withdrawn"),
        "grant" => ("准予", "granted"),
        "consent" => ("同意", "consented"),
        "serve" => ("送达", "served"),
        "convert" => ("转为承诺件", "carried on as a timed item"),
        "receive" => ("签收", "received"),
        other => (other, other),
    }
}

/// The words of a breach: the kernel's own have a code, an author's name is its own word.
#[must_use]
pub fn breach(name: &str) -> Said {
    let own = KERNEL_BREACHES.iter().find(|(code, ..)| *code == name);
    own.map_or_else(|| Said::new(name, name), |(_, zh, en)| Said::new(*zh, *en))
}

/// A breach, who answers for it, what it rests on and what follows.
fn finding(
    name: &str,
    person: Option<&str>,
    post: &str,
    law: Option<&Basis>,
    consequences: &[Consequence],
) -> Said {
    let words = breach(name);
    let law = law.map(basis_said);
    let zh = person.map_or_else(|| post.to_owned(), |p| format!("{p}（{post}）"));
    let en = person.map_or_else(|| post.to_owned(), |p| format!("{p} ({post})"));
    let under_zh = law.as_ref().map(|l| format!("，依据{}", l.zh)).unwrap_or_default();
    let under_en = law.as_ref().map(|l| format!(", under {}", l.en)).unwrap_or_default();
    let then = followed(consequences);
    Said::new(
        format!("违规「{}」，责任 {zh}{under_zh}{}", words.zh, then.zh),
        format!("breach `{}` by {en}{under_en}{}", words.en, then.en),
    )
}

/// What follows from a breach within its case; nothing if nothing does.
fn followed(consequences: &[Consequence]) -> Said {
    let all: Vec<(String, String)> =
        consequences.iter().flat_map(|c| &c.measures).map(Measure::words).collect();
    if all.is_empty() {
        return Said::new("", "");
    }
    let (zh, en): (Vec<String>, Vec<String>) = all.into_iter().unzip();
    Said::new(format!("，予以 {}", zh.join("、")), format!(", with the consequence {}", en.join(", ")))
}

/// An effect in words; `None` for what is bookkeeping.
fn effect(effect: &Effect, name: Naming<'_>) -> Option<Said> {
    let said = |zh: String, en: String| Some(Said::new(zh, en));
    match effect {
        Effect::Enter { place } => said(format!("转入「{place}」"), format!("goes to `{place}`")),
        Effect::Close { outcome, .. } => {
            said(format!("办结，结果为「{outcome}」"), format!("decided: `{outcome}`"))
        }
        Effect::Settle {} => said("了结".to_owned(), "settled".to_owned()),
        Effect::Checked { missing, nonconforming, .. } => checked(missing, nonconforming),
        Effect::Listed { materials } => {
            said(format!("告知缺项 {}", materials.join("、")), format!("asks for {}", materials.join(", ")))
        }
        Effect::Concluded { conclusion, value, .. } => {
            said(format!("{conclusion}为{value}"), format!("{conclusion} is {value}"))
        }
        Effect::Act { act, deemed, .. } => {
            let (zh, en) = act_word(act);
            let (d, d_en) = if *deemed { ("视为", "deemed ") } else { ("", "") };
            said(format!("{d}{zh}"), format!("{d_en}{en}"))
        }
        Effect::Issue { document, .. } => said(format!("出具 {document}"), format!("issues {document}")),
        Effect::Date { date, value } => said(format!("{date} {value}"), format!("{date} {value}")),
        Effect::Urge { whom: name } => {
            let name = whom(name);
            said(format!("催办{}", name.zh), format!("urges {}", name.en))
        }
        Effect::Right { whom: name, what, .. } => {
            let name = whom(name);
            said(format!("{}可以{what}", name.zh), format!("{} may: {what}", name.en))
        }
        Effect::Bar { event, .. } => said(format!("不得再提出 {event}"), format!("no longer admits {event}")),
        Effect::Escalate { whom: name } => {
            let name = whom(name);
            said(format!("升级至{}", name.zh), format!("goes up to {}", name.en))
        }
        Effect::Tell { what, whom: name } => {
            let (name, what) = (whom(name), what.as_deref());
            let of = what.map(|what| format!(" ({what})")).unwrap_or_default();
            let what = what.unwrap_or_default();
            said(format!("书面告知{}{what}", name.zh), format!("tells {} in writing{of}", name.en))
        }
        Effect::Served { .. }
        | Effect::Copied { .. }
        | Effect::Reported { .. }
        | Effect::Registered { .. } => sent(effect),
        Effect::Vote { .. } | Effect::Adjourned { .. } | Effect::Voted { .. } => meeting(effect),
        Effect::Signed { person, post, given, .. } => Some(signed(person, post, given)),
        Effect::Disclosed { fields, place } => said(
            format!("在「{place}」公开{}", fields.join("、")),
            format!("`{place}` discloses {}", fields.join(", ")),
        ),
        Effect::Finish { .. } | Effect::Join { .. } | Effect::Interrupt { .. } | Effect::Owe { .. } => {
            course(effect)
        }
        Effect::Pause { clock, cause, .. } => {
            said(format!("「{clock}」因{cause}停计"), format!("`{clock}` stands still ({cause})"))
        }
        Effect::Resume { clock, .. } => said(format!("「{clock}」续计"), format!("`{clock}` runs on")),
        Effect::Extend { due, .. } => {
            let last = due.first().map(|d| d.last_day.to_string()).unwrap_or_default();
            said(format!("延至 {last}"), format!("now until {last}"))
        }
        Effect::Finding { breach, person, post, basis, consequences, .. } => {
            Some(finding(breach, person.as_deref(), post, basis.as_ref(), consequences))
        }
        Effect::Refused { .. } => {
            said("被拒绝，记录在案".to_owned(), "refused, and put on record".to_owned())
        }
        Effect::Duty { due, .. } => said(
            format!("办结后的义务最迟 {} 履行", due.last_day),
            format!("what is owed after the decision is due by {}", due.last_day),
        ),
        Effect::Deferred { material, due } => said(
            format!("容缺 {material}，最迟 {} 补交", due.last_day),
            format!("{material} deferred, to be handed in by {}", due.last_day),
        ),
        Effect::Done { found, .. } => Some(done(*found)),
        other => eased(other).or_else(|| responsibility(other, name)),
    }
}

/// What is no longer asked for, and a limit that ends on another day.
fn eased(effect: &Effect) -> Option<Said> {
    let said = |zh: String, en: String| Some(Said::new(zh, en));
    match effect {
        Effect::OnFile { materials } if materials.is_empty() => {
            said("按现有材料办理".to_owned(), "goes on with the materials on file".to_owned())
        }
        Effect::OnFile { materials } => said(
            format!("按现有材料办理，不再要求 {}", materials.join("、")),
            format!("goes on without {}", materials.join(", ")),
        ),
        Effect::Moved { clock, due } => {
            let last = due.first().map(|d| d.last_day.to_string()).unwrap_or_default();
            said(format!("「{clock}」改至 {last}"), format!("`{clock}` now ends on {last}"))
        }
        _ => None,
    }
}

/// A duty that was done, and what a verification found.
fn done(found: Option<Mark>) -> Said {
    match found {
        None => Said::new("办结后的义务已履行", "what was owed is done"),
        Some(Mark::Conforming) => Said::new("核查合格", "verified: conforming"),
        Some(Mark::Missing | Mark::Nonconforming | Mark::Promised) => {
            Said::new("核查不合格", "verified: not conforming")
        }
    }
}

/// Branches, and what interrupts a case.
fn course(effect: &Effect) -> Option<Said> {
    let said = |zh: String, en: String| Some(Said::new(zh, en));
    match effect {
        Effect::Finish { branch, .. } => {
            said(format!("分支「{branch}」办结"), format!("the branch `{branch}` is done"))
        }
        Effect::Join { place } => said(format!("「{place}」汇合"), format!("`{place}` is joined")),
        Effect::Interrupt { place } => said(format!("「{place}」中断"), format!("`{place}` is interrupted")),
        Effect::Owe { place } => {
            said(format!("办完后送回「{place}」"), format!("comes back to `{place}` once that is done"))
        }
        _ => None,
    }
}

/// What goes to somebody, or into a register.
fn sent(effect: &Effect) -> Option<Said> {
    let said = |zh: String, en: String| Some(Said::new(zh, en));
    match effect {
        Effect::Served { whom: name } => {
            let name = whom(name);
            said(format!("送达{}", name.zh), format!("serves {}", name.en))
        }
        Effect::Copied { whom: name } => {
            let name = whom(name);
            said(format!("抄送{}", name.zh), format!("sends a copy to {}", name.en))
        }
        Effect::Reported { whom: name } => {
            let name = whom(name);
            said(format!("报告{}", name.zh), format!("reports to {}", name.en))
        }
        Effect::Registered { register } => {
            said(format!("记入「{register}」"), format!("lists it in `{register}`"))
        }
        _ => None,
    }
}

/// Who is responsible, what one case has of another, and what is entered late or carried on, in words.
fn responsibility(effect: &Effect, name: Naming<'_>) -> Option<Said> {
    let said = |zh: String, en: String| Some(Said::new(zh, en));
    match effect {
        Effect::Custody { person: Some(person), slot: Slot::First, .. } => {
            said(format!("首办责任人 {person}"), format!("first handler {person}"))
        }
        Effect::Custody { person: Some(person), slot: slot @ Slot::Named(_), .. } => {
            let slot = slot_said(slot);
            said(format!("{}归{person}", slot.zh), format!("{} lies with {person}", slot.en))
        }
        Effect::Drawn { candidates, chosen, .. } => said(
            format!("从 {} 中抽得 {}", candidates.join("、"), chosen.join("、")),
            format!("among {} it is {}", candidates.join(", "), chosen.join(", ")),
        ),
        Effect::Offered { due, .. } => {
            let until = deadline(due.deadline);
            said(format!("最迟 {until} 签收"), format!("to be answered by {until}"))
        }
        Effect::Link { alias, case, link } => {
            let case = name(*case);
            said(format!("开启「{link}」：{alias} {case}"), format!("opens `{link}`: {alias} {case}"))
        }
        Effect::Linked { outcome, refused, .. } => match (outcome, refused) {
            (Some(outcome), _) => said(format!("结果为「{outcome}」"), format!("it ended as `{outcome}`")),
            (_, code) => {
                let code = code.as_deref().unwrap_or_default();
                said(format!("未能开启（{code}）"), format!("it could not be opened ({code})"))
            }
        },
        Effect::Agenda { cases, left_out } => agenda(cases.len(), *left_out),
        Effect::Entered { absent: true, .. } | Effect::Raised { absent: true, .. } => {
            said("责任人缺席".to_owned(), "its holder was absent".to_owned())
        }
        Effect::Entered { case, decided: true, .. } => {
            let case = name(*case);
            said(
                format!("{case} 已经办结，不再登记"),
                format!("{case} is decided, so that nothing is entered of it"),
            )
        }
        Effect::Converted { reason, .. } => {
            said(format!("转办理由：{reason}"), format!("because of {reason}"))
        }
        Effect::Conflict { clock, limit: word, legal } => {
            let word = limit(*word);
            said(
                format!("与「{clock}」{}已于 {} 届满冲突，不予撤销", word.zh, deadline(*legal)),
                format!("conflicts with `{clock}`, whose {} limit passed at {}", word.en, deadline(*legal)),
            )
        }
        Effect::Noted { code } => {
            said(format!("仅作记载（{code}）"), format!("noted only, the case having gone on ({code})"))
        }
        other => party(other),
    }
}

/// How many cases come before a session.
fn agenda(cases: usize, left_out: u32) -> Option<Said> {
    let all = Said::new(format!("议程 {cases} 件"), format!("{cases} case(s) on the agenda"));
    Some(match left_out {
        0 => all,
        n => Said::new(format!("{}，另有 {n} 件未列入", all.zh), format!("{}, {n} more left out", all.en)),
    })
}
