//! Mistakes of authors: the whole of what they are told, and how the program ends.

mod blocks;
mod command_line;
mod contradictions;
mod days;
mod files;
mod fonts;
mod front_matter;
mod headings;
mod images;
mod links;
mod markup;
mod no_front_matter;
mod output;
mod references;
mod settings;
mod settings_refer;
mod spelling;
mod styles;
mod symlinks;
mod templates;
mod together;
mod values;
mod yaml;
mod yaml_late;
