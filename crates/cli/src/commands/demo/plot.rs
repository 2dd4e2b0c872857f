//! What happens to one case: one plot for each kind of course, told with a cursor that moves through office hours.

use super::book::{AWAY, Step, date};
use super::random::Random;
use crate::stop::Stop;
use shouwen::{Calendar, Date, Instant, Request};

/// 简称 of the procedure.
const ALIAS: &str = "labour_dispatch_licence";

/// What an applicant has to hand in; the business licence is fetched by the office.
const MATERIALS: &[&str] =
    &["申请书", "公司章程", "验资报告", "场所使用证明", "法定代表人身份证明", "派遣管理制度", "派遣协议样本"];

/// What is missing where something is.
const GAPS: &[&str] = &["验资报告", "场所使用证明"];

/// Invented applicants.
const NAMES: &[&str] = &["青禾", "远桥", "同舟", "云杉", "明岸", "百川", "长庚", "北辰", "松间", "新驿"];

const REASONS: &str = "理由见案卷";

/// How a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// All is there and it is granted in time.
    Granted,
    /// Capital too low: refused.
    Refused,
    /// Another organ is competent.
    NotCompetent,
    /// Something is missing, is asked for once and handed in.
    Supplemented,
    /// Something is missing and nobody says so for five working days.
    Deemed,
    /// A second notice is tried.
    SecondNotice,
    /// The reviewer takes too long.
    Overdue,
    /// Others are affected: a hearing stops the clock.
    Hearing,
    /// The head of the organ extends the time.
    Extended,
    /// The applicant withdraws.
    Withdrawn,
    /// What is missing never comes.
    Lapsed,
    /// Granted, and served too late.
    LateDelivery,
    /// The decision comes after the promised day.
    PromiseBroken,
    /// The site is looked at.
    SiteCheck,
    /// The decider returns it for completion.
    Returned,
    /// A slip of the pen is corrected at the desk.
    Corrected,
    /// The desk officer hands it to a colleague.
    Transferred,
    /// The desk officer wants to conclude without having checked.
    Unchecked,
    /// The stand-in reviews.
    StandIn,
    /// The stand-in reviews and then wants to decide too.
    SamePerson,
}

/// A case as it is told.
pub(super) struct Plot<'r> {
    key: String,
    applicant: String,
    now: Instant,
    desk: &'static str,
    steps: Vec<Step>,
    random: &'r mut Random,
}

/// A time at a desk on a day.
pub(super) fn desk_time(day: Date, random: &mut Random) -> Instant {
    // 09:00 to 11:29 or 14:00 to 16:29.
    let minutes = random.below(300);
    let start = if minutes < 150 { 9 * 60 } else { 14 * 60 - 150 };
    let minute = minutes.saturating_add(start);
    let millis = i64::from(minute).saturating_mul(60_000);
    Instant::start_of(day).checked_add_millis(millis).unwrap_or_else(|| Instant::start_of(day))
}

impl<'r> Plot<'r> {
    pub(super) fn new(number: u32, opened: Instant, random: &'r mut Random) -> Result<Self, Stop> {
        let name = random.of(NAMES, "青禾");
        let desk = random.of(&["陈岚", "吴静"], "陈岚");
        Ok(Self {
            key: format!("2026-{number:03}"),
            applicant: format!("{name}人力资源有限公司（{number}）"),
            now: opened,
            desk,
            steps: Vec::new(),
            random,
        })
    }

