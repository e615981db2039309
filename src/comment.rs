//! Comments as other tools write them: `%% … %%`, `{# … #}` and the like. Their authors would see
//! nothing of them on a page; here they would be shown.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span, message};

/// A comment in a text.
pub struct Comment {
    /// From its first sign to its last.
    pub range: Range<usize>,
    /// Whose comment it is.
    tool: &'static str,
}

/// A way to write comments.
struct Form {
    open: &'static str,
    close: &'static str,
    tool: &'static str,
}

const fn form(open: &'static str, close: &'static str, tool: &'static str) -> Form {
    Form { open, close, tool }
}

/// What ends somewhere behind its beginning. What contains another one comes first.
const FORMS: [Form; 14] = [
    form("<!--", "-->", "HTML"),
    form("{% comment", "endcomment %}", "Liquid and Jinja"),
    form("{%- comment", "endcomment -%}", "Liquid and Jinja"),
    form("{{!", "}}", "Handlebars"),
    form("{{#", "{{/", "Handlebars"),
    form("{{<", ">}}", "Hugo"),
    form("{%", "%}", "Liquid and Jinja"),
    form("{#", "#}", "Jinja"),
    form("{>>", "<<}", "CriticMarkup"),
    form("{--", "--}", "CriticMarkup"),
    form("{++", "++}", "CriticMarkup"),
    form("{~~", "~~}", "CriticMarkup"),
    form("{::", "{:/", "kramdown"),
    form("<%", "%>", "ERB and JSP"),
];

/// Finds the comments in a text, code blotted out.
pub fn find(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut ends = Ends::default();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '<', '%']).map(|next| at + next) {
        match starting_at(text, next, &mut ends) {
            Some(comment) => {
                at = comment.range.end;
                found.push(comment);
            }
            None => at = next + percent_signs(&text[next..]).max(1),
        }
    }
    found
}

/// Where each form ends next, so that a text full of beginnings is read only once for each.
#[derive(Default)]
struct Ends([Option<Option<usize>>; FORMS.len()]);

impl Ends {
    /// The first end of a form from `from` on. Must be asked for places in rising order.
    fn after(&mut self, form: usize, text: &str, from: usize) -> Option<usize> {
        let known = self.0[form].filter(|end| end.is_none_or(|end| end >= from));
        *self.0[form].insert(
            known.unwrap_or_else(|| text[from..].find(FORMS[form].close).map(|end| from + end)),
        )
    }
}

/// A comment in a value of front matter or settings. Such a value is no Markdown; still, what is
/// in backticks is meant to be read. Signs of templates, `{% … %}` and `{# … #}`, hide nothing
/// there in any editor.
pub fn find_in_value(value: &str) -> Option<Comment> {
    if !value.contains(['{', '<', '%']) {
        return None;
    }
    let blot = |part: &str| part.replace(|c: char| c.is_ascii_punctuation(), "_");
    let parts = value.split('`').enumerate();
    let parts: Vec<_> =
        parts.map(|(at, part)| if at % 2 == 1 { blot(part) } else { part.to_owned() }).collect();
    let without_templates = parts.join("`").replace("{%", "__").replace("{#", "__");
    find(&without_templates).into_iter().next()
}

/// The mistake that a comment in a block is.
pub fn refuse(comment: &Comment, span: Span) -> Diagnostic {
    let message = message!("a comment of {} would be shown to readers here", comment.tool);
    Diagnostic::error("html-comment", span, message)
        .hint("move it out of the block, or remove it")
        .hint("if they are to read the signs themselves, put them in backticks")
}

/// The mistake that a comment in a value is.
pub fn refuse_in_value(value: &str, span: Span) -> Option<Diagnostic> {
    let comment = find_in_value(value)?;
    let message =
        message!("this value holds a comment of {}, which readers would see", comment.tool);
    Some(
        Diagnostic::error("html-comment", span, message)
            .hint("remove it, or make it a comment of YAML: ` # …` behind the value")
            .hint("if they are to read the signs themselves, put them in backticks"),
    )
}

fn starting_at(text: &str, at: usize, ends: &mut Ends) -> Option<Comment> {
    let rest = &text[at..];
    if rest.starts_with('%') {
        return percent(text, at);
    }
    if let Some(comment) = slash_star(text, at) {
        return Some(comment);
    }
    FORMS.iter().enumerate().find_map(|(index, form)| {
        let inner = rest.strip_prefix(form.open)?;
        if form.open == "{#" && is_name_of_heading(inner) {
            return None;
        }
        let end = ends.after(index, text, at + form.open.len())?;
        Some(Comment { range: at..end + form.close.len(), tool: form.tool })
    })
}

