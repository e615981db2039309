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
        let joined = before.iter().flat_map(|before| {
            currencies.iter().map(move |currency| format!("{before}{currency}"))
        });
        forms.push(Amount { digits: thousands.to_string(), currencies: joined.collect() });
    }
    forms
}

/// The amount in whole units, and its currency in small letters.
fn read(value: &str) -> Option<(u64, String)> {
    let value = value.trim().to_lowercase();
    let is_digit = |c: char| c.is_ascii_digit();
    let (start, end) = (value.find(is_digit)?, value.rfind(is_digit)? + 1);
    let (before, number) = (value[..start].trim(), &value[start..end]);
    let after = value[end..].trim_start_matches([',', '.', '-', '–']).trim();
    let (thousands, after) = match after.strip_prefix('k') {
        Some(rest) if !rest.starts_with(['r', 'č']) => (1_000, rest.trim()),
        _ => (1, after),
    };
    let currency = match (before, after) {
        ("", after) => after,
        (before, "") => before,
        _ => return None,
    };
    let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_lowercase());
    let is_known = CURRENCIES.iter().any(|names| names.contains(&currency));
    let amount = whole(number)?.checked_mul(thousands)?;
    (amount >= LEAST && (is_code || is_known)).then(|| (amount, currency.to_owned()))
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
        assert_eq!(digits, ["120000", "120k", "120"]);
        assert_eq!(amounts("120500 EUR").len(), 1);
    }
}
