//! Amounts of money: `120000 EUR` is also `€120,000`, `120.000 €` and `120k EUR`.

/// How an amount is looked for: digits beside one of the currencies, in small letters.
#[derive(Debug, PartialEq, Eq)]
pub struct Amount {
    pub digits: String,
    pub currencies: Vec<String>,
}

impl Amount {
    /// All of it as one text, to be compared.
    pub fn in_words(&self) -> String {
        in_words(&self.digits, &self.currencies)
    }
}

/// An amount as one text, to be compared.
pub fn in_words(digits: &str, currencies: &[String]) -> String {
    format!("{digits} {}", currencies.join(" "))
}

/// The names of each currency.
const CURRENCIES: [&[&str]; 15] = [
    &["eur", "€", "euro", "euros"],
    &["usd", "$", "us$", "dollar", "dollars"],
    &["gbp", "£", "pound", "pounds", "pfund"],
    &["jpy", "¥", "円", "yen"],
    &["cny", "¥", "元", "rmb", "yuan"],
    &["chf", "fr.", "sfr", "sfr.", "franken", "francs"],
    &["inr", "₹", "rs", "rs.", "rupees"],
    &["krw", "₩", "won", "원"],
    &["sek", "kr", "kr.", "kronor"],
    &["nok", "kr", "kr.", "kroner"],
    &["dkk", "kr", "kr.", "kroner"],
    &["pln", "zł", "złotych"],
    &["czk", "kč"],
    &["brl", "r$", "reais"],
    &["cad", "aud", "a$", "c$", "$"],
];

/// Less says too little.
const LEAST: u64 = 1_000;

/// How people write that an amount is in thousands, millions and so on.
const UNITS: [(u64, &[&str]); 5] = [
    (1_000, &["k", "tsd.", "tsd", "thousand"]),
    (10_000, &["万"]),
    (1_000_000, &["millionen", "millions", "million", "mio.", "mio", "mln", "mn", "m"]),
    (100_000_000, &["億"]),
    (1_000_000_000, &["milliarden", "billion", "mrd.", "mrd", "bn"]),
];

/// What may follow an amount: for how long it is paid.
const TERMS: [&str; 16] = [
    "/year",
    "/yr",
    "/y",
    "/month",
    "/mo",
    "/jahr",
    "/monat",
    "per year",
    "per month",
    "a year",
    "p.a.",
    "p. a.",
    "pro jahr",
    "arr",
    "acv",
    "tcv",
];

/// The ways in which an amount of money is looked for; none if a value is no amount.
pub fn amounts(value: &str) -> Vec<Amount> {
    let Some((amount, currency)) = read(value) else { return Vec::new() };
    let known = CURRENCIES.iter().find(|names| names.contains(&currency.as_str()));
    let currencies: Vec<String> = match known {
        Some(names) => names.iter().map(|name| (*name).to_owned()).collect(),
        None => vec![currency],
    };
    let mut forms = vec![Amount { digits: amount.to_string(), currencies: currencies.clone() }];
    if amount.is_multiple_of(1_000) {
        let thousands = amount / 1_000;
        forms.push(Amount { digits: format!("{thousands}k"), currencies: currencies.clone() });
        let before = ["t", "k", "tsd. ", "thousand ", "mille "];
        forms.push(Amount {
            digits: thousands.to_string(),
            currencies: joined(&before, &currencies),
        });
    }
    for (unit, words) in UNITS.iter().filter(|(unit, _)| *unit > 1_000) {
        forms.extend(in_units(amount, *unit, words, &currencies));
    }
    forms
}

/// An amount in millions and the like: `1.2M`, `1.2 Mio.`; one with more than two decimals is written
/// out.
fn in_units(amount: u64, unit: u64, words: &[&str], currencies: &[String]) -> Vec<Amount> {
    let hundredths = amount / (unit / 100);
    if amount < unit / 10 || !amount.is_multiple_of(unit / 100) {
        return Vec::new();
    }
    let (whole, rest) = (hundredths / 100, format!("{:02}", hundredths % 100));
    let rest = rest.trim_end_matches('0');
    let number = if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") };
    let with_word = words.iter().map(|word| Amount {
        digits: format!("{number}{word}"),
        currencies: currencies.to_owned(),
    });
    let spaced: Vec<String> = words.iter().map(|word| format!("{word} ")).collect();
    let before: Vec<&str> =
        words.iter().copied().chain(spaced.iter().map(String::as_str)).collect();
    let mut forms: Vec<Amount> = with_word.collect();
    forms.push(Amount { digits: number, currencies: joined(&before, currencies) });
    forms
}

/// Each currency with each word before it.
fn joined(before: &[&str], currencies: &[String]) -> Vec<String> {
    let each =
        |before: &&str| currencies.iter().map(|it| format!("{before}{it}")).collect::<Vec<_>>();
    before.iter().flat_map(each).collect()
}

