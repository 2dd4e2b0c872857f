//! The breaches that the kernel itself knows: their codes in records and their words in both languages.

/// A second one-time notice for what was visible at the first (行政许可法 art. 72 (3)).
pub const SECOND_NOTICE: &str = "SECOND_NOTICE";

/// An internal limit that passed.
pub const INTERNAL_OVERDUE: &str = "INTERNAL_OVERDUE";

/// A duty that outlives the decision and was not done in time.
pub const DUTY_OVERDUE: &str = "DUTY_OVERDUE";

/// Each code with its Chinese and English words. A breach that an author declares is its own word.
pub const KERNEL_BREACHES: &[(&str, &str, &str)] = &[
    (SECOND_NOTICE, "再次告知", "second notice"),
    (INTERNAL_OVERDUE, "内部时限逾期", "internal limit overdue"),
    (DUTY_OVERDUE, "逾期未履行", "not done in time"),
];
