//! `case open` and `case do`: flags to the request object that `run` reads.
//!
//! JSON: the answer of `run`, `{"ok":true,"key","case","records":[…]}` or `{"ok":false,"key","refusal":{…}}`.

use crate::desk::{self, Desk, Giving, Late, Members, Who};
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::AnyRuntime;
use crate::words;
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Open {
    #[arg(value_name = "ALIAS", help = "事项的简称 || Short name of the procedure")]
    procedure: String,
    #[command(flatten)]
    who: Who,
    #[arg(
        long,
        value_name = "FIELD=VALUE",
        help = "填写登记信息，可多次 || Give a field a value; may be repeated"
    )]
    set: Vec<String>,
    #[arg(long, value_name = "NAME", help = "提交的材料，可多次 || A material handed in; may be repeated")]
    material: Vec<String>,
    #[arg(
        long,
        value_name = "PERSON=POST",
        help = "同时问到的其他人及其岗位，可多次 || Who was asked at the same time, and the post; may be repeated"
    )]
    present: Vec<String>,
    #[command(flatten)]
    late: Late,
    #[command(flatten)]
    giving: Giving,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, Args)]
pub(crate) struct Do {
    #[arg(value_name = "CASE", help = "办件：编号，或提交时的编号 || The case: its id or its opening key")]
    case: String,
    #[arg(
        value_name = "ACT",
        help = "操作：核对 填写 逐案 完成 补齐 撤回 登记 收到 答复 一次性告知 更正 附 退回 转办 延长 送达 事后核查 移交 签收 拒收 上报 指定 抽取 接任 || The act: check fill enter complete supplement withdraw event receipt answer notify correct attach return transfer extend serve verify offer accept decline refer assign draw succeed"
    )]
    act: Option<String>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    fields: Fields,
    #[arg(
        long,
        value_name = "OBJECT",
        help = "JSON 对象，与 run 的一行相同；缺的由其他参数补上 || A JSON object as a line of run; the other arguments add what it lacks"
    )]
    json: Option<String>,
    #[command(flatten)]
    late: Late,
    #[command(flatten)]
    giving: Giving,
    #[command(flatten)]
    desk: Desk,
}

/// The fields of the acts.
#[derive(Debug, Args)]
struct Fields {
    #[arg(
        long,
        value_name = "PLACE",
        help = "环节；默认为办件现在所在的 || The step; by default where the case stands now"
    )]
    step: Option<String>,
    #[arg(long, value_name = "NAME=VALUE", help = "结论，可多次 || A conclusion; may be repeated")]
    conclude: Vec<String>,
    #[arg(
        long,
        value_name = "FIELD=VALUE",
        help = "填写登记信息，可多次 || Give a field a value; may be repeated"
    )]
    set: Vec<String>,
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "mark",
        help = "材料，可多次 || A material; may be repeated"
    )]
    material: Vec<String>,
    #[arg(
        long,
        value_name = "MATERIAL=MARK",
        help = "核对材料的结果：缺、合格或不合格，可多次 || How a material was found: missing, conforming or nonconforming; may be repeated"
    )]
    mark: Vec<String>,
    #[arg(long, value_name = "TEXT", help = "说明的理由 || The reasons")]
    reasons: Option<String>,
    #[arg(long, value_name = "N", help = "文书载明的期限 || The period that the document states")]
    period: Option<u32>,
    #[arg(long, value_name = "NAME", help = "登记的事件 || The event that is entered")]
    event: Option<String>,
    #[arg(
        long,
        value_name = "CASE",
        help = "逐案：议程上的哪一件，编号或者 @ 加提交时的编号 || enter: which case of the agenda, by its id, or `@` and its opening key"
    )]
    agenda: Option<String>,
    #[arg(long, help = "逐案：这一件的责任人缺席 || enter: whoever holds that case was not there")]
    absent: bool,
    #[arg(long, value_name = "NAME", help = "收到或者答复的当事人 || The party that received or answered")]
    party: Option<String>,
    #[arg(
        long,
        value_name = "N",
        help = "当事人里的第几人；只有一人时可不写 || Which of the party; not needed if it is one"
    )]
    number: Option<u32>,
    #[arg(
        long,
        value_name = "ANSWER",
        help = "答复：同意或不同意；都不是的，不写 || The answer: consents or objects; left out if it is neither"
    )]
    answer: Option<String>,
    #[arg(long, value_name = "PERSON", help = "转给谁、移交谁、指定谁、谁接任 || To whom it passes")]
    person: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        help = "移交、指定的人的岗位 || The post of the person to whom a slot is offered or assigned"
    )]
    to_post: Option<String>,
    #[arg(
        long,
        value_name = "SLOT",
        help = "移交的责任：名称、经办人或首办责任人 || The slot of responsibility: its name, `officer in charge` or `first handler`"
    )]
    slot: Option<String>,
    #[arg(long, value_name = "NAME", help = "延长的时限 || The clock that is extended")]
    clock: Option<String>,
    #[arg(long, value_name = "N", help = "延长多少，以时限的单位计 || By how many units it is extended")]
    amount: Option<u32>,
    #[arg(
        long,
        value_name = "N",
        help = "送达的是第几项；只有一项时可不写 || Which duty is done; not needed if there is one only"
    )]
    duty: Option<u32>,
    #[arg(long, value_name = "NAME", help = "送达取得的证明 || The proof of delivery")]
    proof: Option<String>,
}

