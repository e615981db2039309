//! Who reads: the three audiences, their order, and the types that stand for them.
//!
//! `client` ⊂ `sales` ⊂ `engineering`: what clients may read, sales may read too, and
//! engineering reads everything.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// One of the three groups of readers, from the innermost outward.
///
/// Used both for "who reads this site" and for the label "who may read this": a label
/// [reaches](Audience::reaches) its own audience and every one further inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everyone who builds the product. Reads everything.
    Engineering,
    /// Salespeople. Read what may be said and what must not be promised.
    Sales,
    /// Customers and prospects. Read the light roadmap only.
    Client,
}

impl Audience {
    /// All audiences, innermost first.
    pub const ALL: [Audience; 3] = [Audience::Engineering, Audience::Sales, Audience::Client];

    /// The word used in front matter, settings, folder names and messages.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Engineering => "engineering",
            Audience::Sales => "sales",
            Audience::Client => "client",
        }
    }

    /// The audience with this name, spelt exactly.
    pub fn from_name(name: &str) -> Option<Audience> {
        Audience::ALL.into_iter().find(|audience| audience.name() == name)
    }

    /// Whether something labelled `self` may be read by `reader`.
    pub fn reaches(self, reader: Audience) -> bool {
        self >= reader
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The engineering audience as a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engineering;

/// The sales audience as a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sales;

/// The client audience as a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client;

/// Whoever reads a share: a client who is shown something more, approved and for a time.
///
/// The text of a share is labelled with it, and no audience of a site sees that label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect;

/// A type that stands for readers: the three audiences, and those of a share. Implemented here and
/// nowhere else.
pub trait Reader: sealed::Sealed + Copy + Send + Sync + 'static {
    /// The audience as a value.
    const AUDIENCE: Audience;
}

impl Reader for Engineering {
    const AUDIENCE: Audience = Audience::Engineering;
}

impl Reader for Sales {
    const AUDIENCE: Audience = Audience::Sales;
}

impl Reader for Client {
    const AUDIENCE: Audience = Audience::Client;
}

/// To every rule that is not about shares, a client.
impl Reader for Prospect {
    const AUDIENCE: Audience = Audience::Client;
}

/// `A: Sees<L>` says that audience `A` may read what is labelled `L`.
///
/// There is no `Client: Sees<Sales>`, so code that clears a sales field for clients does not
/// compile. This is the *types* layer of the guarantee.
#[diagnostic::on_unimplemented(
    message = "`{Self}` readers may not see what is labelled `{Label}`",
    label = "this value would leak into the `{Self}` edition"
)]
pub trait Sees<Label>: Reader {}

impl Sees<Client> for Client {}
impl Sees<Client> for Prospect {}
impl Sees<Prospect> for Prospect {}
impl Sees<Client> for Sales {}
impl Sees<Sales> for Sales {}
impl Sees<Client> for Engineering {}
impl Sees<Sales> for Engineering {}
impl Sees<Engineering> for Engineering {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Engineering {}
    impl Sealed for super::Sales {}
    impl Sealed for super::Client {}
    impl Sealed for super::Prospect {}
}

#[cfg(test)]
mod tests {
    use super::Audience::{Client, Engineering, Sales};

    #[test]
    fn a_label_reaches_its_own_audience_and_those_further_inside() {
        let reached = [
            (Client, [true, true, true]),
            (Sales, [true, true, false]),
            (Engineering, [true, false, false]),
        ];
        for (label, expected) in reached {
            assert_eq!([Engineering, Sales, Client].map(|reader| label.reaches(reader)), expected);
        }
    }

    #[test]
    fn names_round_trip_and_nothing_else_is_an_audience() {
        for audience in super::Audience::ALL {
            assert_eq!(super::Audience::from_name(audience.name()), Some(audience));
        }
        for other in ["Client", "clients", "", " client", "public"] {
            assert_eq!(super::Audience::from_name(other), None);
        }
    }
}
