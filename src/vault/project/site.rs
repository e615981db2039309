//! The product and the site: what the settings say, for every audience.

use std::sync::Arc;

use crate::accent::ink_on;
use crate::audience::Audience;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::vault::Vault;
use crate::vault::edition::{Html, Logo, Site};
use crate::vault::markdown::{Folder, Origin, Prose, Slot};

use super::{ImageSet, day};

/// What every page of a site says.
pub fn site(vault: &Vault<'_>, audience: Audience, images: &mut ImageSet) -> Site {
    let settings = vault.settings;
    let edition = settings.edition(audience);
    let logo = settings.logo.as_ref().and_then(|logo| vault.images.get(&logo.value));
    if let Some(logo) = logo {
        images.insert(logo.name.clone(), Arc::clone(logo));
    }
    Site {
        product: settings.product.clone(),
        tagline: settings.tagline.as_ref().map(|text| text.value.clone()),
        lang: "en",
        logo: logo.map(|logo| Logo {
            src: format!("assets/{}", logo.name),
            width: logo.width,
            height: logo.height,
            alt: settings.product.clone(),
        }),
        accent: settings.accent.clone(),
        accent_ink: ink_on(&settings.accent),
        disclaimer: Html(vault.disclaimer.fill(|_, _| {})),
        feedback: settings.feedback.clone(),
        as_of: day(&vault.as_of),
        base_url: edition.base_url.as_ref().map(|url| url.value.clone()),
        indexable: edition.search_engines,
        entry_previews: settings.entry_previews,
    }
}

/// Compiles the disclaimer. It stands on every page, so it may hold no links within the project.
pub(in crate::vault) fn disclaimer(settings: &Settings, mistakes: &mut Vec<Diagnostic>) -> Prose {
    let span = settings.disclaimer.span;
    let origin = Origin {
        file: span.file,
        offset: span.start as usize,
        folder: Folder(""),
        audience: Audience::Client,
    };
    let mut found = Vec::new();
    let prose = Prose::compile(&settings.disclaimer.value, origin, &mut found);
    // Places inside the text are not places in the file, where it may be quoted or folded.
    mistakes.extend(found.into_iter().map(|mistake| Diagnostic { span: Some(span), ..mistake }));
    if prose.slots().iter().any(|slot| !matches!(slot, Slot::Heading { .. } | Slot::BlockNumber)) {
        mistakes.push(
            Diagnostic::error(
                "bad-link",
                span,
                "the disclaimer may not link to entries or show images",
            )
            .hint("link to a full `https://` address"),
        );
    }
    prose
}
