//! `changes`: what sites tell of what has changed since their first publication.

use crate::yaml::Fields;

/// What the sites for clients and for sales tell of what has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeSettings {
    /// Whether they tell of it at all.
    pub show: bool,
    /// Whether they also tell what is expected later than it was, was laid aside or declined.
    pub show_slips: bool,
}

impl Default for ChangeSettings {
    fn default() -> ChangeSettings {
        ChangeSettings { show: true, show_slips: false }
    }
}

/// Reads `changes`.
pub fn read_changes(mut fields: Fields<'_>) -> Option<ChangeSettings> {
    let default = ChangeSettings::default();
    let settings = ChangeSettings {
        show: fields.flag("show").map_or(default.show, |show| show.value),
        show_slips: fields.flag("show_slips").map_or(default.show_slips, |show| show.value),
    };
    fields.finish();
    Some(settings)
}
