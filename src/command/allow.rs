//! `roadcast allow`: each open alarm of the scan, shown to the author at a terminal, and the terms
//! that were accepted, written into the settings.
//!
//! It prints withheld words, which no other command does: the author has to judge them.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write as _};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::audience::Audience;
use crate::audit::Detail;
use crate::cli::AllowArguments;
use crate::config::FILE_NAME;
use crate::dates::parse_day;
use crate::diagnostic::{Diagnostic, Message, Readers, Severity, Sources, Span, message, place};
use crate::draft::{NewTerm, add_terms, is_printable, replace, within};
use crate::vault::{self, Kind};

use super::Exit;
use super::ending::{counted, end, project_option, refused, trouble};
use super::pipeline::{self, Failure, Request};
use super::progress::Progress;
use super::readers::Streams;

/// For so many days a term is allowed, if nobody says otherwise.
pub const DAYS: i64 = 180;

/// Settling some alarms may bring others to light; after so many rounds, somebody should look.
const ROUNDS: usize = 8;

/// Words that are printed, at most.
const LONGEST: usize = 400;

/// Shows or takes the alarms, and writes what was accepted.
pub fn run(arguments: &AllowArguments, streams: Streams) -> Exit {
    let readers = streams.stderr;
    let is_watched = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let today = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let answers = match Answers::of(arguments, today) {
        Ok(answers) => answers,
        Err(message) => return trouble(&message, readers),
    };
    if answers.is_none() && !is_watched {
        let message = message!(
            "`roadcast allow` shows withheld words and asks about them, at a terminal only; in a script, give \
             `--all --reason TEXT --owner NAME --until DATE`"
        );
        return trouble(&message, readers);
    }
    let mut session = Session {
        arguments,
        readers,
        today,
        answers,
        seen: BTreeSet::new(),
        settled: BTreeSet::new(),
        unsettled: 0,
        added: 0,
        left: 0,
        has_quit: false,
    };
    for _ in 0..ROUNDS {
        let mut sources = Sources::default();
        match session.round(&mut sources) {
            Ok(true) => {}
            Ok(false) => return session.say_end(),
            Err(failure) => return end(Err(failure), &sources, readers),
        }
    }
    session.say_end()
}

/// What goes with each term that is allowed.
#[derive(Clone)]
struct Answers {
    reason: String,
    owner: String,
    until: Date,
}

impl Answers {
    /// Those of the command line; none if somebody is to be asked.
    fn of(arguments: &AllowArguments, today: Date) -> Result<Option<Answers>, Message> {
        let AllowArguments { all, reason, owner, until, .. } = arguments;
        let line = |text: &String| {
            let text = text.trim();
            let is_line = !text.is_empty() && text.chars().all(|c| is_printable(c) && c != '\n');
            is_line.then(|| text.to_owned())
        };
        match (all, reason.as_ref(), owner.as_ref(), until) {
            (false, ..) => Ok(None),
            (true, _, _, Some(until)) if *until < today => {
                Err(message!("`--until` names {}, which has passed", place(until)))
            }
            (true, Some(reason), Some(owner), Some(until)) => {
                let empty = || message!("`--reason` and `--owner` must be a line of text each");
                let (reason, owner) = line(reason).zip(line(owner)).ok_or_else(empty)?;
                Ok(Some(Answers { reason, owner, until: *until }))
            }
            _ => Err(message!("`--all` needs `--reason`, `--owner` and `--until`")),
        }
    }
}

/// An alarm that an author may settle, or must not.
struct Alarm {
    message: Message,
    found: Message,
    withheld: Span,
    shown: Option<Span>,
    /// What would allow it; nothing does if it must never be published.
    term: Option<String>,
}

struct Session<'a> {
    arguments: &'a AllowArguments,
    /// Who reads what is not asked at the terminal.
    readers: Readers,
    today: Date,
    /// What goes with every term, or went with the last one.
    answers: Option<Answers>,
    /// Messages and words of alarms that were decided.
    seen: BTreeSet<(String, Option<String>)>,
    /// Those among them whose words were allowed.
    settled: BTreeSet<(String, Option<String>)>,
    /// How many of these are raised all the same.
    unsettled: usize,
    added: usize,
    left: usize,
    has_quit: bool,
}

