//! What the commands for a person at a keyboard share: the store, the hour, who acts, the request and its answer.
//!
//! A command is put together as the JSON object that `run` reads, and is read by the very reader of `run`: what can be
//! said at the keyboard is what can be said in a file, and means the same.

use crate::arguments::{Listing, StoreArgument};
use crate::commands::due::instant;
use crate::commands::findings;
use crate::commands::run::answer;
use crate::commands::run::line::{self, Read, Unreadable};
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::{self, AnyRuntime, DayBook, Url};
use crate::words;
use clap::Args;
use serde_json::{Map, Value, json};
use shouwen::{
    Answer, CaseEntry, CaseId, Clock, Instant, OpenMode, Refusal, RefusalCode, Store, SystemClock, story,
};
use shouwen_executor::Act;

/// The bytes of a drawn key that are drawn; the day stands before them.
const KEY_BYTES: usize = 5;

/// The members of a request.
pub(crate) type Members = Map<String, Value>;

/// Which hour it is.
#[derive(Clone, Debug, Args)]
pub(crate) struct When {
    #[arg(
        long,
        value_name = "INSTANT",
        requires = "virtual_clock",
        help = "现在的时刻，只能与 --virtual-clock 同用 || The hour that it is, with --virtual-clock only"
    )]
    at: Option<String>,
    #[arg(
        long,
        requires = "at",
        help = "以 --at 为现在（演练用） || Take --at for now (to play a day-book)"
    )]
    virtual_clock: bool,
}

impl When {
    /// The hour that was set.
    pub(crate) fn set(&self) -> Result<Option<Instant>, Stop> {
        self.at.as_deref().map(instant).transpose()
    }

    /// Now.
    pub(crate) fn now(&self) -> Result<Instant, Stop> {
        Ok(self.set()?.unwrap_or_else(|| SystemClock.now(None)))
    }

    /// A runtime on a store, by this clock.
    pub(crate) fn runtime(&self, store: Box<dyn shouwen::Store>) -> Result<AnyRuntime, Stop> {
        match self.set()? {
            Some(at) => stores::runtime(store, DayBook(at)),
            None => stores::runtime(store, SystemClock),
        }
    }
}

/// Where a person at a keyboard works.
#[derive(Clone, Debug, Args)]
pub(crate) struct Desk {
    #[command(flatten)]
    pub(crate) store: StoreArgument,
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

impl Desk {
    /// The log, to be read.
    pub(crate) fn read(&self) -> Result<AnyRuntime, Stop> {
        self.when.runtime(Url::parse(&self.store.store)?.open(OpenMode::ReadOnly)?)
    }

    /// The log, to be written.
    pub(crate) fn write(&self) -> Result<AnyRuntime, Stop> {
        self.when.runtime(Url::parse(&self.store.store)?.open(OpenMode::ReadWrite)?)
    }
}

/// How a request is given.
#[derive(Clone, Debug, Args)]
pub(crate) struct Giving {
    #[arg(
        long,
        value_name = "KEY",
        help = "命令的编号，默认随机；同一编号再次提交，得到第一次的回答 || Key of the command, drawn by default; the same key again gives the first answer"
    )]
    pub(crate) key: Option<String>,
    #[arg(
        long,
        help = "只显示命令（run 读取的 JSON 对象），不执行 || Only show the command, as the JSON object that run reads"
    )]
    pub(crate) dry_run: bool,
}

/// Who acts: an officer for a post, or an applicant.
#[derive(Clone, Debug, Args)]
pub(crate) struct Who {
    #[arg(
        long = "as",
        value_name = "PERSON",
        requires = "post",
        help = "经办人，与 --post 同用 || The officer who acts, with --post"
    )]
    pub(crate) officer: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        requires = "officer",
        help = "经办人所在的岗位 || The post that the officer acts for"
    )]
    pub(crate) post: Option<String>,
    #[arg(
        long,
        value_name = "NAME",
        help = "申请人姓名或名称：由申请人本人办理，或者经办人代其提交 || Name of the applicant, who acts in person or for whom an officer opens the case"
    )]
    pub(crate) applicant: Option<String>,
}

impl Who {
    /// The `actor` of a request, if anybody is named.
    pub(crate) fn actor(&self) -> Option<Value> {
        match (&self.officer, &self.applicant) {
            (Some(person), _) => Some(json!({ "person": person, "post": self.post })),
            (None, Some(person)) => Some(json!({ "person": person })),
            (None, None) => None,
        }
    }
}

