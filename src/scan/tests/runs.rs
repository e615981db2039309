//! Runs of words.
