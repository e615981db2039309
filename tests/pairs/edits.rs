//! A preview that keeps what earlier builds made shows the same as one that begins anew.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::sample::Index;

use roadcast::audience::Audience;

use super::pipeline::{Bench, Press};
use super::project::{Project, pair};
use super::words::shown_line;
use super::{number, runner};

/// Sequences of edits, unless `ROADCAST_EDITS` says otherwise.
const SEQUENCES: u32 = 200;
/// Edits in a sequence.
const EDITS: usize = 6;

/// What somebody does to the files of a project while its preview runs.
#[derive(Clone, Debug)]
enum Edit {
    /// Writes a line at the end of a file.
    Write(Index, String),
    /// Copies a line of one file to the end of another, for clients or for engineering alone: what
    /// was hidden is shown, or what is shown is hidden too.
    Copy { from: Index, line: Index, to: Index, for_clients: bool },
    /// Deletes a file.
    Delete(Index),
    /// Gives a file another name.
    Rename(Index),
    /// Makes a file what it is in the other project: changes, restores or adds it.
    Take(Index),
    /// Checks out the other project.
    Exchange,
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), shown_line()).prop_map(|(at, line)| Edit::Write(at, line)),
        3 => (at(), at(), at(), any::<bool>())
            .prop_map(|(from, line, to, for_clients)| Edit::Copy { from, line, to, for_clients }),
        1 => at().prop_map(Edit::Delete),
        1 => at().prop_map(Edit::Rename),
        4 => at().prop_map(Edit::Take),
        1 => Just(Edit::Exchange),
    ]
}

impl Edit {
    fn apply(&self, project: &mut Project, other: &mut Project) {
        let path_at = |project: &Project, at: &Index| {
            let paths: Vec<_> = project.files.keys().cloned().collect();
            at.get(&paths).clone()
        };
        match self {
            Edit::Write(at, line) => {
                let path = path_at(project, at);
                let text = project.files.entry(path).or_default();
                *text = format!("{text}\n{line}\n");
            }
            Edit::Copy { from, line, to, for_clients } => {
                let source = &project.files[&path_at(project, from)];
                let lines: Vec<_> = source.lines().filter(|line| line.contains(' ')).collect();
                let Some(at) = lines.len().checked_sub(1) else { return };
                let line = lines[line.index(at + 1)].to_owned();
                let text = project.files.entry(path_at(project, to)).or_default();
                *text += &match for_clients {
                    true => format!("\n::: client\n{line}\n:::\n"),
                    false => format!("\n{line}\n"),
                };
            }
            Edit::Delete(at) if project.files.len() > 1 => {
                project.files.remove(&path_at(project, at));
            }
            Edit::Rename(at) => {
                let path = path_at(project, at);
                let text = project.files.remove(&path).unwrap_or_default();
                project.files.insert(path.replace(".md", "-again.md"), text);
            }
            Edit::Take(at) => {
                let path = path_at(other, at);
                project.files.insert(path.clone(), other.files[&path].clone());
            }
            Edit::Exchange => std::mem::swap(project, other),
            Edit::Delete(_) => {}
        }
    }
}

#[test]
fn what_a_preview_keeps_is_what_a_fresh_build_makes() {
    let sequences = number("ROADCAST_EDITS")
        .map_or(SEQUENCES, |count| u32::try_from(count).expect("so many would take years"));
    let press = Press::new();
    // One for all sequences, so that what another project left behind is never taken for this one.
    let (kept, fresh) = (Bench::keeping(&press), Bench::fresh(&press));
    let mut runner = runner(Audience::Client, u64::from(sequences), 1);
    let projects = (pair(Audience::Client), pair(Audience::Sales));
    let edits = prop::collection::vec(edit(), EDITS);
    let (good, leaks) = (Cell::new(0), Cell::new(0));
    let outcome = runner.run(&(projects, edits), |((client, sales), edits)| {
        for (mut project, mut elsewhere) in [(client.one, client.other), (sales.one, sales.other)] {
            for edit in edits.iter().map(Some).chain([None]) {
                let (one, other) = (fresh.build(&project), kept.build(&project));
                match &one {
                    Ok(_) => good.set(good.get() + 1),
                    Err(said) if said.iter().all(|said| said.starts_with("leak:")) => {
                        leaks.set(leaks.get() + 1);
                    }
                    Err(_) => {}
                }
                if one != other {
                    let built = (one.is_ok(), other.is_ok());
                    let what = format!("before {edit:?}, built: {built:?}, in:\n{project:?}");
                    return Err(TestCaseError::fail(what));
                }
                if let Some(edit) = edit {
                    edit.apply(&mut project, &mut elsewhere);
                }
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (found, asked) = kept.found();
    let (good, leaks) = (good.get(), leaks.get());
    println!(
        "{sequences} sequences of {EDITS} edits: {good} good builds, {leaks} leaks; of {asked} pages, \
         {found} were kept"
    );
    assert!(found * 2 > asked, "so little is kept ({found} of {asked}) that this proves little");
    assert!(leaks * 20 > sequences, "so few leaks ({leaks}) that this proves little");
}
