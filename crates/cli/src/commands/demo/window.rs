//! What happens at the window besides the licences: social-security cards made on the spot or carried on, and people who
//! ask first and are passed on. Told as it happens, with fixed times.

use super::OPERATOR;
use super::book::Step;
use crate::commands::due::instant;
use crate::stop::Stop;
use shouwen::{Request, RequestOpening};

const CARD: &str = "social_security_card";
const CONTACT: &str = "first_inquiry";

/// Who does what, in this short form: person and post.
type Officer = (&'static str, &'static str);

const CHEN: Officer = ("陈岚", "窗口岗");
const WU: Officer = ("吴静", "窗口岗");
const MAKER: Officer = ("苏晓", "制卡岗");
const LEADER: Officer = ("何敏", "窗口负责人");
const LIAISON: Officer = ("周平", "业务联络岗");

/// Everything that people do at the window, each at its time.
pub(super) fn steps() -> Result<Vec<Step>, Stop> {
    let mut book = Book { steps: Vec::new() };
    book.on_the_spot("card-1", "2026-02-03", CHEN)?;
    book.converted()?;
    book.too_slow()?;
    book.maker_on_leave()?;
    book.opened_from_a_contact()?;
    book.declined()?;
    Ok(book.steps)
}

struct Book {
    steps: Vec<Step>,
}

impl Book {
    fn push(&mut self, at: &str, request: Request) -> Result<(), Stop> {
        let at = format!("{}:00+08:00", at.replacen(' ', "T", 1));
        self.steps.push(Step { at: instant(&at)?, request: request.at(at) });
        Ok(())
    }

    /// An act of an officer upon a case, under a key that its place in the book makes unique.
    fn act(&mut self, at: &str, case: &str, officer: Officer, request: Request) -> Result<(), Stop> {
        let key = format!("{case}/{}", self.steps.len());
        let request = Request { case: Some(format!("@{case}")), key, ..request };
        self.push(at, request.officer(officer.0, officer.1))
    }

    fn done(&mut self, at: &str, case: &str, officer: Officer, step: &str) -> Result<(), Stop> {
        self.act(at, case, officer, Request::complete("", "", step))
    }

    fn concluded(
        &mut self,
        at: &str,
        case: &str,
        officer: Officer,
        (step, conclusion, value): (&str, &str, &str),
    ) -> Result<(), Stop> {
        self.act(at, case, officer, Request::complete("", "", step).conclude(conclusion, value))
    }

    fn filled(
        &mut self,
        at: &str,
        case: &str,
        officer: Officer,
        (step, field, value): (&str, &str, &str),
    ) -> Result<(), Stop> {
        self.act(at, case, officer, Request::complete("", "", step).data(field, value))
    }

    /// A card is asked for, and the window looks at who asks and at the papers.
    fn card(&mut self, key: &str, day: &str, officer: Officer) -> Result<(), Stop> {
        let open = Request::open(CARD, key).applicant("王女士").materials(["有效身份证件"]);
        let open =
            open.data("姓名", "王某").data("证件号码", "110101199001010011").data("申领类别", "首次申领");
        self.push(&format!("{day} 09:00"), open)?;
        self.act(&format!("{day} 09:03"), key, officer, Request::new("check", "").step("核验身份"))?;
        self.concluded(&format!("{day} 09:04"), key, officer, ("核验身份", "身份", "本人"))?;
        self.concluded(&format!("{day} 09:07"), key, officer, ("形式审查", "信息", "一致"))?;
        self.filled(&format!("{day} 09:10"), key, officer, ("选择银行", "合作银行", "工商银行"))
    }

    fn handed_over(&mut self, day: &str, minute: u32, key: &str, officer: Officer) -> Result<(), Stop> {
        self.done(&format!("{day} 09:{minute:02}"), key, officer, "领卡签收")?;
        let evaluated = minute.saturating_add(2);
        self.filled(&format!("{day} 09:{evaluated:02}"), key, officer, ("评价", "满意度", "满意"))
    }

    /// One visit, twenty-four minutes.
    fn on_the_spot(&mut self, key: &str, day: &str, officer: Officer) -> Result<(), Stop> {
        self.card(key, day, officer)?;
        self.concluded(&format!("{day} 09:19"), key, MAKER, ("制卡", "制卡", "已制成"))?;
        self.handed_over(day, 22, key, officer)
    }

    /// No blank cards: carried on as a timed item, for a listed reason and with the leader's approval.
    fn converted(&mut self) -> Result<(), Stop> {
        let (key, day) = ("card-2", "2026-02-04");
        self.card(key, day, WU)?;
        self.concluded("2026-02-04 09:15", key, MAKER, ("制卡", "制卡", "不能当场制成"))?;
        // Without a reason from the list nobody asks for it, and whoever asks does not approve.
        self.done("2026-02-04 09:16", key, WU, "提出转办")?;
        self.filled("2026-02-04 09:17", key, WU, ("提出转办", "转办理由", "库卡不足"))?;
        self.concluded("2026-02-04 09:18", key, WU, ("批准转办", "批示", "同意转办"))?;
        self.concluded("2026-02-04 09:21", key, LEADER, ("批准转办", "批示", "同意转办"))?;
        self.done("2026-02-10 15:00", key, MAKER, "核实制卡")?;
        self.act(
            "2026-02-11 10:00",
            key,
            WU,
            Request { event: Some("申请人到场取卡".into()), ..Request::new("event", "") },
        )?;
        self.done("2026-02-11 10:02", key, WU, "领卡签收")?;
        self.filled("2026-02-11 10:04", key, WU, ("评价", "满意度", "基本满意"))
    }

