//! Builds that are killed, run out of room, or lose what they work on: afterwards each site is
//! wholly the old or wholly the new one, and the next build works.
//!
//! The real program runs on a project of two contents, of which the settings choose one. All three
//! sites differ between the two in every page, and have pages that the other lacks.

#![cfg(unix)]

mod kills;
mod project;
mod room;
mod together;
mod vanishing;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn new() -> Dice {
        Dice(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % end
    }

    /// A part of a time.
    fn part_of(&mut self, whole: std::time::Duration) -> std::time::Duration {
        whole.mul_f64(f64::from(u16::try_from(self.below(1001)).expect("it is small")) / 1000.0)
    }
}