/// `{#name}` behind a heading is no comment.
fn is_name_of_heading(inner: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '=');
    let rest = inner.trim_start_matches(is_name);
    rest.len() < inner.len() && rest.starts_with('}')
}

/// `{/* … */}` of MDX and `{{- /* … */ -}}` of Go, closed or not.
fn slash_star(text: &str, at: usize) -> Option<Comment> {
    let rest = text[at..].strip_prefix('{')?;
    let signs = rest.bytes().take(4).take_while(|byte| b"{-~<% ".contains(byte)).count();
    let body = rest[signs..].strip_prefix("/*")?;
    let end = body.find("*/").map_or(body.len(), |end| end + 2);
    let tool = if rest.starts_with('{') { "Go templates" } else { "MDX" };
    Some(Comment { range: at..text.len() - body.len() + end, tool })
}

/// `%% … %%` of Obsidian, a line that begins with `%%`, and a line of MyST that begins with `% `.
fn percent(text: &str, at: usize) -> Option<Comment> {
    let (before, rest) = text.split_at(at);
    let margin = before.trim_end_matches([' ', '\t']);
    let begins_line = margin.is_empty() || margin.ends_with('\n');
    // A share that was broken before its sign: "40\n% of customers".
    let begins_comment = begins_line && !before.trim_end().ends_with(char::is_numeric);
    let line = |tool| {
        let end = at + rest.find('\n').unwrap_or(rest.len());
        begins_comment.then_some(Comment { range: at..end, tool })
    };
    let signs = percent_signs(rest);
    if signs == 1 {
        let has_words = rest.strip_prefix("% ").is_some_and(|words| !words.starts_with('\n'));
        return if has_words { line("MyST") } else { None };
    }
    let end = rest[signs..].find("%%").map(|end| at + signs + end);
    match end.map(|end| end + percent_signs(&text[end..])) {
        Some(end) => Some(Comment { range: at..end, tool: "Obsidian" }),
        None => line("Obsidian"),
    }
}

/// How many of them a text begins with.
fn percent_signs(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'%').count()
}

#[cfg(test)]
mod tests {
    use super::{find, find_in_value};

    fn comments(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|comment| &text[comment.range]).collect()
    }

    #[test]
    fn comments_of_every_tool_are_found() {
        for comment in [
            "%% margin 40 % %%",
            "%%margin%%",
            "%%\nmargin\n\nand more\n%%",
            "%% left open",
            "% margin 40 %",
            "{% comment %} a {% endcomment %}",
            "{%- comment -%} a {%- endcomment -%}",
            "{% raw %}",
            "{# margin #}",
            "{#margin#}",
            "{#\nmargin\n#}",
            "{/* margin */",
            "{ /* margin",
            "{{/* margin */",
            "{{- /* margin */",
            "{{! margin }}",
            "{{!-- margin --}}",
            "{{#secret}} margin {{/",
            "{{< comment >}}",
            "{>> margin <<}",
            "{-- margin --}",
            "{++ margin ++}",
            "{~~ a ~> b ~~}",
            "{::comment}\nmargin\n{:/",
            "<%-- margin --%>",
            "<!-- margin -->",
        ] {
            assert_eq!(comments(comment), [comment]);
            let within = format!("One.\n\n{comment}\n\nTwo.");
            assert_eq!(comments(&within).len(), 1, "{within}");
        }
        assert_eq!(comments("a {# b #} c %% d %% e"), ["{# b #}", "%% d %%"]);
    }

    #[test]
    fn a_percent_sign_or_a_brace_is_no_comment() {
        for text in [
            "5 %% to 10 %",
            "100%%",
            "about 40\n% of customers",
            "40 %, then\n%\n",
            "{name} and {{ value }}",
            "## Head {#custom}\n\nx #}",
            "{#custom}",
            "{ a: /etc/* }",
            "a <b> c",
            "{{ a }}, {{#",
        ] {
            assert_eq!(comments(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_value_may_speak_of_comments_in_backticks() {
        assert!(find_in_value("Faster. <!-- margin 40 % -->").is_some());
        assert!(find_in_value("Faster %%margin%%").is_some());
        assert!(find_in_value("Support `<!-- … -->` in texts").is_none());
        assert!(find_in_value("100 % faster").is_none());
        assert!(find_in_value("{# gone #} and {% raw %}").is_none());
    }
}
