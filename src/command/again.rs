//! A build of the very sources that the last build was made of: there is nothing to do if the sites
//! are as that one wrote them.

use std::path::Path;

use blake3::Hasher;

use crate::audit::AuditedSite;
use crate::diagnostic::{Readers, Sources};
use crate::ledger::Line;
use crate::share::{self, SealedShares};
use crate::vault::hash_of_image;
use crate::write::Record;

use super::build::Job;
use super::pipeline::{Input, Made, Request, Shares};

/// Which program this is: the hash of its sources. Another one may make other sites.
const PROGRAM: &str = env!("ROADCAST_PROGRAM");

/// The hash of everything that the sites and the report are made of, images apart.
pub fn hash_of_inputs(
    job: &Job<'_>,
    request: &Request<'_>,
    input: &Input,
    sources: &Sources,
) -> String {
    let mut hasher = Hasher::new();
    let mut add = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    };
    let list = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join("\n");
    add(PROGRAM.as_bytes());
    add(request.as_of.to_string().as_bytes());
    add(list(&mut request.audiences.iter().map(|audience| audience.name())).as_bytes());
    add(&[u8::from(job.selection.quiet), u8::from(job.readers == Readers::Authors)]);
    match &request.shares {
        Shares::LeftOut | Shares::Checked => add(b"no secret"),
        Shares::Sealed(secret) => add(&secret.fingerprint()),
    }
    // Lists before what they hold, so that no part is taken for another one.
    add(list(&mut sources.all().map(|(path, _)| path)).as_bytes());
    sources.all().for_each(|(_, text)| add(text.as_bytes()));
    // A line names all that was published with it, by its hash.
    let lines: Vec<String> = input.ledger.lines().iter().map(Line::hash).collect();
    add(list(&mut lines.iter().map(String::as_str)).as_bytes());
    add(list(&mut input.files.images.iter().map(String::as_str)).as_bytes());
    for theme in &input.themes {
        add(list(&mut theme.files().map(|(path, _)| path)).as_bytes());
        theme.files().for_each(|(_, file)| add(&file.bytes));
        add(theme.font_rules().as_bytes());
        add(list(&mut theme.host_files().iter().map(|(path, _)| path.as_str())).as_bytes());
        theme.host_files().iter().for_each(|(_, bytes)| add(bytes));
    }
    hasher.finalize().to_string()
}

/// The record of the last build, if it was made of the same, and what it wrote is still there.
pub fn unchanged(project: &Path, output: &Path, input: &Input, inputs: &str) -> Option<Record> {
    let is_same = |(path, hash): (&String, &String)| {
        hash_of_image(project, path).is_some_and(|now| now.to_hex().as_str() == hash)
    };
    Record::read(output).filter(|record| {
        input.mistakes.is_empty()
            && record.inputs == inputs
            && record.images.iter().all(is_same)
            && record.stands(output)
    })
}

/// The record of a build, with what it tells people.
pub fn record(
    inputs: String,
    made: &Made<'_>,
    shares: Option<&SealedShares>,
    said: String,
) -> Record {
    let images = made.vault.image_hashes();
    let images = images.map(|(path, hash)| (path.to_owned(), hash.to_string())).collect();
    let manifest = |site: &AuditedSite| {
        (site.audience().name().to_owned(), blake3::hash(site.manifest()).to_string())
    };
    let shares = shares
        .map(|shares| (share::FOLDER.to_owned(), blake3::hash(shares.manifest()).to_string()));
    let manifests = made.sites.iter().map(manifest).chain(shares).collect();
    Record { inputs, images, manifests, said }
}
