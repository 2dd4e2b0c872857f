//! What a form declares, found by name without looking at all of it.

use shouwen_model::form::{Clause, Computed, Expr, Field, Form, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Places, fields and conditions by their names. Of two of one name, which is an error, the first is meant.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    places: BTreeMap<&'a str, (usize, &'a Place)>,
    fields: BTreeMap<&'a str, &'a Field>,
    conditions: BTreeMap<&'a str, &'a Expr>,
    filled: BTreeSet<&'a str>,
    defers: bool,
    computed: BTreeMap<&'a str, &'a Computed>,
}

impl<'a> Index<'a> {
    pub(crate) fn of(form: &'a Form) -> Self {
        let places = form.places.iter().enumerate().rev();
        let clauses = form.places.iter().flat_map(|place| &place.clauses);
        let filled =
            clauses.filter_map(|c| if let Clause::FillIn { fields } = c { Some(fields) } else { None });
        Self {
            places: places.map(|(number, place)| (place.name.as_str(), (number, place))).collect(),
            fields: form.data.iter().rev().map(|field| (field.name.as_str(), field)).collect(),
            conditions: form.conditions.iter().rev().map(|c| (c.name.as_str(), &c.is)).collect(),
            computed: form.computed.iter().rev().map(|c| (c.name.as_str(), c)).collect(),
            defers: form.materials.iter().any(|material| material.deferrable.is_some()),
            filled: filled.flatten().map(String::as_str).collect(),
        }
    }

    /// The number of a place.
    pub(crate) fn number(&self, place: &str) -> Option<usize> {
        self.places.get(place).map(|(number, _)| *number)
    }

    /// A place.
    pub(crate) fn place(&self, name: &str) -> Option<&'a Place> {
        self.places.get(name).map(|(_, place)| *place)
    }

    /// A field.
    pub(crate) fn field(&self, name: &str) -> Option<&'a Field> {
        self.fields.get(name).copied()
    }

    /// Whether some step fills a field in.
    pub(crate) fn filled(&self, field: &str) -> bool {
        self.filled.contains(field)
    }

    /// Whether some material may be deferred.
    pub(crate) fn defers(&self) -> bool {
        self.defers
    }

    /// A computed value.
    pub(crate) fn computed(&self, name: &str) -> Option<&'a Computed> {
        self.computed.get(name).copied()
    }

    /// What a condition says.
    pub(crate) fn condition(&self, name: &str) -> Option<&'a Expr> {
        self.conditions.get(name).copied()
    }
}
