//! A progress line for builds that take long, when somebody watches.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::CheckFormat;

use super::build::Job;

/// Steps of a full build.
const STEPS: u64 = 4;

/// The progress of a build. Shows nothing unless stderr is a terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Nothing is drawn yet: builds are usually done before the first tick.
    pub fn new(job: &Job<'_>) -> Progress {
        let is_wanted = !job.selection.quiet && job.format == CheckFormat::Human;
        if is_wanted { Progress::at_a_terminal() } else { Progress::hidden() }
    }

    /// For whoever watches.
    pub fn at_a_terminal() -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:24} {msg} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(300));
        Progress { bar }
    }

    /// Shows nothing to anybody.
    pub fn hidden() -> Progress {
        Progress { bar: ProgressBar::hidden() }
    }

    /// Says what is being done now.
    pub fn step(&self, what: &'static str) {
        self.bar.set_message(what);
        self.bar.inc(1);
    }

    /// Takes the line away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
