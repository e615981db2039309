//! Builds that are killed with SIGKILL, at random moments.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use super::Dice;
use super::project::{AUDIENCES, Content, Project, References};

/// How many kills unless the environment says otherwise.
const KILLS: usize = 100;

/// How long a build takes, measured.
#[derive(Clone, Copy)]
struct Lengths {
    whole: Duration,
    /// From when the first file is written.
    writing: Duration,
    /// From when the first site is replaced.
    replacing: Duration,
}

/// From when on a kill waits.
#[derive(Clone, Copy)]
enum From {
    Start,
    Writing,
    Replacing,
}

/// What a kill interrupted.
#[derive(Default)]
struct Struck {
    before_writing: usize,
    putting_together: usize,
    between_sites: usize,
    clearing: usize,
    after_writing: usize,
    /// Sites that were replaced, and their manifests not yet.
    manifests_behind: usize,
    /// Of all, those of the first build into a folder.
    first_builds: usize,
}

impl Struck {
    fn during(&self) -> usize {
        self.putting_together + self.between_sites + self.clearing
    }

    fn all(&self) -> usize {
        self.before_writing + self.during() + self.after_writing
    }
}

#[test]
fn a_killed_build_leaves_each_site_wholly_old_or_wholly_new() {
    let wanted = wanted();
    let references = References::new();
    let project = Project::new();
    project.build_must_make(references.get(Content::A));
    let mut shown = Content::A;
    let mut lengths = measure(&project, &references, &mut shown);
    let mut dice = Dice::new();
    let mut struck = Struck::default();
    for attempt in 1.. {
        if struck.all() == wanted {
            break;
        }
        assert!(attempt <= 3 * wanted + 50, "builds end before they can be killed");
        if attempt % 25 == 0 {
            lengths = measure(&project, &references, &mut shown);
        }
        let is_first = dice.below(10) == 0;
        if is_first {
            fs::remove_dir_all(project.path("dist")).expect("it was built");
        }
        let before = [(!is_first).then_some(shown); 3];
        let target = shown.other();
        project.choose(target);
        if kill_once(&project, &mut dice, lengths) {
            struck.first_builds += usize::from(is_first);
            strike(&project, &references, before, target, &mut struck);
        }
        // The next build may be of the same content, or of the one before.
        shown = if dice.below(2) == 0 { target } else { shown };
        project.choose(shown);
        project.build_must_make(references.get(shown));
    }
    report(&struck);
    assert!(struck.putting_together > 0, "no kill struck while sites were put together");
    assert!(struck.between_sites > 0, "no kill struck between the sites");
}

#[test]
#[should_panic(expected = "the sales site is a mix: from A it differs in 1 paths")]
fn a_planted_page_of_another_build_is_found() {
    let references = References::new();
    let project = Project::new();
    project.build_must_make(references.get(Content::A));
    let other = &references.get(Content::B).sites[1]["items/entry-1.html"];
    project.write("dist/sales/items/entry-1.html", other.as_deref().expect("it is a file"));
    project.shown(&references);
}

#[test]
#[should_panic(expected = "the client site is a mix: from A it differs in 1 paths")]
fn a_planted_empty_folder_is_found() {
    let references = References::new();
    let project = Project::new();
    project.build_must_make(references.get(Content::A));
    fs::create_dir(project.path("dist/client/rest")).expect("the name is new");
    project.shown(&references);
}

fn wanted() -> usize {
    match std::env::var("ROADCAST_KILLS") {
        Ok(number) => number.parse().expect("ROADCAST_KILLS is a number"),
        Err(_) => KILLS,
    }
}

