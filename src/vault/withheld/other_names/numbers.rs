//! Numbers: contracts, telephones. Days are none.

use super::OtherName;

/// From so many digits on, a number says something by itself.
const DIGITS: usize = 6;

/// Countries whose telephone numbers begin with one digit, and those with two.
const ONE: &str = "17";
const TWO: [&str; 42] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "94", "98",
];

/// Whether a value is a number of six digits or more, in whatever groups, and no day.
pub fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_part = |c: char| c.is_ascii_digit() || "+-./()#_'’ \u{a0}\u{202f}".contains(c);
    let has_commas = text.contains(',') && !text.contains(", ");
    digits >= DIGITS && text.chars().all(|c| is_part(c) || c == ',' && has_commas) && !is_day(text)
}

/// A telephone number as it is dialled within its country, and from abroad.
pub fn telephone(text: &str) -> Vec<OtherName> {
    let text = text.trim();
    if !is_number(text) {
        return Vec::new();
    }
    let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let forms = match (text.starts_with('+'), text.starts_with('0')) {
        (true, _) => from_abroad(&digits),
        (_, true) if digits.starts_with("00") => from_abroad(&digits[2..]),
        // After the number of a country its zero is left out.
        (_, true) if digits.len() > 8 => vec![digits[1..].to_owned()],
        _ => Vec::new(),
    };
    forms.into_iter().map(OtherName::of_kind).collect()
}

fn from_abroad(digits: &str) -> Vec<String> {
    let country = match () {
        () if digits.starts_with(|c| ONE.contains(c)) => 1,
        () if TWO.iter().any(|two| digits.starts_with(two)) => 2,
        () => 3,
    };
    let within = digits.get(country..).unwrap_or_default();
    vec![format!("00{digits}"), digits.to_owned(), format!("0{within}"), within.to_owned()]
        .into_iter()
        .filter(|form| form.len() >= DIGITS)
        .collect()
}

/// Whether a text is a day, a month, a time or a span of years: these are all over the pages.
fn is_day(text: &str) -> bool {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let number = |group: &str| group.parse::<u32>().unwrap_or(u32::MAX);
    let is_year = |group: &str| group.len() == 4 && (1900..2100).contains(&number(group));
    let is_small = |group: &str| group.len() <= 2 && number(group) <= 31;
    match groups.as_slice() {
        [year, rest @ ..] if is_year(year) && !rest.is_empty() => {
            rest.len() <= 2 && rest.iter().all(|rest| is_small(rest) || is_year(rest))
        }
        [rest @ .., year] if is_year(year) && !rest.is_empty() => {
            rest.len() <= 2 && rest.iter().all(|rest| is_small(rest))
        }
        [day] if day.len() == 8 => {
            is_year(&day[..4]) && (1..=12).contains(&number(&day[4..6])) && is_small(&day[6..])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_number, telephone};

    #[test]
    fn numbers_of_six_digits_are_told_from_days() {
        for number in [
            "00452197",
            "+49 30 1234567",
            "452-197",
            "4521 97",
            "(030) 123456",
            "1.234.567",
            "#452197",
        ] {
            assert!(is_number(number), "{number}");
        }
        for other in [
            "45219",
            "2026-11-15",
            "15.11.2026",
            "2026-11",
            "11/15/2026",
            "20261115",
            "2026/2027",
            "12, 34, 56",
            "2026-11-15 10:00",
            "INT-452197",
            "Q1 2027",
            "",
        ] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn a_telephone_number_is_dialled_in_more_ways() {
        let of = |text| telephone(text).into_iter().map(|other| other.text).collect::<Vec<_>>();
        let expected = ["0049301234567", "49301234567", "0301234567", "301234567"];
        assert_eq!(of("+49 30 1234567"), expected);
        assert_eq!(of("0049 30 1234567"), expected);
        assert_eq!(of("+49 (0)30 1234567"), expected);
        assert_eq!(of("030 1234567"), ["301234567"]);
        assert_eq!(of("00452197"), ["00452197", "452197", "02197"][..2]);
        assert_eq!(of("4521970"), [""; 0]);
    }
}
