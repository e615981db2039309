//! One table of a whole build: `cargo bench --bench table -- [ENTRIES] [FOLDER]`. Time and peak
//! memory of each stage by itself and of the program, which overlaps them; and how that compares
//! with copying the same output and with merely writing its bytes, on the same disk and in the same
//! run.

mod project;
mod stages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use roadcast::audience::{Client, Engineering, Sales};
use roadcast::audit::AuditedSite;
use roadcast::diagnostic::Sources;
use roadcast::render::Rendered;
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{Projected, Vault};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let entries =
        arguments.first().map_or(10_000, |word| word.parse().expect("ENTRIES is a number"));
    let place = arguments.get(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(place).expect("FOLDER is a folder that can be written");
    // Each run writes to a folder where nothing was: to delete a large one first makes the system slow.
    let [warm, stages, source] = ["warm-up", "stages", "program"].map(|name| {
        let source = folder.path().join(name);
        project::write(&source, entries, 1).expect("the disk has room");
        source
    });
    measure(&warm, &mut Vec::new());
    let mut rows = Vec::new();
    let (files, bytes) = measure(&stages, &mut rows);
    let mut program = |name: &str, command: &str| {
        let (took, peak) = run(&source, command);
        rows.push((name.to_owned(), took, peak));
        took
    };
    let whole = program("roadcast build", "build");
    program("again, nothing changed", "build");
    edit(&source);
    program("again, one text changed", "build");
    program("roadcast check", "check");

    println!("{entries} entries, {files} files, {:.1} MB written\n", mega(bytes));
    println!("{:<26} {:>9} {:>12}", "stage", "seconds", "peak MB");
    for (name, time, peak) in &rows {
        let peak = if *peak > 0 { format!("{:.0}", mega(*peak)) } else { String::new() };
        println!("{name:<26} {:>9.3} {peak:>12}", time.as_secs_f64());
    }
    println!();
    let dist = source.join("dist");
    compare("cp -r", || copy(&dist, &folder.path().join("copy")), whole);
    let contents = read_all(&dist);
    compare("writing the bytes", || rewrite(&contents, &folder.path().join("plain")), whole);
}

/// Runs the program to its end; returns its time and peak memory.
fn run(project: &Path, command: &str) -> (Duration, u64) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_roadcast"));
    program.args([command, "--quiet", "--as-of", "2026-11-22", "-C"]).arg(project);
    let begun = Instant::now();
    let mut program = program.spawn().expect("the program was built with this");
    let mut most = 0;
    let ended = loop {
        most = peak_of(&program.id().to_string()).max(most);
        if let Some(ended) = program.try_wait().expect("it was started here") {
            break ended;
        }
        thread::sleep(Duration::from_millis(1));
    };
    let took = begun.elapsed();
    assert!(ended.success(), "a made-up project has no mistakes");
    (took, most)
}

/// Adds a few words to the text of one entry.
fn edit(project: &Path) {
    let path = project.join("content/g0/e7.md");
    let text = fs::read_to_string(&path).expect("the project has this entry");
    fs::write(&path, text + "\nA few words more.\n").expect("the project is writable");
}

/// Runs all stages once; returns the number of files and bytes written.
fn measure(source: &Path, rows: &mut Vec<(String, Duration, u64)>) -> (usize, u64) {
    let mut stages = Stages::default();
    let written = build(source, &mut stages);
    rows.extend(stages.rows);
    written
}

/// Name, time and peak memory in bytes of each stage, in order.
#[derive(Default)]
struct Stages {
    rows: Vec<(String, Duration, u64)>,
}

impl Stages {
    /// Runs one stage; what several audiences take adds up.
    fn run<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        reset_peak();
        let begun = Instant::now();
        let made = work();
        let (took, peak) = (begun.elapsed(), peak_of("self"));
        match self.rows.iter_mut().find(|(known, ..)| known == name) {
            Some((_, time, most)) => (*time, *most) = (*time + took, peak.max(*most)),
            None => self.rows.push((name.to_owned(), took, peak)),
        }
        made
    }
}

/// Builds and writes all sites; returns the number of their files and bytes.
fn build(project: &Path, stages: &mut Stages) -> (usize, u64) {
    let mut sources = Sources::default();
    let settings = stages::settings(project, &mut sources);
    let files = stages.run("load", || stages::load(project, &settings, &mut sources));
    let theme = stages::theme(project, &settings, &mut sources);
    let open = || stages::open(project, &settings, &files, &sources);
    let vault = stages.run("parse and validate", open);
    let sites = [
        site::<Engineering>(&vault, &theme, &sources, stages),
        site::<Sales>(&vault, &theme, &sources, stages),
        site::<Client>(&vault, &theme, &sources, stages),
    ];
    stages.run("write", || stages::write(&sites, &project.join("dist")));
    let files = sites.iter().flat_map(|site| site.files());
    let bytes = files.clone().map(|file| file.bytes.len() as u64).sum();
    (files.count(), bytes)
}

fn site<A: Projected + Rendered>(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
    stages: &mut Stages,
) -> AuditedSite {
    let edition = stages.run("project", || vault.edition::<A>());
    let site = stages.run("render", || stages::render(edition, theme, sources));
    stages.run("audit", || stages::audit(site, vault, sources))
}

fn compare(name: &str, work: impl Fn(), whole: Duration) {
    let begun = Instant::now();
    work();
    let took = begun.elapsed();
    let ratio = whole.as_secs_f64() / took.as_secs_f64();
    println!("{name:<26} {:>9.3}   the build takes {ratio:.2} times as long", took.as_secs_f64());
}

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-r").args([from, to]).status().expect("there is cp");
    assert!(done.success(), "the disk has room");
}

fn rewrite(contents: &[(PathBuf, Vec<u8>)], to: &Path) {
    use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
    for (path, _) in contents {
        let folder = to.join(path.parent().expect("a file lies in a folder"));
        fs::create_dir_all(folder).expect("the disk has room");
    }
    contents.par_iter().for_each(|(path, bytes)| {
        fs::write(to.join(path), bytes).expect("the disk has room");
    });
}

fn read_all(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("it is ours"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("it lies there").to_owned();
            (path, fs::read(entry.path()).expect("it was just written"))
        })
        .collect()
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The largest share of memory of a process since the last reset, in bytes; 0 where the system
/// cannot tell.
fn peak_of(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilo = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilo.unwrap_or(0) * 1024
}

fn reset_peak() {
    // Where there is no such file, the figure is that of the whole run.
    fs::write("/proc/self/clear_refs", "5").ok();
}