/// 补录: something is entered later than it happened.
#[derive(Clone, Debug, Args)]
pub(crate) struct Late {
    #[arg(
        long,
        value_name = "TEXT",
        requires_all = ["happened", "second", "second_post"],
        help = "补录的理由，与 --happened、--second、--second-post 同用 || Why it is entered late; with --happened, --second and --second-post"
    )]
    late: Option<String>,
    #[arg(
        long,
        value_name = "INSTANT",
        requires = "late",
        help = "补录的事发生在何时 || When what is entered late happened"
    )]
    happened: Option<String>,
    #[arg(
        long,
        value_name = "PERSON",
        requires = "late",
        help = "补录的第二人 || The second person who vouches for a late entry"
    )]
    second: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        requires = "late",
        help = "第二人的岗位 || The post of the second person"
    )]
    second_post: Option<String>,
}

impl Late {
    /// Puts it into a request. What is entered late states when it happened; the hour that was set is when it is
    /// entered.
    pub(crate) fn put_into(&self, members: &mut Members, when: &When) -> Result<(), Stop> {
        let Some(reasons) = &self.late else { return Ok(()) };
        put(members, "late", json!({ "person": self.second, "post": self.second_post, "reasons": reasons }))?;
        if let Some(now) = when.set()? {
            put(members, "recorded", json!(now.to_string()))?;
        }
        match &self.happened {
            Some(happened) => put(members, "at", json!(happened)),
            None => Ok(()),
        }
    }
}

/// Nobody is named who acts.
pub(crate) fn nobody() -> Stop {
    Stop::usage(
        "没有写明由谁办理：用 --as 姓名 --post 岗位，或者 --applicant 申请人",
        "nobody is named who acts: use --as PERSON --post POST, or --applicant NAME",
    )
}

/// Puts a member into a request that must not have it yet.
pub(crate) fn put(members: &mut Members, name: &str, value: Value) -> Result<(), Stop> {
    match members.insert(name.to_owned(), value) {
        None => Ok(()),
        Some(_) => {
            Err(Stop::usage(format!("字段「{name}」写了两次"), format!("the field `{name}` is given twice")))
        }
    }
}

/// `NAME=VALUE` pairs as an object, each name once.
pub(crate) fn pairs(flag: &str, given: &[String]) -> Result<Value, Stop> {
    let mut members = Map::new();
    for pair in given {
        let split = pair.split_once('=').filter(|(name, _)| !name.is_empty());
        let (name, value) = split.ok_or_else(|| {
            let pair = words::given(pair);
            Stop::usage(
                format!("--{flag} 的「{pair}」应写成 名称=值"),
                format!("--{flag} `{pair}` has to be NAME=VALUE"),
            )
        })?;
        if members.insert(name.to_owned(), json!(value)).is_some() {
            let name = words::given(name);
            return Err(Stop::usage(
                format!("--{flag} 里「{name}」写了两次"),
                format!("--{flag} gives `{name}` twice"),
            ));
        }
    }
    Ok(Value::Object(members))
}

/// Gives the request its key and its hour, where it has none.
pub(crate) fn complete(members: &mut Members, desk: &Desk, giving: &Giving) -> Result<(), Stop> {
    if let Some(at) = desk.when.set()?
        && !members.contains_key("late")
    {
        put(members, "at", json!(at.to_string()))?;
    }
    match &giving.key {
        Some(key) => put(members, "key", json!(key)),
        None if members.contains_key("key") => Ok(()),
        None => put(members, "key", json!(drawn(desk.when.now()?)?)),
    }
}

/// A key that nobody used yet: the day, and what the operating system draws.
fn drawn(now: Instant) -> Result<String, Stop> {
    use shouwen::Salts as _;
    let day = now.date().to_string().replace('-', "");
    let bytes = stores::salts()?.draw().0;
    let tail: String = bytes.iter().take(KEY_BYTES).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{day}-{tail}"))
}

