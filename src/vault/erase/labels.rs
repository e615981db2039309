//! Labels: the three keys and the block names that say who may know a text.
//!
//! What is not understood here is an error. An eraser that guesses would guess in public.

use super::error::{Cause, Fault};
use super::front_matter::FrontMatter;
use super::yaml::Node;

/// An audience that must not know everything, the outermost last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outsider {
    Sales,
    Client,
}

/// How far an entry has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Idea,
    Discovery,
    Planned,
    InProgress,
    Beta,
    Shipped,
    Paused,
    Declined,
}

/// The labels of an entry that the outsider may see.
#[derive(Clone, Copy)]
pub struct Labels {
    pub stage: Stage,
    /// The outermost audience that may see the entry.
    pub outermost: Outsider,
}

const LABELS: [&str; 3] = ["visibility", "stage", "confidential"];

const STAGES: [(Stage, &str); 8] = [
    (Stage::Idea, "idea"),
    (Stage::Discovery, "discovery"),
    (Stage::Planned, "planned"),
    (Stage::InProgress, "in-progress"),
    (Stage::Beta, "beta"),
    (Stage::Shipped, "shipped"),
    (Stage::Paused, "paused"),
    (Stage::Declined, "declined"),
];

impl Outsider {
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sales" => Some(Self::Sales),
            "client" => Some(Self::Client),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Client => "client",
        }
    }
}

impl Stage {
    pub fn name(self) -> &'static str {
        STAGES.iter().find(|(stage, _)| *stage == self).expect("the list holds every stage").1
    }

    /// Discovery is not finished, so nobody outside the company may hear of it.
    pub fn is_undiscovered(self) -> bool {
        match self {
            Self::Idea | Self::Discovery => true,
            Self::Planned
            | Self::InProgress
            | Self::Beta
            | Self::Shipped
            | Self::Paused
            | Self::Declined => false,
        }
    }
}

/// The labels of an entry, or `None` when the outsider may not know that it exists.
pub fn of_entry(front: &FrontMatter<'_>, outsider: Outsider) -> Result<Option<Labels>, Fault> {
    let Some(outermost) = visibility(front)?.filter(|outermost| *outermost >= outsider) else {
        return Ok(None);
    };
    let stage = stage(front)?;
    let held_back = confidential(front)? || stage.is_undiscovered();
    match (outsider, held_back) {
        (Outsider::Client, true) => Ok(None),
        (Outsider::Sales, true) => Ok(Some(Labels { stage, outermost: Outsider::Sales })),
        (Outsider::Client | Outsider::Sales, false) => Ok(Some(Labels { stage, outermost })),
    }
}

/// The outermost audience of a theme, or `None` when the outsider may not know that it exists.
pub fn of_theme(front: &FrontMatter<'_>, outsider: Outsider) -> Result<Option<Outsider>, Fault> {
    for key in ["stage", "confidential"] {
        if let Some(node) = front.get_even_null(key) {
            return Err(Fault::new(node.line(), Cause::LabelUnknown(key)));
        }
    }
    Ok(visibility(front)?.filter(|outermost| *outermost >= outsider))
}

/// Refuses a key that is no label but one slip of the finger away from one.
pub fn refuse_near_miss(key: &str) -> Result<(), Cause> {
    if key == "<<" {
        return Err(Cause::Reference);
    }
    let folded = key.trim().to_ascii_lowercase();
    if LABELS.iter().any(|label| is_one_slip_away(&folded, label)) {
        return Err(Cause::LabelMisspelt(key.to_owned()));
    }
    Ok(())
}

/// One letter added, left out or exchanged.
fn is_one_slip_away(written: &str, meant: &str) -> bool {
    let (written, meant) = (written.as_bytes(), meant.as_bytes());
    if written.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let head = written.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let tail = written.iter().rev().zip(meant.iter().rev()).take_while(|(a, b)| a == b).count();
    head + tail + 1 >= written.len().max(meant.len())
}

/// `None` is engineering alone: nothing said, or nobody further out named.
fn visibility(front: &FrontMatter<'_>) -> Result<Option<Outsider>, Fault> {
    let Some(node) = front.get("visibility") else { return Ok(None) };
    let unknown = || Fault::new(node.line(), Cause::LabelUnknown("visibility"));
    let names = match node {
        Node::Scalar(_) => std::slice::from_ref(node),
        Node::List(names) => names,
        Node::Map(_) => return Err(unknown()),
    };
    let mut named = [false; 3];
    for name in names {
        match name.scalar().map(|scalar| &*scalar.text) {
            Some("engineering") => named[0] = true,
            Some("sales") => named[1] = true,
            Some("client") => named[2] = true,
            Some(_) | None => return Err(unknown()),
        }
    }
    match named {
        [false, false, false] | [true, false, true] => Err(unknown()),
        [_, _, true] => Ok(Some(Outsider::Client)),
        [_, true, false] => Ok(Some(Outsider::Sales)),
        [true, false, false] => Ok(None),
    }
}

fn stage(front: &FrontMatter<'_>) -> Result<Stage, Fault> {
    let Some(node) = front.get("stage") else {
        return Err(Fault::new(1, Cause::KeyMissing("stage")));
    };
    node.scalar()
        .and_then(|scalar| STAGES.iter().find(|(_, name)| *name == scalar.text))
        .map(|(stage, _)| *stage)
        .ok_or_else(|| Fault::new(node.line(), Cause::LabelUnknown("stage")))
}

/// A null is refused here: nothing said is not the same as said nothing.
pub fn confidential(front: &FrontMatter<'_>) -> Result<bool, Fault> {
    let Some(node) = front.get_even_null("confidential") else { return Ok(false) };
    match node.scalar().filter(|scalar| scalar.plain).map(|scalar| &*scalar.text) {
        Some("true" | "True" | "TRUE") => Ok(true),
        Some("false" | "False" | "FALSE") => Ok(false),
        Some(_) | None => Err(Fault::new(node.line(), Cause::LabelUnknown("confidential"))),
    }
}
