//! Other words for an entry, by which a search finds it. They are as public as the title beside
//! them.

use crate::audience::{Client, Sales};

use super::label::Labeled;

/// The search words of an entry.
#[derive(Debug)]
pub struct SearchWords {
    /// `search_words`.
    pub own: Vec<Labeled<String, Sales>>,
    /// `client.search_words`.
    pub client: Vec<Labeled<String, Sales>>,
    /// `client.search_words`, and `search_words` where clients read the internal title.
    pub shown: Vec<Labeled<String, Client>>,
}
