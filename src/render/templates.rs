//! The templates of one edition, and the assets that they ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake3::Hash;
use percent_encoding::{AsciiSet, CONTROLS, percent_encode};
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::accent::Accent;
use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Sources, Span, value};
use crate::kept::{HashedBytes, Kept, hash_of};
use crate::site_theme::{SiteTheme, is_style, style_faults};

use super::fields::{FieldNames, bound_in, unknown_fields};
use super::fingerprint::SharedHashes;
use super::listing::Card;

/// The templates of one edition. Only `base/` and the edition's own folder are in it, so the
/// words of one edition cannot reach another.
pub struct Templates {
    tera: Tera,
    /// Template name to source file.
    files: BTreeMap<String, FileId>,
    texts: BTreeMap<String, String>,
    folder: &'static str,
    /// Site path to bytes.
    assets: BTreeMap<String, Vec<u8>>,
    /// The hash of all the above.
    hash: Hash,
    kept: Arc<KeptPages>,
}

/// The folders of shares, beside `base/`.
const SHARE_FOLDERS: [&str; 2] = ["client", "share"];

/// The style sheets of a whole page, in the order in which pages load them.
const STYLES: [&str; 2] = ["style", "icons"];

/// Pages that earlier builds of a preview have rendered.
pub type KeptPages = Kept<HashedBytes>;

