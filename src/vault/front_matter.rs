//! Front matter to the fields of an entry or theme: each key read, checked and labelled.

use jiff::civil::Date;

use crate::audience::Audience;
use crate::dates::{TARGET_FORMS, Target, parse_day};
use crate::diagnostic::{Diagnostic, Located, Message, message, quoted_list};
use crate::read::composed;
use crate::yaml::{Choice as _, Fields, Node, Reading, Value};

use super::address::Addresses;
use super::declassify;
use super::entry::{Decision, Entry, Piece, Request, Rice, Talk, Theme};
use super::extra_fields::read_extra;
use super::label::Labeled;
use super::load::SourceFile;
use super::markdown::Folder;
use super::nested_fields::{
    ClientFields, read_client, read_decision, read_request, read_rice, read_talk,
};
use super::picture::{self, Picture, Pictures};
use super::search_words::SearchWords;
use super::vocabulary::{Confidence, Horizon, Origin, Stage};

/// Reads the front matter of a theme.
pub fn read_theme(
    node: &Node,
    file: &SourceFile,
    body: Vec<Piece>,
    mistakes: &mut Reading,
) -> Option<Theme> {
    let mut fields = Fields::of(node, "a theme", mistakes)?;
    let title = fields.line("title");
    let title = fields.require("title", title);
    let visibility = read_visibility(&mut fields);
    let problem = fields.text("problem");
    let addresses = Addresses::read(&mut fields);
    fields.finish();
    Some(Theme {
        file: file.file,
        id: file.stem().to_owned(),
        visibility: visibility?,
        body,
        title: Labeled::new(title?),
        problem: problem.map(Labeled::new),
        slug: addresses.slug.map(Labeled::new),
        aliases: addresses.aliases.into_iter().map(Labeled::new).collect(),
    })
}

/// Reads the front matter of an entry.
pub fn read_entry(
    node: &Node,
    file: &SourceFile,
    body: Vec<Piece>,
    mistakes: &mut Reading,
) -> Option<Entry> {
    let mut fields = Fields::of(node, "an entry", mistakes)?;
    let title = fields.line("title");
    let title = fields.require("title", title);
    let stage = fields.choice::<Stage>("stage");
    let stage = fields.require("stage", stage);
    let visibility = read_visibility(&mut fields);
    let confidential = fields.flag("confidential");
    let summary = fields.text("summary");
    let horizon = fields.choice::<Horizon>("horizon");
    let folder = Folder(file.folder());
    let client = fields.map("client", |fields| read_client(fields, folder)).unwrap_or_default();
    let shipped_on = read_day(&mut fields, "shipped_on");
    let entry = read_rest(&mut fields, folder);
    if let Some(stage) = &stage {
        check_stage(
            &mut fields,
            stage,
            horizon.as_ref(),
            client.horizon.as_ref(),
            shipped_on.as_ref(),
        );
    }
    fields.finish();
    let core = Core {
        title: title?,
        stage: stage?,
        visibility: visibility?,
        confidential,
        summary,
        horizon,
        client,
        shipped_on,
    };
    Some(label(file, core, entry, body))
}

/// The fields of an entry that depend on each other.
struct Core {
    title: Located<String>,
    stage: Located<Stage>,
    visibility: Located<Audience>,
    confidential: Option<Located<bool>>,
    summary: Option<Located<String>>,
    horizon: Option<Located<Horizon>>,
    client: ClientFields,
    shipped_on: Option<Located<Date>>,
}