impl Fields {
    fn put_into(&self, members: &mut Members) -> Result<(), Stop> {
        let texts = [
            ("step", &self.step),
            ("agenda", &self.agenda),
            ("reasons", &self.reasons),
            ("event", &self.event),
            ("party", &self.party),
            ("answer", &self.answer),
            ("person", &self.person),
            ("post", &self.to_post),
            ("slot", &self.slot),
            ("clock", &self.clock),
            ("proof", &self.proof),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                desk::put(members, name, json!(text))?;
            }
        }
        for (name, number) in
            [("period", self.period), ("amount", self.amount), ("duty", self.duty), ("number", self.number)]
        {
            if let Some(number) = number {
                desk::put(members, name, json!(number))?;
            }
        }
        if self.absent {
            desk::put(members, "absent", json!(true))?;
        }
        for (name, flag, given) in [("conclude", "conclude", &self.conclude), ("data", "set", &self.set)] {
            if !given.is_empty() {
                desk::put(members, name, desk::pairs(flag, given)?)?;
            }
        }
        if !self.mark.is_empty() {
            desk::put(members, "materials", desk::pairs("mark", &self.mark)?)?;
        }
        if !self.material.is_empty() {
            desk::put(members, "materials", json!(self.material))?;
        }
        Ok(())
    }
}

pub(crate) fn open(session: &mut Session, arguments: &Open) -> Result<Exit, Stop> {
    let mut members = Members::new();
    desk::put(&mut members, "act", json!("open"))?;
    desk::put(&mut members, "procedure", json!(arguments.procedure))?;
    desk::put(&mut members, "actor", arguments.who.actor().ok_or_else(desk::nobody)?)?;
    if let (Some(_), Some(applicant)) = (&arguments.who.officer, &arguments.who.applicant) {
        desk::put(&mut members, "applicant", json!(applicant))?;
    }
    if !arguments.present.is_empty() {
        desk::put(&mut members, "present", present(&arguments.present)?)?;
    }
    arguments.late.put_into(&mut members, &arguments.desk.when)?;
    if !arguments.set.is_empty() {
        desk::put(&mut members, "data", desk::pairs("set", &arguments.set)?)?;
    }
    if !arguments.material.is_empty() {
        desk::put(&mut members, "materials", json!(arguments.material))?;
    }
    desk::complete(&mut members, &arguments.desk, &arguments.giving)?;
    if arguments.giving.dry_run {
        return desk::show_request(session, &members);
    }
    let mut runtime = arguments.desk.write()?;
    Ok(desk::send(session, &mut runtime, &arguments.desk, &members)?.0)
}

/// Persons with their posts, as `present` takes them.
fn present(given: &[String]) -> Result<Value, Stop> {
    let Value::Object(pairs) = desk::pairs("present", given)? else { return Ok(json!([])) };
    Ok(pairs.iter().map(|(person, post)| json!({ "person": person, "post": post })).collect())
}

