//! Acts and directions.

use super::Class::Clause;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
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
    word("issue", Clause, &["出具"], &["issue", "issuing"]),
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
    word("keep_waiting", Clause, &["继续等候", "案件继续"], &["keep waiting", "the case goes on"]),
];