/// Labels every field. What clients read is their own text, else the internal one.
fn label(file: &SourceFile, core: Core, entry: EntryRest, body: Vec<Piece>) -> Entry {
    let Core { title, stage, visibility, confidential, summary, horizon, client, shipped_on } =
        core;
    let shown_title = client.title.clone().unwrap_or_else(|| title.clone());
    let shown_summary = client.summary.clone().or_else(|| summary.clone());
    let shown_problem = client.problem.clone().or_else(|| entry.problem.clone());
    let has_own_title = client.title.is_some();
    let shown_horizon = client.horizon.clone().or_else(|| horizon.clone());
    let shown = entry.addresses.for_clients(&client.addresses, has_own_title);
    Entry {
        file: file.file,
        id: file.stem().to_owned(),
        visibility,
        confidential,
        body,
        shown_title: Labeled::new(shown_title),
        shown_summary: shown_summary.map(Labeled::new),
        shown_problem: shown_problem.map(Labeled::new),
        shown_horizon: shown_horizon.map(Labeled::new),
        shown_slug: shown.slug.map(Labeled::new),
        shown_aliases: shown.aliases.into_iter().map(Labeled::new).collect(),
        availability: client.availability.map(Labeled::new),
        theme: entry.theme.map(Labeled::new),
        title: Labeled::new(title),
        slug: entry.addresses.slug.map(Labeled::new),
        aliases: entry.addresses.aliases.into_iter().map(Labeled::new).collect(),
        client_slug: client.addresses.slug.map(Labeled::new),
        client_aliases: client.addresses.aliases.into_iter().map(Labeled::new).collect(),
        summary: summary.map(Labeled::new),
        problem: entry.problem.map(Labeled::new),
        search_words: label_words(entry.search_words, client.search_words, has_own_title),
        pictures: label_pictures(entry.picture, client.picture, has_own_title),
        horizon: horizon.map(Labeled::new),
        client_title: client.title.map(Labeled::new),
        client_summary: client.summary.map(Labeled::new),
        client_problem: client.problem.map(Labeled::new),
        client_horizon: client.horizon.map(Labeled::new),
        stage: Labeled::new(stage),
        confidence: entry.confidence.map(Labeled::new),
        owner: entry.owner.map(Labeled::new),
        team: entry.team.map(Labeled::new),
        origin: entry.origin.map(Labeled::new),
        phase: entry.phase.map(Labeled::new),
        tags: entry.tags.into_iter().map(Labeled::new).collect(),
        requests: entry.requests.into_iter().map(Labeled::new).collect(),
        decision: entry.decision.map(Labeled::new),
        talk: entry.talk.map(Labeled::new),
        shipped_on: shipped_on.map(Labeled::new),
        target: entry.target.map(Labeled::new),
        effort: entry.effort.map(Labeled::new),
        depends_on: entry.depends_on.into_iter().map(Labeled::new).collect(),
        codenames: entry.codenames.into_iter().map(Labeled::new).collect(),
        rice: entry.rice.map(Labeled::new),
        reviewed_on: entry.reviewed_on.map(Labeled::new),
        extra: entry.extra.into_iter().map(Labeled::new).collect(),
    }
}

/// Labels search words. Beside a title of their own, clients get only words of their own: the others
/// may tell what the internal title says.
fn label_words(
    own: Vec<Located<String>>,
    client: Vec<Located<String>>,
    has_own_title: bool,
) -> SearchWords {
    let shared = own.iter().filter(|_| !has_own_title);
    let shown = shared.chain(&client).cloned().map(Labeled::new).collect();
    SearchWords {
        own: own.into_iter().map(Labeled::new).collect(),
        client: client.into_iter().map(Labeled::new).collect(),
        shown,
    }
}

/// Labels pictures. Beside a title of their own, clients get only a picture of their own: the other one
/// may show what the internal title says.
fn label_pictures(
    own: Option<Located<Picture>>,
    client: Option<Located<Picture>>,
    has_own_title: bool,
) -> Pictures {
    let shown = client.clone().or_else(|| own.clone().filter(|_| !has_own_title));
    Pictures {
        own: own.map(Labeled::new),
        client: client.map(Labeled::new),
        shown: shown.map(Labeled::new),
    }
}

fn read_rest(fields: &mut Fields<'_>, folder: Folder<'_>) -> EntryRest {
    EntryRest {
        addresses: Addresses::read(fields),
        search_words: fields.lines("search_words"),
        picture: picture::read(fields, folder),
        problem: fields.text("problem"),
        theme: fields.line("theme").map(id),
        target: read_target(fields),
        confidence: fields.choice("confidence"),
        owner: fields.line("owner"),
        team: fields.line("team"),
        origin: fields.choice("origin"),
        phase: fields.whole("phase", 1..=99),
        effort: fields.number("effort"),
        depends_on: fields.lines("depends_on").into_iter().map(id).collect(),
        codenames: fields.lines("codenames"),
        tags: fields.lines("tags"),
        rice: fields.node("rice").and_then(|node| read_rice(fields, node)),
        requests: fields.maps("requests", read_request),
        decision: fields.node("decision").and_then(|node| read_decision(fields, node)),
        talk: fields.node("sales").and_then(|node| read_talk(fields, node)),
        reviewed_on: read_day(fields, "reviewed_on"),
        extra: read_extra(fields),
    }
}

/// The name of a file, in the one spelling in which names are compared.
pub fn id(name: Located<String>) -> Located<String> {
    Located::new(composed(&name.value), name.span)
}

