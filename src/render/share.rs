//! The page of a share: one file that needs no other, for one recipient.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tera::{Context, Value};

use crate::audience::{Client, Prospect};
use crate::diagnostic::Diagnostic;
use crate::vault::edition::{ClientEntry, ClientView, ShareView, SharedEntry};
use crate::vault::{Edition, card_id, data_address};

use super::client::{COLUMNS, column_of};
use super::fields::FieldNames;
use super::{Rendered, Templates, Variables, extended, html, object};

/// What tells one copy of a page from another.
pub struct CopyMark<'a> {
    /// Who gets it.
    pub recipient: &'a str,
    /// Its number, which says nothing of the link.
    pub number: &'a str,
}

/// A rendered page. Made by [`render_share`] alone; not to be sealed before it is audited.
pub struct SharePage {
    title: String,
    lang: &'static str,
    style: String,
    body: String,
}

impl SharePage {
    /// For the title of the window.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The language of the page.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// All its style rules.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// What stands in `<body>`.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The whole document, which loads nothing and runs nothing.
    pub fn document(&self) -> String {
        let SharePage { title, lang, style, body } = self;
        let hash = style_hash(style);
        let title = title.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src '{hash}'; img-src data:; font-src data:; base-uri 'none'; \
             form-action 'none'\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )
    }
}

/// What a policy says of a style that is allowed.
pub fn style_hash(style: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(style.as_bytes())))
}

/// Renders the page of a share for one recipient.
///
/// # Errors
/// What is wrong with the templates.
pub fn render_share(
    edition: &Edition<Prospect>,
    copy: &CopyMark<'_>,
    templates: &Templates,
) -> Result<SharePage, Vec<Diagnostic>> {
    let unknown = templates.unknown_fields(&field_names());
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let view = edition.view();
    let site = &view.client.site;
    let mut context = Context::new();
    context.insert_value("site", site_of(view));
    context.insert("root", site.base_url.as_deref().unwrap_or_default());
    let share = object([
        ("account", view.account.get().as_str().into()),
        ("until", Value::from_serializable(&view.until)),
        ("recipient", copy.recipient.into()),
        ("number", copy.number.into()),
    ]);
    context.insert_value("share", share);
    let entries: Vec<Value> = view.entries.iter().map(entry).collect();
    context.insert_value("entries", entries.into());
    let with_id = |entry: &ClientEntry| {
        let id = card_id(entry.url.get());
        let theme = entry.theme.as_ref().map(|theme| card_id(&theme.get().url));
        // The page is one file, of which a phone loads all: it shows no pictures of public entries.
        let no_picture = ("picture", Value::none());
        extended(entry, [("id", id.into()), ("theme_id", theme.into()), no_picture])
    };
    for (key, value) in whole_board(&view.client, with_id) {
        context.insert_value(key, value);
    }
    let themes = view.client.themes.iter();
    let themes = themes.map(|theme| extended(theme, [("id", card_id(theme.url.get()).into())]));
    context.insert_value("themes", themes.collect::<Vec<Value>>().into());
    let body = templates.render("page.html", &context).map_err(|mistake| vec![mistake])?;
    Ok(SharePage {
        title: format!("{}: for {}", site.product, view.account.get()),
        lang: site.lang,
        style: templates.whole_style(),
        body,
    })
}

/// The product and the site, with the logo in it.
fn site_of(view: &ShareView) -> Value {
    let site = &view.client.site;
    let logo = site.logo.as_ref().and_then(|logo| {
        let name = logo.src.strip_prefix("assets/")?;
        let image = view.image(name)?;
        Some(extended(logo, [("src", data_address(image).into())]))
    });
    let shipped = view.client.entries.iter().any(|entry| entry.shipped.is_some());
    extended(
        site,
        [
            ("disclaimer", html(&site.disclaimer)),
            ("logo", logo.into()),
            ("has_shipped", shipped.into()),
        ],
    )
}

fn entry(entry: &SharedEntry) -> Value {
    extended(entry, [("html", html(entry.html.get()))])
}

fn field_names() -> FieldNames {
    Client::field_names()
        .add::<SharedEntry>()
        .fields(["account", "until", "recipient", "number", "id", "theme_id", "html"])
        .variables(["share", "entries", "not_planned"])
}

/// The columns and what is not planned, whole, with the value that `card` makes of each entry.
fn whole_board(view: &ClientView, card: impl Fn(&ClientEntry) -> Value) -> Variables {
    let of = |key: Option<&str>| -> Vec<Value> {
        view.entries.iter().filter(|entry| column_of(entry) == key).map(&card).collect()
    };
    let column = |[key, title, intro, empty]: [&'static str; 4]| {
        let entries = of(Some(key));
        object([
            ("key", key.into()),
            ("title", title.into()),
            ("intro", intro.into()),
            ("empty", empty.into()),
            ("count", entries.len().into()),
            ("entries", entries.into()),
        ])
    };
    let columns: Vec<Value> = COLUMNS.into_iter().map(column).collect();
    vec![("columns", columns.into()), ("not_planned", of(None).into())]
}

#[cfg(test)]
mod tests {
    use super::style_hash;

    #[test]
    fn the_hash_of_a_style_is_what_browsers_compare() {
        // The example of the standard of content security policies, for an inline script.
        let expected = "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=";
        assert_eq!(style_hash("alert('Hello, world.');"), expected);
    }
}
