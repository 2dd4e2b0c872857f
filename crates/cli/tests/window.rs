//! A day at a window, at the keyboard: one case from its opening to the checked log, as a person sees it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use serde_json::json;
use support::{Ran, at, root};
use tempfile::TempDir;

const OPEN: &[&str] = &[
    "case",
    "open",
    "labour_dispatch_licence",
    "--key",
    "w1",
    "--applicant",
    "某公司",
    "--set",
    "注册资本=200万元",
    "--set",
    "经营场所=某路1号",
    "--material",
    "申请书",
    "--material",
    "公司章程",
    "--material",
    "法定代表人身份证明",
    "--material",
    "派遣管理制度",
    "--material",
    "派遣协议样本",
];

const CHEN: &[&str] = &["--as", "陈岚", "--post", "窗口岗"];

struct Window(TempDir);

impl Window {
    fn new() -> Self {
        let window = Self(tempfile::tempdir().unwrap());
        let processes = root().join("processes");
        let publish = ["publish", processes.to_str().unwrap(), "--operator", "管理员"];
        window.at("2026-03-01T08:00", &[&publish]).code(0).says_on_the_side("已发布 劳务派遣经营许可");
        window
    }

    /// Runs a command at an hour, in Chinese.
    fn at(&self, hour: &str, words: &[&[&str]]) -> Ran {
        self.with("zh", Some(hour), words)
    }

    fn with(&self, language: &str, hour: Option<&str>, words: &[&[&str]]) -> Ran {
        let mut arguments = vec!["--lang", language];
        arguments.extend(words.iter().copied().flatten());
        let instant = hour.map(|hour| format!("{hour}:00+08:00"));
        if let Some(instant) = &instant {
            arguments.extend(["--virtual-clock", "--at", instant]);
        }
        at(self.0.path(), &arguments)
    }
}

trait Says {
    fn says(self, expected: &str) -> Self;
    fn says_not(self, unexpected: &str) -> Self;
    fn says_on_the_side(self, expected: &str) -> Self;
}

