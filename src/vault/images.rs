//! The project's images: read and cleaned once, for all editions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::assets::{self, AssetError, CleanAsset};
use crate::diagnostic::{Diagnostic, Span};
use crate::read::{Contents, read_ordinary, symlink, symlink_within};

use super::entry::Document;
use super::markdown::Slot;
use super::parse::Documents;

/// Every image that any text refers to, by path relative to the project.
#[derive(Default)]
pub struct Images {
    images: BTreeMap<String, Result<Arc<CleanAsset>, Diagnostic>>,
}

impl Images {
    /// Reads and cleans, on all cores. What cannot be used is kept as a mistake.
    pub fn load(
        project: &Path,
        documents: &Documents,
        logo: Option<&str>,
        cleaned: &CleanedImages,
    ) -> Images {
        let Documents { entries, themes, .. } = documents;
        let documents = entries
            .iter()
            .map(|entry| entry as &dyn Document)
            .chain(themes.iter().map(|theme| theme as &dyn Document));
        let mut paths: BTreeSet<&str> = logo.into_iter().collect();
        for piece in documents.flat_map(|document| document.body()) {
            for slot in piece.inspect().slots() {
                if let Slot::Image { path, .. } = slot {
                    paths.insert(path);
                }
            }
        }
        let image = |path: &str| (path.to_owned(), read(project, path, cleaned));
        let images = paths.into_par_iter().map(image).collect();
        cleaned.forget_the_unused();
        Images { images }
    }

    /// A usable image.
    pub fn get(&self, path: &str) -> Option<&Arc<CleanAsset>> {
        self.images.get(path)?.as_ref().ok()
    }

    /// The paths of all, usable or not.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.images.keys().map(String::as_str)
    }

    /// What is wrong with an image, at the place that refers to it.
    pub fn mistake(&self, path: &str, span: Span) -> Option<Diagnostic> {
        let mistake = self.images.get(path)?.as_ref().err()?.clone();
        Some(Diagnostic { span: Some(span), ..mistake })
    }
}

/// Images that earlier builds of a preview have cleaned: a large one takes seconds.
///
/// Found by the hash of what they were made from, so that another picture is never taken for it.
#[derive(Clone, Debug, Default)]
pub struct CleanedImages(Arc<Mutex<HashMap<blake3::Hash, Cleaned>>>);

#[derive(Debug)]
struct Cleaned {
    asset: Arc<CleanAsset>,
    /// Whether the present build shows it.
    is_used: bool,
}

impl CleanedImages {
    /// The clean image of these bytes.
    ///
    /// # Errors
    /// It cannot be used.
    fn clean(&self, path: &str, bytes: &[u8]) -> Result<Arc<CleanAsset>, AssetError> {
        let kind = Path::new(path).extension().unwrap_or_default().as_encoded_bytes();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(kind.len() as u64).to_le_bytes()).update(kind).update(bytes);
        let key = hasher.finalize();
        if let Some(cleaned) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&key) {
            cleaned.is_used = true;
            return Ok(Arc::clone(&cleaned.asset));
        }
        let asset = Arc::new(assets::clean(path, bytes)?);
        let cleaned = Cleaned { asset: Arc::clone(&asset), is_used: true };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, cleaned);
        Ok(asset)
    }

    fn forget_the_unused(&self) {
        let mut images = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        images.retain(|_, cleaned| std::mem::take(&mut cleaned.is_used));
    }
}

fn read(
    project: &Path,
    path: &str,
    cleaned: &CleanedImages,
) -> Result<Arc<CleanAsset>, Diagnostic> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    assert!(is_inside, "links and settings refuse paths that leave the project");
    if let Some(link) = symlink_within(project, Path::new(path)) {
        return Err(symlink(&link));
    }
    let limit = assets::MAX_BYTES;
    let contents = read_ordinary(&project.join(path), limit as u64).map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no image `{path}`"),
            _ => format!("the image `{path}` cannot be read: {error}"),
        };
        Diagnostic::unplaced("broken-image", message).hint(
            "in a text the path starts from the folder of the file; in `logo`, from the project",
        )
    })?;
    let asset = match contents {
        Contents::Whole(bytes) => cleaned.clean(path, &bytes),
        Contents::TooLarge(_) => Err(AssetError::TooManyBytes { limit }),
    };
    asset.map_err(|error| {
        Diagnostic::unplaced("bad-image", format!("the image `{path}` cannot be used: {error}"))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::CleanedImages;

    fn drawing(color: &str) -> Vec<u8> {
        let rect = format!("<rect width=\"9\" height=\"9\" fill=\"{color}\"/>");
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{rect}</svg>")
            .into_bytes()
    }

    #[test]
    fn an_image_is_cleaned_again_only_when_it_has_changed() {
        let cleaned = CleanedImages::default();
        let clean = |path, color| cleaned.clean(path, &drawing(color)).expect("it is a drawing");
        let red = clean("a.svg", "red");
        assert!(Arc::ptr_eq(&red, &clean("b.svg", "red")), "it is the same picture");
        let blue = clean("a.svg", "blue");
        assert_ne!(red.bytes, blue.bytes);
        // The same bytes under the name of another kind are another question.
        assert!(cleaned.clean("a.png", &drawing("red")).is_err());
        // Both are used by the first build, and one of them by the second.
        cleaned.forget_the_unused();
        clean("a.svg", "blue");
        cleaned.forget_the_unused();
        assert!(!Arc::ptr_eq(&red, &clean("a.svg", "red")), "it was forgotten");
        assert!(Arc::ptr_eq(&blue, &clean("a.svg", "blue")));
    }
}
