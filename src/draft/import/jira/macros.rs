//! Macros of Jira's markup that make blocks: `{code}`, `{quote}`, `{panel}` and the like.

/// A macro with what stands in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Macro<'a> {
    /// What it is.
    pub kind: Kind,
    /// What follows the colon.
    pub parameters: &'a str,
    /// What stands between its beginning and its end.
    pub inner: &'a str,
    /// Where it begins.
    pub start: usize,
    /// Where what follows it begins.
    pub end: usize,
}

/// What a macro does with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Shows it as it is.
    Code,
    /// Sets it apart.
    Box,
}

const MACROS: [(&str, Kind); 9] = [
    ("code", Kind::Code),
    ("noformat", Kind::Code),
    ("quote", Kind::Box),
    ("panel", Kind::Box),
    ("expand", Kind::Box),
    ("note", Kind::Box),
    ("info", Kind::Box),
    ("tip", Kind::Box),
    ("warning", Kind::Box),
];

/// Longest list of parameters, in bytes.
const MAX_PARAMETERS: usize = 1_000;

/// Macros that nothing closes from here on, so that nobody looks again.
#[derive(Default)]
pub struct Hopeless([bool; MACROS.len()]);

/// The first macro that begins before `limit` and ends anywhere.
pub fn first<'a>(text: &'a str, limit: usize, hopeless: &mut Hopeless) -> Option<Macro<'a>> {
    let mut from = 0;
    while let Some(found) = text[from..limit].find('{') {
        let start = from + found;
        from = start + 1;
        let Some((which, inner)) = opened(text, start).filter(|(which, _)| !hopeless.0[*which])
        else {
            continue;
        };
        let (name, kind) = MACROS[which];
        let Some((close, end)) = closed(text, inner, which) else {
            hopeless.0[which] = true;
            continue;
        };
        let parameters = text[start + 1 + name.len()..inner - 1].trim_start_matches(':');
        return Some(Macro { kind, parameters, inner: &text[inner..close], start, end });
    }
    None
}

/// The value of a parameter.
pub fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let mut named = parameters.split('|').filter_map(|part| part.split_once('='));
    named.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
}

/// Which macro begins here, and where its text begins.
fn opened(text: &str, start: usize) -> Option<(usize, usize)> {
    if text[..start].ends_with(['\\', '{']) {
        return None;
    }
    let rest = &text[start + 1..];
    let which = MACROS.iter().position(|(name, _)| {
        rest.strip_prefix(name).is_some_and(|rest| rest.starts_with(['}', ':']))
    })?;
    let rest = &rest[..rest.floor_char_boundary(MAX_PARAMETERS)];
    let end = rest.find('}')?;
    (!rest[..end].contains('\n')).then_some((which, start + 1 + end + 1))
}

/// Where the text of a macro ends, and where what follows begins.
fn closed(text: &str, inner: usize, which: usize) -> Option<(usize, usize)> {
    let (name, kind) = MACROS[which];
    let token = format!("{{{name}}}");
    let mut from = inner;
    loop {
        let at = from + text[from..].find(&token)?;
        // Boxes do not end within code that stands in them.
        let code = (kind == Kind::Box).then(|| code_around(text, from, at)).flatten();
        match code {
            Some(end) => from = end,
            None => return Some((at, at + token.len())),
        }
    }
}

/// Where the code ends that begins after `from` and has `at` within it.
fn code_around(text: &str, from: usize, at: usize) -> Option<usize> {
    let mut hopeless = Hopeless::default();
    let mut start = from;
    while let Some(found) = text[start..at].find('{') {
        let begin = start + found;
        start = begin + 1;
        let Some((which, inner)) = opened(text, begin) else { continue };
        if MACROS[which].1 != Kind::Code || hopeless.0[which] {
            continue;
        }
        match closed(text, inner, which) {
            Some((_, end)) if end > at => return Some(end),
            Some((_, end)) => start = end,
            None => hopeless.0[which] = true,
        }
    }
    None
}
