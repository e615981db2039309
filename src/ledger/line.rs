//! A publication: one line of the ledger, tied to the line before it by a hash.
//!
//! A line is read only in the very form in which it is written, so it cannot say anything in two
//! ways. Its seal is the hash of all that stands before it in the line.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;

use super::snapshot::json;

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counts all lines of the ledger from 1.
    pub number: u64,
    /// When it was published.
    pub day: Date,
    /// Who could read it from then on.
    pub readers: Readers,
    /// Where.
    pub address: Option<String>,
    /// The commit that makes it, if one does.
    pub commit: Option<String>,
    /// The version of Roadcast that made it.
    pub version: String,
    /// The day it was made for.
    pub as_of: Date,
    /// The hash of the manifest.
    pub manifest: String,
    /// Who approved it.
    pub by: Option<String>,
    /// The hash of the edition's canonical JSON.
    pub edition: String,
    /// The hash of the line before; none for the first.
    pub before: Option<String>,
}

/// Who could read a publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readers {
    /// An audience, on its site.
    Audience(Audience),
    /// An account, by a share.
    Share {
        /// The share's name.
        share: String,
        /// The account that it is for.
        account: String,
    },
}

impl Readers {
    /// What they are called.
    pub fn name(&self) -> &str {
        match self {
            Readers::Audience(audience) => audience.name(),
            Readers::Share { account, .. } => account,
        }
    }
}

/// A line as it stands in the file, its keys in this order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    number: u64,
    day: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    address: Option<String>,
    commit: Option<String>,
    version: String,
    as_of: Date,
    manifest: String,
    by: Option<String>,
    edition: String,
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
}

/// Why a text is no line of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It has another form than Roadcast gives to lines.
    Form,
    /// It says something else than what was sealed.
    Seal,
}

impl Line {
    /// The line, without its line break.
    pub fn written(&self) -> Vec<u8> {
        let mut written = Written::of(self);
        written.seal = Some(blake3::hash(&json(&written)).to_hex().to_string());
        json(&written)
    }

    /// Reads a line, without its line break.
    ///
    /// # Errors
    /// It is none, or was rewritten.
    pub fn read(bytes: &[u8]) -> Result<Line, LineFault> {
        let mut written: Written = serde_json::from_slice(bytes).map_err(|_| LineFault::Form)?;
        if json(&written) != bytes {
            return Err(LineFault::Form);
        }
        let seal = written.seal.take().ok_or(LineFault::Form)?;
        if blake3::hash(&json(&written)).to_hex().as_str() != seal {
            return Err(LineFault::Seal);
        }
        written.line().ok_or(LineFault::Form)
    }

    /// The hash by which the next line names this one.
    pub fn hash(&self) -> String {
        blake3::hash(&self.written()).to_hex().to_string()
    }
}

impl Written {
    fn of(line: &Line) -> Written {
        let (audience, share, account) = match &line.readers {
            Readers::Audience(audience) => (Some(audience.name().to_owned()), None, None),
            Readers::Share { share, account } => (None, Some(share.clone()), Some(account.clone())),
        };
        Written {
            number: line.number,
            day: line.day,
            audience,
            share,
            account,
            address: line.address.clone(),
            commit: line.commit.clone(),
            version: line.version.clone(),
            as_of: line.as_of,
            manifest: line.manifest.clone(),
            by: line.by.clone(),
            edition: line.edition.clone(),
            before: line.before.clone(),
            seal: None,
        }
    }

    fn line(self) -> Option<Line> {
        let readers = match (self.audience, self.share, self.account) {
            (Some(audience), None, None) => Readers::Audience(Audience::from_name(&audience)?),
            (None, Some(share), Some(account)) => Readers::Share { share, account },
            _ => return None,
        };
        Some(Line {
            number: self.number,
            day: self.day,
            readers,
            address: self.address,
            commit: self.commit,
            version: self.version,
            as_of: self.as_of,
            manifest: self.manifest,
            by: self.by,
            edition: self.edition,
            before: self.before,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Line, LineFault, Readers};
    use crate::audience::Audience;

    fn line(readers: Readers) -> Line {
        Line {
            number: 1,
            day: date(2026, 11, 22),
            readers,
            address: Some("https://roadmap.northwind.example/".to_owned()),
            commit: None,
            version: "0.1.0".to_owned(),
            as_of: date(2026, 11, 22),
            manifest: "aa".to_owned(),
            by: Some("ana".to_owned()),
            edition: "bb".to_owned(),
            before: None,
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let share = Readers::Share { share: "acme".to_owned(), account: "Acme GmbH".to_owned() };
        for readers in [Readers::Audience(Audience::Client), share] {
            let line = line(readers);
            assert_eq!(Line::read(&line.written()), Ok(line));
        }
    }

    #[test]
    fn a_line_that_says_something_else_is_rewritten_and_an_odd_one_is_none() {
        let written = line(Readers::Audience(Audience::Client)).written();
        let text = String::from_utf8(written).expect("JSON is text");
        for (from, to, fault) in [
            ("ana", "tom", LineFault::Seal),
            ("2026-11-22", "2026-11-21", LineFault::Seal),
            ("client", "sales", LineFault::Seal),
            ("\"by\":", "\"by\": ", LineFault::Form),
            ("\"by\":\"ana\",", "\"by\":\"ana\",\"by\":\"tom\",", LineFault::Form),
            ("\"by\":\"ana\",", "", LineFault::Form),
            ("\"number\":1", "\"number\":1,\"more\":2", LineFault::Form),
            ("client", "everybody", LineFault::Seal),
            ("{", "<<<<<<< {", LineFault::Form),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert_eq!(Line::read(changed.as_bytes()), Err(fault), "{from}");
        }
    }
}
