//! Where in the text a part comes from.

/// Which clause of the text a part comes from: the section as `kind name`, and the clause's number in it from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// The section, for example `环节 收件`; the same in both languages because names are never translated and the
    /// kind is one of the kernel's own short words.
    pub section: String,
    /// The clause's number in its section, from 1; 0 means the section itself.
    pub number: u16,
}

/// The kinds of sections, by the kernel's own words.
const SECTIONS: &[(&str, &str)] = &[
    ("step", "环节"),
    ("wait", "等候"),
    ("posting", "公示"),
    ("meeting", "会议"),
    ("parallel", "并行"),
    ("clock", "时限"),
    ("custody", "责任"),
    ("accountability", "责任追究"),
    ("schedule", "日程"),
    ("party", "当事人"),
    ("any time", "随时"),
    ("after closing", "办结后"),
];

/// The section of a [`Clause`] in Chinese: `step 收件` is 环节 收件. A name is never translated.
#[must_use]
pub fn section_in_chinese(section: &str) -> String {
    let found = SECTIONS.iter().find_map(|(en, zh)| {
        let rest = section.strip_prefix(en)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| format!("{zh}{}", rest.trim_end()))
    });
    found.unwrap_or_else(|| section.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{SECTIONS, section_in_chinese};

    #[test]
    fn every_kind_of_section_has_its_chinese_word() {
        for (en, zh) in SECTIONS {
            assert_eq!(section_in_chinese(&format!("{en} 决定")), format!("{zh} 决定"));
        }
        assert_eq!(section_in_chinese("after closing"), "办结后");
        // A word that only begins like one is none.
        assert_eq!(section_in_chinese("stepwise"), "stepwise");
    }
}
