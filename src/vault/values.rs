//! The texts of front matter that are shown as they are, and what must not stand in them.

use crate::audience::Audience;
use crate::comment;
use crate::diagnostic::{Diagnostic, Located, Span};

use super::entry::{Entry, Theme};

/// Comments in values of an entry that others than engineering read.
pub fn comments_in_entry(entry: &Entry) -> Vec<Diagnostic> {
    if entry.visibility.value == Audience::Engineering {
        return Vec::new();
    }
    let mut values: Vec<(&str, Span)> = vec![(entry.title.inspect(), entry.title.span())];
    let texts = [&entry.summary, &entry.problem, &entry.client_title, &entry.client_summary];
    let fields = texts.into_iter().chain([&entry.client_problem, &entry.owner, &entry.team]);
    let words = entry.search_words.own.iter().chain(&entry.search_words.client);
    for field in fields.flatten().chain(&entry.tags).chain(words) {
        values.push((field.inspect(), field.span()));
    }
    if let Some(availability) = &entry.availability {
        values.push((availability.inspect(), availability.span()));
    }
    let mut nested: Vec<&Located<String>> = Vec::new();
    if let Some(talk) = entry.talk.as_ref().map(|talk| talk.inspect()) {
        let texts = [&talk.say, &talk.note, &talk.dont_say, &talk.workaround];
        nested.extend(texts.into_iter().flatten());
    }
    if let Some(decision) = entry.decision.as_ref().map(|decision| decision.inspect()) {
        let texts = [&decision.reason, &decision.revisit_when, &decision.by];
        nested.extend(texts.into_iter().flatten());
    }
    for request in entry.requests.iter().map(|request| request.inspect()) {
        nested.push(&request.account);
        nested.extend([&request.by, &request.value].into_iter().flatten());
    }
    values.extend(nested.into_iter().map(|text| (text.value.as_str(), text.span)));
    values.into_iter().filter_map(|(text, span)| comment::refuse_in_value(text, span)).collect()
}

/// The same of a theme.
pub fn comments_in_theme(theme: &Theme) -> Vec<Diagnostic> {
    if theme.visibility.value == Audience::Engineering {
        return Vec::new();
    }
    let values = [Some(&theme.title), theme.problem.as_ref()].into_iter().flatten();
    values.filter_map(|text| comment::refuse_in_value(text.inspect(), text.span())).collect()
}
