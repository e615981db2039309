//! `roadcast allow` at a terminal: what it asks, what it takes for an answer, and what it writes.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::Command;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::alarms::{codes, project};
use crate::support::{AS_OF, Project};

/// Ctrl-D at the start of a line.
const END: &str = "\u{4}";

const SETTINGS: &str = "product: Acme   # ours\n\nallow_terms: []\n# end\n";

fn alarmed() -> Project {
    let hidden = "requests: [{ account: Wintermute GmbH }]\ncodenames: [Zephyrine]";
    project(hidden, "The Zephyrine plan is for Wintermute.").settings(SETTINGS)
}

/// Runs the command at a terminal at which somebody types, and returns its exit code and what
/// stands on the screen.
fn allow(project: &Project, typed: &str) -> (i32, String) {
    let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are terminals");
    grantpt(&keyboard).expect("it is ours");
    unlockpt(&keyboard).expect("it is ours");
    let name = ptsname(&keyboard, Vec::new()).expect("it has a name");
    let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
    let screen = File::options().read(true).write(true).open(path).expect("it was unlocked");
    let again = || screen.try_clone().expect("it is open");
    let mut program = Command::new(env!("CARGO_BIN_EXE_roadcast"))
        .args(["allow", "--as-of", AS_OF])
        .current_dir(project.path(""))
        .env_clear()
        .stdin(again())
        .stdout(again())
        .stderr(again())
        .spawn()
        .expect("the program was built with this test");
    drop(screen);
    let mut keyboard = File::from(keyboard);
    // The end of what is typed ends every question that would wait for ever.
    keyboard.write_all(format!("{typed}{END}").as_bytes()).expect("it is open");
    let mut shown = Vec::new();
    // A terminal that nobody has open any more says so by an error.
    let _closed = keyboard.read_to_end(&mut shown);
    let code = program.wait().expect("it was started here").code();
    let shown = String::from_utf8(shown).expect("the program writes UTF-8").replace('\r', "");
    (code.expect("the program ends by itself"), shown)
}

fn settings(project: &Project) -> String {
    fs::read_to_string(project.path("roadcast.yaml")).expect("it is there")
}

#[test]
fn each_alarm_is_shown_with_its_words_and_the_last_answers_are_offered_for_the_next() {
    let project = alarmed();
    let (code, shown) = allow(&project, "y\nKnown to all\nana\n\nY\n\n\n\n");
    assert_eq!(code, 0, "{shown}");
    for words in [
        "1 of 2",
        "2 of 2",
        "withheld at content/secret.md:4:23:\n    Wintermute GmbH\n",
        "shown at content/a.md:7:27:\n    Wintermute\n",
        "until [2027-05-21]: ",
        "reason [Known to all]: ",
        "owner [ana]: ",
        "2 terms added to `roadcast.yaml`",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let term = |term: &str| {
        format!("{{ term: {term}, reason: Known to all, owner: ana, until: \"2027-05-21\" }}")
    };
    let terms = format!("[ {}, {} ]", term("Zephyrine"), term("Wintermute GmbH"));
    assert_eq!(settings(&project), SETTINGS.replace("[]", &terms));
    assert_eq!(codes(&project), [""; 0]);
}

#[test]
fn what_is_no_answer_is_asked_again() {
    let typed = "\nmaybe\nyes\n\n\nKnown\n \nana\nsoon\n2026-11-21\n2027-01-31\nno\n";
    let project = alarmed();
    let (code, shown) = allow(&project, typed);
    assert_eq!(code, 1, "{shown}");
    assert_eq!(shown.matches("allow these words?").count(), 4, "{shown}");
    assert_eq!(shown.matches("a day from today on, such as 2027-06-30").count(), 2, "{shown}");
    assert!(shown.contains("1 term added") && shown.contains("1 alarm left open"), "{shown}");
    let settings = settings(&project);
    assert!(settings.contains("reason: Known, owner: ana, until: \"2027-01-31\""), "{settings}");
}

#[test]
fn whoever_quits_keeps_what_was_accepted_before() {
    let project = alarmed();
    let (code, shown) = allow(&project, "y\nKnown\nana\n\nq\n");
    assert!(code == 1 && shown.contains("1 term added"), "{shown}");
    assert!(shown.contains("1 alarm left open"), "{shown}");
    assert_eq!(settings(&project).matches("term: ").count(), 1);
    let (code, shown) = allow(&alarmed(), "quit\n");
    assert!(code == 1 && shown.contains("2 alarms left open"), "{shown}");
    assert!(shown.contains("nothing was written"), "{shown}");
}

#[test]
fn the_end_of_the_input_ends_the_command_and_nothing_is_written() {
    for typed in ["", "y\n", "y\nKnown\nana\n\n", "n\n"] {
        let project = alarmed();
        let (code, shown) = allow(&project, typed);
        assert!(code == 2, "{typed:?}: {shown}");
        let end = "\nerror: there was no answer; nothing was written\n";
        assert!(shown.ends_with(end), "{typed:?}: {shown}");
        assert_eq!(settings(&project), SETTINGS);
    }
}
