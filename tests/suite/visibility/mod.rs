//! Who sees what, each rule both ways: who reads it finds it, who does not finds no trace of it.

mod badges;
mod dates;
mod extra;
mod fields;
mod images;
mod influence;
mod pictures;
mod readers;
mod requests;
mod search;
mod themes;
