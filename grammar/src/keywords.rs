//! The one keyword table: every word of the language, in Chinese and English.
//!
//! A word's spelling stands here and nowhere else: what reads, writes, translates or explains a text asks this table.

/// What a keyword is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Begins a section head.
    Section,
    /// Begins or joins parts of a clause.
    Clause,
    /// Compares or joins truths.
    Operator,
    /// A unit of time.
    Unit,
    /// A value with a fixed meaning: types, built-in persons, events and states.
    BuiltIn,
}

/// One keyword: the same meaning in both languages. The first word of each list is the canonical one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// Stable name; the grammar's rule for it is `k_` and this.
    pub id: &'static str,
    /// What it is for.
    pub class: Class,
    /// Chinese words.
    pub zh: &'static [&'static str],
    /// English words.
    pub en: &'static [&'static str],
    /// Whether the Chinese word may be followed at once by another Han character (起, 内, 止 and the units).
    pub glued: bool,
}

const fn word(
    id: &'static str,
    class: Class,
    zh: &'static [&'static str],
    en: &'static [&'static str],
) -> Keyword {
    Keyword { id, class, zh, en, glued: false }
}

const fn glued(
    id: &'static str,
    class: Class,
    zh: &'static [&'static str],
    en: &'static [&'static str],
) -> Keyword {
    Keyword { id, class, zh, en, glued: true }
}

use Class::{BuiltIn, Clause, Operator, Section, Unit};