impl Templates {
    /// Compiles the templates of an edition.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub fn compile(
        theme: &SiteTheme,
        audience: Audience,
        accent: &Accent,
        sources: &Sources,
    ) -> Result<Templates, Vec<Diagnostic>> {
        Templates::compile_in(theme, &[audience.name()], accent, sources)
    }

    /// Compiles the templates of shares, which have the looks of the client site.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub fn compile_share(
        theme: &SiteTheme,
        accent: &Accent,
        sources: &Sources,
    ) -> Result<Templates, Vec<Diagnostic>> {
        Templates::compile_in(theme, &SHARE_FOLDERS, accent, sources)
    }

    /// Of folders beside `base/`, the last one is that of the edition.
    fn compile_in(
        theme: &SiteTheme,
        folders: &[&'static str],
        accent: &Accent,
        sources: &Sources,
    ) -> Result<Templates, Vec<Diagnostic>> {
        let folder = *folders.last().expect("every edition has a folder");
        let is_own = |path: &str| {
            let first = path.split('/').next().unwrap_or_default();
            first == "base" || folders.contains(&first)
        };
        let mut files = BTreeMap::new();
        let mut texts = BTreeMap::new();
        let mut plain: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (path, file) in theme.files() {
            if !is_own(path) {
                continue;
            }
            match file.source {
                Some(source) => {
                    files.insert(path.to_owned(), source);
                    texts.insert(path.to_owned(), sources.text(source).to_owned());
                }
                None => add_plain(&mut plain, path, &file.bytes),
            }
        }
        let custom = plain.remove("custom.css").unwrap_or_default();
        if let Some(style) = plain.get_mut("style.css") {
            style.extend_from_slice(accent.rules().as_bytes());
            style.extend_from_slice(theme.font_rules().as_bytes());
            // A project's own rules come last, so that they win.
            style.extend_from_slice(&custom);
        }
        joined_styles_are_closed(&plain)?;
        let (names, assets) = hashed(with_drawings(plain), &asset_names(&texts));
        let hash = hash_of_all(folder, &texts, &assets);
        let kept = Arc::default();
        let mut templates =
            Templates { tera: Tera::new(), files, texts, folder, assets, hash, kept };
        templates.tera.autoescape_on(vec![".html", ".xml"]);
        templates.tera.register_function(
            "asset",
            move |args: Kwargs, _: &State| -> TeraResult<String> {
                let name: &str = args.must_get("name")?;
                names.get(name).cloned().ok_or_else(|| {
                    tera::Error::message(format!(
                        "the site theme has no asset `{name}` for this edition"
                    ))
                })
            },
        );
        let pairs: Vec<_> =
            templates.texts.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
        match templates.tera.add_raw_templates(pairs) {
            Ok(()) => Ok(templates),
            Err(error) => Err(vec![templates.explain(&error)]),
        }
    }

    /// The same, which render a page only if no earlier build has.
    pub fn keeping(self, kept: &Arc<KeptPages>) -> Templates {
        Templates { kept: Arc::clone(kept), ..self }
    }

    /// What earlier builds have rendered.
    pub fn kept(&self) -> &KeptPages {
        &self.kept
    }

    /// The hashes of what stands on many pages, if pages are kept.
    pub fn hashes_of(&self, cards: &[Card], site: Option<&Value>) -> SharedHashes {
        if self.kept.is_on() { SharedHashes::of(cards, site) } else { SharedHashes::default() }
    }

    /// Renders a page, or finds the one that was rendered of the same. `own` are the variables
    /// beside those that every page has.
    ///
    /// # Errors
    /// The error with its place in the template.
    pub fn render_once(
        &self,
        name: &str,
        context: &Context,
        own: &[&str],
        shared: &SharedHashes,
    ) -> Result<HashedBytes, Diagnostic> {
        let hash = || shared.fingerprint(&self.hash, name, context, own);
        self.kept.get_or_make(hash, || Ok(self.render(name, context)?.into_bytes().into()))
    }

    /// Renders a page with the edition's template of this name, or the shared one.
    ///
    /// # Errors
    /// The error with its place in the template.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Diagnostic> {
        let own = format!("{}/{name}", self.folder);
        let name = if self.files.contains_key(&own) { own } else { format!("base/{name}") };
        self.tera.render(&name, context).map_err(|error| self.explain(&error))
    }

    /// All style sheets as one that needs no other file: fonts stand in it.
    pub fn whole_style(&self) -> String {
        let sheets = STYLES.iter().flat_map(|name| {
            let prefix = format!("assets/{name}-");
            self.assets().find(|(path, _)| path.starts_with(&prefix) && path.ends_with(".css"))
        });
        let mut style: String =
            sheets.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        for (path, bytes) in self.assets().filter(|(path, _)| path.ends_with(".woff2")) {
            let file = path.trim_start_matches("assets/");
            let font = format!("url(\"data:font/woff2;base64,{}\")", STANDARD.encode(bytes));
            style = style.replace(&format!("url(\"{file}\")"), &font);
        }
        style
    }

    /// The assets that the templates ask for: path in the site and bytes.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Every field or variable that a template names and the edition does not have.
    pub fn unknown_fields(&self, names: &FieldNames) -> Vec<Diagnostic> {
        let bound = self.texts.values().flat_map(|text| bound_in(text)).collect();
        self.texts
            .iter()
            .flat_map(|(name, text)| unknown_fields(text, self.files[name], names, &bound))
            .collect()
    }

    fn explain(&self, error: &tera::Error) -> Diagnostic {
        let code = "bad-template";
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let message = report.message().replace('\n', " ");
                match self.files.get(report.filename()) {
                    Some(file) => Diagnostic::error(
                        code,
                        Span::new(*file, report.span().range.clone()),
                        value(lower_first(&message)),
                    ),
                    None => Diagnostic::unplaced(code, value(message)),
                }
            }
            other => self.explain_drawn(code, &other.to_string()),
        }
    }

    /// An error that carries its place only as a drawing: message, then `--> file:line:column`.
    fn explain_drawn(&self, code: &'static str, drawing: &str) -> Diagnostic {
        let first = drawing.lines().next().unwrap_or(drawing);
        let message = value(lower_first(first.strip_prefix("error: ").unwrap_or(first)));
        let place = drawing.split("--> ").nth(1).and_then(|rest| rest.lines().next());
        let span = place.and_then(|place| {
            let mut parts = place.trim().rsplitn(3, ':');
            let (column, line) =
                (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?);
            let name = parts.next()?;
            let (file, text) = (self.files.get(name)?, self.texts.get(name)?);
            let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let start = text.ceil_char_boundary(before + column - 1);
            let quoted = text[start..].strip_prefix('"').and_then(|rest| rest.find('"'));
            Some(Span::new(*file, start..start + quoted.map_or(1, |end| end + 2)))
        });
        match span {
            Some(span) => Diagnostic::error(code, span, message),
            None => Diagnostic::unplaced(code, message),
        }
    }
}

/// The hash of everything that templates are made of. The names of assets are made from their bytes.
fn hash_of_all(folder: &str, texts: &BTreeMap<String, String>, assets: &Assets) -> Hash {
    let texts = texts.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    let parts = std::iter::once(folder.as_bytes()).chain(texts);
    hash_of(&parts.chain(assets.keys().map(String::as_bytes)).collect::<Vec<_>>())
}

