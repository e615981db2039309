//! Two programs that publish to one place at a time.

use std::process::{Child, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use super::{DAY, SECRET, Server, assert_whole, command, project, publish, verified, verify};

/// What may be said by a publication that others have come in between.
const STOPPED: [&str; 2] = ["has taken the place of this one", "is not as it was sent"];

/// Two sites, each of which is published while the other one is.
#[test]
fn of_two_publications_at_once_one_stops_and_what_they_mix_is_mended() {
    let rounds = std::env::var("ROADCAST_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let server = Server::start();
    let projects = [project("#114411", 30), project("#881188", 30)];
    publish(&projects[0], &server);
    let begun = Instant::now();
    publish(&projects[1], &server);
    let whole = begun.elapsed();
    let (mut stopped, mut seed) = (0, 7_u64);
    for round in 0..rounds {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = (seed >> 40) as f64 / (1_u64 << 24) as f64;
        let first = start(&projects[round % 2], &server);
        std::thread::sleep(whole.mul_f64(part * 0.9));
        let second = start(&projects[(round + 1) % 2], &server);
        let outcomes = [first, second].map(|program| {
            let output = program.wait_with_output().expect("it was started here");
            (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
        });
        for (is_fine, said) in &outcomes {
            let is_told = STOPPED.iter().any(|words| said.contains(words));
            assert!(is_fine != &is_told, "round {round}: {said}");
        }
        assert_whole(&server.files());
        stopped += outcomes.iter().filter(|(is_fine, _)| !is_fine).count();
        match [outcomes[0].0, outcomes[1].0] {
            [true, false] => verify(&projects[round % 2], &server),
            [false, true] => verify(&projects[(round + 1) % 2], &server),
            [true, true] => {
                let is_whole = |project| verified(project, &server).status.success();
                assert!(projects.iter().any(is_whole), "round {round}: neither site is there");
            }
            [false, false] => {}
        }
        // What the message says to do.
        publish(&projects[round % 2], &server);
        verify(&projects[round % 2], &server);
    }
    println!("{rounds} rounds, in which {stopped} publications were stopped by another one");
    assert!(stopped * 4 >= rounds, "only {stopped} of {rounds} met another one");
}

fn start(project: &TempDir, server: &Server) -> Child {
    let mut command = command(project, server, SECRET, &["publish", "client", "--on", DAY]);
    command.stdin(Stdio::null()).spawn().expect("the program was built")
}