pub(crate) fn act(session: &mut Session, arguments: &Do) -> Result<Exit, Stop> {
    let mut members = arguments.json.as_deref().map_or_else(|| Ok(Members::new()), object)?;
    if let Some(act) = &arguments.act {
        desk::put(&mut members, "act", json!(act))?;
    } else if !members.contains_key("act") {
        return Err(Stop::usage("没有写明操作，例如：完成", "no act is named; for example: complete"));
    }
    arguments.fields.put_into(&mut members)?;
    arguments.late.put_into(&mut members, &arguments.desk.when)?;
    if arguments.who.officer.is_some() && arguments.who.applicant.is_some() {
        return Err(Stop::usage(
            "--as 与 --applicant 只写一个：谁办理写谁",
            "give --as or --applicant, not both: whoever acts",
        ));
    }
    match arguments.who.actor() {
        Some(actor) => desk::put(&mut members, "actor", actor)?,
        None if members.contains_key("actor") => {}
        None => return Err(desk::nobody()),
    }
    desk::complete(&mut members, &arguments.desk, &arguments.giving)?;
    if arguments.giving.dry_run {
        // Without a store there is nothing to supply from.
        match arguments.desk.read() {
            Ok(runtime) => {
                desk::put(&mut members, "case", json!(desk::named(&runtime, &arguments.case)?))?;
                supply(&runtime, &arguments.case, &mut members)?;
            }
            Err(_) => desk::put(&mut members, "case", json!(arguments.case))?,
        }
        return desk::show_request(session, &members);
    }
    let mut runtime = arguments.desk.write()?;
    desk::put(&mut members, "case", json!(desk::named(&runtime, &arguments.case)?))?;
    supply(&runtime, &arguments.case, &mut members)?;
    Ok(desk::send(session, &mut runtime, &arguments.desk, &members)?.0)
}

/// A JSON object as it is given in an argument.
fn object(text: &str) -> Result<Members, Stop> {
    if let Some(name) = shouwen::named_twice(text.as_bytes()) {
        let name = words::given(&name);
        return Err(Stop::usage(
            format!("--json 里字段「{name}」写了两次"),
            format!("--json gives the field `{name}` twice"),
        ));
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Stop::usage("--json 应为一个 JSON 对象", "--json has to be a JSON object")),
    }
}

/// The post in which the request is made.
fn acting_post(members: &Members) -> Option<&str> {
    members.get("actor").and_then(|actor| actor.get("post")).and_then(Value::as_str)
}

/// What a person need not say: the step the case stands in, and the one duty that is open. The request names it, so
/// that nothing is done elsewhere if the case moves meanwhile.
fn supply(runtime: &AnyRuntime, name: &str, members: &mut Members) -> Result<(), Stop> {
    let act = members.get("act").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let in_step =
        matches!(act.as_str(), "check" | "核对" | "fill" | "填写" | "enter" | "逐案" | "complete" | "完成");
    let serves = matches!(act.as_str(), "serve" | "送达");
    let Ok(id) = desk::found(runtime, name)? else { return Ok(()) };
    if let Some(desk::Answered { step, duty }) = desk::answered(runtime, id, members)? {
        if let Some(step) = step.filter(|_| in_step && !members.contains_key("step")) {
            desk::put(members, "step", json!(step))?;
        }
        if let Some(duty) = duty.filter(|_| serves && !members.contains_key("duty")) {
            desk::put(members, "duty", json!(duty))?;
        }
        return Ok(());
    }
    if in_step
        && !members.contains_key("step")
        && let Some(entry) = runtime.listed(id)?
        && let Some((place, _)) = entry.desk_of(acting_post(members))
    {
        return desk::put(members, "step", json!(place));
    }
    if serves
        && !members.contains_key("duty")
        && let Some(case) = runtime.case(id)?
    {
        let mut open = case.duties.iter().map(|(number, _)| *number);
        match (open.next(), open.next()) {
            (Some(_), Some(_)) => {}
            // Where none is open, the refusal says why.
            (only, _) => return desk::put(members, "duty", json!(only.unwrap_or(1))),
        }
    }
    Ok(())
}
