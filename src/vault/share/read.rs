//! The file of a share to a [`Share`]: every key read, checked and labelled.

use std::ops::Range;

use jiff::civil::Date;

use crate::audience::Engineering;
use crate::comment;
use crate::conflict;
use crate::diagnostic::{Diagnostic, Located, Sources, Span, message, place, value};
use crate::vault::body::{self, Markers, Stretch};
use crate::vault::front_matter::{id, read_day};
use crate::vault::label::Labeled;
use crate::vault::load::SourceFile;
use crate::vault::markdown::{Folder, Origin, Prose};
use crate::vault::parse::front_matter;
use crate::yaml::{self, Fields, Node, Reading, Value};

use super::words::TextHash;
use super::{Approval, Share, ShareText, fold};

/// Longest name of a recipient, in characters.
const MAX_NAME: usize = 64;
/// Most generations of one link.
const MAX_GENERATIONS: i64 = 9999;

/// Reads a share. Nothing if it cannot be used; all mistakes are added.
pub fn read(file: &SourceFile, sources: &Sources, mistakes: &mut Vec<Diagnostic>) -> Option<Share> {
    let mut found = Reading::new();
    let share = read_file(file, sources.text(file.file), &mut found);
    let is_usable = found.is_empty();
    mistakes.extend(found);
    share.filter(|_| is_usable)
}

fn read_file(file: &SourceFile, text: &str, mistakes: &mut Reading) -> Option<Share> {
    let missing = || {
        [
            "begin with a line `---`, then `account:`, `until:` and the other keys".into(),
            message!("if it is no share, move it out of `{}/`", place(super::FOLDER)),
        ]
    };
    let halves = front_matter(text, file.file, missing, mistakes);
    let conflicts = conflict::find(text, file.file, halves.as_ref().map_or(0, |(_, body)| *body));
    if !conflicts.is_empty() {
        *mistakes = conflicts;
        return None;
    }
    let (front, body_start) = halves?;
    let (texts, notes) = read_body(text, body_start, file, mistakes);
    let node = match yaml::parse(&text[front.clone()], file.file, front.start) {
        Ok(node) => node,
        Err(mistake) => {
            mistakes.push(mistake);
            return None;
        }
    };
    // Mistakes that belong to the whole point at its first line.
    let node = Node { span: Span::new(file.file, 0..front.start.saturating_sub(1)), ..node };
    let node = match node.value {
        Value::Null => Node { value: Value::Map(Vec::new()), ..node },
        _ => node,
    };
    let share = read_share(&node, file, (texts, notes), mistakes)?;
    let account = &share.account;
    mistakes.extend(comment::refuse_in_value(account.inspect(), account.span()));
    Some(share)
}

type Body = (Vec<ShareText>, Vec<Labeled<Prose, Engineering>>);

fn read_share(
    node: &Node,
    file: &SourceFile,
    (texts, notes): Body,
    mistakes: &mut Reading,
) -> Option<Share> {
    let mut fields = Fields::of(node, "a share", mistakes)?;
    let start = fields.span();
    let mut line = |key| {
        let value = fields.line(key);
        fields.require(key, value)
    };
    let (account, asked_by) = (line("account"), line("asked_by"));
    let reason = fields.text("reason");
    let reason = fields.require("reason", reason);
    let until = read_day(&mut fields, "until");
    let until = fields.require("until", until);
    let entries: Vec<_> = fields.lines("entries").into_iter().map(id).collect();
    fields.require("entries", (!entries.is_empty()).then_some(()));
    let recipients = read_recipients(&mut fields);
    let generations = read_generations(&mut fields);
    let nda = fields.line("nda");
    let approvals = read_approvals(&mut fields);
    fields.finish();
    let (account, until) = (account?, until?);
    Some(Share {
        file: file.file,
        id: file.stem().to_owned(),
        start,
        shown_account: Labeled::new(account.clone()),
        account: Labeled::new(account),
        asked_by: Labeled::new(asked_by?),
        reason: Labeled::new(reason?),
        nda: nda.map(Labeled::new),
        shown_until: Labeled::new(until.clone()),
        until: Labeled::new(until),
        entries: entries.into_iter().map(Labeled::new).collect(),
        texts,
        notes,
        recipients,
        generations,
        approvals,
    })
}