/// The fields of an entry that need no other field to be understood.
struct EntryRest {
    addresses: Addresses,
    search_words: Vec<Located<String>>,
    picture: Option<Located<Picture>>,
    problem: Option<Located<String>>,
    theme: Option<Located<String>>,
    target: Option<Located<Target>>,
    confidence: Option<Located<Confidence>>,
    owner: Option<Located<String>>,
    team: Option<Located<String>>,
    origin: Option<Located<Origin>>,
    phase: Option<Located<u32>>,
    effort: Option<Located<f64>>,
    depends_on: Vec<Located<String>>,
    codenames: Vec<Located<String>>,
    tags: Vec<Located<String>>,
    rice: Option<Located<Rice>>,
    requests: Vec<Located<Request>>,
    decision: Option<Located<Decision>>,
    talk: Option<Located<Talk>>,
    reviewed_on: Option<Located<Date>>,
    extra: Vec<Located<(String, String)>>,
}

/// `visibility`: an audience, or a list without gaps. Missing is the most restrictive.
fn read_visibility(fields: &mut Fields<'_>) -> Option<Located<Audience>> {
    let Some(node) = fields.node("visibility") else {
        return Some(Located::new(Audience::Engineering, fields.span()));
    };
    let Value::List(items) = &node.value else {
        return fields.read_choice(node, "visibility");
    };
    let mut named = Vec::new();
    for item in items {
        named.push(fields.read_choice::<Audience>(item, "visibility")?.value);
    }
    let Some(outermost) = named.iter().copied().max() else {
        fields.mistake(
            Diagnostic::error("empty-value", node.span, "`visibility` names nobody")
                .hint("name an audience, or remove the line: then only engineering sees it"),
        );
        return None;
    };
    // Only a hole between two named audiences is a gap: engineering sees everything anyway.
    let innermost = named.iter().copied().min().unwrap_or(outermost);
    let missing: Vec<_> = Audience::ALL
        .into_iter()
        .filter(|audience| (innermost..=outermost).contains(audience) && !named.contains(audience))
        .map(Audience::name)
        .collect();
    if !missing.is_empty() {
        let message = message!("this list leaves out {}", quoted_list(missing.iter().copied()));
        fields.mistake(
            Diagnostic::error("visibility-gap", node.span, message)
                .label(message!("{} is missing", Message::joined(missing, " and ")))
                .hint(message!(
                    "whoever is further inside sees it too: write `visibility: {}`",
                    outermost.name()
                )),
        );
        return None;
    }
    Some(Located::new(outermost, node.span))
}

fn read_target(fields: &mut Fields<'_>) -> Option<Located<Target>> {
    let node = fields.node("target")?;
    let written = match &node.value {
        Value::Text(text) => text.clone(),
        Value::Int(year) => year.to_string(),
        _ => String::new(),
    };
    let target = Target::parse(&written).map(|target| Located::new(target, node.span));
    if target.is_none() {
        fields.mistake(
            Diagnostic::error("bad-date", node.span, "this is not a target date")
                .label("not a target date")
                .hint(message!("allowed: {}", TARGET_FORMS)),
        );
    }
    target
}

/// Reads an exact day.
pub fn read_day(fields: &mut Fields<'_>, key: &'static str) -> Option<Located<Date>> {
    let node = fields.node(key)?;
    let day = match &node.value {
        Value::Text(text) => parse_day(text),
        _ => None,
    };
    if day.is_none() {
        fields.mistake(
            Diagnostic::error(
                "bad-date",
                node.span,
                message!("`{}` is not a day that exists", key),
            )
            .hint("write it as year, month and day: `2026-11-15`"),
        );
    }
    day.map(|day| Located::new(day, node.span))
}

/// Rules between stage, horizon and shipping date.
fn check_stage(
    fields: &mut Fields<'_>,
    stage: &Located<Stage>,
    horizon: Option<&Located<Horizon>>,
    client_horizon: Option<&Located<Horizon>>,
    shipped_on: Option<&Located<Date>>,
) {
    match (stage.value, shipped_on) {
        (Stage::Shipped, None) => {
            fields.require_with("shipped_on", stage.span, "`stage` is `shipped`")
        }
        (Stage::Shipped, Some(_)) | (_, None) => {}
        (_, Some(day)) => fields.mistake(
            Diagnostic::error(
                "contradiction",
                day.span,
                "`shipped_on` is given, but `stage` is not `shipped`",
            )
            .related(stage.span, "the stage is given here")
            .hint("set `stage: shipped`, or remove `shipped_on`"),
        ),
    }
    if declassify::horizon(stage.value).is_none() {
        for horizon in horizon.into_iter().chain(client_horizon) {
            let word = stage.value.word();
            fields.mistake(
                Diagnostic::error(
                    "contradiction",
                    horizon.span,
                    message!("an entry that is `{}` has no horizon", word),
                )
                .related(stage.span, "the stage is given here")
                .hint("remove `horizon`"),
            );
        }
    }
}