impl Session<'_> {
    /// Looks once, and returns whether anything was written, so that it is worth looking again.
    fn round(&mut self, sources: &mut Sources) -> Result<bool, Failure> {
        let alarms = self.alarms(sources)?;
        self.unsettled = alarms.iter().filter(|alarm| self.settled.contains(&alarm.key())).count();
        let is_new = |alarm: &Alarm| !self.seen.contains(&alarm.key());
        let open: Vec<Alarm> = alarms.into_iter().filter(is_new).collect();
        let mut accepted = Vec::new();
        for (at, alarm) in open.iter().enumerate() {
            if !self.seen.insert(alarm.key()) {
                continue;
            }
            let place = format!("{} of {}", at + 1, open.len());
            match self.decide(alarm, &place, sources)? {
                Some(term) => {
                    self.settled.insert(alarm.key());
                    if accepted.iter().all(|known: &NewTerm| known.term != term.term) {
                        accepted.push(term);
                    }
                }
                None => self.left += 1,
            }
            if self.has_quit {
                self.left += open.len() - at - 1;
                break;
            }
        }
        self.write(&accepted, sources)?;
        self.added += accepted.len();
        Ok(!accepted.is_empty() && !self.has_quit && !self.arguments.dry_run)
    }

    fn alarms(&self, sources: &mut Sources) -> Result<Vec<Alarm>, Failure> {
        let (project, audiences) = (&self.arguments.project, Audience::ALL.to_vec());
        let request =
            Request { detail: Detail::Each, ..Request::of_sites(project, audiences, self.today) };
        let made = pipeline::make(&request, sources, &Progress::hidden(), |made| Ok(made.warnings));
        let found = match made {
            Ok(warnings) => warnings,
            Err(Failure::Content(mistakes)) => {
                let is_other = |mistake: &Diagnostic| {
                    mistake.severity == Severity::Error && mistake.code != "leak"
                };
                if mistakes.iter().any(is_other) {
                    return Err(Failure::Content(mistakes));
                }
                mistakes
            }
            Err(failure) => return Err(failure),
        };
        let is_alarm = |one: &&Diagnostic| ["leak", "common-name"].contains(&one.code);
        let alarms = found.iter().filter(is_alarm);
        let mut alarms: Vec<Alarm> = alarms.filter_map(|one| Alarm::of(one, sources)).collect();
        let settings = pipeline::read_settings(project, &mut Sources::default())?;
        for alarm in &mut alarms {
            // A code name may be such a term too, and be found where other names are.
            alarm.term.take_if(|term| settings.is_never_published(term));
        }
        Ok(alarms)
    }

    /// The term, if it is allowed.
    fn decide(
        &mut self,
        alarm: &Alarm,
        place: &str,
        sources: &Sources,
    ) -> Result<Option<NewTerm>, Failure> {
        let Some(term) = &alarm.term else {
            let (message, found) =
                (alarm.message.text(self.readers), alarm.found.text(self.readers));
            anstream::eprintln!("{message}: no setting may allow it; {found}");
            return Ok(None);
        };
        if self.arguments.all {
            let answers = self.answers.clone().expect("`--all` has them");
            let message = alarm.message.text(self.readers);
            anstream::eprintln!("{}: {message}", sources.place(alarm.withheld));
            return Ok(Some(answers.term(term)));
        }
        alarm.show(place, sources);
        loop {
            match ask("allow these words? [y]es, [n]o, [q]uit", None)?.to_lowercase().as_str() {
                "y" | "yes" => break,
                "n" | "no" => return Ok(None),
                "q" | "quit" => {
                    self.has_quit = true;
                    return Ok(None);
                }
                _ => {}
            }
        }
        let answers = self.ask_more()?;
        self.answers = Some(answers.clone());
        Ok(Some(answers.term(term)))
    }

    fn ask_more(&self) -> Result<Answers, Failure> {
        let last = self.answers.as_ref();
        let until = || self.today.checked_add(DAYS.days()).unwrap_or(self.today).to_string();
        let reason = ask_line("reason", last.map(|last| last.reason.clone()))?;
        let owner = ask_line("owner", last.map(|last| last.owner.clone()))?;
        loop {
            let default = last.map_or_else(until, |last| last.until.to_string());
            let day = ask_line("until", Some(default))?;
            match parse_day(&day) {
                Some(until) if until >= self.today => return Ok(Answers { reason, owner, until }),
                _ => println("a day from today on, such as 2027-06-30"),
            }
        }
    }

    fn write(&self, accepted: &[NewTerm], sources: &Sources) -> Result<(), Failure> {
        if accepted.is_empty() || self.arguments.dry_run {
            return Ok(());
        }
        let file = sources.find(FILE_NAME).expect("the settings were read");
        let text = add_terms(sources.text(file), file, accepted).ok_or_else(|| {
            Failure::Machine(message!(
                "there is no place for terms in `{}`: write `allow_terms:` on a line of its own, with a list below; \
                 nothing was written",
                FILE_NAME
            ))
        })?;
        let path = within(&self.arguments.project, FILE_NAME);
        replace(&path, sources.text(file), &text).map_err(|error| refused(&error))
    }

    fn say_end(&self) -> Exit {
        let terms = counted(self.added, "term");
        let project = project_option(&self.arguments.project);
        match (self.added, self.arguments.dry_run) {
            (0, _) if self.left == 0 => anstream::eprintln!("there is nothing to allow"),
            (0, _) => anstream::eprintln!("nothing was written"),
            (_, true) => anstream::eprintln!("{terms} would be added; nothing was written"),
            (_, false) => {
                anstream::eprintln!(
                    "{terms} added to `{FILE_NAME}`; next:\n  roadcast check{project}"
                );
            }
        }
        if self.unsettled > 0 {
            anstream::eprintln!(
                "{} raised all the same: take the words out of what is shown",
                counted(self.unsettled, "alarm")
            );
        }
        if self.left > 0 {
            anstream::eprintln!("{} left open", counted(self.left, "alarm"));
        }
        if self.left + self.unsettled > 0 {
            return Exit::Content;
        }
        Exit::Fine
    }
}