/// Builds in turn, undisturbed but watched; the longest times count.
fn measure(project: &Project, references: &References, shown: &mut Content) -> Lengths {
    let mut longest = [Duration::ZERO; 3];
    for _ in 0..2 {
        *shown = shown.other();
        project.choose(*shown);
        let mut build = project.start();
        let (old, begun) = (mark(project), Duration::ZERO);
        let mut moments = [begun; 2];
        let ended = build.has_ended_before(|| project.is_staging());
        assert!(ended.is_none(), "nothing was written: {ended:?}");
        moments[0] = build.age();
        let ended = build.has_ended_before(|| mark(project) != old);
        assert!(ended.is_none(), "no site was replaced: {ended:?}");
        moments[1] = build.age();
        let ended = build.has_ended_before(|| false).expect("it ends");
        assert!(ended.status.success(), "{ended:?}");
        let whole = build.age();
        let lengths = [whole, whole - moments[0], whole - moments[1]];
        longest = std::array::from_fn(|at| longest[at].max(lengths[at]));
    }
    project.build_must_make(references.get(*shown));
    let [whole, writing, replacing] = longest;
    Lengths { whole, writing, replacing }
}

/// What changes when the first site is replaced.
fn mark(project: &Project) -> Option<u64> {
    fs::metadata(project.path("dist/engineering")).map(|found| found.ino()).ok()
}

/// Starts a build and kills it, half of the time while it writes. Says whether the kill struck.
fn kill_once(project: &Project, dice: &mut Dice, lengths: Lengths) -> bool {
    let old = mark(project);
    let mut build = project.start();
    let from = [From::Start, From::Writing, From::Writing, From::Replacing][dice.below(4)];
    let (has_ended, length) = match from {
        From::Start => (None, lengths.whole),
        From::Writing => (build.has_ended_before(|| project.is_staging()), lengths.writing),
        From::Replacing => (build.has_ended_before(|| mark(project) != old), lengths.replacing),
    };
    let moment = build.age() + dice.part_of(length);
    if has_ended.is_some() || build.has_ended_by(moment).is_some() {
        return false;
    }
    build.kill().signal() == Some(9)
}

/// Looks at what a kill left. Panics unless each site is wholly old or wholly new.
fn strike(
    project: &Project,
    references: &References,
    before: [Option<Content>; 3],
    target: Content,
    struck: &mut Struck,
) {
    let after = project.shown(references);
    let manifests = project.manifests();
    let mut replaced = 0;
    for at in 0..3 {
        let is_new = after[at] == Some(target);
        assert!(is_new || after[at] == before[at], "{} is neither old nor new", AUDIENCES[at]);
        replaced += usize::from(is_new);
        let of = |content: Option<Content>| {
            content.map(|content| references.get(content).manifests[at].as_slice())
        };
        let manifest = manifests[at].as_deref();
        let is_behind = manifest != of(after[at]);
        assert!(!is_behind || is_new && manifest == of(before[at]), "a torn manifest");
        struck.manifests_behind += usize::from(is_behind);
    }
    let phase = match (replaced, project.is_staging()) {
        (0, false) => &mut struck.before_writing,
        (0, true) => &mut struck.putting_together,
        (3, false) => &mut struck.after_writing,
        (3, true) => &mut struck.clearing,
        (_, true) => &mut struck.between_sites,
        (_, false) => panic!("a site was not replaced, and what is needed for it is gone"),
    };
    *phase += 1;
}

fn report(struck: &Struck) {
    // Not `println!`, which tests swallow: these figures are what the test is for.
    writeln!(
        io::stderr(),
        "{} kills: {} before writing; {} during it ({} while sites were put together, {} between \
         sites, {} while the old ones were deleted); {} after it. {} were of the first build into \
         a folder; {} left a manifest one build behind its site. Each site was wholly the old or \
         wholly the new one, and each next build made exactly what it should.",
        struck.all(),
        struck.before_writing,
        struck.during(),
        struck.putting_together,
        struck.between_sites,
        struck.clearing,
        struck.after_writing,
        struck.first_builds,
        struck.manifests_behind
    )
    .expect("stderr can be written to");
}
