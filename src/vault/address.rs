//! Addresses that authors set: `slug`, which is the one of today, and `aliases`, the former ones.
//! Both are as public as the title beside them.

use crate::diagnostic::{Diagnostic, Located, message, value};
use crate::yaml::Fields;

use super::slug::{is_address, slug};

/// What an author set.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// The address of the page; made from its title, if missing.
    pub slug: Option<Located<String>>,
    /// Former addresses.
    pub aliases: Vec<Located<String>>,
}

impl Addresses {
    /// Reads `slug` and `aliases` of an entry, a theme or `client`.
    pub fn read(fields: &mut Fields<'_>) -> Addresses {
        let slug = fields.line("slug");
        let aliases = fields.lines("aliases");
        let mut check = |key: &'static str, address: &Located<String>| match refuse(key, address) {
            Some(mistake) => {
                fields.mistake(mistake);
                false
            }
            None => true,
        };
        Addresses {
            slug: slug.filter(|slug| check("slug", slug)),
            aliases: aliases.into_iter().filter(|alias| check("aliases", alias)).collect(),
        }
    }

    /// What clients are told. A title of its own needs an address of its own: those beside the
    /// internal title may tell what that one says.
    pub fn for_clients(&self, client: &Addresses, has_own_title: bool) -> Addresses {
        if has_own_title {
            return client.clone();
        }
        let slug = client.slug.clone().or_else(|| self.slug.clone());
        let aliases = self.aliases.iter().chain(&client.aliases).cloned().collect();
        Addresses { slug, aliases }
    }
}

fn refuse(key: &'static str, address: &Located<String>) -> Option<Diagnostic> {
    if is_address(&address.value) {
        return None;
    }
    let name = address.value.trim_end_matches(".html").rsplit('/').next().unwrap_or_default();
    let hint = message!("write small letters, digits and hyphens: `{}`", value(slug(name)));
    let message = message!("`{}` holds no name that a page can have", key);
    Some(Diagnostic::error("bad-slug", address.span, message).hint(hint))
}
