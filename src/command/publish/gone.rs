//! Pages of shares that are gone from their place: whether their addresses are gone too.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::diagnostic::{message, place};
use crate::publish::{Plan, first_of};
use crate::share::Secret;
use crate::vault::Vault;
use crate::vault::share::{Recipient, Share, ShareState};

use super::super::ending::counted;
use super::super::pipeline::{Failure, Made};
use super::stranger::{self, Answer};
use super::work::word_of_chance;

/// After a share has ended, its addresses are asked for with each publication of so many days.
const DAYS: i64 = 30;

/// Addresses that must not answer any more.
pub struct Gone {
    /// Where the folder of shares is.
    address: String,
    /// Relative to it.
    paths: BTreeSet<String>,
}

impl Gone {
    /// The pages that a plan deletes, and those that a publication before has deleted: of links that
    /// were revoked or exchanged, and of shares that have ended. None where no address is known.
    pub fn of(made: &Made<'_>, secret: &Secret, as_of: Date, plan: &Plan<'_>) -> Option<Gone> {
        let address = made.settings.shares.base_url.as_ref()?.value.clone();
        let mode = made.settings.shares.mode;
        let earliest = as_of.checked_sub(DAYS.days()).unwrap_or(as_of);
        let recent = made.vault.shares().filter(|share| share.until() >= earliest);
        let ended = recent.flat_map(|share| {
            let links = ended_links(made.vault, share);
            links.into_iter().map(|link| secret.link(share.id(), &link).path(mode))
        });
        let is_page = |path: &&str| path.ends_with(".html") && *path != "index.html";
        let deleted = plan.gone().filter(is_page).map(str::to_owned);
        let mut paths: BTreeSet<String> = ended.chain(deleted).collect();
        for file in plan.sent() {
            paths.remove(file.path);
        }
        for path in plan.unchanged.keys() {
            paths.remove(*path);
        }
        Some(Gone { address, paths })
    }

    /// Asks for each of them, as a stranger.
    ///
    /// # Errors
    /// One is still answered; or nobody can be asked, as there is no `curl`.
    pub fn refuse_if_answered(&self) -> Result<(), Failure> {
        let Some(first) = self.paths.first() else { return Ok(()) };
        if self.ask(first)? == Answer::None {
            anstream::eprintln!(
                "nobody answers at {}, as seen from here: whether {} gone there is not known",
                self.address,
                if self.paths.len() == 1 { "one page is" } else { "some pages are" }
            );
            return Ok(());
        }
        let paths: Vec<&String> = self.paths.iter().collect();
        let answers = paths.par_iter().map(|path| Ok((path.as_str(), self.ask(path)?)));
        let mut given: Vec<(&str, Answer)> = answers.collect::<Result<_, Failure>>()?;
        given.retain(|(path, answer)| answer.is_given(&self.at(path)));
        if !given.is_empty() {
            // Some hosts answer everything, with a page that says that there is nothing.
            let nothing = self.ask(&format!("{}.html", &word_of_chance()[..32]))?;
            given.retain(|(_, answer)| !answer.is_same_page(&nothing));
        }
        let all = counted(self.paths.len(), "page");
        if given.is_empty() {
            anstream::eprintln!(
                "{all} of links that have ended: none is answered at {}",
                self.address
            );
            return Ok(());
        }
        let named: Vec<String> = given.iter().map(|(path, _)| (*path).to_owned()).collect();
        Err(Failure::Machine(message!(
            "`{}` still answers with {} of {} that are gone from where it was published: {}; a host \
             or a cache in front of it keeps copies: clear them, and publish once more, which asks \
             again; if what was sent is put on the web only later, as with a branch of pages, do that \
             first",
            place(&self.address),
            named.len(),
            place(all),
            first_of(&named)
        )))
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn ask(&self, path: &str) -> Result<Answer, Failure> {
        stranger::ask(&self.at(path)).map_err(Failure::Machine)
    }
}

/// The links of a share that have been and are no more.
fn ended_links(vault: &Vault<'_>, share: &Share) -> Vec<Recipient> {
    let present = match vault.state_of(share) {
        ShareState::Active => Vec::new(),
        ShareState::Unapproved | ShareState::Upcoming | ShareState::Expired => share.recipients(),
    };
    share.former_links().into_iter().chain(present).collect()
}