fn lower_first(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The embedded files of shares.
pub fn embedded_share_files() -> Vec<(String, Vec<u8>)> {
    SHARE_FOLDERS.iter().flat_map(|folder| SiteTheme::embedded(folder)).collect()
}

/// The embedded files of one edition: path in the theme and bytes.
pub fn embedded_files(audience: Audience) -> Vec<(String, Vec<u8>)> {
    SiteTheme::embedded(audience.name())
}

/// Files that are no templates: style sheets and scripts of base and edition are joined, as is a
/// project's `custom.css`; others stand in `assets/`.
fn add_plain(plain: &mut BTreeMap<String, Vec<u8>>, path: &str, bytes: &[u8]) {
    let Some((_, rest)) = path.split_once('/') else { return };
    let name = rest.strip_prefix("assets/").unwrap_or(rest);
    let is_asset =
        rest.starts_with("assets/") || matches!(rest, "style.css" | "script.js" | "custom.css");
    if is_asset && !name.contains('/') {
        plain.entry(name.to_owned()).or_default().extend_from_slice(bytes);
    }
}

/// The names in `asset(name="…")`, wherever they stand in a template.
fn asset_names(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for text in texts.values() {
        for rest in text.split("asset(name=\"").skip(1) {
            names.extend(rest.split('"').next().map(str::to_owned));
        }
    }
    names
}

/// Each style sheet by itself is clean by now. Joined, one that leaves a comment open could turn
/// words of the next one into rules.
fn joined_styles_are_closed(assets: &Assets) -> Result<(), Vec<Diagnostic>> {
    let is_closed = |(path, bytes): (&String, &Vec<u8>)| {
        !is_style(path) || style_faults(&String::from_utf8_lossy(bytes)).is_empty()
    };
    if assets.iter().all(is_closed) {
        return Ok(());
    }
    let message = "the style sheets of the site theme, joined, load something from elsewhere";
    let mistake = Diagnostic::unplaced("bad-address", message);
    Err(vec![mistake.hint("close every comment, string and bracket in the file in which it opens")])
}

type Assets = BTreeMap<String, Vec<u8>>;

/// What a style sheet must not hold as it is inside of `url("…")`.
const QUOTED: &AsciiSet = &CONTROLS.add(b'"').add(b'#').add(b'%').add(b'\\');

/// Puts each drawing that a style sheet names into the sheet: as a mask, a page that was opened by
/// a double click could not load it.
fn with_drawings(mut plain: Assets) -> Assets {
    let drawings = plain.iter().filter(|(name, _)| name.ends_with(".svg"));
    let drawings: Vec<_> = drawings
        .map(|(name, bytes)| {
            let text = percent_encode(bytes, QUOTED);
            (format!("url(\"{name}\")"), format!("url(\"data:image/svg+xml,{text}\")"))
        })
        .collect();
    for (_, bytes) in plain.iter_mut().filter(|(name, _)| name.ends_with(".css")) {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for (name, drawing) in &drawings {
            text = text.replace(name, drawing);
        }
        *bytes = text.into_bytes();
    }
    plain
}

/// Gives each wanted asset a name made from its bytes. Style sheets come last, because they may
/// refer to others by `url(…)`.
fn hashed(mut plain: Assets, wanted: &BTreeSet<String>) -> (HashMap<String, String>, Assets) {
    let mut names = HashMap::new();
    let mut assets = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) =
        plain.keys().cloned().partition(|name| name.ends_with(".css"));
    let styles: String = sheets.iter().map(|name| String::from_utf8_lossy(&plain[name])).collect();
    for name in others.into_iter().chain(sheets) {
        if !wanted.contains(&name) && !styles.contains(&format!("url(\"{name}\")")) {
            continue;
        }
        let mut bytes = plain.remove(&name).unwrap_or_default();
        if name.ends_with(".css") {
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            for (other, path) in &names {
                let path: &String = path;
                let file = path.trim_start_matches("assets/");
                text = text.replace(&format!("url(\"{other}\")"), &format!("url(\"{file}\")"));
            }
            bytes = text.into_bytes();
        }
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "bin"));
        let path = format!("assets/{stem}-{}.{extension}", &hash[..12]);
        assets.insert(path.clone(), bytes);
        names.insert(name, path);
    }
    (names, assets)
}

#[cfg(test)]
mod tests {
    use super::{Assets, with_drawings};

    #[test]
    fn a_drawing_that_a_style_sheet_names_stands_in_it() {
        let plain = [
            ("a.css", "a { mask: url(\"a.svg\") } b { src: url(\"b.woff2\") }"),
            ("a.svg", "<svg id=\"x\">\n<path fill=\"#000\"/>é</svg>"),
            ("b.woff2", "font"),
        ];
        let plain: Assets =
            plain.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let made = with_drawings(plain);
        let drawing = "data:image/svg+xml,<svg id=%22x%22>%0A<path fill=%22%23000%22/>%C3%A9</svg>";
        let expected = format!("a {{ mask: url(\"{drawing}\") }} b {{ src: url(\"b.woff2\") }}");
        assert_eq!(String::from_utf8_lossy(&made["a.css"]), expected);
    }
}