/// Carries a request out and shows the answer. A refusal is exit 5.
pub(crate) fn send(
    session: &mut Session,
    runtime: &mut AnyRuntime,
    desk: &Desk,
    members: &Members,
) -> Result<(Exit, Option<Answer>), Stop> {
    let bytes = serde_json::to_vec(members).map_err(std::io::Error::other)?;
    let request = match line::read(&bytes) {
        Read::Request(request) => request,
        Read::Refused { key, refusal } => {
            refuse(session, desk, key.as_deref(), &refusal)?;
            return Ok((Exit::Refused, None));
        }
        Read::Unreadable(Unreadable { zh, en }) => return Err(Stop::new(Exit::Unreadable, zh, en)),
    };
    let answer = runtime.execute(&request).map_err(|error| with_key(error.into(), &request.key))?;
    if desk.listing.format == Format::Json {
        let line = answer::line(session, &answer);
        session.json(&line)?;
    } else {
        say(session, runtime, desk, &answer)?;
    }
    let exit = if answer.accepted() { Exit::Fine } else { Exit::Refused };
    Ok((exit, Some(answer)))
}

/// Whoever has to ask again needs the key, which may have been drawn.
fn with_key(stop: Stop, key: &str) -> Stop {
    match stop {
        Stop::Fault(Exit::Later, said) => Stop::new(
            Exit::Later,
            format!("{}（--key {key}）", said.zh),
            format!("{} (--key {key})", said.en),
        ),
        other => other,
    }
}

/// Shows a request instead of carrying it out.
pub(crate) fn show_request(session: &mut Session, members: &Members) -> Result<Exit, Stop> {
    session.json_line(members)?;
    Ok(Exit::Fine)
}

/// Shows a refusal to a request that reached no case.
pub(crate) fn refuse(
    session: &mut Session,
    desk: &Desk,
    key: Option<&str>,
    refusal: &Refusal,
) -> Result<(), Stop> {
    if desk.listing.format == Format::Json {
        let line = answer::refused(session, key, refusal);
        return session.json(&line);
    }
    refusal_words(session, refusal, None);
    Ok(())
}

/// An answer in words: what was recorded and where the case stands now; or why not, and what would be accepted.
fn say(session: &mut Session, runtime: &AnyRuntime, desk: &Desk, answer: &Answer) -> Result<(), Stop> {
    if !answer.time.is_empty() {
        let n = answer.time.len();
        session.talk(
            &format!("先处理了 {n} 件到期的事项"),
            &format!("time acted first, on what was due: {}", words::count(n, "record")),
        );
    }
    if answer.repeated {
        session.talk(
            "这个编号此前已经办过，下面是第一次的回答",
            "this key was answered before; the first answer is",
        );
    }
    match &answer.outcome {
        shouwen::Outcome::Refused { refusal, recorded } => {
            refusal_words(session, refusal, *recorded);
            Ok(())
        }
        shouwen::Outcome::Done { records } => {
            let Some(case) = answer.case else { return Ok(()) };
            for record in runtime.records(case)?.iter().filter(|record| records.contains(&record.number)) {
                let told = story::tell(record);
                let text = words::line(session.of(&told.said));
                session.line(format_args!("{}  {text}", told.when()))?;
            }
            for (link, other) in &answer.linked {
                let link = words::line(link);
                let opened = session
                    .say(&format!("同时开启「{link}」：{other}"), &format!("`{link}` opens with it: {other}"))
                    .to_owned();
                session.line(opened)?;
            }
            match runtime.listed(case)? {
                Some(entry) => {
                    let now = desk.when.now()?;
                    let stands = stands(session, &entry, now);
                    let (key, id) = (words::line(&entry.key), entry.case);
                    let text = session
                        .say(
                            &format!("办件 @{key}（{id}）：{stands}"),
                            &format!("case @{key} ({id}): {stands}"),
                        )
                        .to_owned();
                    session.line(text)
                }
                None => Ok(()),
            }
        }
    }
}

fn refusal_words(session: &mut Session, refusal: &Refusal, recorded: Option<u64>) {
    let message = words::line(session.of(&refusal.message));
    let mut lines = vec![match session.language {
        shouwen_syntax::Language::Chinese => format!("拒绝（{}）：{message}", refusal.code),
        shouwen_syntax::Language::English => format!("refused ({}): {message}", refusal.code),
    }];
    if let Some(clause) = &refusal.clause {
        lines.push(format!("  {}{}", session.say("依据：", "by: "), findings::clause(session, clause)));
    }
    if !refusal.allowed.is_empty() {
        let allowed: Vec<&str> = refusal.allowed.iter().map(|said| session.of(said)).collect();
        let allowed = words::line(&allowed.join(session.say("、", ", ")));
        lines.push(format!("  {}{allowed}", session.say("可以：", "would be accepted: ")));
    }
    if let Some(number) = recorded {
        let zh = format!("  这次尝试已记录在案（第 {number} 条记录）");
        lines.push(session.say(&zh, &format!("  the attempt is on record, as record {number}")).to_owned());
    }
    let text = lines.join("\n");
    session.talk(&text, &text);
}