    /// The machine jams, and nobody says so within thirty office minutes.
    fn too_slow(&mut self) -> Result<(), Stop> {
        let (key, day) = ("card-3", "2026-02-06");
        self.card(key, day, CHEN)?;
        self.concluded("2026-02-06 09:41", key, MAKER, ("制卡", "制卡", "已制成"))?;
        self.handed_over(day, 45, key, CHEN)
    }

    /// The officer who makes the cards is on leave, and has delegated the post for those days.
    fn maker_on_leave(&mut self) -> Result<(), Stop> {
        let delegation = Request {
            person: Some(MAKER.0.into()),
            to: Some("周宁".into()),
            post: Some(MAKER.1.into()),
            from: Some("2026-02-25".into()),
            until: Some("2026-02-27".into()),
            ..Request::new("delegate", "leave/1")
        };
        self.push("2026-02-24 17:00", delegation.applicant(OPERATOR))?;
        let (key, day) = ("card-4", "2026-02-25");
        self.card(key, day, CHEN)?;
        let delegate = ("周宁", MAKER.1);
        self.concluded("2026-02-25 09:18", key, delegate, ("制卡", "制卡", "已制成"))?;
        self.handed_over(day, 21, key, CHEN)?;
        // A day after the last one the delegation is over.
        self.card("card-5", "2026-02-28", CHEN)?;
        self.concluded("2026-02-28 09:17", "card-5", delegate, ("制卡", "制卡", "已制成"))?;
        self.concluded("2026-02-28 09:19", "card-5", MAKER, ("制卡", "制卡", "已制成"))?;
        self.handed_over("2026-02-28", 23, "card-5", CHEN)
    }

    /// Somebody asks at the window, and what is asked for opens as a case of its own; its result comes back.
    fn opened_from_a_contact(&mut self) -> Result<(), Stop> {
        let (key, item) = ("ask-1", "ask-1+");
        self.asked(key, "2026-02-05 09:40", CHEN, ("申领社保卡", "当面"))?;
        let opening = RequestOpening {
            procedure: CARD.into(),
            data: [("姓名", "王某"), ("证件号码", "110101199001010011"), ("申领类别", "补领")]
                .into_iter()
                .map(|(field, value)| (field.to_owned(), value.into()))
                .collect(),
            materials: vec!["有效身份证件".into()],
        };
        let request = Request::complete("", "", "接待").conclude("去向", "本机关办理");
        self.act("2026-02-05 09:44", key, CHEN, request.opening("所问事项", opening))?;
        self.act("2026-02-05 09:46", item, CHEN, Request::new("check", "").step("核验身份"))?;
        self.concluded("2026-02-05 09:47", item, CHEN, ("核验身份", "身份", "本人"))?;
        self.concluded("2026-02-05 09:49", item, CHEN, ("形式审查", "信息", "一致"))?;
        self.filled("2026-02-05 09:52", item, CHEN, ("选择银行", "合作银行", "建设银行"))?;
        self.concluded("2026-02-05 10:00", item, MAKER, ("制卡", "制卡", "已制成"))?;
        self.done("2026-02-05 10:03", item, CHEN, "领卡签收")?;
        self.filled("2026-02-05 10:05", item, CHEN, ("评价", "满意度", "满意"))?;
        self.filled("2026-02-05 10:08", key, CHEN, ("回告", "回告方式", "当面"))
    }

    /// A matter of another division: the hand-over is declined with reasons, taken by a colleague, put before the
    /// superior, and answered. At every instant somebody is responsible.
    fn declined(&mut self) -> Result<(), Stop> {
        let key = "ask-2";
        self.asked(key, "2026-02-12 10:10", CHEN, ("职称证书信息有误", "电话"))?;
        self.concluded("2026-02-12 10:14", key, CHEN, ("接待", "去向", "登记转交"))?;
        let passed = Request::complete("", "", "登记转交").data("接手处室", "专业技术人员管理处");
        self.act("2026-02-12 10:20", key, CHEN, passed.data("转交事由", "证书姓名登记错误"))?;
        let offer = |to: Officer| Request::new("offer", "").slot("首问责任").about(to.0, to.1);
        self.act("2026-02-12 10:22", key, CHEN, offer(LIAISON))?;
        let decline = Request::new("decline", "").slot("首问责任").reasons("证书由发证机关更正，不属本处室");
        self.act("2026-02-12 15:30", key, LIAISON, decline)?;
        self.act("2026-02-12 15:40", key, CHEN, offer(WU))?;
        self.act("2026-02-12 15:45", key, WU, Request::new("accept", "").slot("首问责任"))?;
        let elsewhere =
            Request::complete("", "", "接办").conclude("接办", "不属本处室").reasons("证书由发证机关更正");
        self.act("2026-02-13 09:20", key, LIAISON, elsewhere)?;
        let ruling = Request::complete("", "", "请示").conclude("裁定", "可以答复");
        self.act("2026-02-13 10:05", key, LEADER, ruling.data("裁定意见", "告知更正途径和所需材料"))?;
        self.filled("2026-02-13 10:20", key, WU, ("答复", "答复内容", "向发证机关申请更正，附身份证明"))
    }

    fn asked(
        &mut self,
        key: &str,
        at: &str,
        officer: Officer,
        (what, how): (&str, &str),
    ) -> Result<(), Stop> {
        let open = Request::open(CONTACT, key).officer(officer.0, officer.1).on_behalf_of("来访人");
        self.push(at, open.data("所问", what).data("联系方式", "13800000000").data("接触方式", how))
    }
}
