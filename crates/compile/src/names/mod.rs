//! Who declares a name and who uses it. What is missing, declared twice, of another kind or never used is reported
//! once, when everything has been read.

mod distance;
mod kind;

pub(crate) use distance::nearest;
use distance::{Likeness, Near, near};
pub(crate) use kind::Kind;

use shouwen_syntax::tree::Name;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Edit, MAX_DIAGNOSTICS, Span, Text};
use std::collections::BTreeMap;

/// The most places shown that an ambiguous name could mean.
pub(crate) const MAX_CANDIDATES: usize = 16;

/// The most words of a choice that are shown, or compared with a word that it does not have.
const MAX_WORDS: usize = 64;

/// How much is done at most to find the names that were meant, in characters compared with bytes: about a second.
const MAX_COMPARED: usize = 256_000_000;

/// A declaration.
#[derive(Clone, Debug)]
struct Decl {
    span: Span,
    /// In the file itself, not in one it uses.
    own: bool,
    used: bool,
}

/// A value that its choice does not have: what has the choice, the value, the places and the words there are.
#[derive(Clone, Debug, Default)]
struct Missing {
    spans: Vec<Span>,
    words: Vec<String>,
}

/// All names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    declared: BTreeMap<(Kind, String), Decl>,
    wanted: BTreeMap<(Kind, String), Vec<Span>>,
    /// What is there as something else only.
    others: BTreeMap<(Kind, String), Vec<Span>>,
    values: BTreeMap<(String, String), Missing>,
    misses: usize,
    out: Diagnostics,
}

impl Names {
    /// How many uses went wrong so far.
    pub(crate) const fn misses(&self) -> usize {
        self.misses
    }

    fn missed(&mut self) {
        self.misses = self.misses.saturating_add(1);
    }

    /// A declaration that may stand once.
    pub(crate) fn declare(&mut self, kind: Kind, name: &Name, own: bool) {
        let key = (kind, name.node.clone());
        if let Some(first) = self.declared.get(&key) {
            self.out.push(twice(kind, name, first.span));
        } else {
            self.declared.insert(key, Decl { span: name.span, own, used: false });
        }
    }

    /// A declaration by mention, which may stand any number of times.
    pub(crate) fn mention(&mut self, kind: Kind, name: &Name) {
        let decl = Decl { span: name.span, own: true, used: true };
        self.declared.entry((kind, name.node.clone())).or_insert(decl);
    }

    /// Whether a name is declared.
    pub(crate) fn has(&self, kind: Kind, name: &str) -> bool {
        self.declared.contains_key(&(kind, name.to_owned()))
    }

