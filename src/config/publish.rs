//! `publish`: where each site goes, and what holds there.

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Located, Message, message, value};
use crate::yaml::Fields;

use super::{EditionSettings, edition_of, is_address};

/// Where the sites and the shares of a project are published.
#[derive(Clone, Debug, Default)]
pub struct PublishSettings {
    /// What the project calls itself at its targets, where that is not the product's name.
    pub project: Option<Located<String>>,
    /// The target of shares.
    pub shares: Option<TargetSettings>,
    engineering: Option<TargetSettings>,
    sales: Option<TargetSettings>,
    client: Option<TargetSettings>,
}

/// Where one site goes.
#[derive(Clone, Debug)]
pub struct TargetSettings {
    /// A folder, relative to the project, or the address of an object store.
    pub to: Located<String>,
    /// Where readers find it, ending in `/`; the `base_url` of the edition, if this is missing.
    pub address: Option<Located<String>>,
    /// Why strangers may read a site that is not for clients.
    pub public: Option<Located<String>>,
    /// After so many days, the last publication is too old.
    pub max_days: Option<Located<u32>>,
}

/// Whose target it is: an audience's, or that of shares.
type Holder = Option<Audience>;

impl PublishSettings {
    /// The target of an audience's site.
    pub fn target(&self, audience: Audience) -> Option<&TargetSettings> {
        match audience {
            Audience::Engineering => self.engineering.as_ref(),
            Audience::Sales => self.sales.as_ref(),
            Audience::Client => self.client.as_ref(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &TargetSettings> {
        [&self.engineering, &self.sales, &self.client, &self.shares].into_iter().flatten()
    }
}

/// Reads `publish`.
pub fn read_publish(mut fields: Fields<'_>) -> Option<PublishSettings> {
    let project = fields.line("project");
    let mut read =
        |key: &'static str, holder: Holder| fields.map(key, |target| read_target(target, holder));
    let settings = PublishSettings {
        engineering: read("engineering", Some(Audience::Engineering)),
        sales: read("sales", Some(Audience::Sales)),
        client: read("client", Some(Audience::Client)),
        shares: read("shares", None),
        project,
    };
    keep_apart(&settings, &mut fields);
    fields.finish();
    Some(settings)
}

fn read_target(mut fields: Fields<'_>, holder: Holder) -> Option<TargetSettings> {
    let to = fields.line("to");
    let to = fields.require("to", to);
    if let Some(mistake) = to.as_ref().and_then(refuse_target) {
        fields.mistake(mistake);
    }
    let is_site = holder.is_some();
    let is_inside = matches!(holder, Some(Audience::Engineering | Audience::Sales));
    let address = if is_site { read_address(&mut fields) } else { None };
    // Clients and holders of links are strangers anyway.
    let public = if is_inside { fields.line("public") } else { None };
    // A share has a line in the ledger only when its words change, so nobody knows how old it is.
    let max_days = if is_site { fields.whole("max_days", 1..=365) } else { None };
    fields.finish();
    Some(TargetSettings { to: to?, address, public, max_days })
}

/// A path or the address of a store; what looks like any other address is a slip.
fn refuse_target(to: &Located<String>) -> Option<Diagnostic> {
    let (scheme, rest) = to.value.split_once("://")?;
    let is_store = matches!(scheme, "s3" | "gs" | "az");
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "?#@\\\"<>".contains(c);
    let is_plain = |part: &str| !matches!(part, "." | "..");
    let prefix = prefix.trim_end_matches('/');
    let is_sound = !bucket.is_empty()
        && !bucket.contains(':')
        && !rest.contains(is_odd)
        && prefix.split('/').all(|part| is_plain(part) && (prefix.is_empty() || !part.is_empty()));
    if is_store && is_sound {
        return None;
    }
    let message = message!("`{}` is no place to publish to", value(&to.value));
    Some(
        Diagnostic::error("bad-target", to.span, message)
            .hint("write a folder, or `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX`, `az://CONTAINER/PREFIX`")
            .hint("credentials are read from the environment and never stand here"),
    )
}

fn read_address(fields: &mut Fields<'_>) -> Option<Located<String>> {
    let address = fields.line("address")?;
    let is_plain = !address.value.contains(['?', '#']);
    if is_plain && is_address(&address.value, &["https://", "http://"]) {
        let folder = format!("{}/", address.value.trim_end_matches('/'));
        return Some(Located::new(folder, address.span));
    }
    let message = "`address` is not the address of a folder on the web";
    let hint = "write it in full: `address: https://roadmap.northwind.example/`";
    fields.mistake(Diagnostic::error("bad-address", address.span, message).hint(hint));
    None
}

/// No target may lie in another one: whoever reads the outer one reads the inner one too.
fn keep_apart(settings: &PublishSettings, fields: &mut Fields<'_>) {
    let plain = |target: &TargetSettings| {
        let path = target.to.value.trim_start_matches("./").trim_end_matches('/');
        format!("{path}/")
    };
    let all: Vec<(String, &TargetSettings)> =
        settings.all().map(|target| (plain(target), target)).collect();
    for (at, (path, target)) in all.iter().enumerate() {
        let is_shared = |(other, _): &&(String, &TargetSettings)| {
            path.starts_with(other.as_str()) || other.starts_with(path.as_str())
        };
        if let Some((_, other)) = all[..at].iter().find(is_shared) {
            let message = "two sites cannot be published to one place, nor one into another";
            fields.mistake(
                Diagnostic::error("bad-target", target.to.span, message)
                    .related(other.to.span, "the other one")
                    .hint("give each its own folder or bucket, beside the other one"),
            );
        }
    }
}

/// Targets that answer at one address, and pages that name another.
pub fn contrary_addresses(
    settings: &PublishSettings,
    editions: &[EditionSettings; 3],
) -> Vec<Diagnostic> {
    let contrary = |audience: Audience| {
        let address = settings.target(audience)?.address.as_ref()?;
        let base_url = edition_of(editions, audience).base_url.as_ref();
        if base_url.is_some_and(|url| url.value == address.value) {
            return None;
        }
        let name: Message = audience.name().into();
        let message =
            message!("the {} site is published where its `base_url` does not lead", name.clone());
        let mistake = Diagnostic::error("contradiction", address.span, message)
            .hint(message!("write the same address as `editions.{}.base_url`", name));
        Some(match base_url {
            Some(url) => mistake.related(url.span, "its pages name this address"),
            None => mistake,
        })
    };
    Audience::ALL.into_iter().filter_map(contrary).collect()
}
