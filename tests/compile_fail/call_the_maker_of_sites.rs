//! Only rendering makes sites: their maker is private.

use roadcast::audience::Client;
use roadcast::render::{RenderedFile, Site};
use roadcast::vault::Edition;

pub fn by_call(edition: Edition<Client>, files: Vec<RenderedFile>) -> Site<Client> {
    Site::new(edition, files, false)
    //~^ E0624: associated function `new` is private
}

fn main() {}
