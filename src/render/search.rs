//! `search.js`: what the search of the sales site finds an entry by and no list shows. It stands
//! there once for all lists, and is a script because a page that was opened by a double click may
//! load nothing else.

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Sales;
use crate::vault::edition::InsiderEntry;

use super::json;
use super::{Reason, RenderedFile};

/// The file: by the address of each entry its words, and the accounts that asked for it.
pub fn file(entries: &[InsiderEntry<Sales>]) -> RenderedFile {
    let lines: Vec<_> = entries.par_iter().map(line).collect();
    let text = format!("globalThis.searchWords = {{\n{}\n}};\n", lines.join(",\n"));
    RenderedFile {
        path: "search.js".to_owned(),
        bytes: text.into_bytes().into(),
        reason: Reason::Shows(entries.iter().map(|entry| entry.url.get().clone()).collect()),
    }
}

fn line(entry: &InsiderEntry<Sales>) -> String {
    let detail = &entry.detail;
    let mut words: Vec<&str> = entry.summary.iter().map(|text| text.get().as_str()).collect();
    words.extend(entry.tags.iter().map(|tag| tag.get().as_str()));
    if let Some(talk) = detail.talk.as_ref().map(|talk| talk.get()) {
        let texts = [&talk.say, &talk.note, &talk.dont_say, &talk.workaround].into_iter().flatten();
        words.extend(texts.map(String::as_str));
    }
    let accounts = detail.requests.iter().map(|request| request.get().account.as_str());
    let found_by = [words.join(" "), accounts.collect::<Vec<_>>().join(", ")];
    let [url, found_by] = [json::line(entry.url.get()), json::line(&found_by)]
        .map(|json| String::from_utf8(json).expect("JSON is UTF-8"));
    format!("{url}:{found_by}")
}
