//! Acts, bases and directions.

use super::{Built, Parts, Place};
use crate::tree::{Act, Answers, DateSource, Deed, Deemed, Direction, Located, Recipient, ReturnMode};
use shouwen_grammar::{Node, Rule};

impl Place {
    pub(super) fn deeds(self, node: &Node<'_>) -> Built<Vec<Located<Deed>>> {
        self.parts(node).all(Rule::deed).map(|n| self.deed(n)).collect()
    }

    fn deed(self, node: &Node<'_>) -> Built<Located<Deed>> {
        let parts = self.parts(node);
        let inner = parts.first()?;
        let deed = match inner.rule() {
            Rule::basis => Deed::Basis(self.basis(inner)?),
            Rule::direction => Deed::Go(self.direction(inner)?),
            _ => Deed::Act(self.act(inner)?),
        };
        Ok(self.located(node, deed))
    }

    fn direction(self, node: &Node<'_>) -> Built<Direction> {
        let whole = self.parts(node);
        let inner = whole.first()?;
        let parts = self.parts(inner);
        let name = || parts.one(Rule::name).map(|n| self.name(n));
        Ok(match inner.rule() {
            Rule::d_go_to => Direction::GoTo(name()?),
            Rule::d_interrupt => Direction::Interrupt(name()?),
            Rule::d_pause => Direction::Pause(name()?),
            Rule::d_back => Direction::Back,
            Rule::d_finish_branch => Direction::FinishBranch,
            Rule::d_abort => Direction::Abort(name()?),
            Rule::d_return => Direction::Return(name()?, self.return_mode(parts.one(Rule::return_mode)?)?),
            Rule::d_close => Direction::Close(name()?),
            Rule::d_keep_waiting => {
                Direction::KeepWaiting(self.maybe(&parts, Rule::again, Self::inner_period)?)
            }
            _ => return Err(parts.lost()),
        })
    }

    pub(super) fn return_mode(self, node: &Node<'_>) -> Built<Located<ReturnMode>> {
        self.choice(node, &[("restart", ReturnMode::Restart), ("resume", ReturnMode::Resume)])
    }

    pub(super) fn act(self, node: &Node<'_>) -> Built<Act> {
        let whole = self.parts(node);
        let inner = whole.first()?;
        let parts = self.parts(inner);
        let name = || parts.one(Rule::name).map(|n| self.name(n));
        let role = || parts.one(Rule::role).and_then(|n| self.role(n));
        let source = || parts.one(Rule::source).and_then(|n| self.source(n));
        Ok(match inner.rule() {
            Rule::a_accept => Act::Accept,
            Rule::a_accept_deferring => Act::AcceptDeferring,
            Rule::a_on_file => Act::OnFile,
            Rule::a_decline => Act::Decline,
            Rule::a_notify if parts.has("all_gaps") => Act::NotifyAllGaps,
            Rule::a_notify => Act::NotifySome(self.names(&parts)),
            Rule::a_deem => Act::Deem(self.deemed(inner)?),
            Rule::a_issue => Act::Issue(name()?),
            Rule::a_serve => Act::Serve(role()?),
            Rule::a_consult => Act::Consult(name()?),
            Rule::a_copy => Act::Copy(self.recipient(parts.one(Rule::recipient)?)?),
            Rule::a_report => Act::Report(self.recipient(parts.one(Rule::recipient)?)?),
            Rule::a_list => Act::List(name()?),
            Rule::tell => Act::Tell { whom: role()?, reasons: parts.has("reasons") },
            Rule::a_record => Act::RecordDate(name()?),
            Rule::a_set => Act::SetDate { date: name()?, to: source()? },
            Rule::a_move => Act::MoveDate { date: name()?, to: source()? },
            Rule::a_urge => Act::Urge(role()?),
            Rule::a_escalate => Act::Escalate(role()?),
            Rule::a_breach => Act::Breach { name: name()?, answers: self.answers(&parts)? },
            Rule::a_right => Act::Right { whom: role()?, what: name()? },
            Rule::a_bar => Act::Bar(self.open_name(parts.one(Rule::event)?)?),
            Rule::a_open => Act::OpenLinked(name()?),
            Rule::a_convert => Act::Convert(parts.maybe(Rule::name).map(|n| self.name(n))),
            _ => return Err(parts.lost()),
        })
    }

    fn recipient(self, node: &Node<'_>) -> Built<Recipient> {
        let parts = self.parts(node);
        Ok(match self.maybe(&parts, Rule::role, Self::role)? {
            Some(role) => Recipient::Role(role),
            None => Recipient::Outside(self.name(parts.one(Rule::name)?)),
        })
    }

    fn answers(self, parts: &Parts<'_>) -> Built<Option<Answers>> {
        if let Some(officer) = parts.maybe(Rule::officer_in) {
            return Ok(Some(Answers::OfficerIn(self.inner_name(officer)?)));
        }
        Ok(self.maybe(parts, Rule::role, Self::role)?.map(Answers::Role))
    }

    fn deemed(self, node: &Node<'_>) -> Built<Deemed> {
        let all = [
            ("deem_accepted", Deemed::Accepted),
            ("deem_withdrawn", Deemed::Withdrawn),
            ("deem_granted", Deemed::Granted),
            ("deem_consented", Deemed::Consented),
            ("deem_served", Deemed::Served),
            ("deem_received", Deemed::Received),
        ];
        self.choice(node, &all).map(|deemed| deemed.node)
    }

    pub(super) fn source(self, node: &Node<'_>) -> Built<Located<DateSource>> {
        let parts = self.parts(node);
        let source = if let Some(name) = parts.maybe(Rule::name) {
            DateSource::Date(self.name(name))
        } else if parts.has("day_of_decision") {
            DateSource::Decided
        } else {
            DateSource::Received
        };
        Ok(self.located(node, source))
    }
}
