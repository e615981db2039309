//! A made-up project of any size, the same for the same seed: entries of 1.5 to 3 KB with every
//! field, about 100 % of them for engineering, 70 % for sales and 40 % for clients.

mod words;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use words::Words;

/// Themes of a project, whatever its size.
const THEMES: usize = 12;
/// Entries in one folder.
const PER_FOLDER: usize = 500;

/// Writes a project of so many entries into a folder that need not exist.
///
/// # Errors
/// The folder cannot be written.
pub fn write(folder: &Path, entries: usize, seed: u64) -> io::Result<()> {
    let mut words = Words::new(seed);
    fs::create_dir_all(folder.join("content/themes"))?;
    fs::write(folder.join("roadcast.yaml"), SETTINGS)?;
    for number in 0..THEMES {
        fs::write(folder.join(format!("content/themes/t{number}.md")), theme(number, &mut words))?;
    }
    for number in 0..entries.min(24) {
        fs::write(folder.join(format!("content/p{number}.png")), picture(number))?;
    }
    let kinds: Vec<Kind> = (0..entries).map(|_| Kind::drawn(&mut words)).collect();
    for number in 0..entries {
        let into = folder.join(folder_of(number));
        if number.is_multiple_of(PER_FOLDER) {
            fs::create_dir_all(&into)?;
        }
        let text = entry(number, &kinds, &mut words);
        fs::write(into.join(format!("e{number}.md")), text)?;
    }
    Ok(())
}

/// Where an entry is, relative to the project.
#[allow(dead_code, reason = "for the one program that edits a project")]
pub fn path_of(number: usize) -> String {
    format!("{}/e{number}.md", folder_of(number))
}

fn folder_of(number: usize) -> String {
    format!("content/g{}", number / PER_FOLDER)
}

