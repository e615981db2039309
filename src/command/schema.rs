//! `roadcast schema`: what editors need to know of the format.

use crate::cli::{SchemaArguments, SchemaSubject};
use crate::schema::{self, Subject};

use super::Exit;

/// Prints the schema.
pub fn run(arguments: &SchemaArguments) -> Exit {
    let subject = match arguments.subject {
        SchemaSubject::Entry => Subject::Entry,
        SchemaSubject::Theme => Subject::Theme,
        SchemaSubject::Share => Subject::Share,
        SchemaSubject::Settings => Subject::Settings,
    };
    anstream::println!("{:#}", schema::schema(subject));
    Exit::Fine
}
