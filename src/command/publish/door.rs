//! The door of a place: whether strangers who ask there get in.

use crate::audit::Run;
use crate::diagnostic::{Message, message, place};
use crate::publish::{Plan, Target, probe};

use super::super::pipeline::Failure;
use super::stranger::{self, Answer};
use super::work::word_of_chance;

/// A door that must be shut.
pub struct Door {
    /// Where readers come in.
    address: String,
    /// What is behind it: `the sales site`.
    what: Message,
    /// What to do if it is open.
    advice: Message,
}

impl Door {
    /// The door at an address.
    pub fn at(address: &str, what: Message, advice: Message) -> Door {
        Door { address: address.to_owned(), what, advice }
    }

    /// A page that answers whoever asks is refused before anything is put there.
    pub fn refuse_if_it_answers(&self) -> Result<(), Failure> {
        match stranger::ask(&self.address).map_err(Failure::Machine)? {
            answer if answer.is_given(&self.address) => Err(self.is_open()),
            Answer::None => {
                anstream::eprintln!("nobody answers at {}, as seen from here", self.address);
                Ok(())
            }
            Answer::Status(..) => Ok(()),
        }
    }

    /// Where nothing is yet, nothing answers: so a few words are put there to be asked for.
    pub fn refuse_if_it_hands_out(
        &self,
        target: &dyn Target,
        plan: &Plan<'_>,
        run: &Run,
    ) -> Result<(), Failure> {
        let words = format!("roadcast-probe-{}", word_of_chance());
        let is_open = probe(target, plan, run, &words, |path| {
            let address = format!("{}{path}", self.address);
            let answer = stranger::ask(&address).map_err(Failure::Machine)?;
            Ok::<bool, Failure>(answer.holds(&words))
        })?;
        if is_open { Err(self.is_open()) } else { Ok(()) }
    }

    fn is_open(&self) -> Failure {
        Failure::Machine(message!(
            "`{}` answers whoever asks, and {} not for strangers: let the server ask for a login{}",
            place(&self.address),
            self.what.clone(),
            self.advice.clone()
        ))
    }
}