const SETTINGS: &str = "product: Meridian
tagline: Everything that a warehouse does, in one place.
accent: \"#17677d\"
feedback: mailto:roadmap@meridian.example
dates: { precision: quarter, slack: 1 quarter }
editions:
  client: { base_url: \"https://roadmap.meridian.example/\" }
  sales: { base_url: \"https://sales.meridian.example/\" }
";

/// Who sees an entry, and how far it is.
struct Kind {
    visibility: &'static str,
    stage: &'static str,
}

impl Kind {
    fn drawn(words: &mut Words) -> Kind {
        let visibility = match words.below(10) {
            0..4 => "client",
            4..7 => "sales",
            _ => "engineering",
        };
        let open = ["planned", "in-progress", "beta", "shipped", "shipped", "paused", "declined"];
        let stage = match words.below(9) {
            0 if visibility != "client" => "idea",
            1 if visibility != "client" => "discovery",
            number => open[number % open.len()],
        };
        Kind { visibility, stage }
    }
}

fn theme(number: usize, words: &mut Words) -> String {
    let (title, problem) = (words.title(3), words.sentence(15));
    let (all, inside) = (words.sentence(40), words.sentence(30));
    format!(
        "---\ntitle: {title} {number}\nvisibility: client\nproblem: {problem}\n---\n{inside}\n\n\
         ::: client\n{all}\n:::\n"
    )
}

fn entry(number: usize, kinds: &[Kind], words: &mut Words) -> String {
    let Kind { visibility, stage } = kinds[number];
    let mut text = String::with_capacity(3000);
    let out = &mut text;
    // Addresses are made from titles, so each has its number.
    let title = words.title(4);
    put(out, format_args!("---\ntitle: {title} {number}\nstage: {stage}"));
    put(out, format_args!("visibility: {visibility}\nsummary: {}", words.sentence(14)));
    put(out, format_args!("theme: t{}", words.below(THEMES)));
    if stage == "shipped" {
        put(out, format_args!("shipped_on: 2026-{:02}-12", 1 + words.below(10)));
    } else {
        // Work that has begun ends before what is only planned.
        let first = if matches!(stage, "in-progress" | "beta") { 1 } else { 3 };
        put(out, format_args!("target: 2027-Q{}", first + words.below(2)));
    }
    put(out, format_args!("confidence: likely\nowner: {}@meridian.example", words.person()));
    put(out, format_args!("team: {}\norigin: customer\nphase: 2", words.team()));
    put(
        out,
        format_args!("effort: {}\ntags: [{}, {}]", 1 + words.below(20), words.word(), words.word()),
    );
    put(out, format_args!("rice: {{ reach: 300, impact: 2, confidence: 0.8, effort: 8 }}"));
    if number > 0 && words.below(4) == 0 {
        // Among its neighbors, as plans are: chains of ten thousand do not exist.
        let before = number - 1 - words.below(number.min(8));
        put(out, format_args!("depends_on: [e{before}]"));
    }
    if visibility == "engineering" && words.below(3) == 0 {
        put(out, format_args!("codenames: [{} {}]", words.name(), number));
    }
    requests(out, words);
    put(
        out,
        format_args!(
            "sales: {{ say: {:?}, dont_say: {:?} }}",
            words.sentence(12),
            words.sentence(9)
        ),
    );
    if visibility == "client" {
        put(out, format_args!("client: {{ availability: Business and Enterprise }}"));
    }
    put(out, format_args!("reviewed_on: 2026-09-01\nextra: {{ ticket: MER-{number} }}\n---"));
    body(out, number, kinds, words);
    text
}

fn requests(out: &mut String, words: &mut Words) {
    let count = words.below(4);
    if count == 0 {
        return;
    }
    put(out, format_args!("requests:"));
    for _ in 0..count {
        let (account, by) = (words.account(), words.person());
        put(out, format_args!("  - account: {account}\n    by: {by}@meridian.example"));
        let (value, blocker) = (1000 * (1 + words.below(200)), words.below(5) == 0);
        put(
            out,
            format_args!(
                "    value: {value} EUR\n    blocker: {blocker}\n    asked_on: 2026-05-02"
            ),
        );
    }
    if words.below(3) == 0 {
        put(
            out,
            format_args!("decision: {{ outcome: accepted, reason: {:?} }}", words.sentence(12)),
        );
    }
}

fn body(out: &mut String, number: usize, kinds: &[Kind], words: &mut Words) {
    put(out, format_args!("{}\n\n{}", words.sentence(45), words.sentence(35)));
    if number.is_multiple_of(3) {
        put(out, format_args!("\n```rust\nlet {} = {};\n```", words.word(), number));
    }
    put(out, format_args!("\n::: sales\n{}\n", words.sentence(35)));
    if number.is_multiple_of(2) {
        put(out, format_args!("| Plan | Limit |\n|---|---|\n| {} | {number} |", words.word()));
    }
    put(out, format_args!(":::\n\n::: client\n{}\n", words.sentence(50)));
    put(out, format_args!("- {}\n- {}", words.sentence(7), words.sentence(6)));
    if number.is_multiple_of(20) {
        put(
            out,
            format_args!(
                "\n![A picture of a shelf](../p{}.png)",
                (number / 20) % kinds.len().min(24)
            ),
        );
    }
    let near = number.saturating_sub(1 + words.below(40));
    if near < number && kinds[near].visibility == "client" {
        let folder = near / PER_FOLDER;
        let name = words.title(2);
        put(out, format_args!("\nSee [{name}](../g{folder}/e{near}.md)."));
    }
    put(out, format_args!(":::"));
}

fn put(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("writing to a String never fails");
}

/// A small picture of one color.
fn picture(number: usize) -> Vec<u8> {
    let shade = u8::try_from(number * 9 % 256).expect("below 256");
    let mut bytes = io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 32, image::Rgb([shade, 120, 200]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a small picture can be encoded");
    bytes.into_inner()
}
