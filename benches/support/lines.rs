//! A file as the grammar alone sees it.

use shouwen_grammar::Entry;

/// The clauses of the file with the entry rule each belongs to.
pub(crate) fn lines(text: &str) -> Vec<(Entry, &str)> {
    let mut entry = Entry::Head;
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim().trim_end_matches(['；', '。', '：']);
        if bare.is_empty() {
            continue;
        }
        if !line.starts_with("  ") {
            lines.push((Entry::Head, bare));
            let word = bare.split([' ', '，']).next().unwrap_or_default();
            entry = match word {
                "机构" => Entry::Organisation,
                "事项" => Entry::Procedure,
                "登记信息" => Entry::Data,
                "条件" => Entry::Condition,
                "岗位" => Entry::Post,
                "责任追究" => Entry::Accountability,
                "公开承诺" => Entry::Commitment,
                "新旧衔接" => Entry::Migration,
                "日程" => Entry::Schedule,
                "材料" => Entry::Material,
                "结果" => Entry::Outcome,
                "时限" => Entry::Clock,
                "随时" => Entry::AnyTime,
                "办结后" => Entry::AfterClosing,
                "案例" => Entry::Scenario,
                _ => Entry::Place,
            };
        } else {
            lines.push((entry, bare));
        }
    }
    lines
}
