//! The project's images: read and cleaned once, for all editions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::assets::{self, AssetError, CleanAsset};
use crate::diagnostic::{Diagnostic, Span, message, place, value};
use crate::kept::{Kept, hash_of};
use crate::read::{Contents, on_disk, read_ordinary, symlink, symlink_within};

use super::entry::{Document, Piece};
use super::markdown::{Prose, Slot};
use super::parse::Documents;

/// Every image that any text or entry refers to, by path relative to the project.
#[derive(Default)]
pub struct Images {
    images: BTreeMap<String, Image>,
}

struct Image {
    /// The hash of the file, if it could be read.
    hash: Option<Hash>,
    clean: Result<Arc<CleanAsset>, Diagnostic>,
}

impl Images {
    /// Reads and cleans, on all cores. What cannot be used is kept as a mistake.
    pub fn load(
        project: &Path,
        documents: &Documents,
        logo: Option<&str>,
        kept: &Kept<Arc<CleanAsset>>,
    ) -> Images {
        let Documents { entries, themes, shares, .. } = documents;
        let documents = entries
            .iter()
            .map(|entry| entry as &dyn Document)
            .chain(themes.iter().map(|theme| theme as &dyn Document));
        let mut paths: BTreeSet<&str> = logo.into_iter().collect();
        let pieces = documents.flat_map(|document| document.body()).map(Piece::inspect);
        let of_shares = shares.iter().flat_map(|share| share.prose());
        for slot in pieces.chain(of_shares).flat_map(Prose::slots) {
            if let Slot::Image { path, .. } = slot {
                paths.insert(path);
            }
        }
        let pictures = entries.iter().flat_map(|entry| entry.pictures.written());
        paths.extend(pictures.map(|(picture, _)| picture.file.value.as_str()));
        let image = |path: &str| (path.to_owned(), read(project, path, kept));
        let images = paths.into_par_iter().map(image).collect();
        Images { images }
    }

    /// A usable image.
    pub fn get(&self, path: &str) -> Option<&Arc<CleanAsset>> {
        self.images.get(path)?.clean.as_ref().ok()
    }

    /// The hash of the file of an image, if it could be read.
    pub fn hash(&self, path: &str) -> Option<Hash> {
        self.images.get(path)?.hash
    }

    /// The paths of all, usable or not.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.images.keys().map(String::as_str)
    }

    /// What is wrong with an image, at the place that refers to it.
    pub fn mistake(&self, path: &str, span: Span) -> Option<Diagnostic> {
        let mistake = self.images.get(path)?.clean.as_ref().err()?.clone();
        Some(Diagnostic { span: Some(span), ..mistake })
    }

    /// The hash of each file that could be read.
    pub fn hashes(&self) -> impl Iterator<Item = (&str, Hash)> {
        self.images.iter().filter_map(|(path, image)| Some((path.as_str(), image.hash?)))
    }
}

/// The clean image of these bytes.
fn clean(
    path: &str,
    bytes: &[u8],
    kept: &Kept<Arc<CleanAsset>>,
) -> Result<Arc<CleanAsset>, AssetError> {
    // The same bytes under the name of another kind are another question.
    let kind = Path::new(path).extension().unwrap_or_default().as_encoded_bytes();
    kept.get_or_make(|| hash_of(&[kind, bytes]), || assets::clean(path, bytes).map(Arc::new))
}

fn read(project: &Path, path: &str, kept: &Kept<Arc<CleanAsset>>) -> Image {
    let contents = match contents(project, path) {
        Ok(contents) => contents,
        Err(mistake) => return Image { hash: None, clean: Err(mistake) },
    };
    let (hash, asset) = match contents {
        Contents::Whole(bytes) => (Some(blake3::hash(&bytes)), clean(path, &bytes, kept)),
        Contents::TooLarge(_) => (None, Err(AssetError::TooManyBytes { limit: assets::MAX_BYTES })),
    };
    let clean = asset.map_err(|error| {
        let message = message!("the image `{}` cannot be used: {}", place(path), error.message());
        Diagnostic::unplaced("bad-image", message)
    });
    Image { hash, clean }
}

/// The hash of the file of an image; none if a build would not read it. The path may be any.
pub fn hash_of_file(project: &Path, path: &str) -> Option<Hash> {
    if !is_inside(path) {
        return None;
    }
    match contents(project, path).ok()? {
        Contents::Whole(bytes) => Some(blake3::hash(&bytes)),
        Contents::TooLarge(_) => None,
    }
}

fn is_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn contents(project: &Path, path: &str) -> Result<Contents, Diagnostic> {
    assert!(is_inside(path), "links and settings refuse paths that leave the project");
    let file = on_disk(project, path);
    if let Some(link) = symlink_within(project, &file) {
        return Err(symlink(&link));
    }
    read_ordinary(&file, assets::MAX_BYTES as u64).map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => message!("there is no image `{}`", value(path)),
            _ => message!("the image `{}` cannot be read: {}", value(path), place(error)),
        };
        Diagnostic::unplaced("broken-image", message).hint(
            "in a text or `picture`, the path starts from the folder of the file; in `logo`, from the project",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::clean;
    use crate::kept::Kept;

    #[test]
    fn an_image_is_cleaned_again_only_when_it_has_changed() {
        let drawing = |color: &str| {
            let rect = format!("<rect width=\"9\" height=\"9\" fill=\"{color}\"/>");
            let size = "width=\"9\" height=\"9\"";
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>{rect}</svg>")
        };
        let kept = Kept::between_builds();
        let clean = |path: &str, color: &str| clean(path, drawing(color).as_bytes(), &kept);
        let drawn = |path, color| clean(path, color).expect("it is a drawing");
        let red = drawn("a.svg", "red");
        assert!(Arc::ptr_eq(&red, &drawn("b.svg", "red")), "it is the same picture");
        assert_ne!(red.bytes, drawn("a.svg", "blue").bytes);
        assert!(clean("a.png", "red").is_err());
    }
}
