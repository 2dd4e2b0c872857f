//! Parties: how many waits one command passes, and a list of names that is erased.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "helpers of tests fail loudly")]

mod common;

use common::small;
use shouwen::{Log, replay, scenario};
use std::fmt::Write;

const HEAD: &str = "\
事项 连续送达：
  简称 chain；
  依据 本机关规定（示例〔2026〕3号）；
  办件类型 承诺件；
  不收费；
  生效 2020-01-01。

登记信息：
  名单 名单，必填，由 申请人 填写。

当事人 第三方：
  多人；
  名称为 名单。

岗位 窗口岗：
  由 陈岚；
  首办负责。

结果 办妥。

环节 收件：
  由 窗口岗 办理；
  完成时，送达 第三方，转入 候场。

环节 候场：
  由 窗口岗 办理；
  完成时，转入 等候1。
";

/// A procedure whose waits, so many of them, all await what has come about before the first is entered.
fn chain(waits: usize, stands: &str) -> String {
    let mut text = HEAD.to_owned();
    for n in 1..=waits {
        let next = if n == waits { "末".to_owned() } else { format!("等候{}", n + 1) };
        let _ = write!(
            text,
            "\n等候 等候{n}：\n  由 窗口岗 跟踪；\n  待 第三方 收到送达；\n  最长 五个工作日；\n  \
             第三方 收到送达的，转入 {next}；\n  届满的，转入 {next}。\n"
        );
    }
    text.push_str("\n环节 末：\n  由 窗口岗 办理；\n  完成时，办结，结果为 办妥。\n");
    let _ = write!(
        text,
        "\n案例 一路走到底：\n  2026-03-02 09:00，申请人 提交，名单 张三、李四；\n  2026-03-02 10:00，陈岚（窗口岗）完成；\n  \
         2026-03-03 09:00，陈岚（窗口岗）登记 第三方 1 收到送达；\n  2026-03-03 10:00，陈岚（窗口岗）登记 第三方 2 收到送达；\n  \
         2026-03-04 10:00，陈岚（窗口岗）完成；\n  应在 {stands}。\n"
    );
    text
}

/// The log of the only scenario, which holds.
fn played(text: &str) -> Vec<u8> {
    let compiled = small(text);
    let played = scenario::play(&compiled, compiled.scenarios.first().unwrap()).unwrap();
    assert!(played.failure.is_none(), "{:?}", played.failure);
    assert!(replay(&Log::read(&played.log[..]).unwrap()).divergences.is_empty());
    played.log
}

#[test]
fn one_command_passes_eight_waits_and_no_more() {
    played(&chain(8, "末"));
    played(&chain(9, "等候9"));
}

#[test]
fn a_list_that_is_erased_was_as_long_as_the_record_says() {
    let log = String::from_utf8(played(&chain(1, "末"))).unwrap();
    assert!(!log.lines().filter(|line| !line.starts_with("{\"o\":")).any(|line| line.contains("张三")));
    let kept: Vec<&str> = log.lines().filter(|line| !line.starts_with("{\"o\":")).collect();
    let again = replay(&Log::read((kept.join("\n") + "\n").as_bytes()).unwrap());
    assert!(again.divergences.is_empty(), "{:?}", again.divergences);
}
