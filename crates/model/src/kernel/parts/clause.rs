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
