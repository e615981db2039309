//! Pictures of an entry, for its card and its page: files of the project, each with words for those who
//! do not see it. They are as public as the title beside them.

use crate::audience::{Audience, Client, Sales};
use crate::diagnostic::Located;
use crate::yaml::Fields;

use super::label::Labeled;
use super::markdown::{Folder, image_path};

/// A picture as it was written.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its file, relative to the project.
    pub file: Located<String>,
    /// What it shows, in words.
    pub alt: Located<String>,
}

/// The pictures of an entry.
#[derive(Debug)]
pub struct Pictures {
    /// `picture`.
    pub own: Option<Labeled<Picture, Sales>>,
    /// `client.picture`.
    pub client: Option<Labeled<Picture, Sales>>,
    /// `client.picture`; else `picture`, where clients read the internal title.
    pub shown: Option<Labeled<Picture, Client>>,
}

impl Pictures {
    /// Each picture that was written, with the outermost audience that its labels reach.
    pub(in crate::vault) fn written(&self) -> impl Iterator<Item = (&Picture, Audience)> {
        let shown = self.shown.as_ref().map(Labeled::span);
        self.own.iter().chain(&self.client).map(move |picture| {
            let is_shown = shown == Some(picture.span());
            (picture.inspect(), if is_shown { Audience::Client } else { Audience::Sales })
        })
    }

    /// The words for those that this audience reads, by label alone.
    pub(in crate::vault) fn words_for(&self, audience: Audience) -> Vec<&Located<String>> {
        let read = self.written().filter(|(_, label)| label.reaches(audience));
        read.map(|(picture, _)| &picture.alt).collect()
    }
}

/// Reads `picture`, in a file of this folder.
pub fn read(fields: &mut Fields<'_>, folder: Folder<'_>) -> Option<Located<Picture>> {
    fields.map("picture", |mut fields| {
        let span = fields.span();
        let file = fields.line("file");
        let file = fields.require("file", file);
        let alt = fields.line("alt");
        let purpose = "say what it shows, for those who do not see it".into();
        let alt = fields.require_for("alt", alt, Some(purpose));
        let path = file.and_then(|file| match image_path(&file.value, folder, file.span) {
            Ok(path) => Some(Located::new(path, file.span)),
            Err(mistake) => {
                fields.mistake(mistake);
                None
            }
        });
        fields.finish();
        Some(Located::new(Picture { file: path?, alt: alt? }, span))
    })
}
