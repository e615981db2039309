//! Only rendering makes sites: their fields are private.

use roadcast::audience::Client;
use roadcast::render::{RenderedFile, Site};
use roadcast::vault::Edition;

pub fn by_hand(edition: Edition<Client>, files: Vec<RenderedFile>) -> Site<Client> {
    Site { edition, files, tells_changes: false }
    //~^ E0451: fields `edition`, `files` and `tells_changes` of struct `roadcast::render::Site` are private
}

fn main() {}
