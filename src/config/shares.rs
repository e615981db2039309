//! `shares`: who may approve what one prospect is shown, for how long, and how it goes out.

use crate::diagnostic::{Diagnostic, Located};
use crate::yaml::{Choice, Fields};

use super::is_address;

/// Longer than a quarter, nobody remembers what was shown to whom.
const DEFAULT_DAYS: u32 = 90;

/// The settings of shares.
#[derive(Clone, Debug)]
pub struct ShareSettings {
    /// Who may approve a share. Without any, no share is ever published.
    pub approvers: Vec<Located<String>>,
    /// So many days may lie between the approval of a share and its last day.
    pub max_days: u32,
    /// How pages go out.
    pub mode: ShareMode,
    /// Where the folder of shares will be published, ending in `/`.
    pub base_url: Option<Located<String>>,
    /// The file that holds the secret, where the environment has none.
    pub secret_file: Option<Located<String>>,
}

impl Default for ShareSettings {
    fn default() -> ShareSettings {
        ShareSettings {
            approvers: Vec::new(),
            max_days: DEFAULT_DAYS,
            mode: ShareMode::Encrypted,
            base_url: None,
            secret_file: None,
        }
    }
}

/// How the page of a share goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareMode {
    /// As ciphertext. The key is in the link, in the part that no browser sends.
    Encrypted,
    /// As it is, for a host with a login of its own.
    Plain,
    /// As one file with a name to attach it by.
    File,
}

impl Choice for ShareMode {
    const WHAT: &'static str = "a mode of shares";
    const ALL: &'static [ShareMode] = &[ShareMode::Encrypted, ShareMode::Plain, ShareMode::File];

    fn word(self) -> &'static str {
        match self {
            ShareMode::Encrypted => "encrypted",
            ShareMode::Plain => "plain",
            ShareMode::File => "file",
        }
    }
}

/// Reads `shares`.
pub fn read_shares(mut fields: Fields<'_>) -> Option<ShareSettings> {
    let default = ShareSettings::default();
    let settings = ShareSettings {
        approvers: fields.lines("approvers"),
        max_days: fields.whole("max_days", 1..=365).map_or(default.max_days, |days| days.value),
        mode: fields.choice("mode").map_or(default.mode, |mode| mode.value),
        base_url: read_base_url(&mut fields),
        secret_file: fields.line("secret_file"),
    };
    fields.finish();
    Some(settings)
}

fn read_base_url(fields: &mut Fields<'_>) -> Option<Located<String>> {
    let url = fields.line("base_url")?;
    if is_address(&url.value, &["https://"]) && !url.value.contains(['?', '#']) {
        return Some(Located::new(format!("{}/", url.value.trim_end_matches('/')), url.span));
    }
    // A browser decrypts only on pages that came over an encrypted connection.
    let message = "`base_url` of shares is not the `https` address of a folder on the web";
    let hint = "write it in full: `base_url: https://shared.northwind.example/`";
    fields.mistake(Diagnostic::error("bad-address", url.span, message).hint(hint));
    None
}
