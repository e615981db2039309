//! Who sees what of an entry, for engineering: read off the labels of its fields and blocks and
//! decided by the policy itself, so that it cannot say anything else than what the sites do.

use crate::audience::{Audience, Engineering, Reader};
use crate::diagnostic::Span;
use crate::vault::Vault;
use crate::vault::declassify::{
    declassify_horizon, declassify_shipped, declassify_status, declassify_target,
};
use crate::vault::edition::{FieldReaders, ReaderView, RuleView, Tag, WhoSeesWhat};
use crate::vault::entry::{Document as _, Entry, Piece};
use crate::vault::known::entry_url;
use crate::vault::label::Labeled;
use crate::vault::policy::{Withholding, decide};

use super::has_window;
use super::insider::may_be_promised;

/// The whole panel of an entry.
pub fn who_sees_what(vault: &Vault<'_>, entry: &Entry) -> WhoSeesWhat {
    let readers = Audience::ALL.into_iter().map(|audience| reader(vault, entry, audience));
    let mut rules: Vec<RuleView> = Vec::new();
    for field in written_fields(entry) {
        let readers = field_readers(vault, entry, &field);
        match rules.iter_mut().find(|rule| rule.readers == readers) {
            Some(rule) => rule.fields.push(field.name),
            None => rules.push(RuleView { fields: vec![field.name], readers }),
        }
    }
    WhoSeesWhat { readers: readers.collect(), rules }
}

fn audience_tag(audience: Audience) -> Tag {
    let label = match audience {
        Audience::Engineering => "Engineering",
        Audience::Sales => "Sales",
        Audience::Client => "Clients",
    };
    Tag { key: audience.name(), label }
}

fn reader(vault: &Vault<'_>, entry: &Entry, audience: Audience) -> ReaderView {
    let decision = decide(entry.labels(), audience);
    let path = decision.is_ok().then(|| entry_url(&entry.slug_for(audience)));
    let base = vault.settings.edition(audience).base_url.as_ref();
    let url = path.as_ref().and_then(|path| base.map(|base| format!("{}{path}", base.value)));
    ReaderView {
        audience: audience_tag(audience),
        sees: decision.is_ok(),
        rule: match decision {
            Ok(()) | Err(Withholding::Visibility) => {
                format!("visibility: {}", entry.visibility.value)
            }
            Err(reason) => reason.label().to_owned(),
        },
        path,
        url,
    }
}

/// Every field and block that the author wrote. A field that is new in `Entry` must be named
/// here, or this does not compile; its audience is that of its type.
pub fn written_fields(entry: &Entry) -> Vec<Field> {
    #[rustfmt::skip] // One name a line would not fit a screen.
    let Entry {
        file: _, id: _, visibility: _, confidential: _, body, shown_title, shown_summary,
        shown_horizon, availability, theme, title, summary, horizon, client_title,
        client_summary, client_horizon, stage, confidence, owner, team, origin, phase,
        tags, requests, decision, talk, shipped_on, target, effort, depends_on, codenames,
        rice, reviewed_on, extra, slug, aliases, client_slug, client_aliases, shown_slug,
        shown_aliases, problem, shown_problem, client_problem, search_words, pictures,
    } = entry;
    let mut written = Written::default();
    written.add("title", Some(title));
    written.add("slug", slug.as_ref());
    written.add("aliases", aliases.first());
    written.add("search_words", search_words.own.first());
    written.add("picture", pictures.own.as_ref());
    written.add("stage", Some(stage));
    written.add("summary", summary.as_ref());
    written.add("problem", problem.as_ref());
    written.add("theme", theme.as_ref());
    written.add("horizon", horizon.as_ref());
    written.add("target", target.as_ref());
    written.add("confidence", confidence.as_ref());
    written.add("owner", owner.as_ref());
    written.add("team", team.as_ref());
    written.add("origin", origin.as_ref());
    written.add("phase", phase.as_ref());
    written.add("effort", effort.as_ref());
    written.add("depends_on", depends_on.first());
    written.add("codenames", codenames.first());
    written.add("tags", tags.first());
    written.add("rice", rice.as_ref());
    written.add("requests", requests.first());
    written.add("decision", decision.as_ref());
    written.add("sales", talk.as_ref());
    written.add("client.title", client_title.as_ref());
    written.add("client.slug", client_slug.as_ref());
    written.add("client.aliases", client_aliases.first());
    written.add("client.search_words", search_words.client.first());
    written.add("client.picture", pictures.client.as_ref());
    written.add("client.summary", client_summary.as_ref());
    written.add("client.problem", client_problem.as_ref());
    written.add("client.horizon", client_horizon.as_ref());
    written.add("client.availability", availability.as_ref());
    written.add("reviewed_on", reviewed_on.as_ref());
    written.add("shipped_on", shipped_on.as_ref());
    written.add("extra", extra.first());
    written.widen(Some(shown_title));
    written.widen(shown_slug.as_ref());
    shown_aliases.iter().chain(&search_words.shown).for_each(|it| written.widen(Some(it)));
    written.widen(pictures.shown.as_ref());
    written.widen(shown_summary.as_ref());
    written.widen(shown_problem.as_ref());
    written.widen(shown_horizon.as_ref());
    written.body(body);
    written.0
}