    /// Tells the whole course.
    pub(super) fn told(mut self, kind: Kind) -> Result<Vec<Step>, Stop> {
        match kind {
            Kind::Granted => self.granted(2)?,
            Kind::Refused => self.refused()?,
            Kind::NotCompetent => self.not_competent(),
            Kind::Supplemented => self.supplemented()?,
            Kind::Deemed => self.deemed()?,
            Kind::SecondNotice => self.second_notice()?,
            Kind::Overdue => self.granted(5)?,
            Kind::Hearing => self.hearing()?,
            Kind::Extended => self.extended()?,
            Kind::Withdrawn => self.withdrawn(),
            Kind::Lapsed => self.lapsed(),
            Kind::LateDelivery => self.late_delivery()?,
            Kind::PromiseBroken => self.promise_broken()?,
            Kind::SiteCheck => self.site_check()?,
            Kind::Returned => self.returned()?,
            Kind::Corrected => self.corrected()?,
            Kind::Transferred => self.transferred()?,
            Kind::Unchecked => self.unchecked()?,
            Kind::StandIn => self.granted(1)?,
            Kind::SamePerson => self.same_person()?,
        }
        Ok(self.steps)
    }

    fn granted(&mut self, days: u32) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(days);
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn granted_by_head(&mut self) -> Result<(), Stop> {
        self.wait(1);
        self.decide("准予", None)?;
        let days = self.random.below(3).saturating_add(1);
        self.wait(days);
        self.serve();
        Ok(())
    }

