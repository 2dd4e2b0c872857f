//! What a reader calls each rule of the grammar: no message ever shows a parser's word.

use crate::keywords::{self, Tongue};
use crate::parse::{Rule, keyword_of_rule};

/// The reader's word for a rule in one language; for a keyword the keyword itself, if it is of that language.
#[must_use]
pub fn reader_word(rule: Rule, tongue: Tongue) -> Option<String> {
    if let Some((id, of)) = keyword_of_rule(rule) {
        let word = keywords::by_id(id).and_then(|k| k.words(tongue).first());
        return word.filter(|_| of == tongue).map(|word| mark(word, tongue));
    }
    let (zh, en) = part(rule).or_else(|| truth(rule)).or_else(|| told(rule))?;
    let word = match tongue {
        Tongue::Chinese => zh,
        Tongue::English => en,
    };
    Some(word.to_owned()).filter(|word| !word.is_empty())
}

fn mark(word: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::Chinese => format!("「{word}」"),
        Tongue::English => format!("`{word}`"),
    }
}

/// The word for what is no keyword; `None` for rules that never show: entries, whole clauses and nameless groups.
const fn part(rule: Rule) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        Rule::b => ("空格", "a blank"),
        Rule::comma => ("「，」", "`,`"),
        Rule::colon => ("「：」", "`:`"),
        // English has no such mark; a reader of an English file is told of the comma.
        Rule::pause => ("「、」", ""),
        Rule::list_comma => ("「、」", "`,`"),
        Rule::semicolon => ("「；」", "`;`"),
        Rule::open => ("「（」", "`(`"),
        Rule::shut => ("「）」", "`)`"),
        Rule::de => ("「的，」", "`的，`"),
        Rule::EOI => ("句末标点", "the end of the clause"),
        Rule::name | Rule::event | Rule::way | Rule::awaited => ("名称", "a name"),
        Rule::number | Rule::quantity => ("数目", "a number"),
        Rule::money => ("金额（如 200万元）", "an amount such as 2000000 yuan"),
        Rule::date => ("日期（如 2024-02-07）", "a date such as 2024-02-07"),
        Rule::month => ("年月（如 2024-03）", "a month such as 2024-03"),
        Rule::hour => ("时刻（如 10:20）", "a time of day such as 10:20"),
        Rule::time => ("时间（如 2024-02-07 10:20）", "a time such as 2024-02-07 10:20"),
        Rule::text => ("用“”括起来的文字", "a text in quotes"),
        Rule::operand | Rule::finding => ("名称或者值", "a name or a value"),
        Rule::unit => ("单位（如 个工作日）", "a unit such as working days"),
        Rule::period | Rule::amount | Rule::at_most => {
            ("期限（如 三个工作日）", "a period such as 3 working days")
        }
        Rule::times => ("次数（如 一次）", "a count such as 1 time"),
        Rule::phone => ("电话号码", "a telephone number"),
        Rule::title | Rule::law => {
            ("法律文件（如 《行政许可法》第三十二条）", "a law such as 《行政许可法》第三十二条")
        }
        Rule::article => ("条款（如 第三十二条）", "an article such as 第三十二条"),
        Rule::rule_text => ("文号", "the number of the rule"),
        Rule::basis => ("依据", "`under` and a law"),
        Rule::serves => ("服务对象（如 法人）", "who is served, such as legal persons"),
        Rule::item_kind => ("「即办件」或者「承诺件」", "`immediate` or `timed`"),
        Rule::type_name | Rule::list_type | Rule::choice_type | Rule::period_type => {
            ("类型（如 金额）", "a type such as money")
        }
        Rule::range => ("范围（如 范围 1 至 60）", "a range such as range 1 to 60"),
        Rule::bound => ("界限（如 不晚于 当日）", "a bound such as not later than that day"),
        Rule::field_word => {
            ("「必填」「个人信息」或者由谁填写", "`compulsory`, `personal data` or who fills it in")
        }
        Rule::role => ("岗位，或者申请人、经办人等", "a post, or applicant, officer and the like"),
        Rule::grade => ("「高」「中」或者「低」", "`high`, `medium` or `low`"),
        Rule::remedy => ("救济途径和期限（如 行政复议 六十个自然日）", "a remedy and its period"),
        Rule::deeds | Rule::deed | Rule::act => {
            ("要做的事（如 受理、出具 …、转入 …）", "an act such as accept, issue, go to")
        }
        Rule::direction => ("去向（如 转入 …）", "a direction such as go to"),
        Rule::return_mode => ("「重新办理」或者「补充后送回」", "`to restart` or `to resume`"),
        Rule::again => ("「每 … 再次 升级」", "`every … escalate again`"),
        Rule::source => ("期日，或者作出之日、收到之日", "a key date, day of decision or day of receipt"),
        Rule::limit => ("「法定」或者「承诺」", "`statutory` or `promised`"),
        Rule::from => ("「自 … 起」", "`from …`"),
        Rule::back_from => ("「… 之前」", "`before …`"),
        Rule::ends_acts_z | Rule::ends_acts_e => ("「作出 …」", "`doing …`"),
        Rule::ends_papers_z | Rule::ends_papers_e => ("「出具 …」", "`issuing …`"),
        Rule::roll => ("「顺延」「提前」或者「不变」", "what becomes of the last day, such as `stays`"),
        Rule::day_end => ("「下班」或者「二十四时」", "`close of business` or `midnight`"),
        Rule::granted => ("「已批准的延长 …」", "`an extension granted …`"),
        Rule::remainder => {
            ("剩余多少（如 两个工作日、百分之二十）", "how much is left, such as 2 working days")
        }
        Rule::share => ("比例（如 百分之二十）", "a share such as 20 percent"),
        Rule::ending => (
            "「受理」「不予受理」「一次性告知」或者「转为承诺件」",
            "`accept`, `decline`, `notify once` or `convert to a timed item`",
        ),
        Rule::approval => ("「届满前由 … 批准」", "`approved before expiry by …`"),
        Rule::tell | Rule::tell_whom => ("「书面告知 …」", "`tell in writing …`"),
        Rule::cause => ("「事由 …」", "`because of …`"),
        Rule::permit => ("「当场更正」或者「转办」", "`correction on the spot` or `transfer`"),
        Rule::duty => ("「应当 说明 理由」", "`shall explain the reasons`"),
        Rule::forbidden => ("「不得 结论 …」", "`may not conclude …`"),
        Rule::obtain => ("「取得 …」", "`obtain …`"),
        _ => return None,
    })
}

