//! Names of pictures, and the words for those that stand for an entry. What a picture shows cannot be
//! searched for.

use crate::diagnostic::Located;
use crate::vault::entry::{Entry, Piece};
use crate::vault::markdown::Slot;

use super::collect::Collector;
use super::kind::Kind;

/// From so many words on, they are a text, of which parts may be copied.
const SENTENCE: usize = 8;

impl Collector<'_> {
    /// The pictures of an entry; `is_in_edition` says that the audience gets the entry.
    pub(super) fn pictures(&mut self, is_in_edition: bool, entry: &Entry) {
        for (picture, label) in entry.pictures.written() {
            let is_shown = is_in_edition && label.reaches(self.audience);
            if is_shown {
                self.note_shown(Kind::PictureWords, &picture.alt.value);
                self.note_beside(&picture.file.value, &picture.alt);
                continue;
            }
            self.image_name(&picture.file);
            if picture.alt.value.split_whitespace().count() < SENTENCE {
                self.located(Some(&picture.alt), Kind::PictureWords);
            } else {
                self.located_text(Some(&picture.alt), Kind::PictureWords);
            }
        }
    }

    /// The pictures in a hidden text.
    pub(super) fn pictures_in(&mut self, piece: &Piece) {
        for slot in piece.inspect().slots() {
            if let Slot::Image { path, span } = slot {
                self.image_name(&Located::new(path.clone(), *span));
            }
        }
    }

    fn image_name(&mut self, path: &Located<String>) {
        let name = path.value.rsplit('/').next().unwrap_or(&path.value);
        self.name(Kind::ImageName, path.span, name);
    }

    /// Notes that the page of the present document shows a picture: hidden text of the same document
    /// may name it too.
    fn note_beside(&mut self, file: &str, alt: &Located<String>) {
        if let Some(texts) = self.beside.last_mut() {
            texts.extend([file.to_owned(), alt.value.clone()]);
        }
    }
}
