//! Several builds at once.

use super::project::{Build, Content, Project, References};

/// Rounds until one build has met another; each has several chances.
const ROUNDS: usize = 40;

#[test]
fn of_builds_at_once_one_writes_and_the_others_say_why_they_do_not() {
    let references = References::new();
    let project = Project::new();
    let mut refused = 0;
    for round in 0..ROUNDS {
        if round % 2 == 1 {
            std::fs::remove_dir_all(project.path("dist")).expect("it was built");
        }
        // The settings change while the builds begin, so some build A and some B.
        let builds: Vec<Build> = (0..4)
            .map(|at| {
                project.choose(if (at + round) % 2 == 0 { Content::A } else { Content::B });
                project.start()
            })
            .collect();
        let mut succeeded = 0;
        for ended in builds.into_iter().map(Build::end) {
            match ended.code() {
                0 => succeeded += 1,
                2 => {
                    let expected = "error: another build is writing to `./dist`; wait until it \
                                    has finished, or stop it\n";
                    assert_eq!(ended.stderr, expected);
                    refused += 1;
                }
                // The settings were being written when this one read them.
                _ => assert!(ended.stderr.contains("roadcast.yaml"), "{ended:?}"),
            }
        }
        assert!(succeeded > 0);
        let shown = project.shown(&references);
        assert!(shown.iter().all(|content| content.is_some() && *content == shown[0]));
        project.must_be_tidy();
        if refused >= 5 && round >= 4 {
            break;
        }
    }
    assert!(refused > 0, "no build met another, so nothing was tested");
    project.choose(Content::B);
    project.build_must_make(references.get(Content::B));
}
