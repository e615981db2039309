//! One check that catches a defect by itself, as the catalogue records it.

use std::fmt;

use serde::Deserialize;

/// A check, and what it says: an error code, or the name of the test that fails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Catcher {
    /// The build of the sample, by the first error code that it reports.
    Sample(String),
    /// A test of `tests/pairs`.
    Pairs(String),
    /// A test beside the code.
    Unit(String),
    /// A test of `tests/suite`.
    Suite(String),
    /// The compiler, by the code of its error.
    Compiler(String),
}

impl Catcher {
    /// What kind of check it is, for people.
    pub fn kind(&self) -> &'static str {
        match self {
            Catcher::Sample(code) => match code.as_str() {
                "leak-influence" => "the twin",
                "leak" => "the scan",
                "leak-unexplained" | "manifest" => "the manifest",
                _ => "the build",
            },
            Catcher::Pairs(_) => "the pairs",
            Catcher::Unit(_) => "a unit test",
            Catcher::Suite(_) => "a test of the program",
            Catcher::Compiler(_) => "the compiler",
        }
    }

    /// The error code, or the name of the test.
    pub fn says(&self) -> &str {
        match self {
            Catcher::Sample(says)
            | Catcher::Pairs(says)
            | Catcher::Unit(says)
            | Catcher::Suite(says)
            | Catcher::Compiler(says) => says,
        }
    }
}

/// As it stands in the catalogue.
impl fmt::Display for Catcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self {
            Catcher::Sample(_) => "sample",
            Catcher::Pairs(_) => "pairs",
            Catcher::Unit(_) => "unit",
            Catcher::Suite(_) => "suite",
            Catcher::Compiler(_) => "compiler",
        };
        write!(f, "{{ {key}: {} }}", self.says())
    }
}