/// All keywords.
pub const KEYWORDS: &[Keyword] = &[
    word("use", Section, &["引用"], &["use"]),
    word("organisation", Section, &["机构"], &["organisation"]),
    word("procedure", Section, &["事项"], &["procedure"]),
    word("rule", Section, &["制度"], &["rule"]),
    word("data", Section, &["登记信息"], &["data"]),
    word("condition", Section, &["条件"], &["condition"]),
    word("post", Section, &["岗位"], &["post"]),
    word("custody", Section, &["责任"], &["custody", "answered by"]),
    word("material", Section, &["材料"], &["material"]),
    word("outcome", Section, &["结果"], &["outcome"]),
    word("clock", Section, &["时限"], &["clock"]),
    word("step", Section, &["环节"], &["step"]),
    word("wait", Section, &["等候"], &["wait"]),
    word("after_closing", Section, &["办结后"], &["after closing"]),
    word("any_time", Section, &["随时"], &["at any time"]),
    word("scenario", Section, &["案例"], &["scenario"]),
    word("division", Clause, &["处室"], &["division"]),
    word("alias", Clause, &["简称"], &["short name"]),
    word("under", Clause, &["依据"], &["under"]),
    word("unverified", Clause, &["依据待核"], &["basis to be verified"]),
    word("own_rule", Clause, &["本机关规定"], &["own rule"]),
    word("unit_in_charge", Clause, &["责任单位"], &["unit in charge"]),
    word("serves", Clause, &["服务对象"], &["serves"]),
    word("item_kind", Clause, &["办件类型"], &["kind"]),
    word("key_dates", Clause, &["期日"], &["key dates"]),
    word("enquiry_phone", Clause, &["咨询电话"], &["enquiry phone"]),
    word("complaint_phone", Clause, &["投诉电话"], &["complaint phone"]),
    word("free_of_charge", Clause, &["不收费"], &["free of charge"]),
    word("in_force_from", Clause, &["生效"], &["in force from"]),
    word("applies_to", Clause, &["适用于"], &["applies to"]),
    word("all_procedures", BuiltIn, &["全部事项"], &["all procedures"]),
    word("first_step", BuiltIn, &["首个环节"], &["the first step"]),
    word("required_field", Clause, &["必填"], &["compulsory"]),
    word("personal", Clause, &["个人信息"], &["personal data"]),
    word("by", Clause, &["由"], &["by", "held by"]),
    word("handle", Clause, &["办理"], &["handled by"]),
    word("follow", Clause, &["跟踪"], &["followed by"]),
    word("fill_in", Clause, &["填写"], &["fill in"]),
    word("superior", Clause, &["上级"], &["superior"]),
    word("b_officer", Clause, &["B岗"], &["stand-in"]),
    word("first_inquiry", Clause, &["首问负责"], &["first inquiry"]),
    word("first_handling", Clause, &["首办负责"], &["first handling"]),
    word("risk", Clause, &["风险"], &["risk"]),
    word("needed", Clause, &["必要"], &["needed"]),
    word("shared_from", Clause, &["共享自"], &["shared from"]),
    word("adverse", Clause, &["不利于申请人"], &["adverse to the applicant"]),
    word("document", Clause, &["文书"], &["document"]),
    word("remedies", Clause, &["救济"], &["remedies"]),
    word("contact", BuiltIn, &["接触"], &["contact"]),
    word("belongs", Clause, &["归", "给"], &["to"]),
    word("first_contact", BuiltIn, &["首先接触者"], &["whoever is asked first"]),
    word("several_at_once", Clause, &["同时数人"], &["several are asked at once"]),
    word("highest_rank", BuiltIn, &["职级最高者"], &["the highest in rank"]),
    word("offer", Clause, &["移交"], &["offer"]),
    word("handed_over_on", Clause, &["经"], &["handed over on"]),
    word("acknowledge", Clause, &["签收"], &["acknowledge", "acknowledgement"]),
    word("passes", Clause, &["转移"], &["passes"]),
    word("limited_to", Clause, &["限"], &["limited to"]),
    word("unanswered", Clause, &["逾期未签收"], &["not acknowledged in time"]),
    word("turn_down", Clause, &["拒收"], &["turn down", "turned down"]),
    word("as_often_as", Clause, &["满"], &["as often as"]),
    word("statutory", Clause, &["法定"], &["statutory"]),
    word("promised", Clause, &["承诺"], &["promised"]),
    word("from", Clause, &["自"], &["from"]),
    glued("onward", Clause, &["起"], &["on"]),
    word("until", Clause, &["至"], &["until"]),
    glued("ends", Clause, &["止"], &["is done"]),
    word("doing", Clause, &["作出"], &["doing"]),
    word("one_of", Clause, &["之一"], &["one of"]),
    word("extendable", Clause, &["可延长"], &["extendable"]),
    word("at_most", Clause, &["不超过"], &["at most"]),
    word("before_expiry_by", Clause, &["届满前由"], &["approved before expiry by"]),
    word("approve", Clause, &["批准"], &["approves"]),
    word("left", Clause, &["剩余"], &["is left", "are left"]),
    glued("expired", Clause, &["届满"], &["expired"]),
    word("on_entry", Clause, &["进入时"], &["on entry"]),
    word("on_first_entry", Clause, &["首次进入时"], &["on first entry"]),
    word("on_completion", Clause, &["完成时"], &["on completion"]),
    word("otherwise", Clause, &["其他情形"], &["otherwise"]),
    word("conclude", Clause, &["结论"], &["conclude"]),
    word("allow", Clause, &["允许"], &["allow"]),
    word("correct_on_spot", Clause, &["当场更正"], &["correction on the spot"]),
    word("transfer", Clause, &["转办"], &["transfer"]),
    word("internal_limit", Clause, &["内部时限"], &["internal limit"]),
    word("await", Clause, &["待"], &["awaiting"]),
    word("period_stated_in", Clause, &["期限由"], &["period stated in"]),
    word("state", Clause, &["载明"], &["stated"]),
    word("longest", Clause, &["最长"], &["no longer than"]),
    word("excluded", Clause, &["不计入"], &["not counted in"]),
    word("counted", Clause, &["照常计入"], &["counted as usual"]),
    word("cause", Clause, &["事由"], &["because of"]),
    word("every", Clause, &["每"], &["every"]),
    word("again", Clause, &["再次"], &["escalate again"]),
    word("may_not", Clause, &["不得"], &["may not"]),
    word("shall", Clause, &["应当"], &["shall"]),
    word("with", Clause, &["与"], &["with"]),
    word("same_person", Clause, &["不得为同一人"], &["not the same person as"]),
    word("for_record", Clause, &["仅供记录"], &["for the record only"]),
    word("following", Clause, &["下列之一"], &["one of these"]),
    glued("within", Clause, &["内"], &["within"]),
    glued("when", Clause, &["的"], &["when"]),
    word("comment", Clause, &["注"], &["note"]),
    word("before", Clause, &["之前"], &["before"]),
    word("accept", Clause, &["受理"], &["accept"]),
    word("decline", Clause, &["不予受理"], &["decline"]),
    word("notify_once", Clause, &["一次性告知"], &["notify once"]),
    word("deem_accepted", Clause, &["视为受理"], &["deem accepted"]),
    word("deem_withdrawn", Clause, &["视为撤回"], &["deem withdrawn"]),
    word("deem_granted", Clause, &["视为准予"], &["deem granted"]),
    word("deem_consented", Clause, &["视为同意"], &["deem consented"]),
    word("deem_served", Clause, &["视为送达"], &["deem served"]),
    word("deem_received", Clause, &["视为签收"], &["deem acknowledged"]),
    word("open_linked", Clause, &["开启"], &["open linked"]),
    word("convert", Clause, &["转为承诺件"], &["convert to a timed item"]),
    word("reason_is", Clause, &["理由为"], &["for the reason"]),
    word("issue", Clause, &["出具"], &["issue"]),
    word("serve", Clause, &["送达"], &["serve"]),
    word("obtain", Clause, &["取得"], &["obtain"]),
    word("tell_in_writing", Clause, &["书面告知"], &["tell in writing"]),
    word("reasons", Clause, &["理由"], &["the reasons", "reasons"]),
    word("explain", Clause, &["说明"], &["explain"]),
    word("record_date", Clause, &["记"], &["record date"]),
    word("set_to", Clause, &["定为"], &["set to"]),
    word("moved_to", Clause, &["改为"], &["moved to"]),
    word("urge", Clause, &["催办"], &["urge"]),
    word("escalate", Clause, &["升级"], &["escalate to"]),
    word("record_breach", Clause, &["记为违规"], &["record breach"]),
    word("go_to", Clause, &["转入"], &["go to"]),
    word("return_to", Clause, &["退回"], &["return to"]),
    word("restart", Clause, &["重新办理"], &["to restart"]),
    word("resume", Clause, &["补充后送回"], &["to resume"]),
    word("close", Clause, &["办结"], &["close", "closing"]),
    word("result_is", Clause, &["结果为"], &["result"]),
    word("keep_waiting", Clause, &["继续等候"], &["keep waiting"]),
    word("is", Operator, &["为"], &["is"]),
    word("is_not", Operator, &["不为"], &["is not"]),
    word("at_least", Operator, &["不少于"], &["at least"]),
    word("more_than", Operator, &["超过"], &["more than"]),
    word("less_than", Operator, &["少于"], &["less than"]),
    word("earlier_than", Operator, &["早于"], &["earlier than"]),
    word("later_than", Operator, &["晚于"], &["later than"]),
    word("not_earlier_than", Operator, &["不早于"], &["not earlier than"]),
    word("not_later_than", Operator, &["不晚于"], &["not later than"]),
    word("and", Operator, &["且"], &["and"]),
    word("or", Operator, &["或"], &["or"]),
    word("does_not_meet", Operator, &["不符合"], &["does not meet"]),
    word("meets", Operator, &["符合"], &["meets"]),
    word("differ", Operator, &["不一致"], &["differs from"]),
    word("filled", Operator, &["已填"], &["is filled"]),
    word("not_filled", Operator, &["未填"], &["is not filled"]),
    glued("workday", Unit, &["个工作日", "工作日"], &["working days", "working day"]),
    glued("day", Unit, &["个自然日", "自然日"], &["calendar days", "calendar day"]),
    glued("hour", Unit, &["小时", "个小时"], &["hours", "hour"]),
    glued("office_minute", Unit, &["个办公分钟", "办公分钟"], &["office minutes", "office minute"]),
    glued("month", Unit, &["个月"], &["months", "month"]),
    glued("year", Unit, &["年"], &["years", "year"]),
    glued("bare_day", Unit, &["日", "天"], &["days", "day"]),
    glued("yuan", Unit, &["元"], &["yuan"]),
    glued("times", Unit, &["次"], &["times", "time"]),
    glued("persons", Unit, &["人"], &["persons", "person"]),
    word("money", BuiltIn, &["金额"], &["money"]),
    word("integer", BuiltIn, &["整数"], &["integer"]),
    word("flag", BuiltIn, &["是否"], &["yes or no"]),
    word("date", BuiltIn, &["日期"], &["date"]),
    word("text", BuiltIn, &["文本"], &["text"]),
    word("choice", BuiltIn, &["选项"], &["choice"]),
    word("yes", BuiltIn, &["是"], &["yes"]),
    word("no", BuiltIn, &["否"], &["no"]),
    word("immediate", BuiltIn, &["即办件"], &["immediate"]),
    word("timed", BuiltIn, &["承诺件"], &["timed"]),
    word("natural_persons", BuiltIn, &["自然人"], &["natural persons"]),
    word("other_organisations", BuiltIn, &["其他组织"], &["other organisations"]),
    word("legal_persons", BuiltIn, &["法人"], &["legal persons"]),
    word("high", BuiltIn, &["高"], &["high"]),
    word("medium", BuiltIn, &["中"], &["medium"]),
    word("low", BuiltIn, &["低"], &["low"]),
    word("applicant", BuiltIn, &["申请人"], &["applicant"]),
    word("officer", BuiltIn, &["经办人"], &["officer"]),
    word("first_handler", BuiltIn, &["首办责任人"], &["first handler"]),
    word("own_superior", BuiltIn, &["其上级"], &["own superior"]),
    word("all_gaps", BuiltIn, &["全部缺项"], &["all gaps"]),
    word("materials_complete", BuiltIn, &["材料齐全"], &["materials complete"]),
    word("materials_incomplete", BuiltIn, &["材料不齐"], &["materials incomplete"]),
    word("supplemented", BuiltIn, &["申请人补齐"], &["applicant supplements"]),
    word("withdrawn", BuiltIn, &["申请人撤回"], &["applicant withdraws"]),
    word("link_decided", BuiltIn, &["已办结"], &["has been decided"]),
    word("link_not_opened", BuiltIn, &["未能开启"], &["could not be opened"]),
    word("missing", BuiltIn, &["缺"], &["missing"]),
    word("conforming", BuiltIn, &["合格"], &["conforming"]),
    word("nonconforming", BuiltIn, &["不合格"], &["nonconforming"]),
    word("day_of_decision", BuiltIn, &["作出之日"], &["day of decision"]),
    word("day_of_receipt", BuiltIn, &["收到之日"], &["day of receipt"]),
    word("reconsideration", BuiltIn, &["行政复议"], &["administrative reconsideration"]),
    word("litigation", BuiltIn, &["行政诉讼"], &["administrative litigation"]),
    word("in_place", Clause, &["在"], &["in"]),
    word("submit", Clause, &["提交"], &["submit"]),
    word("supplement", Clause, &["补齐"], &["supplement"]),
    word("withdraw", Clause, &["撤回"], &["withdraw"]),
    word("attach", Clause, &["附"], &["attach"]),
    word("correct", Clause, &["更正"], &["correct"]),
    word("check", Clause, &["核对"], &["check"]),
    word("nothing_missing", BuiltIn, &["无缺"], &["nothing missing"]),
    word("complete", Clause, &["完成"], &["complete"]),
    word("enter", Clause, &["登记"], &["enter"]),
    word("extend", Clause, &["延长"], &["extend"]),
    word("entered_late", Clause, &["补录于"], &["entered late at"]),
    word("second_person", Clause, &["核对人"], &["second person"]),
    word("also_present", Clause, &["同时在场"], &["also present"]),
    word("as", Clause, &["作为"], &["as"]),
    word("refer_up", Clause, &["上报"], &["refer upward"]),
    word("assign", Clause, &["指定"], &["assign"]),
    word("hand_on", Clause, &["接任"], &["hand on"]),
    word("turn_to", Clause, &["转看"], &["turn to"]),
    word("this_case", BuiltIn, &["本件"], &["this case"]),
    word("delegates", Clause, &["委托"], &["delegates"]),
    word("acts_for", Clause, &["代行"], &["acts for"]),
    word("recused", Clause, &["回避"], &["is recused"]),
    word("directory", Clause, &["目录"], &["directory"]),
    word("takes", Clause, &["任"], &["takes"]),
    word("leaves", Clause, &["免"], &["leaves"]),
    word("absent", Clause, &["缺勤"], &["absent"]),
    word("must_be_in", Clause, &["应在"], &["must be in"]),
    word("must_be_closed", Clause, &["应已办结"], &["must be closed"]),
    word("must_be", Clause, &["应为"], &["must be"]),
    word("must_have_breach", Clause, &["应有违规"], &["must have breach"]),
    word("must_have_no_breach", Clause, &["不应有违规"], &["must have no breach"]),
    word("must_fall_due", Clause, &["应届满于"], &["must fall due at"]),
    word("must_be_refused", Clause, &["应被拒绝"], &["must be refused"]),
    word("must_be_refused_on_record", Clause, &["应被拒绝并记录"], &["must be refused on record"]),
    word("must_have_issued", Clause, &["应已出具"], &["must have issued"]),
    word("must_be_served", Clause, &["应已送达"], &["must be served"]),
    word("must_be_held", Clause, &["应归"], &["must be held by"]),
    word("must_have_opened", Clause, &["应已开启"], &["must have opened"]),
    word("must_have_conflict", Clause, &["应有冲突"], &["must have conflict"]),
    word("must_not_be_served", Clause, &["应未送达"], &["must not be served"]),
];

