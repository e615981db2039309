//! Each of the layers that run stops a leak by itself: with the others off it is stopped, and
//! with all of them off it goes out.

use std::fs;

use super::{JUDGE, catalogue, judge_all, require_caught};

/// A defect, the layer that must stop it, and the error code by which that layer speaks.
const PLANTED: [(&str, &str, &str); 3] = [
    ("the-team-is-shown-as-availability", "without-twin", "leak-influence"),
    ("a-code-name-as-summary", "without-scan", "leak"),
    ("a-page-for-each-withheld-string", "without-manifest", "leak-unexplained"),
];
const SWITCHES: [&str; 3] = ["without-twin", "without-scan", "without-manifest"];

#[test]
fn each_layer_stops_a_leak_by_itself() {
    for (leak, layer, code) in PLANTED {
        let others = SWITCHES.into_iter().filter(|switch| *switch != layer);
        let on: Vec<_> = others.chain([leak]).collect();
        let stopped = JUDGE.build_sample(&on.join(",")).expect_err("one layer is on");
        assert_eq!(stopped, code, "{leak} with only the layer that {layer} turns off");
        let all: Vec<_> = SWITCHES.into_iter().chain([leak]).collect();
        let built = JUDGE.build_sample(&all.join(",")).expect("no layer is on");
        assert!(fs::exists(built.path().join("dist/client/index.html")).expect("it is ours"));
    }
}

#[test]
fn a_layer_that_looks_at_nothing_is_noticed() {
    let mut switches = catalogue::layers();
    switches.retain(|defect| SWITCHES.contains(&defect.name.as_str()));
    assert_eq!(switches.len(), SWITCHES.len());
    require_caught(&switches, &judge_all(&JUDGE, &switches));
}
