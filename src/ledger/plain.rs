//! HTML of a page to the words in it, a paragraph a line, for people and for comparing.

use html2text::render::TextDecorator;

/// Wider than any paragraph: lines are wrapped where they are printed.
const WIDTH: usize = 1_000_000;

/// The words of a text. Pictures, and links to elsewhere, are told in brackets; emphasis is not.
pub fn plain(html: &str) -> String {
    let text = html2text::config::with_decorator(Words { link: None })
        .no_table_borders()
        .no_link_wrapping()
        .allow_width_overflow()
        .string_from_read(html.as_bytes(), WIDTH);
    let text = text.unwrap_or_else(|_| html.to_owned());
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// What is said beside the words themselves.
#[derive(Clone)]
struct Words {
    link: Option<String>,
}

fn nothing() -> (String, ()) {
    (String::new(), ())
}

impl TextDecorator for Words {
    type Annotation = ();

    fn decorate_link_start(&mut self, url: &str) -> (String, ()) {
        // Links from page to page follow the titles; only those that leave the site say something.
        let leaves = ["https:", "http:", "mailto:", "tel:"];
        self.link = leaves.iter().any(|scheme| url.starts_with(scheme)).then(|| url.to_owned());
        nothing()
    }

    fn decorate_link_end(&mut self) -> String {
        self.link.take().map(|url| format!(" [{url}]")).unwrap_or_default()
    }

    fn decorate_em_start(&self) -> (String, ()) {
        nothing()
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        nothing()
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        nothing()
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        nothing()
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, src: &str, title: &str) -> (String, ()) {
        // The name of a picture is made from its bytes: another picture has another one.
        let name = src.rsplit('/').next().unwrap_or(src);
        let name: String = name.chars().take(8).collect();
        (format!("[picture: {title}, {name}]"), ())
    }

    fn header_prefix(&self, _: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        String::new()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }

    fn make_subblock_decorator(&self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_text_is_its_words_with_pictures_and_outward_links() {
        for (html, expected) in [
            ("<p>One <em>two</em> <strong>three</strong>.</p><p>Four</p>", "One two three.\nFour"),
            ("<ul><li>a</li><li>b <code>c</code></li></ul>", "- a\n- b c"),
            ("<p><a href=\"sap.html\">SAP</a></p>", "SAP"),
            ("<p><a href=\"https://a.example/b\">Docs</a>!</p>", "Docs [https://a.example/b]!"),
            ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
            (
                "<p><img src=\"../assets/0123456789ab.png\" alt=\"Steps\"></p>",
                "[picture: Steps, 01234567]",
            ),
            ("", ""),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn a_long_paragraph_is_one_line() {
        let words = "word ".repeat(3_000);
        assert_eq!(plain(&format!("<p>{words}</p>")), words.trim_end());
    }
}
