//! Where a site goes: what the settings or the command line name, and why some places are refused.

#[cfg(feature = "stores")]
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::config::{Settings, TargetSettings};
use crate::diagnostic::{Message, message, place};
use crate::publish::{Folder, FolderLock, Target};

use super::super::pipeline::Failure;
use super::super::real_path::real;

/// A target, with the right to change it.
pub struct Place {
    target: Box<dyn Target>,
    folder: Option<PathBuf>,
}

/// Kept for as long as somebody publishes.
#[must_use = "the target is free again when this is gone"]
pub struct Held(
    #[expect(dead_code, reason = "it is held, and never looked at")] Option<FolderLock>,
);

impl Place {
    /// The place that is named on the command line, or else in the settings under `key`.
    ///
    /// # Errors
    /// None is named, or it lies where no site may go.
    pub fn find(
        project: &Path,
        settings: &Settings,
        key: &'static str,
        named: Option<&str>,
        target: Option<&TargetSettings>,
    ) -> Result<Place, Failure> {
        let of_settings = target.map(|target| target.to.value.as_str());
        let Some(text) = named.or(of_settings) else {
            return Err(Failure::Machine(message!(
                "nothing says where to: name the place as `publish.{}.to` in `roadcast.yaml`, or with \
                 `--to`",
                key
            )));
        };
        if text.contains("://") {
            return store(text);
        }
        // What the settings name is relative to them, what is typed to where it is typed.
        let path = if named.is_some() { PathBuf::from(text) } else { project.join(text) };
        refuse(&path, project, settings)?;
        Ok(Place { target: Box::new(Folder::at(&path)), folder: Some(path) })
    }

    /// The target.
    pub fn target(&self) -> &dyn Target {
        &*self.target
    }

    /// Keeps others out while a site is sent.
    ///
    /// # Errors
    /// Somebody else publishes there.
    pub fn hold(&self) -> Result<Held, Failure> {
        let lock = self.folder.as_ref().map(|folder| Folder::at(folder).lock());
        let lock = lock.transpose().map_err(|error| Failure::Machine(error.message()))?;
        Ok(Held(lock))
    }
}

/// An object store, whose credentials stand in the environment and nowhere else.
#[cfg(feature = "stores")]
fn store(address: &str) -> Result<Place, Failure> {
    let text = |(name, value): (OsString, OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    let variables = std::env::vars_os().filter_map(text);
    let store = crate::publish::Store::open(address, variables);
    let store = store.map_err(|error| Failure::Machine(error.message()))?;
    Ok(Place { target: Box::new(store), folder: None })
}

#[cfg(not(feature = "stores"))]
fn store(address: &str) -> Result<Place, Failure> {
    let scheme = address.split("://").next().unwrap_or_default();
    Err(Failure::Machine(match scheme {
        "s3" | "gs" | "az" => "this program was built without object stores: build it with \
                               `--features stores`, or publish to a folder"
            .into(),
        _ => message!("`{}://` is no object store that is known: s3, gs, az", place(scheme)),
    }))
}

/// A site must not be published into the project's own folders, nor over it.
fn refuse(path: &Path, project: &Path, settings: &Settings) -> Result<(), Failure> {
    let (real, root) = (real(path), real(project));
    let refuse = |why: Message| {
        let name = place(path.display());
        Err(Failure::Machine(message!("nothing can be published to `{}`: {}", name, why)))
    };
    if root.starts_with(&real) {
        return refuse("the project lies in it; name a folder of its own".into());
    }
    let Ok(inside) = real.strip_prefix(&root) else { return Ok(()) };
    let of_content = settings.content.iter().filter(|glob| !glob.value.starts_with('!'));
    let of_content = of_content.filter_map(|glob| glob.value.split('/').next());
    let of_content = of_content.filter(|first| !first.contains(['*', '?', '[']));
    let output = settings.output.split('/').next().unwrap_or_default();
    let own = ["themes", "ledger", "shares", "static", ".git", output];
    let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy());
    let first = first.unwrap_or_default();
    if first == output {
        return refuse("it lies in the output folder, which builds replace".into());
    }
    match own.into_iter().chain(of_content).any(|folder| folder == first) {
        true => refuse("it lies among the sources of the project".into()),
        false => Ok(()),
    }
}
