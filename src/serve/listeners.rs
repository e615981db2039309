//! Who waits to be told of changes: the open pages, one worker for all of them in most browsers.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// Open pages that are told of changes at the same time.
const MAX_LISTENERS: usize = 64;

/// Those who wait.
#[derive(Default)]
pub struct Listeners(Mutex<Vec<Sender<String>>>);

impl Listeners {
    /// Another one; nothing if there are too many already.
    pub fn add(&self) -> Option<Receiver<String>> {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if senders.len() >= MAX_LISTENERS {
            // An empty message is a sign of life only; it fails with those who have gone.
            senders.retain(|sender| sender.send(String::new()).is_ok());
        }
        if senders.len() >= MAX_LISTENERS {
            return None;
        }
        let (sender, receiver) = channel();
        senders.push(sender);
        Some(receiver)
    }

    /// Tells all of them, and forgets those who have gone.
    pub fn tell(&self, message: &str) {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        senders.retain(|sender| sender.send(message.to_owned()).is_ok());
    }
}
