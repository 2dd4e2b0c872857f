//! 制度: what a rule over other procedures says that a procedure does not, and the other way round.

use super::Resolver;
use shouwen_model::form::Scope;
use shouwen_syntax::tree::{Applies, ItemClause, Located};
use shouwen_syntax::{Code, Diagnostic, Language, Span, Text};

impl Resolver<'_> {
    /// 适用于 …, of a rule only.
    pub(super) fn applies(&mut self, to: &Located<Applies>, span: Span, is_rule: bool) -> Option<Scope> {
        if !is_rule {
            self.misplaced(
                span,
                Text::new("“适用于”只写在“制度”里", "only a `rule` says what it applies to"),
                Text::new(
                    "约束别的事项的，把“事项”改成“制度”；本身就是事项的，删去这一句",
                    "make it a `rule` if it binds other procedures; otherwise delete the clause",
                ),
            );
            return None;
        }
        Some(match &to.node {
            Applies::All => Scope::All,
            Applies::Named(names) => {
                names.iter().for_each(|name| self.check_alias(name));
                Scope::Named { of: names.iter().map(|name| name.node.clone()).collect() }
            }
        })
    }

    /// 办件类型 is said of what people apply for.
    pub(super) fn no_kind(&mut self, span: Span) {
        self.misplaced(
            span,
            Text::new("“制度”不写办件类型", "a `rule` has no kind"),
            Text::new("删去这一句", "delete the clause"),
        );
    }

    /// A rule that does not say where it holds, with the clause that most rules mean.
    pub(super) fn holds_nowhere(&mut self, clauses: &[Located<ItemClause>], head: Span) {
        let words = match self.language {
            Language::Chinese => "适用于 全部事项；\n  ",
            Language::English => "applies to all procedures;\n  ",
        };
        let diagnostic = Diagnostic::new(
            Code::L006,
            head,
            Text::new("制度没有写“适用于”", "the rule does not say what it applies to"),
        )
        .help(Text::new(
            "补一句“适用于 全部事项；”，或者“适用于 事项 某简称；”",
            "add `applies to all procedures;`, or `applies to procedure …;` with short names",
        ));
        self.out.push(match clauses.first() {
            Some(first) => diagnostic.fix(
                Text::new("写明适用于全部事项", "say that it applies to all procedures"),
                first.span.before(),
                words,
            ),
            None => diagnostic,
        });
    }
}
