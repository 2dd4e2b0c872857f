//! What scenarios say of slots of responsibility and of linked cases: names that are known here, and those that only
//! another procedure declares and that are kept as written.

use super::Resolver;
use crate::names::{Kind, nearest};
use crate::scenario::{Deed, Late, Opening, Person, Slot};
use shouwen_syntax::tree::{self, Literal, Located, Name, Operand, ScenarioDeed};
use shouwen_syntax::{Code, Diagnostic, Span, Text, keywords};

/// The deeds that take one name, so that a slip in their word reads as a field with its value.
const ON_SLOTS: [&str; 12] = [
    "签收",
    "拒收",
    "上报",
    "附",
    "登记",
    "转办",
    "退回",
    "acknowledge",
    "turn down",
    "refer up",
    "transfer",
    "return to",
];

impl Resolver<'_> {
    /// A mention in a scenario; in a part that speaks of a linked case nothing is looked up.
    pub(super) fn mentioned(&mut self, kind: Kind, name: &Name) -> bool {
        self.elsewhere || self.names.look(kind, name)
    }

    /// 收回意见·2 is 收回意见 in the branch of the second element: the place as the text declares it.
    pub(super) fn without_number(&self, place: &Name) -> Name {
        let (written, number) = place.node.rsplit_once('·').unwrap_or((&place.node, ""));
        let numbered = number.parse::<u32>().is_ok() && !self.names.has(Kind::Place, &place.node);
        if numbered && self.names.has(Kind::Place, written) {
            return Located::new(written.to_owned(), place.span);
        }
        place.clone()
    }

    pub(super) fn person(&mut self, who: &tree::Person) -> Person {
        self.mentioned(Kind::Post, &who.post);
        Person { person: who.person.node.clone(), post: who.post.node.clone() }
    }

    pub(super) fn late(&mut self, late: &tree::Late) -> Option<Late> {
        let second = self.person(&late.second);
        self.instant(&late.entered).map(|entered| Late { entered, second })
    }

    pub(super) fn slot(&mut self, slot: &Located<tree::Slot>) -> Slot {
        match &slot.node {
            tree::Slot::FirstHandler => Slot::FirstHandler,
            tree::Slot::Officer => Slot::Officer,
            // A slot that the officer in charge holds is the kernel's own.
            tree::Slot::Named(name) if self.officer_slots.contains(&name.node) => Slot::Officer,
            tree::Slot::Named(name) => {
                let post = self.appointments.contains(&name.node);
                self.mentioned(if post { Kind::Post } else { Kind::Custody }, name);
                Slot::Named(name.node.clone())
            }
        }
    }

    /// 转看: whether the lines below speak of a linked case, and of which.
    pub(super) fn turn(&mut self, link: Option<&Name>) -> Option<String> {
        self.elsewhere = false;
        if let Some(link) = link {
            self.names.look(Kind::Link, link);
        }
        self.elsewhere = link.is_some();
        link.map(|link| link.node.clone())
    }

    /// Whether what could not be read here may have said of which case the lines below speak: it neither tells what
    /// somebody did, which begins with the time, nor what must be.
    pub(super) fn may_turn(&self, lost: Span) -> bool {
        let Some(source) = self.sources.get(lost.file) else { return false };
        let before = source.text().get(..lost.range().start).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let line = source.text().get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
        !line.starts_with(char::is_numeric) && !line.contains('应') && !line.contains("must ")
    }

    /// What reads as a field with its value, but begins with the word of another deed, or nearly. It is told as that.
    pub(super) fn is_no_field(&mut self, name: &Name, value: &Operand) -> bool {
        if self.elsewhere || self.names.has(Kind::Field, &name.node) {
            return false;
        }
        let word = name.node.as_str();
        if matches!(keywords::find(word), Some((k, _)) if k.id == "also_present") {
            self.incomplete(
                name.span,
                Text::new("同时在场的人没有写岗位", "whoever was also present has no post here"),
                Text::new(
                    format!("岗位写在括号里：{word} {}（某岗位）", written(self, value)),
                    format!("put the post in brackets: {word} {} (some post)", written(self, value)),
                ),
            );
            return true;
        }
        if self.names.near_any(Kind::Field, word) {
            return false;
        }
        let Some(near) = nearest(word, ON_SLOTS.iter().copied()) else { return false };
        self.out.push(
            Diagnostic::new(
                Code::N001,
                name.span,
                Text::new(
                    format!("看不懂「{word}」：它不是登记信息，也不是一个动作"),
                    format!("`{word}` is neither a field nor a deed"),
                ),
            )
            .help(Text::new(format!("是不是「{near}」？"), format!("did you mean `{near}`?")))
            .guess(
                Text::new(format!("改为「{near}」"), format!("change it to `{near}`")),
                name.span,
                near,
            ),
        );
        true
    }

    /// 开启 without 作为: what follows it belongs to the other case all the same. The English word is two, and no name.
    fn opened_as_nothing(&mut self, deed: &ScenarioDeed) -> Option<Deed> {
        let ScenarioDeed::Fill(name, value) = deed else { return None };
        keywords::find(&name.node).filter(|(k, _)| k.id == "open_linked")?;
        if self.names.has(Kind::Field, &name.node) {
            return None;
        }
        let link = written(self, value);
        let span = value.span();
        self.incomplete(
            name.span.join(span),
            Text::new(
                format!("开启「{link}」没有写开的是哪一事项"),
                format!("this does not say which procedure is opened as `{link}`"),
            ),
            Text::new(
                format!("补上那一事项的简称：{} {link} 作为 某简称", name.node),
                format!("add the alias of that procedure: {} {link} 作为 some_alias", name.node),
            ),
        );
        Some(Deed::OpenLinked(Opening {
            link,
            alias: String::new(),
            fields: Vec::new(),
            materials: Vec::new(),
        }))
    }

    /// A deed on a slot or a linked case; `None` if it is none of these.
    pub(super) fn slot_deed(&mut self, deed: &ScenarioDeed) -> Option<Deed> {
        Some(match deed {
            ScenarioDeed::Present(people) => Deed::Present(people.iter().map(|p| self.person(p)).collect()),
            ScenarioDeed::Offer(slot, whom) => Deed::Offer(self.slot(slot), self.person(whom)),
            ScenarioDeed::Receive(slot) => Deed::Receive(self.slot(slot)),
            ScenarioDeed::TurnDown(slot) => Deed::TurnDown(self.slot(slot)),
            ScenarioDeed::Refer(slot) => Deed::Refer(self.slot(slot)),
            ScenarioDeed::Assign(slot, whom) => Deed::Assign(self.slot(slot), self.person(whom)),
            ScenarioDeed::Draw(name) => {
                self.mentioned(Kind::Post, name);
                Deed::Draw(name.node.clone())
            }
            ScenarioDeed::HandOn(slot, whom) => Deed::HandOn(self.slot(slot), self.person(whom)),
            ScenarioDeed::OpenLinked(link, alias) => {
                self.mentioned(Kind::Link, link);
                Deed::OpenLinked(Opening {
                    link: link.node.clone(),
                    alias: alias.node.clone(),
                    fields: Vec::new(),
                    materials: Vec::new(),
                })
            }
            ScenarioDeed::Submit
            | ScenarioDeed::Supplement
            | ScenarioDeed::Withdraw
            | ScenarioDeed::Attach(_)
            | ScenarioDeed::Fill(..)
            | ScenarioDeed::Correct(..)
            | ScenarioDeed::Check(_)
            | ScenarioDeed::Conclude(_)
            | ScenarioDeed::Complete
            | ScenarioDeed::GiveReasons
            | ScenarioDeed::Event(_)
            | ScenarioDeed::Received(_)
            | ScenarioDeed::Answered(..)
            | ScenarioDeed::Notify(_)
            | ScenarioDeed::Extend(..)
            | ScenarioDeed::Transfer(_)
            | ScenarioDeed::Return(_)
            | ScenarioDeed::Verify(..)
            | ScenarioDeed::Serve => return None,
        })
    }

    /// What a deed means that speaks of another procedure: what is filled in or handed in behind 开启 belongs to the
    /// case that is opened there, and in a part that speaks of a linked case no value has a known type.
    pub(super) fn foreign_deed(&mut self, deed: &ScenarioDeed, out: &mut Vec<Deed>) -> bool {
        if let Some(opened) = self.opened_as_nothing(deed) {
            out.push(opened);
            return true;
        }
        if let Some(Deed::OpenLinked(opening)) =
            out.iter_mut().rev().find(|d| matches!(d, Deed::OpenLinked(_)))
        {
            if let ScenarioDeed::Fill(field, value) = deed {
                opening.fields.push((field.node.clone(), written(self, value)));
                return true;
            }
            if let ScenarioDeed::Attach(names) = deed {
                opening.materials.extend(names.iter().map(|n| n.node.clone()));
                return true;
            }
        }
        if !self.elsewhere {
            return false;
        }
        out.push(match deed {
            ScenarioDeed::Fill(field, value) => Deed::FillText(field.node.clone(), written(self, value)),
            ScenarioDeed::Correct(field, value) => {
                Deed::CorrectText(field.node.clone(), written(self, value))
            }
            ScenarioDeed::Conclude(values) => {
                Deed::ConcludeWords(values.iter().map(|v| v.node.clone()).collect())
            }
            ScenarioDeed::Submit
            | ScenarioDeed::Supplement
            | ScenarioDeed::Withdraw
            | ScenarioDeed::Attach(_)
            | ScenarioDeed::Check(_)
            | ScenarioDeed::Complete
            | ScenarioDeed::GiveReasons
            | ScenarioDeed::Event(_)
            | ScenarioDeed::Received(_)
            | ScenarioDeed::Answered(..)
            | ScenarioDeed::Notify(_)
            | ScenarioDeed::Extend(..)
            | ScenarioDeed::Transfer(_)
            | ScenarioDeed::Return(_)
            | ScenarioDeed::Verify(..)
            | ScenarioDeed::Serve
            | ScenarioDeed::Present(_)
            | ScenarioDeed::Offer(..)
            | ScenarioDeed::Receive(_)
            | ScenarioDeed::TurnDown(_)
            | ScenarioDeed::Refer(_)
            | ScenarioDeed::Assign(..)
            | ScenarioDeed::Draw(_)
            | ScenarioDeed::HandOn(..)
            | ScenarioDeed::OpenLinked(..) => return false,
        });
        true
    }

    /// A scenario speaks of a conflict in a clock, a place's own limit, or a key date.
    pub(super) fn conflicting(&mut self, name: &Name) {
        if !self.names.has(Kind::Date, &name.node) {
            self.due_of(name);
        }
    }

    /// 同时在场 says who else was asked when a case was opened.
    pub(super) fn present_at_opening(&mut self, deeds: &[Located<ScenarioDeed>]) {
        let opens = deeds.iter().any(|d| matches!(d.node, ScenarioDeed::Submit));
        for deed in deeds.iter().filter(|d| matches!(d.node, ScenarioDeed::Present(_)) && !opens) {
            self.misplaced(
                deed.span,
                Text::new("“同时在场”只写在“提交”旁边", "`also present` stands beside `submit` only"),
                Text::new(
                    "写进首次接触的那一句，和“提交”写在一起",
                    "move it to the line of the first contact, beside `submit`",
                ),
            );
        }
    }
}

/// A value as written, without the marks around a name or a text.
pub(super) fn written(resolver: &Resolver<'_>, value: &Operand) -> String {
    match value {
        Operand::Name(name) => name.node.clone(),
        Operand::Literal(literal) => match &literal.node {
            Literal::Text(text) => text.clone(),
            Literal::Number(_)
            | Literal::Money(_)
            | Literal::Date(_)
            | Literal::Flag(_)
            | Literal::Month(..)
            | Literal::Period(_) => {
                let source = resolver.sources.get(literal.span.file);
                source.map(|s| s.slice(literal.span).to_owned()).unwrap_or_default()
            }
        },
        Operand::Sum(_) | Operand::MonthOf(..) => {
            let span = value.span();
            resolver.sources.get(span.file).map(|s| s.slice(span).to_owned()).unwrap_or_default()
        }
        Operand::List(list) => {
            list.node.iter().map(|item| written(resolver, item)).collect::<Vec<_>>().join("、")
        }
    }
}
