//! A case in a parallel block at the command line: each post is shown its own branch, and acts in it without naming it.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

mod support;

use support::{Ran, at, root};
use tempfile::TempDir;

const REGISTRY: &[&str] = &["--as", "甲", "--post", "立案岗"];
const CLERK: &[&str] = &["--as", "乙", "--post", "书记员"];

struct Office(TempDir);

impl Office {
    /// A case `z` whose two branches have begun.
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        let text = root().join("tests/clauses/并行.proc");
        office.at("2026-03-01T08:00", &["publish", text.to_str().unwrap()]).code(0);
        let open = ["case", "open", "parallel_branches", "--key", "z", "--applicant", "张三"];
        office.at("2026-03-02T09:00", &open).code(0);
        office.at("2026-03-02T10:00", &[&["case", "do", "@z", "complete"], REGISTRY].concat()).code(0);
        office
    }

    fn at(&self, hour: &str, words: &[&str]) -> Ran {
        at(self.0.path(), &[words, &["--lang", "zh", "--virtual-clock", "--at", hour]].concat())
    }
}

#[test]
fn each_post_sees_and_does_what_is_its_own() {
    let office = Office::new();
    let shown = office.at("2026-03-02T11:00", &["case", "show", "@z"]).code(0).out;
    assert!(shown.contains("受理后事务 的 送达副本、组成仲裁庭"), "{shown}");
    for post in ["立案岗", "书记员"] {
        let list = office.at("2026-03-02T11:00", &["task", "list", "--post", post]).code(0).out;
        assert!(list.contains("@z"), "{post}: {list}");
    }
    let claim = [&["task", "claim", "z"], CLERK].concat();
    office.at("2026-03-02T11:00", &claim).code(0);
    let again = office.at("2026-03-02T11:30", &claim).code(5).err;
    assert!(again.contains("「送达副本」已由 乙 承办"), "{again}");
    office.at("2026-03-03T10:00", &[&["case", "do", "@z", "complete"], REGISTRY].concat()).code(0);
    let shown = office.at("2026-03-03T11:00", &["case", "show", "@z"]).code(0).out;
    assert!(shown.contains("受理后事务 的 送达副本、待回避申请"), "{shown}");
    let story = office.at("2026-03-03T11:00", &["case", "timeline", "@z"]).code(0).out;
    assert!(story.contains("待回避申请"), "{story}");
}

#[test]
fn a_post_without_a_branch_is_told_where_something_is_to_be_done() {
    let office = Office::new();
    let head = ["--as", "丙", "--post", "庭长"];
    let ran = office.at("2026-03-02T11:00", &[&["case", "do", "@z", "complete"], &head[..]].concat()).code(5);
    assert!(ran.err.contains("「受理后事务」是并行"), "{}", ran.err);
    assert!(ran.err.contains("送达副本") && ran.err.contains("组成仲裁庭"), "{}", ran.err);
}
