//! What the benches share: a record of the usual size, and runs of the licence.
#![forbid(unsafe_code)]

pub mod licence;

use serde::Serialize;
use std::collections::BTreeMap;

/// A stand-in for a record: about 500 bytes, members in canonical order.
#[derive(Serialize)]
pub struct Sample {
    /// Actor.
    pub a: BTreeMap<&'static str, &'static str>,
    /// Business time.
    pub b: &'static str,
    /// Case.
    pub c: &'static str,
    /// Effects.
    pub e: Vec<BTreeMap<&'static str, &'static str>>,
    /// Number.
    pub n: u32,
    /// Link.
    pub p: &'static str,
}

/// The sample itself.
#[must_use]
pub fn sample() -> Sample {
    Sample {
        a: BTreeMap::from([("i", "陈岚"), ("k", "a"), ("o", "窗口岗")]),
        b: "2026-03-02T09:21:00.000+08:00",
        c: "Zm9vYmFyYmF6cXV4cXV1eA",
        e: vec![
            BTreeMap::from([("t", "conclude"), ("n", "管辖"), ("v", "属本机关"), ("x", "收件")]),
            BTreeMap::from([("t", "act"), ("x", "accept")]),
            BTreeMap::from([("t", "date"), ("n", "受理日"), ("v", "2026-03-02")]),
            BTreeMap::from([("t", "issue"), ("x", "受理通知书")]),
            BTreeMap::from([("t", "enter"), ("x", "审查")]),
        ],
        n: 3,
        p: "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    }
}
