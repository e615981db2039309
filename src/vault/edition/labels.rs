//! What a site says by label, as values of fields: titles, statuses, windows, availabilities.

use std::collections::BTreeSet;

use crate::audience::Reader;
use crate::dates::{month_label, parse_day};

use super::{ClientView, EngineeringView, InsiderEntry, SalesView, Site, ThemeView};

/// Views that know the values of their fields.
pub trait Labels {
    /// Each value that readers see as that of a field, as it is shown.
    fn labels(&self) -> BTreeSet<String>;
}

impl Labels for ClientView {
    fn labels(&self) -> BTreeSet<String> {
        let mut labels = common(&self.site, &self.themes);
        for entry in &self.entries {
            let texts = [Some(entry.title.get()), entry.availability.as_ref().map(|it| it.get())];
            labels.extend(texts.into_iter().flatten().cloned());
            labels.extend(entry.search_words.iter().map(|word| word.get().clone()));
            let horizon = entry.horizon.as_ref().map(|horizon| horizon.get().label);
            let window = entry.window.as_ref().map(|window| window.get().label());
            let shipped = entry.shipped.as_ref().map(|month| month.get().label.as_str());
            let words = [Some(entry.status.get().label), horizon, window, shipped];
            labels.extend(words.into_iter().flatten().map(str::to_owned));
        }
        labels
    }
}

impl Labels for SalesView {
    fn labels(&self) -> BTreeSet<String> {
        let mut labels = common(&self.site, &self.themes);
        self.entries.iter().for_each(|entry| insider(entry, &mut labels));
        labels
    }
}

impl Labels for EngineeringView {
    fn labels(&self) -> BTreeSet<String> {
        let mut labels = common(&self.site, &self.themes);
        self.entries.iter().for_each(|entry| insider(&entry.insider, &mut labels));
        labels
    }
}

fn common<A: Reader>(site: &Site, themes: &[ThemeView<A>]) -> BTreeSet<String> {
    let texts = [Some(&site.product), site.tagline.as_ref()];
    let themes = themes.iter().map(|theme| theme.title.get());
    texts.into_iter().flatten().chain(themes).cloned().collect()
}

fn insider<A: Reader>(entry: &InsiderEntry<A>, labels: &mut BTreeSet<String>) {
    let optional = [
        entry.availability.as_ref(),
        entry.team.as_ref(),
        entry.client.as_ref().map(|client| &client.title),
        entry.detail.client_title.as_ref(),
    ];
    let detail = &entry.detail;
    let words = entry.tags.iter().chain(&detail.search_words).chain(&detail.client_search_words);
    let texts = optional.into_iter().flatten().chain([&entry.title]).chain(words);
    labels.extend(texts.map(|text| text.get().clone()));
    let tags = [
        Some(&entry.stage),
        Some(&entry.badge),
        entry.horizon.as_ref(),
        entry.confidence.as_ref(),
        entry.origin.as_ref(),
    ];
    labels.extend(tags.into_iter().flatten().map(|tag| tag.get().label.to_owned()));
    labels.extend(entry.window.as_ref().map(|window| window.get().label().to_owned()));
    labels.extend(entry.shipped.as_ref().map(|day| day.get().label.clone()));
    // The list of what shipped has a heading for each month.
    let month = entry.shipped.as_ref().and_then(|day| parse_day(&day.get().date));
    labels.extend(month.map(month_label));
}
