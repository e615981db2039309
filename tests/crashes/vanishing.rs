//! Builds that lose their sources, or the folder they write to.

use std::fs;
use std::io::ErrorKind;

use super::Dice;
use super::project::{AUDIENCES, Content, Project, Reference, References};

const ROUNDS: usize = 4;

/// Sources that vanish as a whole, by their path in the project.
const SOURCES: [&str; 5] =
    ["content/b/3/e3.md", "content/b/4", "content/b", "roadcast.yaml", "themes/default/client"];

#[test]
fn a_source_that_vanishes_spoils_no_site() {
    let references = References::new();
    let project = Project::new();
    project.build_must_make(references.get(Content::A));
    let mut dice = Dice::new();
    for source in SOURCES {
        let (here, away) = (project.path(source), project.path("away"));
        let without = without(source);
        for _ in 0..ROUNDS {
            let mut build = project_of_b(&project);
            let moment = dice.part_of(std::time::Duration::from_millis(150));
            let ended = build.has_ended_by(moment);
            fs::rename(&here, &away).expect("it is there");
            let ended = ended.unwrap_or_else(|| build.end());
            fs::rename(&away, &here).expect("it was moved away");
            for (at, audience) in AUDIENCES.iter().enumerate() {
                let site = project.site(audience);
                let is = |reference: &Reference| site.as_ref() == Some(&reference.sites[at]);
                let is_whole = match ended.code() {
                    0 => is(references.get(Content::B)) || without.as_ref().is_some_and(is),
                    1 | 2 => is(references.get(Content::A)),
                    code => panic!("exit code {code}: {}", ended.stderr),
                };
                assert!(is_whole, "{source}: {audience} after {ended:?}");
            }
            project.must_be_tidy();
            project.choose(Content::A);
            project.build_must_make(references.get(Content::A));
        }
    }
}

/// Starts a build of content B.
fn project_of_b(project: &Project) -> super::project::Build {
    project.choose(Content::B);
    project.start()
}

/// What is built of content B when a source was never there, if anything.
fn without(source: &str) -> Option<Reference> {
    let project = Project::new();
    project.choose(Content::B);
    let path = project.path(source);
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.expect("it is there");
    let ended = project.build();
    (ended.code() == 0).then(|| Reference::of(&project))
}

#[test]
fn an_output_folder_that_is_moved_away_keeps_whole_sites() {
    let references = References::new();
    let mut dice = Dice::new();
    let project = Project::new();
    for round in 0..3 * ROUNDS {
        project.choose(Content::A);
        project.build_must_make(references.get(Content::A));
        let mut build = project_of_b(&project);
        if round % 3 != 0 {
            // Most of the time while it is written to.
            let ended = build.has_ended_before(|| project.is_staging());
            assert!(ended.is_none(), "{ended:?}");
        }
        let moment = build.age() + dice.part_of(std::time::Duration::from_millis(100));
        let ended = build.has_ended_by(moment);
        fs::rename(project.path("dist"), project.path("moved")).expect("it was built");
        let ended = ended.unwrap_or_else(|| build.end());
        assert!(matches!(ended.code(), 0 | 2), "{ended:?}");
        let again = project.path("dist").exists().then(|| project.shown(&references));
        assert!(again.is_none_or(|shown| shown.iter().all(|s| *s != Some(Content::A))));
        // The project in which the moved folder is the output folder.
        fs::rename(project.path("dist"), project.path("second")).or_else(absent).expect("a move");
        fs::rename(project.path("moved"), project.path("dist")).expect("it was moved");
        assert!(project.shown(&references).iter().all(Option::is_some));
        project.choose(Content::B);
        project.build_must_make(references.get(Content::B));
        fs::remove_dir_all(project.path("second")).or_else(absent).expect("it is ours");
    }
}

#[test]
fn an_output_folder_that_is_deleted_is_made_again_by_the_next_build() {
    let references = References::new();
    let mut dice = Dice::new();
    let project = Project::new();
    for _ in 0..3 * ROUNDS {
        project.choose(Content::A);
        project.build_must_make(references.get(Content::A));
        let mut build = project_of_b(&project);
        let ended = build.has_ended_before(|| project.is_staging());
        assert!(ended.is_none(), "{ended:?}");
        let moment = build.age() + dice.part_of(std::time::Duration::from_millis(100));
        let ended = build.has_ended_by(moment);
        // What the build adds meanwhile may stay.
        if let Err(error) = fs::remove_dir_all(project.path("dist")) {
            let meanwhile = [ErrorKind::DirectoryNotEmpty, ErrorKind::NotFound];
            assert!(meanwhile.contains(&error.kind()), "{error}");
        }
        let ended = ended.unwrap_or_else(|| build.end());
        assert!(matches!(ended.code(), 0 | 2), "{ended:?}");
        // Half of a folder, without its marker, could be anybody's.
        let next = project.build();
        if next.code() != 0 {
            let why = "is not empty and was not made by Roadcast, so nothing was written to it";
            assert!(next.code() == 2 && next.stderr.contains(why), "{next:?}");
            fs::remove_dir_all(project.path("dist")).expect("it is ours");
        }
        project.build_must_make(references.get(Content::B));
    }
}

fn absent(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}
