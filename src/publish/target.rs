//! A target: where the files of one site go, whatever keeps them there.

use std::collections::BTreeMap;

use crate::diagnostic::{Message, message, place, value};
use crate::media_type;

/// Keeps the files of one site, by path with `/`.
pub trait Target: Sync {
    /// What it is called in messages. It holds no credentials.
    fn name(&self) -> String;

    /// How many files are sent or read at a time.
    fn lanes(&self) -> usize;

    /// Every file; what belongs to version control or the host is left out.
    ///
    /// # Errors
    /// It cannot be read, or holds what is no file.
    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError>;

    /// The bytes of a file; none if it is not there.
    ///
    /// # Errors
    /// It cannot be read.
    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError>;

    /// The bytes of a file that was listed.
    ///
    /// # Errors
    /// It cannot be read, or is gone.
    fn read(&self, path: &str) -> Result<Vec<u8>, TargetError> {
        self.find(path)?.ok_or_else(|| TargetError::new("read", path, "it is not there any more"))
    }

    /// Puts a whole file in the place of another one, or of none: readers get the one or the other.
    ///
    /// # Errors
    /// It cannot be written. What was there is as it was.
    fn put(&self, path: &str, bytes: &[u8], headers: Headers) -> Result<(), TargetError>;

    /// Puts a file in the place of one that holds exactly `was`, or of none; false if something else
    /// is there, which stays. Where the target can, nobody else gets in between.
    ///
    /// # Errors
    /// It cannot be written. What was there is as it was.
    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError>;

    /// Deletes a file. That it is gone already is fine.
    ///
    /// # Errors
    /// It cannot be deleted.
    fn delete(&self, path: &str) -> Result<(), TargetError>;
}

/// What a list tells of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How many bytes it has.
    pub bytes: u64,
    /// Another one once the file has been written again; none where the target has no such thing.
    pub stamp: Option<String>,
}

impl Listed {
    /// Whether it is certain that nobody has written the file in between.
    pub fn is_still(&self, later: Option<&Listed>) -> bool {
        self.stamp.is_some() && later == Some(self)
    }
}

/// What a web server says of a file, where the target keeps that with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headers {
    /// The type and the encoding.
    pub content_type: &'static str,
    /// How long readers may keep it.
    pub cache_control: &'static str,
}

/// The name of a file made from its bytes never has other ones.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Pages are asked for again each time: the assets of the last ones may be gone.
const ASK_AGAIN: &str = "no-cache";

impl Headers {
    /// Those of a file of a site.
    pub fn of(path: &str) -> Headers {
        let cache_control = if path.starts_with("assets/") { FOREVER } else { ASK_AGAIN };
        Headers { content_type: content_type(path), cache_control }
    }
}

/// A feed has the type that readers of feeds ask for.
fn content_type(path: &str) -> &'static str {
    if path.ends_with("feed.xml") {
        "application/atom+xml; charset=utf-8"
    } else {
        media_type::of(path)
    }
}

/// Why something could not be done at a target.
#[derive(Debug)]
pub struct TargetError {
    doing: &'static str,
    what: What,
    why: String,
}

#[derive(Debug)]
enum What {
    /// The target itself.
    Target(String),
    /// One of its files.
    File(String),
}

impl TargetError {
    /// What was being done, with which file, and what kept it from being done. The last must hold
    /// nothing that is secret: what stores answer may name a key.
    pub fn new(doing: &'static str, path: impl Into<String>, why: impl ToString) -> TargetError {
        TargetError { doing, what: What::File(path.into()), why: why.to_string() }
    }

    /// The same with the target as a whole, by its name.
    pub fn of_target(doing: &'static str, name: String, why: impl ToString) -> TargetError {
        TargetError { doing, what: What::Target(name), why: why.to_string() }
    }

    /// What to say. Names of files tell titles, and those of shares are half of a link.
    pub fn message(&self) -> Message {
        let why = place(&self.why);
        match &self.what {
            What::Target(name) => message!("cannot {} `{}`: {}", self.doing, place(name), why),
            What::File(path) => message!("cannot {} `{}` there: {}", self.doing, value(path), why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ASK_AGAIN, FOREVER, Headers};

    #[test]
    fn what_is_named_after_its_bytes_is_kept_for_ever_and_a_page_is_not() {
        for (path, kind, cache) in [
            ("assets/style-0a1b2c3d.css", "text/css; charset=utf-8", FOREVER),
            ("assets/d9e12e5abe5bca2e.png", "image/png", FOREVER),
            ("index.html", "text/html; charset=utf-8", ASK_AGAIN),
            ("search.js", "text/javascript; charset=utf-8", ASK_AGAIN),
            ("feed.xml", "application/atom+xml; charset=utf-8", ASK_AGAIN),
            ("CNAME", "application/octet-stream", ASK_AGAIN),
            (".well-known/html", "application/octet-stream", ASK_AGAIN),
        ] {
            let expected = Headers { content_type: kind, cache_control: cache };
            assert_eq!(Headers::of(path), expected, "{path}");
        }
    }
}