/// A field as it was written, with the outermost audience that its labels reach.
pub struct Field {
    /// Its key, or which part of the text it is.
    pub name: String,
    /// Where it was written.
    pub span: Span,
    label: Audience,
}

impl Field {
    /// `field` or `block`.
    pub fn kind(&self) -> &'static str {
        if self.name.starts_with("text ") { "block" } else { "field" }
    }
}

#[derive(Default)]
struct Written(Vec<Field>);

impl Written {
    fn add<T, L: Reader>(&mut self, name: impl Into<String>, value: Option<&Labeled<T, L>>) {
        let field = |value: &Labeled<T, L>| Field {
            name: name.into(),
            span: value.span(),
            label: L::AUDIENCE,
        };
        self.0.extend(value.map(field));
    }

    fn body(&mut self, body: &[Piece]) {
        for (index, piece) in body.iter().enumerate() {
            let name = format!("text {}", index + 1);
            match piece {
                Piece::Engineering(prose) => self.add(name, Some(prose)),
                Piece::Sales(prose) => self.add(name, Some(prose)),
                Piece::Client(prose) => self.add(name, Some(prose)),
            }
        }
    }

    /// The same words under another label: `title` is for sales, and for clients too where
    /// nothing stands in for it.
    fn widen<T, L: Reader>(&mut self, value: Option<&Labeled<T, L>>) {
        let Some(value) = value else { return };
        for field in self.0.iter_mut().filter(|field| field.span == value.span()) {
            field.label = field.label.max(L::AUDIENCE);
        }
    }
}

/// For whom something with this label is.
pub fn for_whom(label: Audience) -> &'static str {
    match label {
        Audience::Engineering => "engineering",
        Audience::Sales => "sales and engineering",
        Audience::Client => "everybody",
    }
}

/// Who reads a field, by its label and by the policy.
pub fn field_readers(vault: &Vault<'_>, entry: &Entry, field: &Field) -> FieldReaders {
    // A theme is named to those who may see the theme itself.
    let theme = entry.theme.as_ref().filter(|_| field.name == "theme");
    let theme = theme.and_then(|id| vault.theme(id.inspect())).map(|theme| theme.labels());
    let decision = |reader| {
        decide(entry.labels(), reader)?;
        theme.map_or(Ok(()), |labels| decide(labels, reader))
    };
    let sees = |reader: Audience| field.label.reaches(reader) && decision(reader).is_ok();
    let for_whom = for_whom(field.label);
    let withheld = Audience::ALL
        .into_iter()
        .filter(|reader| field.label.reaches(*reader))
        .find_map(|reader| decision(reader).err().map(|reason| (reader, reason)));
    let because = withheld.map(|(reader, reason)| {
        let subject =
            if decide(entry.labels(), reader).is_ok() { "the theme" } else { "the entry" };
        match reason {
            Withholding::Visibility if subject == "the theme" => {
                "; the theme is not visible to all of them".to_owned()
            }
            Withholding::Visibility => {
                format!("; the entry has visibility: {}", entry.visibility.value)
            }
            Withholding::Undiscovered | Withholding::Confidential => {
                format!("; {subject} is {}", reason.label())
            }
        }
    });
    FieldReaders {
        engineering: sees(Audience::Engineering),
        sales: sees(Audience::Sales),
        client: sees(Audience::Client),
        rule: format!("for {for_whom}{}", because.unwrap_or_default()),
        instead: instead(vault, entry, &field.name),
    }
}

/// What a declared exception tells those who do not get the field itself.
fn instead(vault: &Vault<'_>, entry: &Entry, field: &str) -> Option<String> {
    let clients = decide(entry.labels(), Audience::Client).is_ok();
    let sales = decide(entry.labels(), Audience::Sales).is_ok();
    match field {
        "stage" if clients => {
            let status = declassify_status(&entry.stage)?.clear::<Engineering>();
            let (_, status, _) = status.get().words();
            let horizon = (entry.shown_horizon.is_none())
                .then(|| declassify_horizon(&entry.stage))
                .flatten()
                .map(|horizon| format!(" and “{}”", horizon.clear::<Engineering>().get().label()));
            Some(format!("Clients read “{status}”{}", horizon.unwrap_or_default()))
        }
        "shipped_on" if clients => {
            let month = declassify_shipped(entry.shipped_on.as_ref()?).clear::<Engineering>();
            Some(format!("Clients read “{}”", month.get().label))
        }
        "target" if sales && has_window(*entry.stage.inspect()) && may_be_promised(entry) => {
            let window = declassify_target(entry.target.as_ref()?, vault.settings.dates)?;
            let window = window.clear::<Engineering>();
            let who = if clients { "Sales and clients read" } else { "Sales reads" };
            (window.get().end() >= vault.as_of).then(|| format!("{who} “{}”", window.get().label()))
        }
        _ => None,
    }
}
