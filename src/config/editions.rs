//! `editions`: the settings of one site each.

use crate::diagnostic::{Diagnostic, Located};
use crate::yaml::{Fields, Node};

use super::{EditionSettings, is_address};

/// Reads `editions`.
pub fn read_editions(outer: &mut Fields<'_>, node: &Node) -> Option<[EditionSettings; 3]> {
    let mut fields = outer.nested(node, "editions")?;
    let span = fields.span();
    let read = |fields: &mut Fields<'_>, key| {
        fields.map(key, read_edition).unwrap_or_else(|| EditionSettings {
            base_url: None,
            site_theme: Located::new("default".to_owned(), span),
            search_engines: false,
        })
    };
    let editions = ["engineering", "sales", "client"].map(|key| read(&mut fields, key));
    fields.finish();
    Some(editions)
}

fn read_edition(mut fields: Fields<'_>) -> Option<EditionSettings> {
    let span = fields.span();
    let base_url = fields.line("base_url").and_then(|url| {
        if is_address(&url.value, &["https://", "http://"]) && !url.value.contains(['?', '#']) {
            let folder = format!("{}/", url.value.trim_end_matches('/'));
            return Some(Located::new(folder, url.span));
        }
        fields.mistake(
            Diagnostic::error(
                "bad-address",
                url.span,
                "`base_url` is not the address of a folder on the web",
            )
            .hint("write it in full: `base_url: https://roadmap.northwind.example/`"),
        );
        None
    });
    let site_theme = fields.line("site_theme");
    if let Some(name) = &site_theme
        && (name.value.starts_with('.') || name.value.contains(['/', '\\']))
    {
        fields.mistake(
            Diagnostic::error(
                "bad-name",
                name.span,
                "`site_theme` must be the name of a folder in `themes/`",
            )
            .hint("write the name alone: `site_theme: ours` for `themes/ours/`"),
        );
    }
    let search_engines = fields.flag("search_engines").is_some_and(|flag| flag.value);
    fields.finish();
    let site_theme = site_theme.unwrap_or_else(|| Located::new("default".to_owned(), span));
    Some(EditionSettings { base_url, site_theme, search_engines })
}