impl Says for Ran {
    #[track_caller]
    fn says(self, expected: &str) -> Self {
        assert!(self.out.contains(expected), "{expected} is not in:\n{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says_not(self, unexpected: &str) -> Self {
        assert!(!self.out.contains(unexpected), "{unexpected} is in:\n{}", self.out);
        self
    }

    #[track_caller]
    fn says_on_the_side(self, expected: &str) -> Self {
        assert!(self.err.contains(expected), "{expected} is not in:\n{}", self.err);
        self
    }
}

#[test]
fn a_case_is_carried_through_at_the_keyboard() {
    let window = Window::new();
    in_hand(&window);
    decided(&window);
    checked_by_an_auditor(&window);
}

/// From the application to the applicant's supplement.
fn in_hand(window: &Window) {
    let appoint = ["directory", "appoint", "钱进", "窗口岗"];
    window.at("2026-03-02T08:30", &[&appoint]).code(0).says("管理员 任命钱进为「窗口岗」");
    window.at("2026-03-02T09:00", &[OPEN]).code(0).says("申请人提交申请：转入「收件」").says("@w1");
    window.at("2026-03-02T09:00", &[OPEN]).code(0).says("@w1").says_on_the_side("第一次的回答");

    let list = ["task", "list", "--post", "窗口岗"];
    window.at("2026-03-02T09:05", &[&list]).code(0).says("@w1").says("在 收件").says("2026-03-09 24:00 到期");
    let mine = |who: &'static str| ["task", "list", "--person", who];
    window.at("2026-03-02T09:05", &[&mine("钱进")]).code(0).says("@w1");
    window.at("2026-03-02T09:05", &[&mine("褚伟")]).code(0).says("没有办件");
    let claim = ["task", "claim", "w1"];
    window
        .at("2026-03-02T09:06", &[&claim, CHEN])
        .code(0)
        .says("首办责任人 陈岚")
        .says("责任 陈岚（窗口岗）");
    window.at("2026-03-02T09:07", &[&mine("钱进")]).code(0).says("没有办件");
    let other = window.at("2026-03-02T09:07", &[&claim, &["--as", "钱进", "--post", "窗口岗"]]).code(5);
    other.says_on_the_side("已由 陈岚（窗口岗）承办").says_on_the_side("可以：由 陈岚 转办");
    window.at("2026-03-02T09:07", &[&claim, CHEN]).code(5).says_on_the_side("已由 陈岚 承办");

    let show = window.at("2026-03-02T09:08", &[&["case", "show", "w1"]]).code(0);
    let show = show.says("劳务派遣经营许可  @w1").says("申请人      某公司").says("剩 5 个工作日");
    let show =
        show.says("验资报告            未交").says("经营场所  某路1号       封存").says("2000000.00元");
    show.says("核对材料").says("结论 管辖（属本机关、不属本机关）").says("撤回申请");

    let act = |act: &'static str| ["case", "do", "w1", act];
    let early = window.at("2026-03-02T09:09", &[&act("complete"), CHEN, &["--conclude", "管辖=属本机关"]]);
    early.code(5).says_on_the_side("拒绝（NOT_CHECKED）").says_on_the_side("可以：先核对材料");
    let marks = ["--mark", "验资报告=缺", "--mark", "场所使用证明=缺"];
    window.at("2026-03-02T09:10", &[&act("核对"), CHEN, &marks]).code(0).says("验资报告 缺，场所使用证明 缺");
    let done = ["--conclude", "管辖=属本机关", "--key", "w1-done"];
    let complete = window.at("2026-03-02T09:12", &[&act("完成"), CHEN, &done]);
    complete.code(0).says("转入「补正告知」");
    window.at("2026-03-02T09:12", &[&act("完成"), CHEN, &done]).code(0).says_on_the_side("第一次的回答");
    window.at("2026-03-02T09:14", &[&act("complete"), CHEN]).code(0).says("告知缺项 验资报告、场所使用证明");
    let short = ["--applicant", "某公司", "--material", "验资报告"];
    window
        .at("2026-03-03T10:00", &[&act("supplement"), &short])
        .code(5)
        .says_on_the_side("还缺：场所使用证明");
    let all = ["--applicant", "某公司", "--material", "验资报告", "--material", "场所使用证明"];
    window.at("2026-03-03T10:10", &[&act("补齐"), &all]).code(0).says("受理日 2026-03-03").says("在 审查");
}

/// Review, decision by another person, delivery.
fn decided(window: &Window) {
    let act = |act: &'static str| ["case", "do", "@w1", act];
    let zheng = ["--as", "郑凯", "--post", "审查岗"];
    let filled = ["--set", "需要现场核查=否", "--set", "涉及他人重大利益=否", "--conclude", "意见=准予"];
    window.at("2026-03-04T09:00", &[&["task", "list", "--person", "郑凯"]]).code(0).says("在 审查");
    window.at("2026-03-04T09:01", &[&act("check"), &zheng]).code(0);
    window.at("2026-03-04T09:02", &[&act("complete"), &zheng, &filled]).code(0).says("转入「决定」");
    let verdict = ["--conclude", "决定=准予"];
    let wrong = window.at("2026-03-05T09:00", &[&act("complete"), &zheng, &verdict]);
    wrong.code(5).says_on_the_side("拒绝（NOT_HOLDER）").says_on_the_side("依据：本程序 环节 决定");
    let english = [&act("complete")[..], &zheng, &verdict];
    let english = window.with("en", Some("2026-03-05T09:00"), &english).code(5);
    english
        .says_on_the_side("refused (NOT_HOLDER)")
        .says_on_the_side("would be accepted: a holder of `处长`");
    let chu = ["--as", "褚伟", "--post", "处长"];
    window
        .at("2026-03-05T09:01", &[&act("complete"), &chu, &verdict])
        .code(0)
        .says("办结，结果为「准予许可」");

    let show = window.with("en", Some("2026-03-05T09:05"), &[&["case", "show", "w1"]]).code(0);
    let show = show.says("decided: 准予许可").says("first handler  陈岚").says("stopped");
    show.says("serve (duty 1), obtaining 送达回证").says_not("extend");
    window.at("2026-03-05T09:06", &[&["task", "list", "--post", "窗口岗"]]).code(0).says("已办结：准予许可");
    window.at("2026-03-06T09:00", &[&act("serve"), CHEN]).code(5).says_on_the_side("PROOF_OWED");
    window
        .at("2026-03-06T09:01", &[&act("送达"), CHEN, &["--proof", "送达回证"]])
        .code(0)
        .says("已了结：准予许可");
    window.at("2026-03-06T09:02", &[&["case", "list"]]).code(0).says("没有办件");
    window.at("2026-03-06T09:02", &[&["case", "list", "--all"]]).code(0).says("已了结：准予许可");
}

/// The story, and the log in an auditor's hands.
fn checked_by_an_auditor(window: &Window) {
    let told = window.with("zh", None, &[&["case", "timeline", "w1"]]).code(0);
    let told = told.says("  1  2026-03-02 09:00  申请人提交申请").says("郑凯（审查岗）办完「审查」");
    let told = told.says("褚伟（处长）办完「决定」：决定为准予").says("办结后的义务已履行，了结");
    told.says_not("被拒绝");
    let json = window.with("en", None, &[&["case", "timeline", "w1", "--format", "json"]]).code(0).json();
    assert_eq!(json["records"].as_array().unwrap().len(), 10);
    assert!(json["records"][0]["said"].as_str().unwrap().starts_with("the applicant applies"), "{json}");
    window.with("zh", None, &[&["log", "export", "--output", "w.log"]]).code(0);
    window.with("zh", None, &[&["verify", "w.log"]]).code(0).says("内部一致");
    window.with("zh", None, &[&["replay", "w.log"]]).code(0).says("逐字节相同");
    window.with("zh", None, &[&["findings", "w.log"]]).code(0).says("没有违规");
}

#[test]
fn the_keyboard_and_a_file_say_the_same() {
    let window = Window::new();
    let show = |words: &[&[&str]]| window.at("2026-03-02T09:10", words).code(0).json();
    let dry = ["--dry-run"];
    let opened = show(&[OPEN, &dry]);
    assert_eq!(
        opened,
        json!({
            "act": "open", "actor": { "person": "某公司" }, "at": "2026-03-02T09:10:00.000+08:00",
            "data": { "注册资本": "200万元", "经营场所": "某路1号" }, "key": "w1",
            "materials": ["申请书", "公司章程", "法定代表人身份证明", "派遣管理制度", "派遣协议样本"],
            "procedure": "labour_dispatch_licence",
        })
    );
    // What the keyboard shows is a line for `run`, and what `run` carried out is known at the keyboard.
    let line = format!("{opened}\n");
    let run = ["run", "--store", "sqlite:shouwen.db", "--virtual-clock"];
    let ran = support::fed(window.0.path(), &run, line.as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["ok"], true);
    let again = window.at("2026-03-02T09:10", &[OPEN, &["--format", "json"]]).code(0).json();
    assert_eq!((&again["ok"], &again["repeated"]), (&json!(true), &json!(true)));
    assert_eq!(again["records"], ran.lines()[0]["records"]);

    let object = r#"{"act":"check","materials":{"验资报告":"缺"},"key":"k2"}"#;
    let by_json = show(&[&["case", "do", "w1", "--json", object], CHEN, &dry]);
    let by_flags =
        show(&[&["case", "do", "w1", "check", "--mark", "验资报告=缺", "--key", "k2"], CHEN, &dry]);
    assert_eq!(by_json, by_flags);
    assert_eq!((&by_json["case"], &by_json["step"]), (&json!("@w1"), &json!("收件")));
    let future = r#"{"act":"future","colour":3,"actor":{"person":"x"}}"#;
    let unknown = window.at("2026-03-02T09:11", &[&["case", "do", "w1", "--json", future]]).code(5);
    assert!(unknown.err.contains("没有「colour」这个字段"), "{}", unknown.err);
}

#[test]
fn the_directory_is_kept_at_the_keyboard() {
    let window = Window::new();
    window.at("2026-03-02T09:00", &[OPEN]).code(0);
    window.at("2026-03-02T09:01", &[&["task", "claim", "w1"], CHEN]).code(0);
    let stand_in = ["directory", "appoint", "钱进", "审查岗", "--stand-in", "--from", "2026-03-03T08:00"];
    window.at("2026-03-02T09:02", &[&stand_in]).code(0).says("任命钱进为「审查岗」（B岗）");
    let absent = ["directory", "absent", "郑凯", "--from", "2026-03-03", "--until", "2026-03-05"];
    window.at("2026-03-02T09:03", &[&absent]).code(0).says("登记郑凯缺勤至 2026-03-05");
    let stranger = window.at("2026-03-02T09:03", &[&absent, &["--as", "李四"]]).code(5);
    stranger.says_on_the_side("NOT_OPERATOR");
    let relieve = window.at("2026-03-02T09:04", &[&["directory", "relieve", "陈岚", "窗口岗"]]).code(0);
    relieve
        .says("免去陈岚「窗口岗」")
        .says_on_the_side("陈岚 仍是 1 件的首办责任人")
        .says_on_the_side("@w1  在 收件");

    let list = |at: &'static str| ["directory", "list", "--at", at];
    let seats = window.with("zh", None, &[&list("2026-03-04T09:00"), &["--format", "json"]]).code(0).json();
    let seat = |person: &str, post: &str| {
        let mut seats = seats["seats"].as_array().unwrap().iter();
        seats.find(|s| s["person"] == person && s["post"] == post).cloned()
    };
    assert_eq!(seats["operator"], "管理员");
    assert_eq!(seat("郑凯", "审查岗").unwrap()["away"], true);
    assert_eq!(seat("钱进", "审查岗").unwrap()["stand_in"], true);
    assert_eq!(seat("陈岚", "窗口岗"), None);
    let now = window.with("zh", None, &[&list("2026-03-04T09:00")]).code(0).says("缺勤").says("B岗");
    let listed = |out: &str, post: &str, person: &str| {
        out.lines().any(|line| line.split_whitespace().take(2).eq([post, person]))
    };
    assert!(!listed(&now.out, "窗口岗", "陈岚") && listed(&now.out, "审查岗", "钱进"));
    let before = window.with("zh", None, &[&list("2026-03-02T08:00")]).code(0);
    assert!(listed(&before.out, "窗口岗", "陈岚") && !listed(&before.out, "审查岗", "钱进"));
    let all = window.with("en", None, &[&list("2026-03-04T09:00"), &["--all"]]).code(0).says("away");
    assert!(listed(&all.out, "窗口岗", "陈岚"));
}

#[test]
fn delegations_and_recusals_are_put_as_requests() {
    let window = Window::new();
    window.at("2026-03-02T09:00", &[OPEN]).code(0);
    let delegate =
        ["directory", "delegate", "陈岚", "吴静", "窗口岗", "--from", "2026-03-03", "--until", "2026-03-05"];
    let key = ["--key", "k", "--dry-run"];
    assert_eq!(
        window.at("2026-03-02T09:10", &[&delegate, &key]).code(0).json(),
        json!({
            "act": "delegate", "actor": { "person": "管理员" }, "at": "2026-03-02T09:10:00.000+08:00",
            "from": "2026-03-03", "key": "k", "person": "陈岚", "post": "窗口岗", "to": "吴静",
            "until": "2026-03-05",
        })
    );
    let recuse = ["directory", "recuse", "陈岚", "w1", "--reasons", "申请人是其亲属"];
    assert_eq!(
        window.at("2026-03-02T09:10", &[&recuse, &key]).code(0).json(),
        json!({
            "act": "recuse", "actor": { "person": "管理员" }, "at": "2026-03-02T09:10:00.000+08:00",
            "case": "@w1", "key": "k", "person": "陈岚", "reasons": "申请人是其亲属",
        })
    );
}

#[test]
fn delegations_recusals_and_successions_are_carried_out() {
    let window = Window::new();
    window.at("2026-03-02T09:00", &[OPEN]).code(0);
    window.at("2026-03-02T09:01", &[&["task", "claim", "w1"], CHEN]).code(0);
    let delegate =
        ["directory", "delegate", "陈岚", "钱进", "窗口岗", "--from", "2026-03-02", "--until", "2026-03-05"];
    window.at("2026-03-02T09:10", &[&delegate]).code(0);
    let recuse = ["directory", "recuse", "陈岚", "w1", "--reasons", "申请人是其亲属"];
    window.at("2026-03-02T09:11", &[&recuse]).code(0);
    let check = ["case", "do", "w1", "check"];
    window.at("2026-03-02T09:12", &[&check, CHEN]).code(5).says_on_the_side("对本件回避");
    let list = ["directory", "list", "--at", "2026-03-02T10:00"];
    let text = window.with("zh", None, &[&list]).code(0).says("陈岚 → 钱进").says("回避");
    text.says("2026-03-02 – 2026-03-05");
    let json = window.with("zh", None, &[&list, &["--format", "json"]]).code(0).json();
    assert_eq!(json["delegations"][0]["to"], "钱进");
    assert_eq!(json["recusals"][0]["person"], "陈岚");

    window.at("2026-03-02T09:20", &[&["directory", "relieve", "陈岚", "窗口岗"]]).code(0);
    window
        .at("2026-03-02T09:21", &[&["case", "show", "w1"]])
        .code(0)
        .says("接任「首办责任人」")
        .says("[succeed]");
    let succeed = ["case", "do", "w1", "接任", "--slot", "首办责任人", "--person", "吴静"];
    let he = ["--as", "何敏", "--post", "窗口负责人"];
    window.at("2026-03-02T09:22", &[&succeed, &he]).code(0);
    let show = window.at("2026-03-02T09:23", &[&["case", "show", "w1", "--format", "json"]]).code(0).json();
    assert_eq!(show["first"], "吴静");
}

#[test]
fn an_officer_opens_for_an_applicant_and_enters_late_what_happened_before() {
    let window = Window::new();
    let by = [OPEN, &["--as", "陈岚", "--post", "窗口岗"]].concat();
    let opened = window.at("2026-03-02T09:00", &[&by, &["--dry-run"]]).code(0).json();
    assert_eq!((&opened["actor"]["person"], &opened["applicant"]), (&json!("陈岚"), &json!("某公司")));
    window.at("2026-03-02T09:00", &[&by]).code(0);
    window.at("2026-03-02T09:01", &[&["case", "show", "w1"]]).code(0).says("某公司");
    let late = [
        "--late",
        "停电",
        "--happened",
        "2026-03-02T09:30:00+08:00",
        "--second",
        "吴静",
        "--second-post",
        "窗口岗",
    ];
    let check = ["case", "do", "w1", "check", "--step", "收件"];
    let shown = window.at("2026-03-02T11:00", &[&check, CHEN, &late, &["--dry-run"]]).code(0).json();
    assert_eq!(shown["late"], json!({ "person": "吴静", "post": "窗口岗", "reasons": "停电" }));
    assert_eq!(
        (&shown["at"], &shown["recorded"]),
        (&json!("2026-03-02T09:30:00+08:00"), &json!("2026-03-02T11:00:00.000+08:00"))
    );
    window.at("2026-03-02T11:00", &[&check, CHEN, &late]).code(0).says("2026-03-02 09:30");
}

#[test]
fn a_slot_of_responsibility_passes_from_hand_to_hand() {
    let window = Window(tempfile::tempdir().unwrap());
    window.with("zh", None, &[&["new", "补贴申领"]]).code(0);
    window.at("2026-03-01T08:00", &[&["publish", "补贴申领.proc"]]).code(0);
    window.at("2026-03-01T08:10", &[&["directory", "appoint", "陈静", "窗口岗"]]).code(0);
    let fields = ["--set", "申请金额=5万元", "--set", "联系电话=123"];
    let open = ["case", "open", "my_procedure", "--applicant", "刘一", "--key", "b1"];
    window.at("2026-03-02T09:00", &[&open, &fields]).code(0);
    let zhang = ["--as", "张岚", "--post", "窗口岗"];
    let jing = ["--as", "陈静", "--post", "窗口岗"];
    window.at("2026-03-02T09:01", &[&["task", "claim", "b1"], &zhang]).code(0);
    let mine = ["task", "list", "--person", "陈静"];
    window.at("2026-03-02T09:02", &[&mine]).code(0).says("没有办件");

    let act = |act: &'static str| ["case", "do", "b1", act, "--slot", "承办责任"];
    let to = ["--person", "陈静", "--to-post", "窗口岗"];
    window.at("2026-03-02T09:10", &[&act("移交"), &zhang, &to]).code(0);
    let show = window.at("2026-03-02T09:11", &[&["case", "show", "b1"]]).code(0).says("移交 陈静");
    show.says("签收「承办责任」").says("拒收「承办责任」");
    window.at("2026-03-02T09:12", &[&mine]).code(0).says("@b1");
    window.at("2026-03-02T09:13", &[&act("decline"), &jing]).code(5);
    window.at("2026-03-02T09:14", &[&act("拒收"), &jing, &["--reasons", "当天休假"]]).code(0);
    window.at("2026-03-02T09:15", &[&mine]).code(0).says("没有办件");
    window.at("2026-03-02T09:20", &[&act("offer"), &zhang, &to]).code(0);
    window.at("2026-03-02T09:21", &[&act("accept"), &jing]).code(0).says("责任 陈静（窗口岗）");
    window.at("2026-03-02T09:22", &[&mine]).code(0).says("陈静（窗口岗）");
    let refused = window.at("2026-03-02T09:23", &[&act("accept"), &jing]).code(5);
    refused.says_on_the_side("没有待签收的移交");
}
