//! Jira's smileys and signs.

const SIGNS: [(&str, &str); 22] = [
    (":)", "🙂"),
    (":-)", "🙂"),
    (":(", "🙁"),
    (":-(", "🙁"),
    (":P", "😛"),
    (":D", "😀"),
    (";)", "😉"),
    (";-)", "😉"),
    ("(y)", "👍"),
    ("(n)", "👎"),
    ("(i)", "ℹ️"),
    ("(/)", "✅"),
    ("(x)", "❌"),
    ("(!)", "⚠️"),
    ("(+)", "➕"),
    ("(-)", "➖"),
    ("(?)", "❓"),
    ("(on)", "💡"),
    ("(off)", "🌑"),
    ("(*)", "⭐"),
    ("(flag)", "🚩"),
    ("(flagoff)", "🏳️"),
];

/// The sign that a text begins with, and its length. It touches no word.
pub fn at(text: &str, before: Option<char>) -> Option<(String, usize)> {
    if before.is_some_and(|c| !c.is_whitespace() && c != '|') {
        return None;
    }
    let (written, sign) = SIGNS.iter().find(|(written, _)| {
        let rest = text.strip_prefix(written);
        rest.is_some_and(|rest| {
            rest.chars().next().is_none_or(|c| c.is_whitespace() || ".,;!?|".contains(c))
        })
    })?;
    Some(((*sign).to_owned(), written.len()))
}
