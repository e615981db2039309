//! The values of other tools as values of fields. What does not fit is refused, never guessed.

use jiff::civil::{Date, DateTime};

use crate::dates::{TARGET_FORMS, Target, parse_day};
use crate::diagnostic::quoted_list;
use crate::vault::vocabulary::{Confidence, Horizon, Origin, Stage};
use crate::vault::{Outline, stem};
use crate::yaml::Choice;

use super::super::scalar::scalar;

/// Longest text of a field, in characters. What is longer was never meant to be one.
const MAX_TEXT: usize = 2_000;

/// The value of a field as YAML.
///
/// # Errors
/// Why it does not fit, as a remark about its row.
pub fn value(field: &'static str, written: &str, outline: &Outline) -> Result<String, String> {
    let words = one_line(written);
    let refuse = |why: String| Err(format!("`{}` {why}", shown(&words)));
    match field {
        "stage" => word::<Stage>(&words),
        "horizon" => word::<Horizon>(&words),
        "origin" => word::<Origin>(&words),
        "confidence" => word::<Confidence>(&words),
        "theme" => match theme(&words, outline) {
            Some(id) => Ok(scalar(id)),
            None => refuse("is not a theme of the project".to_owned()),
        },
        "target" => match target(&words) {
            Some(target) => Ok(target),
            None => refuse(format!("is not a target; allowed: {TARGET_FORMS}")),
        },
        "shipped_on" | "reviewed_on" => match day(&words) {
            Some(day) => Ok(day.to_string()),
            None => refuse("is not a day, such as `2026-11-15`".to_owned()),
        },
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

/// Several values as a list of tags, each once.
pub fn tags(values: &[String]) -> String {
    let mut tags: Vec<String> = Vec::new();
    for tag in values.iter().flat_map(|value| value.split([',', ';', '\n'])).map(one_line) {
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

/// `In Progress` is meant as `in-progress`; `Done` is nobody's word here.
fn word<T: Choice>(words: &str) -> Result<String, String> {
    let plain = words.to_lowercase().replace([' ', '_'], "-");
    let known = || T::ALL.iter().map(|member| member.word());
    match known().find(|word| *word == plain) {
        Some(word) => Ok(word.to_owned()),
        None => {
            let allowed = quoted_list(known());
            Err(format!("`{}` is not {}; allowed: {allowed}", shown(words), T::WHAT))
        }
    }
}

/// The id of a theme, from its id or title.
fn theme<'a>(words: &str, outline: &'a Outline) -> Option<&'a str> {
    let themes = &outline.themes;
    themes.by_name(words).or_else(|| themes.by_title(words)).map(stem)
}

fn target(words: &str) -> Option<String> {
    let plain = words.to_uppercase();
    match Target::parse(&plain) {
        Some(target) => Some(target.written()),
        None => day(words).map(|day| day.to_string()),
    }
}

/// A day as ISO 8601 has it, with or without a time, or as Jira prints it: `15/Nov/26 9:00 AM`.
/// `03/04/2026` is two days, depending on who reads it.
fn day(words: &str) -> Option<Date> {
    let (first, rest) = words.split_at_checked(10).unwrap_or((words, ""));
    if (rest.is_empty() || rest.starts_with(['T', ' ']))
        && let Some(day) = parse_day(first)
    {
        return Some(day);
    }
    let date = match words.split_once(' ') {
        Some(_) => DateTime::strptime("%d/%b/%y %I:%M %p", words).ok()?.date(),
        None => Date::strptime("%d/%b/%y", words).ok()?,
    };
    parse_day(&date.to_string())
}

fn shown(words: &str) -> String {
    let mut shown: String = words.chars().take(60).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}