/// The amount in whole units, and its currency in small letters.
fn read(value: &str) -> Option<(u64, String)> {
    let value = value.trim().to_lowercase();
    let value = TERMS.iter().find_map(|term| value.strip_suffix(term)).unwrap_or(&value).trim();
    let value = value.trim_start_matches(['~', '>', '<', '≈']).trim_start_matches("ca.").trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let (start, end) = (value.find(is_digit)?, value.rfind(is_digit)? + 1);
    let (before, number) = (value[..start].trim(), &value[start..end]);
    let after = value[end..].trim_start_matches([',', '.', '-', '–']).trim();
    let (unit, after) = unit_of(after);
    let currency = match (before, after) {
        ("", after) => after,
        (before, "") => before,
        _ => return None,
    };
    let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_lowercase());
    let is_known = CURRENCIES.iter().any(|names| names.contains(&currency));
    let amount = match unit {
        1 => whole(number)?,
        unit if is_grouped(number) => whole(number)?.checked_mul(unit)?,
        unit => decimal(number, unit)?,
    };
    (amount >= LEAST && (is_code || is_known)).then(|| (amount, currency.to_owned()))
}

/// In what an amount is counted, and what follows.
fn unit_of(after: &str) -> (u64, &str) {
    let units = UNITS.iter().flat_map(|(unit, words)| words.iter().map(move |word| (*unit, *word)));
    let found = units.filter_map(|(unit, word)| {
        let rest = after.strip_prefix(word)?;
        let is_word = !word.is_ascii() || !rest.starts_with(char::is_alphabetic);
        // `120keur` is written, `1meter` is no amount.
        let is_code = CURRENCIES.iter().flat_map(|names| names.iter()).any(|it| *it == rest.trim());
        (is_word || is_code).then(|| (unit, rest.trim()))
    });
    found.min_by_key(|(_, rest)| rest.len()).unwrap_or((1, after))
}

/// Whether all that stands behind points and commas is groups of three.
fn is_grouped(number: &str) -> bool {
    number.split(['.', ',']).skip(1).all(|group| group.len() == 3)
}

/// `1.2` or `1,25` of a unit.
fn decimal(number: &str, unit: u64) -> Option<u64> {
    let (whole, rest) = number.split_once(['.', ','])?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(rest) || rest.len() > 2 {
        return None;
    }
    let hundredths: u64 = format!("{rest:0<2}").parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    whole.checked_mul(unit)?.checked_add(hundredths.checked_mul(unit / 100)?)
}

/// A number in groups of three, without its cents.
fn whole(number: &str) -> Option<u64> {
    let is_sign = |c: char| ".,'’ \u{a0}\u{202f}".contains(c);
    let groups: Vec<&str> = number.split(is_sign).collect();
    let (groups, _cents) = match groups.as_slice() {
        [groups @ .., cents] if !groups.is_empty() && cents.len() < 3 => (groups, Some(cents)),
        groups => (groups, None),
    };
    let (first, rest) = groups.split_first()?;
    let is_grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|rest| rest.len() == 3);
    let digits = groups.concat();
    (is_grouped && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{amounts, read};

    #[test]
    fn amounts_are_read_however_they_are_grouped() {
        for (value, expected) in [
            ("120000 EUR", Some((120_000, "eur"))),
            ("EUR 120,000", Some((120_000, "eur"))),
            ("€120,000.00", Some((120_000, "€"))),
            ("120.000,00 €", Some((120_000, "€"))),
            ("120 000 €", Some((120_000, "€"))),
            ("CHF 120'000.-", Some((120_000, "chf"))),
            ("120k EUR", Some((120_000, "eur"))),
            ("$45,000", Some((45_000, "$"))),
            ("$1.2M", Some((1_200_000, "$"))),
            ("€3,4 Mio.", Some((3_400_000, "€"))),
            ("12.5 M EUR", Some((12_500_000, "eur"))),
            ("1.25 million USD", Some((1_250_000, "usd"))),
            ("850万円", Some((8_500_000, "円"))),
            ("120keur", Some((120_000, "eur"))),
            ("120000 EUR/year", Some((120_000, "eur"))),
            ("£85,000 p.a.", Some((85_000, "£"))),
            ("1.2", None),
            ("3 m", None),
            ("2 min", None),
            ("900 EUR", None),
            ("120000", None),
            ("12 seats", None),
            ("Q1 2027", None),
            ("", None),
        ] {
            let found = read(value);
            let found = found.as_ref().map(|(amount, currency)| (*amount, currency.as_str()));
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn thousands_are_also_written_with_a_letter() {
        let digits: Vec<_> = amounts("120000 EUR").into_iter().map(|form| form.digits).collect();
        assert_eq!(digits[..3], ["120000", "120k", "120"]);
        assert_eq!(amounts("120512 EUR").len(), 1);
        let digits: Vec<_> = amounts("1200000 EUR").into_iter().map(|form| form.digits).collect();
        for form in ["1200000", "1200k", "1.2m", "1.2mio", "1.2"] {
            assert!(digits.iter().any(|it| it == form), "{form}");
        }
    }
}