    fn refused(&mut self) -> Result<(), Stop> {
        self.open("120万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        // The rule says no, so the reviewer cannot.
        self.review("否", "否", "准予")?;
        self.minutes(9);
        self.review("否", "否", "不予")?;
        self.wait(1);
        self.decide("不予", Some(REASONS))?;
        self.wait(3);
        self.serve();
        Ok(())
    }

    fn not_competent(&mut self) {
        self.open("200万元", &[]);
        self.minutes(25);
        let request = self.by_desk("complete").step("收件").conclude("管辖", "不属本机关").reasons(REASONS);
        self.push(request);
        self.wait(2);
        self.serve();
    }

    fn supplemented(&mut self) -> Result<(), Stop> {
        self.open("200万元", GAPS);
        self.accepted(GAPS);
        self.notice();
        self.wait(3);
        self.supplement();
        self.wait(2);
        self.examine(&[])?;
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn deemed(&mut self) -> Result<(), Stop> {
        self.open("200万元", GAPS);
        self.accepted(GAPS);
        // Five working days pass, with the festival after them; then the reviewer finds it on the desk.
        self.wait(6);
        self.examine(GAPS)?;
        self.handed_over()?;
        self.examine(&[])?;
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn second_notice(&mut self) -> Result<(), Stop> {
        self.open("200万元", GAPS);
        self.accepted(GAPS);
        self.notice();
        self.wait(2);
        let mut request = self.by_desk("notify");
        request = request.materials(["公司章程"]);
        self.push(request);
        self.wait(1);
        self.supplement();
        self.wait(2);
        self.examine(&[])?;
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn hearing(&mut self) -> Result<(), Stop> {
        self.open("300万元", &[]);
        self.accepted(&[]);
        self.wait(2);
        self.review("否", "是", "准予")?;
        self.wait(8);
        self.event("听证结束")?;
        self.granted_by_head()
    }

    fn extended(&mut self) -> Result<(), Stop> {
        self.open("500万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        self.review("是", "否", "准予")?;
        self.wait(3);
        self.inspected()?;
        self.wait(1);
        self.decide("退回补充", Some(REASONS))?;
        self.wait(2);
        self.review("是", "否", "准予")?;
        self.wait(1);
        // The head of the division may not; the head of the organ may.
        let head = self.extension().officer("褚伟", "处长");
        self.push(head);
        self.minutes(40);
        let leader = self.extension().officer("沈清", "厅领导");
        self.push(leader);
        self.granted_by_head()
    }

    fn extension(&mut self) -> Request {
        let request = self.on("extend").reasons("案情复杂，须补充核查");
        Request { clock: Some("办理期限".to_owned()), amount: Some(5), ..request }
    }

    fn withdrawn(&mut self) {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        let request = self.on("withdraw").applicant(self.applicant.clone());
        self.push(request);
    }

    fn lapsed(&mut self) {
        self.open("200万元", GAPS);
        self.accepted(GAPS);
        self.notice();
        // The applicant comes a day too late.
        self.wait(11);
        self.supplement();
    }

    fn late_delivery(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        self.review("否", "否", "准予")?;
        self.wait(1);
        self.decide("准予", None)?;
        self.wait(7);
        self.serve();
        Ok(())
    }

    fn promise_broken(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(3);
        self.review("否", "否", "准予")?;
        self.wait(9);
        self.decide("准予", None)?;
        self.wait(2);
        self.serve();
        Ok(())
    }

    fn site_check(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        self.review("是", "否", "准予")?;
        self.wait(2);
        self.inspected()?;
        self.granted_by_head()
    }

    fn returned(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(1);
        self.review("否", "否", "准予")?;
        self.wait(1);
        self.decide("退回补充", Some(REASONS))?;
        self.minutes(50);
        self.review("否", "否", "不予")?;
        self.wait(1);
        // Another decision than the opinion owes its reasons.
        self.decide("准予", None)?;
        self.minutes(15);
        self.decide("准予", Some(REASONS))?;
        self.wait(2);
        self.serve();
        Ok(())
    }

    fn corrected(&mut self) -> Result<(), Stop> {
        self.open("20万元", &[]);
        self.minutes(6);
        let request = self.by_desk("correct").data("注册资本", "200万元");
        self.push(request);
        self.accepted(&[]);
        self.wait(1);
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn transferred(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.check(&[]);
        self.minutes(20);
        let other = if self.desk == "陈岚" { "吴静" } else { "陈岚" };
        let request = Request { person: Some(other.to_owned()), ..self.by_desk("transfer") };
        self.push(request);
        self.desk = other;
        self.minutes(30);
        self.conclude();
        self.wait(2);
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn unchecked(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.minutes(5);
        self.conclude();
        self.accepted(&[]);
        self.wait(1);
        self.review("否", "否", "准予")?;
        self.granted_by_head()
    }

    fn same_person(&mut self) -> Result<(), Stop> {
        self.open("200万元", &[]);
        self.accepted(&[]);
        self.wait(2);
        self.review("否", "否", "准予")?;
        self.wait(1);
        let request = self.on("complete").step("决定").conclude("决定", "准予").officer("冯雪", "处长");
        self.push(request);
        self.wait(1);
        self.decide("准予", None)
    }

    // The acts.

    fn open(&mut self, capital: &str, missing: &[&str]) {
        let place = format!("某路{}号", self.random.below(400).saturating_add(1));
        let handed = MATERIALS.iter().filter(|m| !missing.contains(m)).copied();
        let request = Request::open(ALIAS, self.key.clone())
            .applicant(self.applicant.clone())
            .data("注册资本", capital)
            .data("经营场所", place)
            .materials(handed);
        self.push(request);
    }

    fn check(&mut self, missing: &[&str]) {
        self.minutes(10);
        let request = self.by_desk("check").step("收件").marks(missing.iter().map(|m| (*m, "缺")));
        self.push(request);
    }

    fn conclude(&mut self) {
        let request = self.by_desk("complete").step("收件").conclude("管辖", "属本机关");
        self.push(request);
    }

    fn accepted(&mut self, missing: &[&str]) {
        self.check(missing);
        self.minutes(5);
        self.conclude();
    }

    fn notice(&mut self) {
        self.minutes(15);
        let request = self.by_desk("complete").step("补正告知");
        self.push(request);
    }

    fn supplement(&mut self) {
        let request = self.on("supplement").applicant(self.applicant.clone()).materials(GAPS.iter().copied());
        self.push(request);
    }

    fn review(&mut self, site: &str, others: &str, opinion: &str) -> Result<(), Stop> {
        let reviewer = self.reviewer()?;
        let request = self.on("complete").step("审查").officer(reviewer, "审查岗");
        let request =
            request.data("需要现场核查", site).data("涉及他人重大利益", others).conclude("意见", opinion);
        self.push(request);
        Ok(())
    }

    /// The reviewer looks at the materials: after a supplement, and where the law has accepted.
    fn examine(&mut self, missing: &[&str]) -> Result<(), Stop> {
        let reviewer = self.reviewer()?;
        let request = self.on("check").step("审查").officer(reviewer, "审查岗");
        self.push(request.marks(missing.iter().map(|m| (*m, "缺"))));
        self.minutes(10);
        Ok(())
    }

    /// What was missing comes in at the reviewer's desk.
    fn handed_over(&mut self) -> Result<(), Stop> {
        let reviewer = self.reviewer()?;
        let request = self.on("correct").officer(reviewer, "审查岗").materials(GAPS.iter().copied());
        self.push(request);
        self.minutes(10);
        Ok(())
    }

    /// The site was looked at and is as the papers say.
    fn inspected(&mut self) -> Result<(), Stop> {
        self.event("核查完成")?;
        self.minutes(30);
        let reviewer = self.reviewer()?;
        let request = self.on("complete").step("核查后审查").conclude("核查意见", "相符");
        self.push(request.officer(reviewer, "审查岗"));
        Ok(())
    }

    fn event(&mut self, event: &str) -> Result<(), Stop> {
        let reviewer = self.reviewer()?;
        let request = self.on("event").officer(reviewer, "审查岗");
        self.push(Request { event: Some(event.to_owned()), ..request });
        Ok(())
    }

    fn decide(&mut self, decision: &str, reasons: Option<&str>) -> Result<(), Stop> {
        let person = self.decider()?;
        let request = self.on("complete").step("决定").conclude("决定", decision).officer(person, "处长");
        let request = if let Some(reasons) = reasons { request.reasons(reasons) } else { request };
        self.push(request);
        Ok(())
    }

    fn serve(&mut self) {
        let request = self.by_desk("serve");
        self.push(request);
    }

    // Who and when.

    fn on(&mut self, act: &str) -> Request {
        let key = format!("{}/{}", self.key, self.steps.len());
        Request::on(act, format!("@{}", self.key), key)
    }

    fn by_desk(&mut self, act: &str) -> Request {
        let desk = self.desk;
        self.on(act).officer(desk, "窗口岗")
    }

    fn push(&mut self, request: Request) {
        let at = self.now;
        self.steps.push(Step { at, request: request.at(at.to_string()) });
    }

    fn away(&self, person: &str) -> Result<bool, Stop> {
        let today = self.now.date();
        for (who, from, until) in AWAY {
            if *who == person && (date(from)?..=date(until)?).contains(&today) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn reviewer(&self) -> Result<&'static str, Stop> {
        Ok(if self.away("郑凯")? { "冯雪" } else { "郑凯" })
    }

    /// Who decides; where the stand-in has reviewed, the case waits until the head is back.
    fn decider(&mut self) -> Result<&'static str, Stop> {
        let reviewed = |step: &Step| step.request.actor.person == "冯雪";
        while self.away("褚伟")? {
            if !self.steps.iter().any(reviewed) {
                return Ok("冯雪");
            }
            self.wait(1);
        }
        Ok("褚伟")
    }

    /// Some minutes pass at the desk.
    fn minutes(&mut self, minutes: u32) {
        let more = self.random.below(8).saturating_add(minutes);
        let millis = i64::from(more).saturating_mul(60_000);
        self.now = self.now.checked_add_millis(millis).unwrap_or(self.now);
    }

    /// Working days pass.
    fn wait(&mut self, days: u32) {
        let calendar = Calendar::national();
        let mut day = self.now.date();
        for _ in 0..days {
            let next = day.checked_add_days(1).and_then(|d| calendar.workday_from(d));
            day = next.unwrap_or(day);
        }
        self.now = desk_time(day, self.random);
    }
}
