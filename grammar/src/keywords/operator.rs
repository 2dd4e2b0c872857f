//! Operators of conditions.

use super::Class::Operator;
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("is", Operator, &["为"], &["is"]),
    word("is_not", Operator, &["不为"], &["is not"]),
    word("at_least", Operator, &["不少于"], &["at least"]),
    word("more_than", Operator, &["超过"], &["more than"]),
    word("less_than", Operator, &["少于"], &["less than"]),
    word("earlier_than", Operator, &["早于"], &["earlier than"]),
    word("later_than", Operator, &["晚于"], &["later than"]),
    word("not_earlier_than", Operator, &["不早于"], &["not earlier than"]),
    word("not_later_than", Operator, &["不晚于"], &["not later than"]),
    word("and", Operator, &["且"], &["and"]),
    word("or", Operator, &["或"], &["or"]),
    word("does_not_meet", Operator, &["不符合"], &["does not meet"]),
    word("meets", Operator, &["符合"], &["meets"]),
    word("differ", Operator, &["不一致"], &["differs from"]),
    word("filled", Operator, &["已填"], &["is filled"]),
    word("not_filled", Operator, &["未填"], &["is not filled"]),
    word("plus", Operator, &["加"], &["plus"]),
    word("minus", Operator, &["减"], &["minus"]),
    word("multiplied", Operator, &["乘"], &["multiplied by"]),
    word("divided", Operator, &["除以", "除"], &["divided by"]),
    word("next_month", Operator, &["次月"], &["month after"]),
    word("same_month", Operator, &["当月"], &["month of"]),
    word("any_item", Operator, &["任一项"], &["any item"]),
    word("no_item", Operator, &["没有一项"], &["no item"]),
    word("has_passed", Operator, &["已经过"], &["has passed"]),
    word("has_not_passed", Operator, &["未经过"], &["has not passed"]),
    word("is_completed", Operator, &["已完成"], &["is completed"]),
    word("is_not_completed", Operator, &["未完成"], &["is not completed"]),
    word("concluded", Operator, &["结论为"], &["concluded"]),
    word("listed", Operator, &["符合下列"], &["of the following"]),
    word("all_listed", Operator, &["全部"], &["all"]),
    word("any_listed", Operator, &["任一"], &["any"]),
];