impl Answers {
    fn term(&self, term: &str) -> NewTerm {
        let Answers { reason, owner, until } = self.clone();
        NewTerm { term: term.to_owned(), reason, owner, until }
    }
}

impl Alarm {
    fn of(diagnostic: &Diagnostic, sources: &Sources) -> Option<Alarm> {
        let withheld = diagnostic.span?;
        let message = diagnostic.message.clone();
        let begins_with = |kind: Kind| message.in_full().starts_with(&kind.to_string());
        let (is_never, is_name) = (begins_with(Kind::NeverPublish), begins_with(Kind::FileName));
        let term = match is_name {
            true => vault::stem(sources.path(withheld.file)).to_owned(),
            false => sources.text(withheld.file)[sources.clamp(withheld)].trim().to_owned(),
        };
        let found = diagnostic.hints.first().cloned().unwrap_or_default();
        let shown = diagnostic.related.first().map(|(span, _)| *span);
        Some(Alarm { message, found, withheld, shown, term: (!is_never).then_some(term) })
    }

    /// What it is recognized by when the project is looked at again.
    fn key(&self) -> (String, Option<String>) {
        (self.message.in_full(), self.term.clone())
    }

    fn show(&self, place: &str, sources: &Sources) {
        println(&format!("\n{place}: {}", self.message.in_full()));
        let words = |span: Span| printable(&sources.text(span.file)[sources.clamp(span)]);
        let term = self.term.as_deref().map(printable).unwrap_or_default();
        println(&format!("  withheld at {}:\n    {term}", sources.place(self.withheld)));
        if let Some(shown) = self.shown {
            println(&format!("  shown at {}:\n    {}", sources.place(shown), words(shown)));
        }
        println(&format!("  {}", self.found.in_full()));
    }
}

/// Text of a file, as a terminal may be sent it.
fn printable(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().filter(|c| is_printable(*c)).take(LONGEST).collect();
    if words.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

fn println(line: &str) {
    anstream::println!("{line}");
}

fn ask_line(what: &str, default: Option<String>) -> Result<String, Failure> {
    loop {
        let answer = ask(what, default.as_deref())?;
        if !answer.is_empty() && answer.chars().all(is_printable) {
            return Ok(answer);
        }
    }
}

/// Asks for a line. The end of the input ends the command.
fn ask(what: &str, default: Option<&str>) -> Result<String, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Machine(message!("the terminal is gone: {}", place(error)))
    };
    let hint = default.map(|default| format!(" [{default}]")).unwrap_or_default();
    anstream::print!("{what}{hint}: ");
    std::io::stdout().flush().map_err(failed)?;
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line).map_err(failed)? == 0 {
        println("");
        return Err(Failure::Machine(message!("there was no answer; nothing was written")));
    }
    let answer = line.trim();
    Ok(if answer.is_empty() { default.unwrap_or_default().to_owned() } else { answer.to_owned() })
}
