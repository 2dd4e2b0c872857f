//! Writes procedures of any size: a chain of steps, each with a conclusion, a field, a post and an outcome.
#![allow(dead_code, reason = "tests and benches use different parts of it")]
#![allow(unreachable_pub, missing_docs, reason = "a module of tests and benches")]
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

use std::fmt::Write as _;

/// How much of what is written.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Steps, of eight clauses each; each has its own conclusion and its own field.
    pub steps: usize,
    /// Posts, of four clauses each.
    pub posts: usize,
    /// Materials, of two clauses each.
    pub materials: usize,
    /// Outcomes, of three clauses each.
    pub outcomes: usize,
    /// Conditions, of one clause each.
    pub conditions: usize,
    /// Scenarios, of ten clauses each.
    pub scenarios: usize,
    /// Characters that make the names of steps longer.
    pub padding: usize,
}

impl Size {
    /// About so many clauses in all, up to 100,000, without more declarations of one kind than a procedure may have.
    pub fn of(clauses: usize) -> Self {
        // A hundred clauses: 4 × 8 of steps, 4 × 1 of fields, 3 × 4 + 4 × 2 + 3 × 3 + 3 of what they refer to, and
        // scenarios.
        let share = |of_a_hundred: usize| (clauses * of_a_hundred / 100).max(1);
        Self {
            steps: share(4),
            posts: share(3),
            materials: share(4),
            outcomes: share(3),
            conditions: share(3),
            scenarios: share(3),
            padding: 0,
        }
    }
}

/// The beginning of a small procedure, with one post and one outcome.
pub const HEAD: &str = "事项 大事项：\n  简称 large；\n  依据 本机关规定（示例〔2026〕1号）；\n  办件类型 承诺件；\n  不收费；\n  \
    生效 2020-01-01。\n登记信息：\n  金额 金额，必填，由 申请人 填写；\n岗位 窗口：\n  由 甲；\n  首办负责；\n结果 好。\n";

/// So many steps, each with a conclusion and what is written for it, given its number and the clause that leads on to
/// the next step, or closes.
pub fn chain(steps: usize, last: impl Fn(usize, String) -> String) -> String {
    let next = |n: usize| {
        if n + 1 < steps {
            format!("其他情形，转入 步{}", n + 1)
        } else {
            "其他情形，办结，结果为 好".to_owned()
        }
    };
    let step = |n: usize| {
        let last = last(n, next(n));
        format!("环节 步{n}：\n  由 窗口 办理；\n  结论 见{n}：准予、不予；\n  {last}；\n")
    };
    (0..steps).map(step).collect()
}

/// Text and number of its clauses; heads of sections are none.
pub fn procedure(size: Size) -> (String, usize) {
    let mut text = String::new();
    item(&mut text, size).unwrap();
    steps(&mut text, size).unwrap();
    scenarios(&mut text, size).unwrap();
    let clauses = text.lines().filter(|line| line.starts_with("  ")).count();
    (text, clauses)
}

fn item(text: &mut String, size: Size) -> std::fmt::Result {
    text.push_str(
        "事项 大事项：\n  简称 large；\n  依据 本机关规定（示例〔2026〕1号）；\n  办件类型 承诺件；\n  期日 决定日；\n  不收费；\n  生效 2020-01-01。\n",
    );
    text.push_str("登记信息：\n  金额 金额，必填，由 申请人 填写；\n");
    for n in 0..size.steps {
        writeln!(text, "  项{n} 是否，由 岗{} 填写；", n % size.posts)?;
    }
    for n in 0..size.posts {
        let superior = (n + 1) % size.posts;
        writeln!(text, "岗位 岗{n}：\n  由 甲{n}、乙{n}；\n  B岗 丙{n}；\n  首办负责；")?;
        if n < superior {
            writeln!(text, "  上级 岗{superior}；")?;
        } else {
            text.push_str("  风险 高；\n");
        }
    }
    for n in 0..size.materials {
        writeln!(text, "材料 件{n}：\n  必要；\n  依据 《某办法》第八条。")?;
    }
    for n in 0..size.outcomes {
        writeln!(text, "结果 果{n}：\n  不利于申请人；\n  文书 书{n}；\n  救济 行政复议 六十个自然日。")?;
    }
    for n in 0..size.conditions {
        writeln!(text, "条件 达标{n}：\n  金额 不少于 {}万元。", n + 1)?;
    }
    Ok(())
}

fn steps(text: &mut String, size: Size) -> std::fmt::Result {
    let long = "长".repeat(size.padding);
    for n in 0..size.steps {
        let next = (n + 1) % size.steps;
        let (post, outcome, condition) = (n % size.posts, n % size.outcomes, n % size.conditions);
        write!(
            text,
            "环节 {long}步{n}：\n  由 岗{post} 办理；\n  内部时限 三个工作日；\n  允许 当场更正、转办；\n  填写 项{n}；\n  \
             结论 见{n}：准予、不予；\n  不符合 达标{condition} 的，不得 结论 准予；\n"
        )?;
        writeln!(text, "  见{n} 为 不予的，记 决定日，依据 《某办法》第八条，办结，结果为 果{outcome}；")?;
        if next > n {
            writeln!(text, "  见{n} 为 准予的，出具 通知{n}，转入 {long}步{next}；")?;
        } else {
            writeln!(
                text,
                "  见{n} 为 准予的，记 决定日，依据 《某办法》第八条，办结，结果为 果{outcome}；"
            )?;
        }
    }
    Ok(())
}

fn scenarios(text: &mut String, size: Size) -> std::fmt::Result {
    let long = "长".repeat(size.padding);
    for n in 0..size.scenarios {
        writeln!(text, "案例 例{n}：\n  2026-03-02 09:00，申请人 提交，金额 200万元；\n  应在 {long}步0；")?;
        for step in 0..4.min(size.steps) {
            let post = step % size.posts;
            writeln!(
                text,
                "  2026-03-02 09:1{step}，甲{post}（岗{post}）在 {long}步{step} 填写 项{step} 是，结论 准予；\n  应未送达；"
            )?;
        }
    }
    Ok(())
}
