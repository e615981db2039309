//! The commands that help with writing, from an empty folder to a built site.

mod document;
mod import;
mod init;
mod manual;
mod new;