/// `recipients`. An empty list is one from which all were revoked.
fn read_recipients(fields: &mut Fields<'_>) -> Vec<Located<String>> {
    let recipients = fields.lines("recipients");
    fields.require("recipients", (!recipients.is_empty()).then_some(()));
    let mut kept: Vec<Located<String>> = Vec::new();
    for recipient in recipients {
        let is_plain =
            |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '@' | '+' | '\'');
        let name = &recipient.value;
        if !name.chars().all(is_plain) || name.chars().count() > MAX_NAME {
            let message = message!("`{}` is no name of a recipient", value(name));
            fields.mistake(
                Diagnostic::error("bad-recipient", recipient.span, message)
                    .hint("write letters, digits, spaces, `.`, `-`, `_`, `@`, `+` or `'`"),
            );
            continue;
        }
        match kept.iter().find(|other| fold(&other.value) == fold(name)) {
            Some(other) => fields.mistake(
                Diagnostic::error("bad-recipient", recipient.span, "two recipients are alike")
                    .label("again here")
                    .related(other.span, "first here")
                    .hint("each gets a link of their own; upper and lower case count as equal"),
            ),
            None => kept.push(recipient),
        }
    }
    kept
}

/// `generations`: the number of the present link of each recipient whose link is not the first.
fn read_generations(fields: &mut Fields<'_>) -> Vec<(Located<String>, Located<u32>)> {
    let mut generations = Vec::new();
    for (name, number) in fields.named("generations") {
        match number.value {
            Value::Int(value @ 1..=MAX_GENERATIONS) => {
                let value = u32::try_from(value).expect("it is small and above zero");
                generations.push((name, Located::new(value, number.span)));
            }
            _ => fields.mistake(Diagnostic::error(
                "wrong-type",
                number.span,
                message!("a generation must be a whole number from 1 to {}", MAX_GENERATIONS),
            )),
        }
    }
    generations
}

/// `approved`: one mapping, or a list of them.
fn read_approvals(fields: &mut Fields<'_>) -> Vec<Approval> {
    let Some(node) = fields.node("approved") else { return Vec::new() };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::Map(_) => std::slice::from_ref(node),
    };
    let mut approvals = Vec::new();
    for item in items {
        approvals.extend(fields.nested(item, "approved").and_then(read_approval));
    }
    approvals
}

fn read_approval(mut fields: Fields<'_>) -> Option<Approval> {
    let by = fields.line("by");
    let by = fields.require("by", by);
    let on: Option<Located<Date>> = read_day(&mut fields, "on");
    let on = fields.require("on", on);
    let text = fields.line("text");
    let text = fields.require("text", text);
    let hash = text.and_then(|text| match TextHash::parse(&text.value) {
        Some(hash) => Some(Located::new(hash, text.span)),
        None => {
            fields.mistake(
                Diagnostic::error("bad-approval", text.span, "this is not the hash of a text")
                    .hint("`roadcast share approve` shows the words and writes it"),
            );
            None
        }
    });
    fields.finish();
    Some(Approval { by: Labeled::new(by?), on: on?, text: hash? })
}

fn read_body(text: &str, start: usize, file: &SourceFile, mistakes: &mut Reading) -> Body {
    let stretches = match body::split(text, start, file.file, Markers::Entries) {
        Ok(stretches) => stretches,
        Err(found) => {
            mistakes.extend(found);
            return Body::default();
        }
    };
    let (mut texts, mut notes) = Body::default();
    for Stretch { audience, range, name } in stretches {
        let span = Span::new(file.file, range.clone());
        let origin = Origin {
            file: file.file,
            offset: range.start,
            folder: Folder(file.folder()),
            audience,
        };
        let prose = Located::new(Prose::compile(&text[range], origin, mistakes), span);
        match name {
            Some(name) => {
                let entry = named(text, name, file);
                texts.push(ShareText { entry, prose: Labeled::new(prose) });
            }
            None => notes.push(Labeled::new(prose)),
        }
    }
    (texts, notes)
}

fn named(text: &str, name: Range<usize>, file: &SourceFile) -> Located<String> {
    id(Located::new(text[name.clone()].to_owned(), Span::new(file.file, name)))
}