/// One of the two languages of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    /// 中文.
    Chinese,
    /// English.
    English,
}

impl Keyword {
    /// Its words in one language, the canonical one first.
    #[must_use]
    pub const fn words(&self, tongue: Tongue) -> &'static [&'static str] {
        match tongue {
            Tongue::Chinese => self.zh,
            Tongue::English => self.en,
        }
    }
}

/// The keyword that a whole word is, and its language.
///
/// ```
/// use shouwen_grammar::keywords::{Tongue, find};
/// assert_eq!(find("一次性告知").map(|(k, t)| (k.id, t)), Some(("notify_once", Tongue::Chinese)));
/// assert_eq!(find("notify once").map(|(k, t)| (k.id, t)), Some(("notify_once", Tongue::English)));
/// assert!(find("受理通知书").is_none());
/// ```
#[must_use]
pub fn find(word: &str) -> Option<(&'static Keyword, Tongue)> {
    KEYWORDS.iter().find_map(|keyword| {
        let tongues = [Tongue::Chinese, Tongue::English];
        tongues.into_iter().find(|t| keyword.words(*t).contains(&word)).map(|t| (keyword, t))
    })
}

/// The keyword of that stable name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.id == id)
}

/// The longest keyword of one language that a text begins with, and the length of the word in bytes. Word ends are
/// the caller's: in Chinese nothing marks them.
#[must_use]
pub fn longest_prefix(text: &str, tongue: Tongue) -> Option<(&'static Keyword, usize)> {
    KEYWORDS
        .iter()
        .flat_map(|k| k.words(tongue).iter().map(move |w| (k, *w)))
        .filter(|(_, w)| text.starts_with(*w))
        .map(|(k, w)| (k, w.len()))
        .max_by_key(|(_, len)| *len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_word_belongs_to_one_keyword() {
        let mut words: BTreeMap<&str, &str> = BTreeMap::new();
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        for keyword in KEYWORDS {
            assert!(ids.insert(keyword.id, ()).is_none(), "{} stands twice", keyword.id);
            assert!(!keyword.zh.is_empty() && !keyword.en.is_empty(), "{} lacks a language", keyword.id);
            for word in keyword.zh.iter().chain(keyword.en) {
                if let Some(other) = words.insert(word, keyword.id) {
                    panic!("`{word}` means {other} and {}", keyword.id);
                }
            }
        }
    }

    #[test]
    fn words_are_clean() {
        for keyword in KEYWORDS {
            assert!(keyword.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", keyword.id);
            for word in keyword.zh {
                assert!(!word.contains(char::is_whitespace) && !word.is_ascii(), "{word}");
            }
            for word in keyword.en {
                let clean = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b' ');
                assert!(clean && word.trim() == *word && !word.contains("  "), "{word}");
            }
        }
    }

    #[test]
    fn every_word_is_found_and_is_its_own_longest_prefix() {
        for keyword in KEYWORDS {
            for tongue in [Tongue::Chinese, Tongue::English] {
                for word in keyword.words(tongue) {
                    assert_eq!(find(word), Some((keyword, tongue)), "{word}");
                    assert_eq!(longest_prefix(word, tongue), Some((keyword, word.len())), "{word}");
                }
            }
        }
        assert_eq!(
            longest_prefix("记为违规 超期", Tongue::Chinese).map(|(k, _)| k.id),
            Some("record_breach")
        );
        assert_eq!(longest_prefix("甲", Tongue::Chinese), None);
    }
}