/// The same for truths and values.
const fn truth(rule: Rule) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        Rule::expr
        | Rule::atom
        | Rule::x_term
        | Rule::x_bare
        | Rule::x_linked
        | Rule::x_by_party
        | Rule::x_parties
        | Rule::x_done
        | Rule::x_concluded => ("条件（如 意见 为 准予）", "a condition such as a is b"),
        Rule::x_outcome | Rule::x_meets | Rule::x_materials | Rule::x_deferred | Rule::x_passed => {
            ("条件", "a condition")
        }
        Rule::listed | Rule::listed_head | Rule::listed_guard => {
            ("「符合下列 全部」或者「符合下列 之一」", "`all of the following` or `any of the following`")
        }
        Rule::branch_count => ("几个分支（如 两个分支）", "a number of branches such as 2 branches"),
        Rule::part => ("比例（如 三分之二、半数）", "a share such as 2 out of 3, or half"),
        Rule::listed_items | Rule::listed_item => ("「（一）…」", "`(1) …`"),
        Rule::x_reached | Rule::reach => ("「满 …」", "`reaches …`"),
        Rule::x_items => ("「任一项 为 …」", "`any item is …`"),
        Rule::cell => (
            "一格：名称、值、「任意」，或者「不少于 …」",
            "a cell: a name, a value, `any value`, or `at least …`",
        ),
        Rule::sum | Rule::term => ("名称或者值", "a name or a value"),
        Rule::at_bound => ("「不超过 …」或者「不少于 …」", "`at most …` or `at least …`"),
        Rule::x_differ
        | Rule::x_filled
        | Rule::x_one_of
        | Rule::x_compare
        | Rule::comparison
        | Rule::cell_test => ("比较（如 为、不少于）", "a comparison such as is, at least"),
        _ => return None,
    })
}

