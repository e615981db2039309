//! The mappings inside an entry's front matter: `client`, `requests`, `decision`, `sales`, `rice`.

use crate::diagnostic::{Diagnostic, Located};
use crate::yaml::{Fields, Node};

use super::address::Addresses;
use super::entry::{Decision, Request, Rice, Talk};
use super::front_matter::read_day;
use super::markdown::Folder;
use super::picture::{self, Picture};
use super::vocabulary::Horizon;

/// `client`: what clients read in place of the internal fields.
#[derive(Default)]
pub struct ClientFields {
    /// `client.title`.
    pub title: Option<Located<String>>,
    /// `client.summary`.
    pub summary: Option<Located<String>>,
    /// `client.problem`.
    pub problem: Option<Located<String>>,
    /// `client.search_words`.
    pub search_words: Vec<Located<String>>,
    /// `client.picture`.
    pub picture: Option<Located<Picture>>,
    /// `client.horizon`.
    pub horizon: Option<Located<Horizon>>,
    /// `client.availability`.
    pub availability: Option<Located<String>>,
    /// `client.slug` and `client.aliases`.
    pub addresses: Addresses,
}

/// Reads `client`, in a file of this folder.
pub fn read_client(mut fields: Fields<'_>, folder: Folder<'_>) -> Option<ClientFields> {
    let client = ClientFields {
        title: fields.line("title"),
        summary: fields.text("summary"),
        problem: fields.text("problem"),
        search_words: fields.lines("search_words"),
        picture: picture::read(&mut fields, folder),
        horizon: fields.choice("horizon"),
        availability: fields.line("availability"),
        addresses: Addresses::read(&mut fields),
    };
    fields.finish();
    Some(client)
}

/// Reads an item of `requests`.
pub fn read_request(mut fields: Fields<'_>) -> Option<Located<Request>> {
    let span = fields.span();
    let account = fields.line("account");
    let account = fields.require("account", account);
    let by = fields.line("by");
    let value = fields.line("value");
    let blocker = fields.flag("blocker").is_some_and(|flag| flag.value);
    let asked_on = read_day(&mut fields, "asked_on").map(|day| day.value);
    fields.finish();
    Some(Located::new(Request { account: account?, by, value, blocker, asked_on }, span))
}

/// Reads `decision`.
pub fn read_decision(outer: &mut Fields<'_>, node: &Node) -> Option<Located<Decision>> {
    let mut fields = outer.nested(node, "decision")?;
    let outcome = fields.choice("outcome");
    let outcome = fields.require("outcome", outcome);
    let reason = fields.text("reason");
    let revisit_when = fields.text("revisit_when");
    let by = fields.line("by");
    let on = read_day(&mut fields, "on").map(|day| day.value);
    fields.finish();
    let decision = Decision { outcome: outcome?.value, reason, revisit_when, by, on };
    Some(Located::new(decision, node.span))
}

/// Reads `sales`.
pub fn read_talk(outer: &mut Fields<'_>, node: &Node) -> Option<Located<Talk>> {
    let mut fields = outer.nested(node, "sales")?;
    let talk = Talk {
        say: fields.text("say"),
        note: fields.text("note"),
        dont_say: fields.text("dont_say"),
        workaround: fields.text("workaround"),
    };
    fields.finish();
    Some(Located::new(talk, node.span))
}

/// Reads `rice`.
pub fn read_rice(outer: &mut Fields<'_>, node: &Node) -> Option<Located<Rice>> {
    let mut fields = outer.nested(node, "rice")?;
    let mut number = |key| {
        let value = fields.number(key);
        fields.require(key, value)
    };
    let (reach, impact) = (number("reach"), number("impact"));
    let (confidence, effort) = (number("confidence"), number("effort"));
    if let Some(effort) = effort.as_ref().filter(|effort| effort.value == 0.0) {
        fields.mistake(Diagnostic::error(
            "wrong-type",
            effort.span,
            "`effort` must be more than zero",
        ));
        return None;
    }
    fields.finish();
    let rice = Rice {
        reach: reach?.value,
        impact: impact?.value,
        confidence: confidence?.value,
        effort: effort?.value,
    };
    Some(Located::new(rice, node.span))
}
