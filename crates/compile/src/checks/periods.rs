//! T408: a limit of so many 日, which may be working days or calendar days.

use shouwen_syntax::tree::{Period, PeriodUnit};
use shouwen_syntax::{Code, Diagnostic, SourceMap, Text};

/// The words for a day without a kind, longest first.
const BARE: [&str; 4] = ["days", "day", "日", "天"];

/// Reports a period whose unit is a bare 日, with both ways of saying it, or with the one that fits beside `other`.
pub(crate) fn bare_day(sources: &SourceMap, period: &Period, other: Option<PeriodUnit>) -> Diagnostic {
    let words = sources.get(period.span.file).map_or("", |s| s.slice(period.span));
    let diagnostic = Diagnostic::new(
        Code::T408,
        period.span,
        Text::new(
            format!("「{words}」没有写明是工作日还是自然日"),
            format!("`{words}` may be working days or calendar days"),
        ),
    )
    .note(Text::new("节前起算时，两种算法可能差出十天", "before a holiday the two can differ by ten days"))
    .help(Text::new(
        "对照依据的原文，写“个工作日”或“个自然日”",
        "look at the wording of the law, and write working days or calendar days",
    ));
    let Some((number, bare)) = BARE.iter().find_map(|b| words.strip_suffix(b).map(|n| (n, *b))) else {
        return diagnostic;
    };
    let units = if bare.is_ascii() {
        let s = if bare == "days" { "s" } else { "" };
        [format!("working day{s}"), format!("calendar day{s}")]
    } else {
        ["个工作日".to_owned(), "个自然日".to_owned()]
    };
    let fits =
        |unit: PeriodUnit| !matches!(other, Some(o @ (PeriodUnit::Workday | PeriodUnit::Day)) if o != unit);
    let units = [PeriodUnit::Workday, PeriodUnit::Day].into_iter().zip(units).filter(|(unit, _)| fits(*unit));
    units.fold(diagnostic, |diagnostic, (_, unit)| {
        let full = format!("{number}{unit}");
        let title = Text::new(format!("改为「{full}」"), format!("change it to `{full}`"));
        diagnostic.fix(title, period.span, full)
    })
}
