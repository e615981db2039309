//! One HTML tag: parsed strictly, written back with nothing but allowed attributes.

/// Attributes an author may write on any tag.
pub const ATTRIBUTES: [&str; 11] = [
    "alt", "title", "open", "colspan", "rowspan", "lang", "dir", "datetime", "start", "reversed",
    "value",
];

/// A tag as an author wrote it.
pub struct Tag<'a> {
    /// Lowercase.
    pub name: String,
    /// Whether it is `</…>`.
    pub closing: bool,
    attributes: Vec<(String, &'a str)>,
    /// Bytes of source.
    pub len: usize,
}

impl<'a> Tag<'a> {
    /// Parses the tag at the start of `text`, which begins with `<`.
    pub fn parse(text: &'a str) -> Option<Tag<'a>> {
        let closing = text.starts_with("</");
        let from = if closing { 2 } else { 1 };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
        let name_len = text[from..].find(|c| !is_name(c))?;
        let name = text[from..from + name_len].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut attributes = Vec::new();
        let mut at = from + name_len;
        if !text[at..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
            return None;
        }
        loop {
            at += text[at..].find(|c: char| !c.is_ascii_whitespace() && c != '/')?;
            if text[at..].starts_with('>') {
                return Some(Tag { name, closing, attributes, len: at + 1 });
            }
            let (key, value, next) = attribute(text, at)?;
            attributes.push((key, value));
            at = next;
        }
    }

    /// Its attributes, names in lowercase.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Writes the tag with its allowed attributes. Addresses go to `address`.
    pub fn write(&self, out: &mut String, address: &mut dyn FnMut(bool, &str, &mut String)) {
        if self.closing {
            out.push_str("</");
            out.push_str(&self.name);
            out.push('>');
            return;
        }
        out.push('<');
        out.push_str(&self.name);
        for (key, value) in &self.attributes {
            let is_link = self.name == "a" && key == "href";
            let is_image = self.name == "img" && key == "src";
            if !is_link && !is_image && !ATTRIBUTES.contains(&key.as_str()) {
                continue;
            }
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            if is_link || is_image {
                address(is_image, &unescape(value), out);
            } else {
                out.push_str(&value.replace('"', "&quot;").replace('<', "&lt;"));
            }
            out.push('"');
        }
        if self.name == "a" {
            out.push_str(" rel=\"noopener noreferrer\"");
        }
        out.push('>');
    }
}

/// Undoes the entities that occur in addresses. What stays encoded is judged as it stands.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(found) = rest.find('&') {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let Some((entity, after)) = rest[1..].split_once(';') else { break };
        let code =
            entity.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            });
        let decoded = match entity {
            "amp" => Some('&'),
            "colon" => Some(':'),
            "quot" => Some('"'),
            "Tab" => Some('\t'),
            "NewLine" => Some('\n'),
            _ => code.and_then(char::from_u32),
        };
        match decoded {
            Some(c) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn attribute(text: &str, at: usize) -> Option<(String, &str, usize)> {
    let is_key =
        |c: char| !c.is_ascii_whitespace() && !matches!(c, '=' | '>' | '/' | '"' | '\'' | '<');
    let key_len = text[at..].find(|c| !is_key(c))?;
    if key_len == 0 {
        return None;
    }
    let key = text[at..at + key_len].to_ascii_lowercase();
    let after_key = at + key_len;
    let value_at = after_key + text[after_key..].find(|c: char| !c.is_ascii_whitespace())?;
    if !text[value_at..].starts_with('=') {
        return Some((key, "", after_key));
    }
    let from = value_at + 1;
    let from = from + text[from..].find(|c: char| !c.is_ascii_whitespace())?;
    if let Some(quote) = text[from..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = text[from + 1..].find(quote)?;
        return Some((key, &text[from + 1..from + 1 + end], from + end + 2));
    }
    let end = text[from..].find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    Some((key, &text[from..from + end], from + end))
}
