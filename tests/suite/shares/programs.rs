//! Programs that commands start: none of them is told the secret of shares.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use crate::support::AS_OF;

use super::{SECRET, project};

/// Opens what it was asked to, or hands on to the real program; and writes down what it was told.
const SPY: &str = "\
#!/bin/sh
{ echo \"program NAME $*\"; /usr/bin/env; echo end NAME; } >>\"LOG\"
PATH=\"REST\"
command -v NAME >/dev/null || exit 0
exec NAME \"$@\"
";

#[test]
fn no_program_that_a_command_starts_is_told_the_secret() {
    let project = project().approved();
    project.commit("one");
    let bin = tempfile::tempdir().expect("the system has room for a test");
    let log = bin.path().join("log");
    let rest = std::env::var("PATH").expect("the tests have one");
    for name in ["git", "curl", "xdg-open"] {
        let spy = SPY.replace("NAME", name).replace("LOG", &log.display().to_string());
        let spy = if name == "xdg-open" {
            spy.replace("REST", "/nowhere")
        } else {
            spy.replace("REST", &rest)
        };
        let path = bin.path().join(name);
        fs::write(&path, spy).expect("the folder is ours");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
    let path = format!("{}:{rest}", bin.path().display());
    let temporary = bin.path().display().to_string();
    let environment =
        [("PATH", &*path), ("TMPDIR", &*temporary), ("ROADCAST_SHARE_SECRET", SECRET)];
    let settings = fs::read_to_string(project.path("roadcast.yaml")).expect("it is there");
    // Nothing listens there.
    let settings = settings.replace("https://shared.northwind.example/", "https://127.0.0.1:9/");
    project.write("roadcast.yaml", format!("{settings}publish: {{ shares: {{ to: shared }} }}\n"));
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    for command in [
        &["publish", "client", "--to", "clients", "--on", AS_OF][..],
        &["publish", "shares", "--on", AS_OF],
        &["diff", "HEAD", "--as-of", AS_OF],
        &["share", "new", "open", "--account", "Globex Holding", "--as-of", AS_OF],
        &["share", "open", "acme", "--as-of", AS_OF],
    ] {
        let outcome = project.run_in(&environment, command);
        assert!(outcome.code < 2 || command[1] == "new", "{command:?}: {}", outcome.stderr);
    }
    let begun = Instant::now();
    let told = loop {
        let told = fs::read_to_string(&log).unwrap_or_default();
        if told.contains("end xdg-open") {
            break told;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no browser was opened: {told}");
        std::thread::yield_now();
    };
    for name in ["git", "curl", "xdg-open"] {
        assert!(told.contains(&format!("program {name} ")), "{name} was not started");
    }
    assert!(told.contains("PATH="), "the programs told what they were told");
    assert!(!told.contains("ROADCAST_SHARE_SECRET") && !told.contains(SECRET));
}
