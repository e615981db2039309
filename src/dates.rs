//! Dates as authors write them (exact days, and targets that are a day, month, quarter, half
//! or year), and the settings' policy about them.

use jiff::civil::{Date, date};

/// A target date, as coarse as the author wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    last_day: Date,
    precision: Precision,
}

/// How coarse a period is, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A calendar year.
    Year,
}

/// How much clients are told about dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatePolicy {
    /// How coarse; `None` tells no dates at all.
    pub precision: Option<Precision>,
    /// How much is added before rounding.
    pub slack: Slack,
}

/// A length of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slack {
    /// Whole months.
    pub months: u16,
    /// Days on top.
    pub days: u16,
}

impl Slack {
    /// Reads a number and a unit: `1 quarter`, `6 weeks`.
    pub fn parse(text: &str) -> Option<Slack> {
        let (number, unit) = text.split_once(' ')?;
        let number: u16 = number.parse().ok().filter(|number| *number <= 1000)?;
        let slack = |months, days| Some(Slack { months, days });
        match unit.trim().strip_suffix('s').unwrap_or(unit.trim()) {
            "day" => slack(0, number),
            "week" => slack(0, number * 7),
            "month" => slack(number, 0),
            "quarter" => slack(number * 3, 0),
            "half" | "halve" => slack(number * 6, 0),
            "year" => slack(number * 12, 0),
            _ => None,
        }
    }
}

/// Years in which roadmaps happen. Others are typing errors.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2199;

/// The forms of a target, for hints.
pub const TARGET_FORMS: &str = "`2026`, `2026-H2`, `2026-Q4`, `2026-11` or `2026-11-15`";

impl Target {
    /// Reads `2026`, `2026-H2`, `2026-Q4`, `2026-11` or `2026-11-15`.
    pub fn parse(text: &str) -> Option<Target> {
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let first = date(parse_year(year)?, 1, 1);
        let (precision, index) = match rest {
            None => (Precision::Year, 1),
            Some("H1") => (Precision::Half, 1),
            Some("H2") => (Precision::Half, 2),
            Some("Q1") => (Precision::Quarter, 1),
            Some("Q2") => (Precision::Quarter, 2),
            Some("Q3") => (Precision::Quarter, 3),
            Some("Q4") => (Precision::Quarter, 4),
            Some(month) if month.len() == 2 => (Precision::Month, digits(month)?),
            Some(_) => {
                let day = parse_day(text)?;
                return Some(Target { last_day: day, precision: Precision::Day });
            }
        };
        let month = (index - 1).checked_mul(precision.months())?.checked_add(1)?;
        let start = Date::new(first.year(), month, 1).ok()?;
        Some(Target { last_day: period_end(start, precision), precision })
    }

    /// The period of this precision in which `day` lies.
    pub fn containing(day: Date, precision: Precision) -> Target {
        Target { last_day: period_end(day, precision), precision }
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        self.last_day
    }

    /// The first day of the period.
    pub fn first_day(self) -> Date {
        let months = self.precision.months();
        if months == 0 {
            return self.last_day;
        }
        let month = self.last_day.month() - months + 1;
        Date::new(self.last_day.year(), month, 1).expect("months 1 to 12 exist")
    }

    /// How coarse it is.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// As readers are told: `Q4 2026`, `15 November 2026`.
    pub fn label(self) -> String {
        period_label(self.last_day, self.precision)
    }

    /// In the form in which authors write it.
    pub fn written(self) -> String {
        written(self.last_day, self.precision)
    }
}

/// The form in which authors write the period that `day` lies in.
fn written(day: Date, precision: Precision) -> String {
    let (year, month) = (day.year(), day.month());
    match precision {
        Precision::Day => day.to_string(),
        Precision::Month => format!("{year}-{month:02}"),
        Precision::Quarter => format!("{year}-Q{}", (month - 1) / 3 + 1),
        Precision::Half => format!("{year}-H{}", (month - 1) / 6 + 1),
        Precision::Year => year.to_string(),
    }
}

impl Precision {
    /// The word for it: `quarter`.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Half => "half",
            Precision::Year => "year",
        }
    }

    /// Length of the period in months; a day counts as none.
    pub fn months(self) -> i8 {
        match self {
            Precision::Day => 0,
            Precision::Month => 1,
            Precision::Quarter => 3,
            Precision::Half => 6,
            Precision::Year => 12,
        }
    }
}

/// The last day of the period of this precision in which `day` lies.
pub fn period_end(day: Date, precision: Precision) -> Date {
    let months = precision.months();
    if months == 0 {
        return day;
    }
    let last_month = (day.month() - 1) / months * months + months;
    Date::new(day.year(), last_month, 1).expect("months 1 to 12 exist").last_of_month()
}

/// Reads an exact day, `2026-11-15`.
pub fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    Date::new(parse_year(year)?, digits(month)?, digits(day)?).ok()
}

fn parse_year(text: &str) -> Option<i16> {
    let year = text.parse().ok().filter(|year| YEARS.contains(year))?;
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then_some(year)
}

fn digits(text: &str) -> Option<i8> {
    let number: i8 = text.parse().ok()?;
    (text.bytes().all(|b| b.is_ascii_digit()) && (1..=31).contains(&number)).then_some(number)
}

/// A day as readers are told: `22 November 2026`.
pub fn day_label(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

/// A month as readers are told: `November 2026`.
pub fn month_label(day: Date) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// A period as readers are told: `Q4 2026`, `First half of 2027`, `March 2027`, `2027`.
pub fn period_label(day: Date, precision: Precision) -> String {
    match precision {
        Precision::Day => day_label(day),
        Precision::Month => month_label(day),
        Precision::Quarter => format!("Q{} {}", (day.month() - 1) / 3 + 1, day.year()),
        Precision::Half if day.month() <= 6 => format!("First half of {}", day.year()),
        Precision::Half => format!("Second half of {}", day.year()),
        Precision::Year => day.year().to_string(),
    }
}

fn month_name(day: Date) -> &'static str {
    match day.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, parse_day};

    #[test]
    fn targets_span_their_period_and_keep_their_form() {
        for (written, first_day, last_day) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-H1", "2026-01-01", "2026-06-30"),
            ("2026-H2", "2026-07-01", "2026-12-31"),
            ("2026-Q1", "2026-01-01", "2026-03-31"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2028-02", "2028-02-01", "2028-02-29"),
            ("2026-11-15", "2026-11-15", "2026-11-15"),
        ] {
            let target = Target::parse(written).expect("it is in a documented form");
            assert_eq!(target.first_day().to_string(), first_day, "{written}");
            assert_eq!(target.last_day().to_string(), last_day, "{written}");
            assert_eq!(target.written(), written);
        }
    }

    #[test]
    fn everything_else_is_not_a_target() {
        for wrong in [
            "",
            "26",
            "2026-",
            "2026-Q5",
            "2026-q4",
            "2026-H3",
            "2026-13",
            "2026-00",
            "2026-1",
            "2026-02-30",
            "2026-11-15-",
            "2026-11-5",
            "Q4 2026",
            "+026",
            "1899",
            "9999-01",
            "2026-+1",
        ] {
            assert_eq!(Target::parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse_day("2026-2-03"), None);
    }
}
