//! 会议: who meets, how many have to be there, and how votes are counted.

use super::places::Seen;
use super::{Here, Resolver};
use crate::names::Kind;
use shouwen_model::form::{self, Clause, MeetingRule};
use shouwen_syntax::tree::{Located, MeetingClause, Name, PlaceClause, Section, Threshold};
use shouwen_syntax::{Span, Text};

/// What a meeting has to say, in both languages, and the clause that says it.
const NEEDED: [(&str, &str, &str, &str); 6] = [
    ("由……组成", "made up of", "由 某小组 组成，某岗位 主持；", "made up of …, chaired by …;"),
    ("到会", "those present", "到会 不少于 三分之二；", "those present at least 2 out of 3;"),
    (
        "赞成",
        "those in favour",
        "赞成 超过 到会 半数的，……；",
        "when those in favour more than half of those present: …;",
    ),
    ("平票的", "when tied", "平票的，按 主持人岗位 意见；", "when tied: by the vote of …;"),
    (
        "到会不足的",
        "when too few are present",
        "到会不足的，三个工作日内 改期，不超过 两次，仍不足的，……；",
        "when too few are present: reconvene within 3 working days, at most 2 times, if still too few, …;",
    ),
    ("内部时限", "internal limit", "内部时限 五个工作日；", "internal limit 5 working days;"),
];

impl Resolver<'_> {
    /// A clause that only a meeting has.
    pub(super) fn meeting(
        &mut self,
        clause: &MeetingClause,
        span: Span,
        here: Here<'_>,
        seen: &mut Seen,
    ) -> Clause {
        let once = |number: usize| NEEDED.get(number).map_or(("", ""), |(zh, en, ..)| (*zh, *en));
        let rule = match clause {
            MeetingClause::Composed { members, chair } => {
                self.once(seen, once(0), span);
                self.held_by_directory(members);
                self.names.refer(Kind::Post, chair);
                if members.node == chair.node {
                    self.misplaced(
                        chair.span,
                        Text::new("主持人须另设岗位", "whoever presides holds a post of its own"),
                        Text::new(
                            "为主持人写一个岗位；主持人也投票的，同时任成员岗位",
                            "declare a post for it; a chair who votes holds the members' post too",
                        ),
                    );
                }
                MeetingRule::Composed { members: members.node.clone(), chair: chair.node.clone() }
            }
            MeetingClause::LessRecused => {
                self.once(seen, ("应到", "those due"), span);
                MeetingRule::LessRecused {}
            }
            MeetingClause::Quorum(least) => {
                self.once(seen, once(1), span);
                MeetingRule::Quorum { least: self.threshold(*least, span) }
            }
            MeetingClause::Carried { by, of_due, value } => {
                self.once(seen, once(2), span);
                MeetingRule::Carried {
                    by: self.threshold(*by, span),
                    of_due: *of_due,
                    conclusion: self.concluding(value, here),
                    value: value.node.clone(),
                }
            }
            MeetingClause::TiedByChair(chair) => {
                self.once(seen, once(3), span);
                self.presides(chair, here);
                MeetingRule::Tied { value: None }
            }
            MeetingClause::Tied(value) => {
                self.once(seen, once(3), span);
                self.concluding(value, here);
                MeetingRule::Tied { value: Some(value.node.clone()) }
            }
            MeetingClause::TooFew { within, times, value } => {
                self.once(seen, once(4), span);
                self.concluding(value, here);
                let within = self.period(within);
                MeetingRule::TooFew { within, times: times.node, value: value.node.clone() }
            }
        };
        Clause::Meeting { rule }
    }

    /// A share is of something, and no more than all of it.
    fn threshold(&mut self, by: Threshold, span: Span) -> form::Threshold {
        let Threshold { more, parts, of } = by;
        let never = parts > of || more && parts == of;
        if parts == 0 || of == 0 || never {
            self.misplaced(
                span,
                Text::new("这个比例达不到，或者不说明什么", "this share is never reached, or says nothing"),
                Text::new("写“半数”“三分之二”一类的比例", "write a share such as half, or 2 out of 3"),
            );
        }
        form::Threshold { more, parts, of }
    }

    /// A tie is decided by whoever presides, and by nobody else.
    fn presides(&mut self, named: &Name, here: Here<'_>) {
        self.names.refer(Kind::Post, named);
        let chairs = |c: &Located<PlaceClause>| matches!(&c.node, PlaceClause::Meeting(MeetingClause::Composed { chair, .. }) if chair.node == named.node);
        if !here.clauses.iter().any(chairs) {
            self.misplaced(
                named.span,
                Text::new("平票只按主持人的意见", "a tie goes by the vote of whoever presides"),
                Text::new("写主持人的岗位，或者直接写结论", "name the chair's post, or say a value"),
            );
        }
    }

    /// A meeting says all that is needed to count votes, and decides one conclusion of two values.
    pub(super) fn meeting_is_whole(
        &mut self,
        seen: &Seen,
        clauses: &[Located<PlaceClause>],
        section: &Section,
    ) {
        for (zh, en, clause_zh, clause_en) in NEEDED {
            if !seen.contains_key(en) {
                self.incomplete(
                    section.head,
                    Text::new(format!("会议没有写“{zh}”"), format!("the meeting does not say `{en}`")),
                    Text::new(format!("补一句“{clause_zh}”"), format!("add `{clause_en}`")),
                );
            }
        }
        let decides: Vec<(&Vec<Name>, Span)> = clauses
            .iter()
            .filter_map(|c| {
                if let PlaceClause::Conclude { values, .. } = &c.node { Some((values, c.span)) } else { None }
            })
            .collect();
        let whole = matches!(decides.as_slice(), [(values, _)] if values.len() == 2);
        if !whole {
            let span = decides.last().map_or(section.head, |(_, span)| *span);
            self.incomplete(
                span,
                Text::new(
                    "会议表决一个结论，这个结论有两个值",
                    "a meeting votes upon one conclusion, which has two values",
                ),
                Text::new("写“结论 表决：准予、不予；”", "say `conclude vote: grant, refuse;`"),
            );
        }
        self.same_unit(clauses);
    }

    /// The limit counts anew in its own unit.
    fn same_unit(&mut self, clauses: &[Located<PlaceClause>]) {
        let limit = clauses
            .iter()
            .find_map(|c| if let PlaceClause::InternalLimit(period) = &c.node { Some(period) } else { None });
        let again = clauses.iter().find_map(|c| {
            let PlaceClause::Meeting(MeetingClause::TooFew { within, .. }) = &c.node else { return None };
            Some((within, c.span))
        });
        if let (Some(limit), Some((within, span))) = (limit, again)
            && limit.unit != within.unit
        {
            self.misplaced(
                span,
                Text::new(
                    "改期的期限与内部时限的单位不同",
                    "the limit to meet again has another unit than the internal limit",
                ),
                Text::new("两处用同一个单位，例如都写工作日", "use one unit in both"),
            );
        }
    }
}