    /// What the file itself declares, with the places; a slot that bears a word of the language is told as such.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, Span)> {
        self.declared
            .iter()
            .filter(|((kind, _), decl)| decl.own && *kind != Kind::Custody)
            .map(|((_, name), decl)| (name.as_str(), decl.span))
    }

    /// Every declared name, once for each kind.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.declared.keys().map(|(_, name)| name.as_str())
    }

    /// What the file itself declares of a kind, with the places.
    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&str, Span)> {
        let own = self.declared.range((kind, String::new())..).take_while(move |((k, _), _)| *k == kind);
        own.filter(|(_, decl)| decl.own).map(|((_, name), decl)| (name.as_str(), decl.span))
    }

    /// Whether anything of a kind is declared.
    pub(crate) fn any(&self, kind: Kind) -> bool {
        let first = self.declared.range((kind, String::new())..).next();
        first.is_some_and(|((found, _), _)| *found == kind)
    }

    /// Where a name is declared.
    pub(crate) fn span(&self, kind: Kind, name: &str) -> Option<Span> {
        self.declared.get(&(kind, name.to_owned())).map(|d| d.span)
    }

    /// Whether anything uses a name.
    pub(crate) fn is_used(&self, kind: Kind, name: &str) -> bool {
        self.declared.get(&(kind, name.to_owned())).is_some_and(|d| d.used)
    }

    /// A use.
    pub(crate) fn refer(&mut self, kind: Kind, name: &Name) -> bool {
        let known = self.look(kind, name);
        if let Some(decl) = self.declared.get_mut(&(kind, name.node.clone())) {
            decl.used = true;
        }
        known
    }

    /// A mention that is no use, as in a scenario: the name must be there, and may still be useless.
    pub(crate) fn look(&mut self, kind: Kind, name: &Name) -> bool {
        if self.has(kind, &name.node) {
            return true;
        }
        self.want(kind, name);
        false
    }

    /// A name that is not there, or only as something else.
    pub(crate) fn want(&mut self, kind: Kind, name: &Name) {
        self.missed();
        let lists = if self.other(kind, &name.node).is_some() { &mut self.others } else { &mut self.wanted };
        lists.entry((kind, name.node.clone())).or_default().push(name.span);
    }

    /// What a name stands for that is not of this kind, and where that is declared.
    fn other(&self, kind: Kind, name: &str) -> Option<(Kind, Span)> {
        let others = Kind::ALL.iter().filter(|k| !kind.alike().contains(k));
        others.map(|k| (*k, self.span(*k, name))).find_map(|(k, span)| Some((k, span?)))
    }

    /// What is wanted: a name that is wanted in a narrower and in a wider sense is one.
    fn wants(&self) -> Vec<(Kind, &str, Vec<Span>)> {
        let wider = |kind: Kind, name: &str| {
            let key = (Kind::Operand, name.to_owned());
            kind != Kind::Operand && Kind::Operand.alike().contains(&kind) && self.wanted.contains_key(&key)
        };
        let mut all = Vec::new();
        for ((kind, name), spans) in &self.wanted {
            let mut spans = spans.clone();
            if wider(*kind, name) {
                continue;
            }
            if *kind == Kind::Operand {
                let narrower = Kind::Operand.alike().iter().filter(|k| **k != Kind::Operand);
                let narrower = narrower.filter_map(|k| self.wanted.get(&(*k, name.clone())));
                spans.extend(narrower.flatten());
            }
            all.push((*kind, name.as_str(), spans));
        }
        all.sort_by_key(|(_, _, spans)| spans.iter().min().copied());
        all
    }

    /// A value that a choice does not have.
    pub(crate) fn want_value<'w>(
        &mut self,
        owner: &str,
        words: impl Iterator<Item = &'w String>,
        value: &Name,
    ) {
        self.missed();
        let missing = self.values.entry((owner.to_owned(), value.node.clone()));
        let missing = missing.or_insert_with(|| Missing {
            spans: Vec::new(),
            words: words.take(MAX_WORDS).cloned().collect(),
        });
        missing.spans.push(value.span);
    }

    /// A name that could mean several things.
    pub(crate) fn ambiguous(&mut self, name: &Name, candidates: &[Span]) {
        self.missed();
        let n = &name.node;
        let mut diagnostic = Diagnostic::new(
            Code::N002,
            name.span,
            Text::new(
                format!("「{n}」在几处都有声明，不知道指哪一个"),
                format!("`{n}` is declared in several places, and this could mean any of them"),
            ),
        )
        .help(Text::new(
            "给其中一个另起名称，再改用到它的各处",
            "rename one of them and look again at every use",
        ));
        for span in candidates.iter().take(MAX_CANDIDATES) {
            diagnostic = diagnostic.related(*span, Text::new("可能指这里", "this may be meant"));
        }
        self.out.push(diagnostic);
    }

    /// Everything that is wrong with the names. `lost_heads`: the text has sections that could not be read, so that a
    /// missing name says nothing; `lost_clauses`: the same for names that clauses declare.
    pub(crate) fn finish(&mut self, lost_heads: bool, lost_clauses: bool) -> Diagnostics {
        let mut out = std::mem::take(&mut self.out);
        if !lost_heads {
            let told = |kind: Kind| !(lost_clauses && kind.in_passing());
            let wanted = self.wants().into_iter().filter(|(kind, ..)| told(*kind));
            let mut left = MAX_COMPARED;
            for (number, (kind, name, spans)) in wanted.enumerate() {
                // No more than so many are ever shown.
                let near = if number < MAX_DIAGNOSTICS { self.near(kind, name, &mut left) } else { None };
                out.push(unknown(kind, name, &spans, near));
            }
            for ((kind, name), spans) in self.others.iter().filter(|((kind, _), _)| told(*kind)) {
                if let Some((found, span)) = self.other(*kind, name) {
                    out.push(wrong_kind(*kind, name, spans, (found, span)));
                }
            }
        }
        if !lost_clauses {
            for ((owner, value), missing) in &self.values {
                out.push(no_value(owner, value, missing));
            }
        }
        out
    }

    /// What is declared in the file itself and used nowhere, of these kinds.
    pub(crate) fn unused(&self, kinds: &[Kind]) -> Vec<Diagnostic> {
        let idle =
            |((kind, _), decl): &(&(Kind, String), &Decl)| decl.own && !decl.used && kinds.contains(kind);
        self.declared.iter().filter(idle).map(|((kind, name), decl)| unused(*kind, name, decl.span)).collect()
    }

    /// Whether a declared name may be meant by one that is not there.
    pub(crate) fn near_any(&self, kind: Kind, name: &str) -> bool {
        let mut left = MAX_COMPARED;
        self.near(kind, name, &mut left).is_some()
    }

    /// The name that may be meant by one that is not there, if there is enough left to look for it.
    fn near(&self, kind: Kind, name: &str, left: &mut usize) -> Option<Near<'_>> {
        let all = self.declared.keys().filter(|(k, _)| kind.alike().contains(k)).map(|(_, n)| n.as_str());
        let bytes = all.clone().map(str::len).fold(0, usize::saturating_add);
        *left = left.checked_sub(name.chars().count().saturating_mul(bytes))?;
        near(name, all)
    }
}

