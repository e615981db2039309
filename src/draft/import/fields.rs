//! The values of other tools as values of fields. What does not fit is refused, never guessed.

use jiff::civil::Date;

use crate::dates::TARGET_FORMS;
use crate::diagnostic::quoted_list;
use crate::vault::vocabulary::{Confidence, Horizon, Origin, Stage};
use crate::vault::{Outline, stem};
use crate::yaml::Choice;

use super::super::scalar::scalar;
use super::days::{self, Day};
use super::states;

/// Longest text of a field, in characters. What is longer was never meant to be one.
const MAX_TEXT: usize = 2_000;

/// What a day is that Americans and others read differently.
const TWO_DAYS: &str = "is two days, depending on who reads it; write it like `2026-11-15`";

/// The value of a field as YAML.
///
/// # Errors
/// Why it does not fit, as a remark about its row.
pub fn value(field: &'static str, written: &str, outline: &Outline) -> Result<String, String> {
    let words = one_line(written);
    let refuse = |why: String| Err(format!("`{}` {why}", shown(&words)));
    match field {
        "stage" => stage(&words).map(|stage| stage.word().to_owned()),
        "horizon" => word::<Horizon>(&words),
        "origin" => word::<Origin>(&words),
        "confidence" => word::<Confidence>(&words),
        "theme" => match theme(&words, outline) {
            Some(id) => Ok(scalar(id)),
            None => refuse("is not a theme of the project".to_owned()),
        },
        "target" => match (days::window(&words), days::day(&words)) {
            (Some(target), _) => Ok(target.written()),
            (None, Day::Is(day)) => Ok(day.to_string()),
            (None, Day::IsEither) => refuse(TWO_DAYS.to_owned()),
            (None, Day::No) => refuse(format!("is not a target; allowed: {TARGET_FORMS}")),
        },
        "shipped_on" | "reviewed_on" => day(&words).map(|day| day.to_string()),
        "effort" => match words.parse::<f64>() {
            Ok(number) if number.is_finite() && (0.0..=1e12).contains(&number) => {
                Ok(number.to_string())
            }
            _ => refuse("is not a number of person-weeks".to_owned()),
        },
        "phase" => match words.parse::<u8>() {
            Ok(number @ 1..=99) => Ok(number.to_string()),
            _ => refuse("is not a phase from 1 to 99".to_owned()),
        },
        "summary" if written.chars().count() <= MAX_TEXT => Ok(scalar(written)),
        _ if words.chars().count() <= MAX_TEXT => Ok(scalar(&words)),
        _ => refuse(format!("is too long for `{field}`")),
    }
}

/// A stage, from its own word or from the word of another tool.
///
/// # Errors
/// Nobody here knows the word.
pub fn stage(words: &str) -> Result<Stage, String> {
    let own = word::<Stage>(words);
    let stage = own.as_deref().ok().and_then(member::<Stage>);
    match stage.or_else(|| states::stage(words)) {
        Some(stage) => Ok(stage),
        None => {
            let how = format!("say what it means with `--value \"stage:{}=STAGE\"`", shown(words));
            Err(own.err().map(|why| format!("{why}; {how}")).unwrap_or(how))
        }
    }
}

/// A day.
///
/// # Errors
/// The words name none, or two.
pub fn day(words: &str) -> Result<Date, String> {
    match days::day(words) {
        Day::Is(day) => Ok(day),
        Day::IsEither => Err(format!("`{}` {TWO_DAYS}", shown(words))),
        Day::No => Err(format!("`{}` is not a day, such as `2026-11-15`", shown(words))),
    }
}

/// Several values as a list of tags, each once. `divides` says what stands between two.
pub fn tags(values: &[String], divides: fn(char) -> bool) -> String {
    let mut tags: Vec<String> = Vec::new();
    for tag in values.iter().flat_map(|value| value.split(divides)).map(one_line) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    list(&tags)
}

/// Values in brackets.
pub fn list(values: &[String]) -> String {
    let values: Vec<_> = values.iter().map(|value| scalar(value)).collect();
    format!("[{}]", values.join(", "))
}

/// The same with single spaces for all white space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `In Progress` is meant as `in-progress`.
fn word<T: Choice>(words: &str) -> Result<String, String> {
    let plain = states::plain(words).replace(' ', "-");
    match member::<T>(&plain) {
        Some(member) => Ok(member.word().to_owned()),
        None => {
            let allowed = quoted_list(T::ALL.iter().map(|member| member.word())).in_full();
            Err(format!("`{}` is not {}; allowed: {allowed}", shown(words), T::WHAT))
        }
    }
}

fn member<T: Choice>(word: &str) -> Option<T> {
    T::ALL.iter().copied().find(|member| member.word() == word)
}

/// The id of a theme, from its id or title.
pub fn theme<'a>(words: &str, outline: &'a Outline) -> Option<&'a str> {
    let themes = &outline.themes;
    themes.by_name(words).or_else(|| themes.by_title(words)).map(stem)
}

/// Words as they may be shown in a message.
pub fn shown(words: &str) -> String {
    let mut shown: String = words.chars().take(60).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}
