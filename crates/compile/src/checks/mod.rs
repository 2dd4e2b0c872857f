//! The static checks, each in a file of its own: what is wrong with a procedure although every word of it is right.
//!
//! A check keeps away from sections that are broken already, so that one slip is reported once.

mod any_time;
mod appointments;
mod bases;
mod choices;
mod circles;
mod clocks;
mod commitment;
mod conclusions;
mod copies;
mod custody;
mod dates;
mod directions;
mod ends;
mod expiries;
mod flow;
mod graph;
mod immediate;
mod index;
mod ladders;
mod links;
mod materials;
mod migration;
mod notices;
mod parallel;
mod parties;
mod periods;
mod posts;
mod recordings;
mod schedules;
mod situations;
mod tables;
mod unused;
mod waits;

pub(crate) use bases::unverified;
pub(crate) use directions::{no_direction, two_directions};
pub(crate) use index::Index;
pub(crate) use materials::catch_all;
pub(crate) use notices::{no_remedy, partial_notice};
pub(crate) use periods::bare_day;
pub(crate) use posts::own_superior;

use crate::compilation::Seat;
use crate::names::Names;
use crate::older::Older;
use crate::promise::Promise;
use crate::regions::Regions;
use crate::resolve::{Concluded, Texts};
use shouwen_model::form::Form;
use shouwen_syntax::tree::Name;
use shouwen_syntax::{Diagnostics, Language, Span};
use std::collections::BTreeSet;

/// What the checks look at.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    pub(crate) form: &'a Form,
    pub(crate) index: Index<'a>,
    pub(crate) regions: Regions,
    pub(crate) texts: &'a Texts<'a>,
    pub(crate) names: &'a Names,
    pub(crate) conclusions: &'a [Concluded],
    pub(crate) seats: &'a [Seat],
    /// The name in the head of 事项.
    pub(crate) head: Option<&'a Name>,
    /// What the public is promised.
    pub(crate) promises: &'a [Promise],
    /// The older version that the file speaks of, if it is there.
    pub(crate) older: Option<&'a Older>,
    /// The language of the file, for what repairs insert.
    pub(crate) language: Language,
    /// Something of the file could not be read or resolved: what is not there may only be unreadable.
    pub(crate) incomplete: bool,
    /// The heads of sections of which a clause could not be read.
    pub(crate) faulty: BTreeSet<Span>,
}

impl Model<'_> {
    /// Whether a clause of the section could not be read that declares a name at this place.
    fn is_faulty(&self, name: Span) -> bool {
        self.faulty
            .iter()
            .any(|head| head.file == name.file && head.start <= name.start && name.end <= head.end)
    }
}

/// Runs all checks.
pub(crate) fn all(model: &Model<'_>) -> Diagnostics {
    let mut out = Diagnostics::default();
    let flow = flow::Flow::of(model);
    let graph = graph::Graph::of(model, &flow);
    ends::check(model, &graph, &mut out);
    directions::check(model, &mut out);
    circles::check(model, &mut out);
    tables::check(model, &mut out);
    choices::check(model, &graph, &mut out);
    waits::events(model, &mut out);
    waits::running(model, &flow, &mut out);
    clocks::check(model, &mut out);
    dates::check(model, &mut out);
    recordings::check(model, &mut out);
    expiries::check(model, &mut out);
    bases::check(model, &mut out);
    parallel::check(model, &mut out);
    copies::check(model, &mut out);
    any_time::check(model, &mut out);
    materials::check(model, &mut out);
    parties::check(model, &mut out);
    notices::check(model, &mut out);
    notices::on_file(model, &mut out);
    posts::check(model, &mut out);
    appointments::check(model, &graph, &mut out);
    schedules::check(model, &mut out);
    custody::check(model, &mut out);
    ladders::check(model, &mut out);
    commitment::check(model, &mut out);
    migration::check(model, &mut out);
    links::check(model, &mut out);
    immediate::check(model, &mut out);
    conclusions::check(model, &mut out);
    unused::check(model, &mut out);
    out
}
