//! The closed sets of words of the format: stages, horizons and the like.

use crate::audience::Audience;
use crate::yaml::Choice;

/// Declares a set of words with its labels, so that a word cannot lack one.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal {
        $($(#[$member_doc:meta])* $member:ident = $word:literal $label:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$member_doc])* $member,)+ }

        impl $name {
            /// How readers are told.
            pub fn label(self) -> &'static str {
                match self { $($name::$member => $label,)+ }
            }
        }

        impl Choice for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$($name::$member,)+];
            fn word(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }
        }
    };
}

words! {
    /// How far an entry has come.
    Stage, "a stage" {
        /// Somebody thought of it.
        Idea = "idea" "Idea",
        /// Being looked into.
        Discovery = "discovery" "Discovery",
        /// Decided.
        Planned = "planned" "Planned",
        /// Being built.
        InProgress = "in-progress" "In progress",
        /// In the hands of some customers.
        Beta = "beta" "Beta",
        /// In the hands of all.
        Shipped = "shipped" "Shipped",
        /// Begun and laid aside.
        Paused = "paused" "Paused",
        /// Decided against.
        Declined = "declined" "Declined",
    }
}

words! {
    /// When, in the coarsest terms.
    Horizon, "a horizon" {
        /// Being worked on.
        Now = "now" "Now",
        /// Comes after that.
        Next = "next" "Next",
        /// Comes some day.
        Later = "later" "Later",
    }
}

words! {
    /// How sure the team is.
    Confidence, "a confidence" {
        /// Will be done.
        Committed = "committed" "Committed",
        /// Should be done.
        Likely = "likely" "Likely",
        /// May be done.
        Exploratory = "exploratory" "Exploratory",
    }
}

words! {
    /// Where the wish came from.
    Origin, "an origin" {
        /// The sales team.
        Sales = "sales" "Sales",
        /// The product team.
        Product = "product" "Product",
        /// A customer.
        Customer = "customer" "Customer",
        /// A law or a standard.
        Compliance = "compliance" "Compliance",
        /// Upkeep.
        TechDebt = "tech-debt" "Tech debt",
    }
}

words! {
    /// How a decision fell.
    Outcome, "an outcome" {
        /// Yes.
        Accepted = "accepted" "Accepted",
        /// No.
        Declined = "declined" "Declined",
        /// Not now.
        Deferred = "deferred" "Deferred",
    }
}

impl Choice for Audience {
    const WHAT: &'static str = "an audience";
    const ALL: &'static [Self] = &Audience::ALL;
    fn word(self) -> &'static str {
        self.name()
    }
    fn meant_by(word: &str) -> Option<Audience> {
        match word {
            "customer" | "customers" | "clients" | "prospect" | "prospects" | "public"
            | "external" | "everyone" | "everybody" | "all" => Some(Audience::Client),
            "salespeople" | "sellers" | "selling" => Some(Audience::Sales),
            "internal" | "private" | "engineers" | "developers" | "dev" | "team" => {
                Some(Audience::Engineering)
            }
            _ => None,
        }
    }
}

impl Stage {
    /// Whether its discovery is not finished. Such an entry is never shown to clients.
    pub fn is_undiscovered(self) -> bool {
        match self {
            Stage::Idea | Stage::Discovery => true,
            Stage::Planned
            | Stage::InProgress
            | Stage::Beta
            | Stage::Shipped
            | Stage::Paused
            | Stage::Declined => false,
        }
    }
}