/// The same for what is said of rules, custodies and linked cases, and in scenarios.
const fn told(rule: Rule) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        Rule::exception => ("「但 … 的除外」", "`except when …`"),
        Rule::until_field => ("「至 某日期」", "`not later than …`"),
        Rule::from_event => ("「自 … 时起」", "`from the instant of …`"),
        Rule::after_until => ("「至 … 止」", "`until …`"),
        Rule::after_what => {
            ("要做的事（如 送达 …、事后核查 …）", "what is owed, such as serve …, verify afterwards …")
        }
        Rule::failed => ("「不合格的，…」", "`when nonconforming: …`"),
        Rule::lapsed => ("「届满的，…」", "`when expired: …`"),
        Rule::owed => ("「应当 …」", "`shall …`"),
        Rule::recipient => {
            ("岗位、申请人等，或者「外单位 …」", "a post, the applicant …, or `outside body …`")
        }
        Rule::cap => ("「最多 … 次」", "`at most … times`"),
        Rule::bar => ("「｜」", "`|`"),
        Rule::applies => {
            ("「全部事项」，或者「事项」和简称", "`all procedures`, or `procedure` and short names")
        }
        Rule::window => {
            ("「年度」「季度」或者「月度」", "`calendar year`, `calendar quarter` or `calendar month`")
        }
        Rule::counted_by => ("「责任人」或者「岗位」", "`whoever answers` or `post`"),
        Rule::breach_name => ("违规的名称", "a breach"),
        Rule::measure | Rule::measure_word => (
            "处理的办法（如 约谈、扣 二分、移送 …）",
            "a consequence: a name, `deduct … points` or `send on to …`",
        ),
        Rule::weekly | Rule::monthly => {
            ("「每 周六」或者「每月 5日」", "`every saturday` or `every month on day 5`")
        }
        Rule::weekday => ("「周一」至「周日」", "a weekday such as monday"),
        Rule::between => ("「自 … 至 …」", "`from … until …`"),
        Rule::days_off => (
            "「休息日照常」「休息日顺延」或者「休息日提前」",
            "`days off as usual`, `days off move it on` or `days off move it back`",
        ),
        Rule::raised => ("「登记 …」", "`enter …`"),
        Rule::before_first => ("「在 首个环节 之前」", "`before the first step`"),
        Rule::from_contact => ("「自 接触 起」", "`from contact on`"),
        Rule::first_holder => ("「首先接触者」或者「经办人」", "`whoever is asked first` or `officer`"),
        Rule::linked => ("「… 已办结」或者「… 未能开启」", "`… has been decided` or `… could not be opened`"),
        Rule::by_party => ("「… 作出答复」等当事人的事件", "`… gives an answer` and the like"),
        Rule::parties_are => ("「… 均已收到」等", "`… have all received service` and the like"),
        Rule::member => {
            ("当事人和它在名单里的序号（如 第三方 2）", "a party and its number, such as owner 2")
        }
        Rule::late => ("「补录于 …，核对人 …」", "`entered late at …, second person …`"),
        Rule::person => ("人员和岗位（如 陈岚（窗口岗））", "a person and a post, such as Chen (counter)"),
        Rule::slot => ("责任的名称，或者首办责任人、经办人", "a custody, first handler or officer"),
        Rule::actor => {
            ("「申请人」，或者人员和岗位（如 陈岚（窗口岗））", "`applicant`, or a person and a post")
        }
        Rule::in_place => ("「在 …」", "`in …`"),
        Rule::s_deed => ("办理的动作（如 提交、结论 …）", "an act such as submit, conclude"),
        Rule::check_mark => {
            ("「缺」「合格」「不合格」或者「承诺」", "`missing`, `conforming`, `nonconforming` or `promised`")
        }
        Rule::officer_in => ("「… 经办人」", "`officer in …`"),
        Rule::in_places => ("「在 … 环节」", "`in …`"),
        Rule::entered_by => ("「由 … 登记」", "`entered by …`"),
        Rule::answerable => ("责任人（如 陈岚（窗口岗））", "who answers for it"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules that stand for whole clauses, acts or lines, told by their prefixes and by the list of entries.
    fn never_shows(name: &str) -> bool {
        let entries = [
            "head",
            "organisation",
            "procedure",
            "data",
            "post",
            "appointment",
            "custody",
            "accountability",
            "commitment",
            "migration",
            "schedule",
            "party",
            "material",
            "outcome",
            "condition",
            "table",
            "clock",
            "place",
            "any_time",
            "after_closing",
            "scenario",
            "operand_only",
        ];
        ["c_", "a_", "d_", "s_", "t_", "w_"].iter().any(|prefix| name.starts_with(prefix))
            || entries.contains(&name)
    }

    #[test]
    fn every_rule_that_may_show_has_a_word_in_both_languages() {
        let grammar = include_str!(concat!(env!("OUT_DIR"), "/proc.pest"));
        let silent = |name: &str| grammar.contains(&format!("\n{name} = _{{")) || name.starts_with("k_");
        let mut seen = 0;
        for rule in Rule::all_rules() {
            let name = format!("{rule:?}");
            let keyword = keyword_of_rule(*rule).is_some();
            if silent(&name) || (never_shows(&name) && !keyword && *rule != Rule::s_deed) {
                continue;
            }
            seen += 1;
            let words = [Tongue::Chinese, Tongue::English].map(|tongue| reader_word(*rule, tongue));
            assert_eq!(
                words.iter().flatten().count(),
                if keyword || *rule == Rule::pause { 1 } else { 2 },
                "{name}"
            );
        }
        assert!(seen > 200, "{seen}");
    }
}