fn unknown(kind: Kind, name: &str, spans: &[Span], near: Option<Near<'_>>) -> Diagnostic {
    let (zh, en) = kind.words();
    let message = Text::new(format!("没有声明{zh}「{name}」"), format!("`{name}` is not declared as {en}"));
    let diagnostic = everywhere(Code::N001, message, spans);
    if let Some(near) = near {
        return suggest(diagnostic, near, spans);
    }
    let (zh, en) = kind.declared_by();
    diagnostic.help(Text::new(
        format!("名称没有写错的，{zh}来声明它；名称前后漏了空格的，补上空格"),
        format!("if the name is right, declare it: {en}; if blanks are missing around it, add them"),
    ))
}

/// A diagnostic at the first of several places, with the others beside it.
fn everywhere(code: Code, message: Text, spans: &[Span]) -> Diagnostic {
    let first = spans.iter().min().copied().unwrap_or_default();
    let mut diagnostic = Diagnostic::new(code, first, message);
    for span in spans.iter().filter(|s| **s != first) {
        diagnostic = diagnostic.related(*span, Text::new("这里也用到", "used here too"));
    }
    diagnostic
}

/// A name that may be meant. However alike the two are, the slip may as well be where it is declared.
fn suggest(diagnostic: Diagnostic, near: Near<'_>, spans: &[Span]) -> Diagnostic {
    let Near { name, likeness } = near;
    let edits = spans.iter().map(|span| Edit { span: *span, text: name.to_owned() }).collect();
    let (zh, en) = match likeness {
        Likeness::Letters => ("", ""),
        Likeness::Sound => ("两者同音", " it sounds the same"),
        Likeness::Shape => ("两者形近", " it looks the same"),
    };
    diagnostic
        .help(Text::new(format!("是不是「{name}」？{zh}"), format!("did you mean `{name}`?{en}")))
        .guess_all(Text::new(format!("改为「{name}」"), format!("change it to `{name}`")), edits)
}

