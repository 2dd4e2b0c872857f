//! The kinds of names: each has a name space of its own.

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// 岗位.
    Post,
    /// 当事人.
    Party,
    /// 环节 or 等候.
    Place,
    /// 结果.
    Outcome,
    /// 时限.
    Clock,
    /// 材料.
    Material,
    /// 条件.
    Condition,
    /// 责任.
    Custody,
    /// 责任追究.
    Ladder,
    /// A linked case, by the name under which it is opened.
    Link,
    /// 登记信息.
    Field,
    /// A computed value.
    Computed,
    /// 期日.
    Date,
    /// 结论.
    Conclusion,
    /// An awaited event.
    Event,
    /// A paper that a step needs on file.
    Paper,
    /// A document.
    Document,
    /// A breach.
    Breach,
    /// 处室.
    Division,
    /// What a comparison may speak of: a field, a conclusion or a key date.
    Operand,
}

impl Kind {
    /// Every kind, in their order.
    pub(crate) const ALL: [Self; 20] = [
        Self::Post,
        Self::Party,
        Self::Place,
        Self::Outcome,
        Self::Clock,
        Self::Material,
        Self::Condition,
        Self::Custody,
        Self::Ladder,
        Self::Link,
        Self::Field,
        Self::Computed,
        Self::Date,
        Self::Conclusion,
        Self::Event,
        Self::Paper,
        Self::Document,
        Self::Breach,
        Self::Division,
        Self::Operand,
    ];

    /// Its words, Chinese and English, the English with its article.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Post => ("岗位", "a post"),
            Self::Party => ("当事人", "a party"),
            Self::Place => ("环节或等候", "a step or wait"),
            Self::Outcome => ("结果", "an outcome"),
            Self::Clock => ("时限", "a clock"),
            Self::Material => ("材料", "a material"),
            Self::Condition => ("条件", "a condition"),
            Self::Custody => ("责任", "a custody"),
            Self::Ladder => ("责任追究", "an accountability table"),
            Self::Link => ("开启的事项", "a linked case"),
            Self::Field => ("登记信息", "a field"),
            Self::Computed => ("计算值", "a computed value"),
            Self::Date => ("期日", "a key date"),
            Self::Conclusion => ("结论", "a conclusion"),
            Self::Event => ("等候的事件", "an awaited event"),
            Self::Paper => ("须附的材料", "a paper to attach"),
            Self::Document => ("文书", "a document"),
            Self::Breach => ("违规", "a breach"),
            Self::Division => ("处室", "a division"),
            Self::Operand => ("登记信息、结论或期日", "a field, a conclusion or a key date"),
        }
    }

    /// Where such a name is declared, for help.
    pub(crate) const fn declared_by(self) -> (&'static str, &'static str) {
        match self {
            Self::Post => ("写一节“岗位”", "a `post` section"),
            Self::Party => ("写一节“当事人”", "a `party` section"),
            Self::Place => ("写一节“环节”或“等候”", "a `step` or `wait` section"),
            Self::Outcome => ("写一节“结果”", "an `outcome` section"),
            Self::Clock => ("写一节“时限”", "a `clock` section"),
            Self::Material => ("写一节“材料”", "a `material` section"),
            Self::Condition => ("写一节“条件”", "a `condition` section"),
            Self::Custody => ("写一节“责任”", "a `custody` section"),
            Self::Ladder => ("写一节“责任追究”", "an `accountability` section"),
            Self::Link => ("写“开启”", "an `open linked` act"),
            Self::Field => ("写进“登记信息”", "a line of the `data` section"),
            Self::Computed => ("在“登记信息”里写“……为 ……”", "a line `… is …` of the `data` section"),
            Self::Date => ("写进“事项”的“期日”", "the `key dates` of the procedure"),
            Self::Conclusion => ("在环节里写“结论”", "a `conclude` clause of a step"),
            Self::Event => ("在等候里写“待”", "an `awaiting` clause of a wait"),
            Self::Paper => ("在环节里写“须附”", "a `must attach` clause of a step"),
            Self::Document => ("写“出具”", "an `issue` act"),
            Self::Breach => ("写“记为违规”", "a `record breach` act"),
            Self::Division => ("写进“机构”的“处室”", "the `division` of the organisation"),
            Self::Operand => ("写进“登记信息”“结论”或“期日”", "`data`, `conclude` or `key dates`"),
        }
    }

    /// The kinds among which a slip of the pen is looked for.
    pub(crate) const fn alike(self) -> &'static [Self] {
        match self {
            Self::Post => &[Self::Post],
            Self::Party => &[Self::Party],
            Self::Place => &[Self::Place],
            Self::Outcome => &[Self::Outcome],
            Self::Clock => &[Self::Clock],
            Self::Material => &[Self::Material],
            Self::Condition => &[Self::Condition],
            Self::Custody => &[Self::Custody],
            Self::Ladder => &[Self::Ladder],
            Self::Link => &[Self::Link],
            Self::Field => &[Self::Field],
            Self::Computed => &[Self::Computed],
            Self::Date => &[Self::Date],
            Self::Conclusion => &[Self::Conclusion],
            Self::Event => &[Self::Event],
            Self::Paper => &[Self::Paper],
            Self::Document => &[Self::Document],
            Self::Breach => &[Self::Breach],
            Self::Division => &[Self::Division],
            Self::Operand => &[Self::Field, Self::Computed, Self::Conclusion, Self::Date],
        }
    }

    /// Whether such names are declared by a clause in passing and not by a section's head.
    pub(crate) const fn in_passing(self) -> bool {
        matches!(
            self,
            Self::Field
                | Self::Computed
                | Self::Link
                | Self::Date
                | Self::Conclusion
                | Self::Event
                | Self::Paper
                | Self::Document
                | Self::Breach
                | Self::Division
                | Self::Operand
        )
    }
}