/// Where a case stands, in a few words.
pub(crate) fn stands(session: &Session, entry: &CaseEntry, now: Instant) -> String {
    let mut parts = vec![place(session, entry)];
    if let Some(holder) = holder(session, entry) {
        parts.push(session.say(&format!("责任 {holder}"), &format!("with {holder}")).to_owned());
    }
    if let Some(due) = entry.due {
        parts.push(ends(session, due, now));
    }
    parts.join(session.say("，", ", "))
}

/// The place or the outcome.
pub(crate) fn place(session: &Session, entry: &CaseEntry) -> String {
    let name = |name: &Option<String>| words::line(name.as_deref().unwrap_or_default());
    match (&entry.place, entry.settled) {
        (Some(_), _) => session
            .say(&format!("在 {}", name(&entry.place)), &format!("at {}", name(&entry.place)))
            .to_owned(),
        (None, true) => {
            let outcome = name(&entry.outcome);
            session.say(&format!("已了结：{outcome}"), &format!("settled: {outcome}")).to_owned()
        }
        (None, false) => {
            let outcome = name(&entry.outcome);
            session.say(&format!("已办结：{outcome}"), &format!("decided: {outcome}")).to_owned()
        }
    }
}

/// The person, or else the post.
pub(crate) fn holder(session: &Session, entry: &CaseEntry) -> Option<String> {
    let post = entry.post.as_deref()?;
    let shown = match &entry.person {
        Some(person) => session.say(&format!("{person}（{post}）"), &format!("{person} ({post})")).to_owned(),
        None => post.to_owned(),
    };
    Some(words::line(&shown))
}

/// When a limit ends, and whether that is over.
pub(crate) fn ends(session: &Session, due: Instant, now: Instant) -> String {
    let at = story::deadline(due);
    if due <= now {
        return session.say(&format!("{at} 已过期"), &format!("overdue since {at}")).to_owned();
    }
    session.say(&format!("{at} 到期"), &format!("due {at}")).to_owned()
}

/// The name of a case as requests take it: an id, `@` and an opening key, or the bare key.
pub(crate) fn named(runtime: &AnyRuntime, name: &str) -> Result<String, Stop> {
    if !name.starts_with('@') && runtime.find(name)?.is_none_or(|id| !matches!(runtime.case(id), Ok(Some(_))))
    {
        let key = format!("@{name}");
        if runtime.find(&key)?.is_some() {
            return Ok(key);
        }
    }
    Ok(name.to_owned())
}

/// What a command named that was answered before.
pub(crate) struct Answered {
    pub(crate) step: Option<String>,
    pub(crate) duty: Option<u32>,
}

/// The step and the duty of the command that a key of a case was answered for, if it was: the same command again has
/// to name the same ones, wherever the case stands by now.
pub(crate) fn answered(
    runtime: &AnyRuntime,
    id: CaseId,
    members: &Members,
) -> Result<Option<Answered>, Stop> {
    let Some(key) = members.get("key").and_then(Value::as_str) else { return Ok(None) };
    let Some(row) = runtime.store().key(id, key)? else { return Ok(None) };
    let record = runtime.records(id)?.into_iter().find(|record| record.number == row.last);
    Ok(record.map(|record| match record.command.act {
        Act::Check { place, .. } | Act::Fill { place, .. } | Act::Complete { place, .. } => {
            Answered { step: Some(place), duty: None }
        }
        Act::Serve { duty, .. } => Answered { step: None, duty: Some(duty) },
        _ => Answered { step: None, duty: None },
    }))
}

/// The case that a name means, or a refusal.
pub(crate) fn found(runtime: &AnyRuntime, name: &str) -> Result<Result<CaseId, Refusal>, Stop> {
    let id = runtime.find(&named(runtime, name)?)?;
    if let Some(id) = id
        && runtime.case(id)?.is_some()
    {
        return Ok(Ok(id));
    }
    let shown = crate::words::given(name);
    Ok(Err(Refusal::new(
        RefusalCode::NoCase,
        format!("没有「{shown}」这个办件"),
        format!("there is no case `{shown}`"),
    )
    .allow(
        "办件编号，或者提交时的编号（case list 列出）",
        "a case's id or opening key, as `case list` shows them",
    )))
}
