//! Each stage, and the whole, at 100, 1,000 and 10,000 entries:
//! `cargo bench --bench scale -- [PART OF A NAME]`, such as `1000/render`.

mod project;
mod stages;

use std::path::Path;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main,
};

use roadcast::audience::{Client, Engineering, Sales};
use roadcast::audit::AuditedSite;
use roadcast::diagnostic::Sources;
use roadcast::site_theme::SiteTheme;
use roadcast::vault::Vault;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [100, 1_000, 10_000];

criterion_group! {
    name = scale;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_secs(1));
    targets = measure
}
criterion_main!(scale);

fn measure(criterion: &mut Criterion) {
    for entries in SIZES {
        let folder = tempfile::tempdir().expect("the system has room");
        project::write(folder.path(), entries, 1).expect("the disk has room");
        let mut group = criterion.benchmark_group(entries.to_string());
        group.throughput(Throughput::Elements(entries as u64));
        let mut sources = Sources::default();
        let settings = stages::settings(folder.path(), &mut sources);
        group.bench_function("load", |bencher| {
            bencher.iter(|| stages::load(folder.path(), &settings, &mut Sources::default()));
        });
        let files = stages::load(folder.path(), &settings, &mut sources);
        let theme = stages::theme(folder.path(), &settings, &mut sources);
        group.bench_function("parse and validate", |bencher| {
            bencher.iter(|| stages::open(folder.path(), &settings, &files, &sources));
        });
        let vault = stages::open(folder.path(), &settings, &files, &sources);
        measure_sites(&mut group, &vault, &theme, &sources);
        measure_writing(&mut group, folder.path(), &vault, &theme, &sources);
        group.bench_function("whole", |bencher| bencher.iter(|| whole(folder.path())));
        group.finish();
    }
}

/// Projection, rendering and audit of all three sites.
fn measure_sites(
    group: &mut BenchmarkGroup<'_, WallTime>,
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
) {
    let project =
        || (vault.edition::<Engineering>(), vault.edition::<Sales>(), vault.edition::<Client>());
    let render = |(engineering, sales, client)| {
        (
            stages::render::<Engineering>(engineering, theme, sources),
            stages::render::<Sales>(sales, theme, sources),
            stages::render::<Client>(client, theme, sources),
        )
    };
    group.bench_function("project", |bencher| bencher.iter(project));
    group.bench_function("render", |bencher| {
        bencher.iter_batched(project, render, BatchSize::PerIteration);
    });
    group.bench_function("audit", |bencher| {
        bencher.iter_batched(
            || render(project()),
            |(engineering, sales, client)| {
                [
                    stages::audit(engineering, vault, sources),
                    stages::audit(sales, vault, sources),
                    stages::audit(client, vault, sources),
                ]
            },
            BatchSize::PerIteration,
        );
    });
}

/// Writing all three sites into an empty folder, and once more over the same.
fn measure_writing(
    group: &mut BenchmarkGroup<'_, WallTime>,
    folder: &Path,
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
) {
    let sites = sites(vault, theme, sources);
    let fresh = || tempfile::tempdir_in(folder).expect("the disk has room");
    group.bench_function("write", |bencher| {
        bencher.iter_batched(
            fresh,
            |output| {
                stages::write(&sites, output.path());
                output
            },
            BatchSize::PerIteration,
        );
    });
    let output = fresh();
    group.bench_function("write again", |bencher| {
        bencher.iter(|| stages::write(&sites, output.path()));
    });
}

fn sites(vault: &Vault<'_>, theme: &SiteTheme, sources: &Sources) -> [AuditedSite; 3] {
    let engineering = stages::render::<Engineering>(vault.edition(), theme, sources);
    let sales = stages::render::<Sales>(vault.edition(), theme, sources);
    let client = stages::render::<Client>(vault.edition(), theme, sources);
    [
        stages::audit(engineering, vault, sources),
        stages::audit(sales, vault, sources),
        stages::audit(client, vault, sources),
    ]
}

/// From the files to the sites on disk.
fn whole(project: &Path) {
    let mut sources = Sources::default();
    let settings = stages::settings(project, &mut sources);
    let files = stages::load(project, &settings, &mut sources);
    let theme = stages::theme(project, &settings, &mut sources);
    let vault = stages::open(project, &settings, &files, &sources);
    stages::write(&sites(&vault, &theme, &sources), &project.join("dist"));
}
