//! Rust without what is no code: comments, the insides of literals, and unit tests.

/// The code of a file, with its line breaks. Literals keep their quotes and lose their insides.
pub fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string(&out, rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            rest[start..].find(&close).map_or(rest.len(), |end| start + end + close.len())
        } else if first == '"' {
            1 + closing(&rest[1..], '"')
        } else if first == '\'' && is_char(rest) {
            1 + closing(&rest[1..], '\'')
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let skipped = &rest[..length];
        let is_literal = !skipped.starts_with('/');
        let breaks = "\n".repeat(skipped.matches('\n').count());
        out.push_str(if is_literal { "\"" } else { "" });
        out.push_str(&breaks);
        out.push_str(if is_literal { "\"" } else { "" });
        rest = &rest[length..];
    }
    out
}

/// The code of a file without its unit tests.
pub fn shipped_code(text: &str) -> String {
    let mut code = code(text);
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = match code[start..].find(['{', ';']) {
            Some(at) if code[start + at..].starts_with('{') => block_end(&code, start + at),
            Some(at) => start + at + 1,
            None => code.len(),
        };
        let breaks = "\n".repeat(code[start..end].matches('\n').count());
        code.replace_range(start..end, &breaks);
    }
    code
}

/// Where the block that opens at `open` ends.
pub fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return open + at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// The number of `#` if a raw string begins here.
fn raw_string(before: &str, rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let is_word =
        before.ends_with(|c: char| c.is_alphanumeric() && c != 'b' && c != 'c' || c == '_');
    (!is_word && after[hashes..].starts_with('"')).then_some(hashes)
}

/// The length up to and with the closing quote.
fn closing(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Whether a quote begins a character rather than a lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    let first = chars.next();
    first == Some('\\') || chars.next() == Some('\'')
}

#[test]
fn comments_and_the_insides_of_literals_are_no_code() {
    for (text, expected) in [
        ("a // b\nc", "a \nc"),
        ("a /* b\n */ c", "a \n c"),
        ("f(\"a // \\\" b\", 'x', '\\'', '{')", "f(\"\", \"\", \"\", \"\")"),
        ("r#\"a\n\"b\"\"#;", "\"\n\";"),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
        ("r#type", "r#type"),
    ] {
        assert_eq!(code(text), expected);
    }
}

#[test]
fn unit_tests_are_not_shipped() {
    let text = "a\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nc\n#[cfg(test)]\nmod d;\ne";
    assert_eq!(shipped_code(text), "a\n\n\n\n\nc\n\n\ne");
}