fn no_value(owner: &str, value: &str, missing: &Missing) -> Diagnostic {
    let words = &missing.words;
    let message =
        Text::new(format!("「{owner}」没有「{value}」这个值"), format!("`{owner}` has no value `{value}`"));
    let diagnostic = everywhere(Code::N001, message, &missing.spans);
    match near(value, words.iter().map(String::as_str)) {
        Some(near) => suggest(diagnostic, near, &missing.spans),
        None => diagnostic.help(Text::new(
            format!("它的值是：{}", words.join("、")),
            format!("its values are: {}", words.join(", ")),
        )),
    }
}

fn twice(kind: Kind, name: &Name, first: Span) -> Diagnostic {
    let (zh, en) = kind.words();
    let n = &name.node;
    Diagnostic::new(
        Code::N002,
        name.span,
        Text::new(format!("{zh}「{n}」声明了两次"), format!("`{n}` is declared twice as {en}")),
    )
    .related(first, Text::new("已在这里声明", "declared here already"))
    .help(Text::new(
        "是同一事物的，合成一处；是两个事物的，给其中一个另起名称",
        "join the two if they mean one thing; otherwise rename one of them",
    ))
}

fn wrong_kind(kind: Kind, n: &str, spans: &[Span], (found, span): (Kind, Span)) -> Diagnostic {
    let ((zh, en), (found_zh, found_en)) = (kind.words(), found.words());
    let message = Text::new(
        format!("这里要写{zh}，「{n}」是{found_zh}"),
        format!("this needs {en}, and `{n}` is {found_en}"),
    );
    everywhere(Code::N004, message, spans)
        .related(span, Text::new(format!("「{n}」在这里声明"), format!("`{n}` is declared here")))
        .help(Text::new(format!("改用{zh}的名称"), format!("write the name of {en}")))
}

fn unused(kind: Kind, name: &str, span: Span) -> Diagnostic {
    let (zh, en) = kind.words();
    Diagnostic::new(
        Code::N003,
        span,
        Text::new(
            format!("{zh}「{name}」没有用到"),
            format!("`{name}` is declared as {en}, and nothing uses it"),
        ),
    )
    .help(Text::new("该用的地方补上；不需要的，删去", "use it where it belongs, or delete it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shouwen_syntax::FileId;

    fn name(node: &str, at: u32) -> Name {
        Name { node: node.to_owned(), span: Span::new(FileId(0), at, at + 1) }
    }

    #[test]
    fn every_kind_is_listed_once_and_in_order() {
        assert!(Kind::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(Kind::ALL.len(), Kind::Operand as usize + 1);
    }

    #[test]
    fn candidates_end_at_their_limit() {
        for (count, shown) in [(MAX_CANDIDATES, MAX_CANDIDATES), (MAX_CANDIDATES + 1, MAX_CANDIDATES)] {
            let mut names = Names::default();
            let spans: Vec<_> = (1u32..).map(|at| name("甲", at).span).take(count).collect();
            names.ambiguous(&name("甲", 0), &spans);
            let told = names.finish(false, false).sorted();
            assert_eq!((told.len(), told[0].related.len()), (1, shown));
        }
    }

    #[test]
    fn words_end_at_their_limit() {
        for (count, shown) in [(MAX_WORDS, MAX_WORDS), (MAX_WORDS + 1, MAX_WORDS)] {
            let mut names = Names::default();
            let words: Vec<String> = (0..count).map(|n| format!("一个很长的词{n}")).collect();
            for at in [0, 1] {
                names.want_value("乙", words.iter(), &name("甲", at));
            }
            assert_eq!(
                names.values.values().map(|m| (m.words.len(), m.spans.len())).next(),
                Some((shown, 2))
            );
        }
    }

    #[test]
    fn the_search_for_names_ends_at_its_limit() {
        let mut names = Names::default();
        names.declare(Kind::Post, &name("审查岗", 0), true);
        let cost = "审察岗".chars().count() * "审查岗".len();
        for (given, found, kept) in [(cost, Some("审查岗"), 0), (cost - 1, None, cost - 1)] {
            let mut left = given;
            assert_eq!(names.near(Kind::Post, "审察岗", &mut left).map(|near| near.name), found);
            assert_eq!(left, kept);
        }
    }
}
