//! A letter as a message for mail programs. Everything in it that is random elsewhere is made of its
//! words: the same letter is the same bytes on every machine.

use jiff::tz::TimeZone;
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::MimePart;

use crate::kept::hash_of;

use super::Letter;

/// The message, with the letter as a text and as a page.
pub fn write(letter: &Letter, text: &str, html: &str) -> Vec<u8> {
    let parts = [letter.name.as_str(), letter.to.as_deref().unwrap_or_default(), text, html];
    let hash = hash_of(&parts.map(str::as_bytes)).to_hex();
    let midnight = letter.day.to_zoned(TimeZone::UTC).expect("it is a day of our calendar");
    let boundary = format!("=_{}", &hash[32..]);
    let parts = vec![
        MimePart::new(ContentType::new("text/plain").attribute("charset", "utf-8"), text),
        MimePart::new(ContentType::new("text/html").attribute("charset", "utf-8"), html),
    ];
    let alternatives = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let mut message = MessageBuilder::new()
        .message_id(format!("{}@{}", &hash[..32], letter.host))
        .date(midnight.timestamp().as_second())
        .subject(letter.title.as_str())
        .body(MimePart::new(alternatives, parts));
    if let Some(from) = &letter.from {
        message = message.from(from.as_str());
    }
    if let Some(to) = &letter.to {
        message = message.to(to.as_str());
    }
    message.write_to_vec().expect("memory takes all that is written to it")
}
