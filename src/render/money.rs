//! What requests are worth, as far as the author's words are an amount and a currency.

use std::collections::BTreeMap;
use std::fmt;

/// An amount in a currency.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// Three capitals.
    pub currency: String,
    /// In whole units.
    pub amount: u64,
}

impl Money {
    /// Reads `120000 EUR`, `120,000 EUR` or `EUR 120 000`. Anything else is words, not an amount.
    pub fn parse(value: &str) -> Option<Money> {
        let is_currency =
            |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        let value = value.trim();
        let (head, tail) = (value.split_once(' '), value.rsplit_once(' '));
        let (currency, number) = match (head, tail) {
            (_, Some((number, currency))) if is_currency(currency) => (currency, number),
            (Some((currency, number)), _) if is_currency(currency) => (currency, number),
            _ => return None,
        };
        let groups: Vec<&str> =
            number.trim().split([',', ' ', '\'', '\u{a0}', '\u{202f}']).collect();
        let (first, rest) = groups.split_first()?;
        let is_grouped = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
        let digits = groups.concat();
        let is_number = !first.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_amount = is_number && (rest.is_empty() || is_grouped);
        let amount = is_amount.then(|| digits.parse().ok()).flatten()?;
        Some(Money { currency: currency.to_owned(), amount })
    }
}

/// `120,000 EUR`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_amount(f, self.amount.into(), &self.currency)
    }
}

/// The sum, if every value is an amount, and all are in one currency.
pub fn total<'a>(values: impl Iterator<Item = Option<&'a Money>>) -> Option<String> {
    let sum = values.map(|value| value.cloned()).reduce(|sum, value| {
        let (sum, value) = (sum?, value?);
        let amount = sum.amount.checked_add(value.amount)?;
        (sum.currency == value.currency).then_some(Money { amount, ..sum })
    });
    sum.flatten().as_ref().map(Money::to_string)
}

/// Sums by currency, of the values that are amounts.
#[derive(Default)]
pub struct Sums(BTreeMap<String, u128>);

impl Sums {
    /// Adds a value if it is an amount and a currency.
    pub fn add(&mut self, value: Option<&String>) {
        if let Some(Money { currency, amount }) = value.and_then(|value| Money::parse(value)) {
            *self.0.entry(currency).or_default() += u128::from(amount);
        }
    }

    /// `330,000 EUR and 92,000 USD`; nothing if there is nothing.
    pub fn words(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.to_string())
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (currency, sum)) in self.0.iter().enumerate() {
            f.write_str(if at > 0 { " and " } else { "" })?;
            write_amount(f, *sum, currency)?;
        }
        Ok(())
    }
}

fn write_amount(f: &mut fmt::Formatter<'_>, amount: u128, currency: &str) -> fmt::Result {
    let digits = amount.to_string();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            f.write_str(",")?;
        }
        write!(f, "{digit}")?;
    }
    write!(f, " {currency}")
}

#[cfg(test)]
mod tests {
    use super::{Money, Sums, total};

    fn eur(amount: u64) -> Money {
        Money { currency: "EUR".to_owned(), amount }
    }

    #[test]
    fn amounts_are_read_however_they_are_grouped() {
        for text in ["120000 EUR", "120,000 EUR", "120 000 EUR", "EUR 120 000", " 120'000 EUR "] {
            assert_eq!(Money::parse(text), Some(eur(120_000)), "{text}");
        }
        assert_eq!(eur(1_234_567).to_string(), "1,234,567 EUR");
        assert_eq!(eur(999).to_string(), "999 EUR");
    }

    #[test]
    fn what_is_no_plain_amount_stays_words() {
        for text in [
            "",
            "EUR",
            "big",
            "a lot",
            "120000",
            "12,50 EUR",
            "12,00 EUR",
            "1.5 EUR",
            "1.200 EUR",
            "1200,000 EUR",
            "120k EUR",
            "-5 EUR",
            "12 euro",
            "99999999999999999999999 EUR",
        ] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_total_needs_every_value_in_one_currency() {
        let usd = Money { currency: "USD".to_owned(), amount: 1 };
        let (one, two) = (eur(1), eur(2));
        assert_eq!(total([Some(&one), Some(&two)].into_iter()), Some("3 EUR".to_owned()));
        assert_eq!(total([Some(&one), None].into_iter()), None);
        assert_eq!(total([Some(&one), Some(&usd)].into_iter()), None);
        assert_eq!(total([Some(&eur(u64::MAX)), Some(&one)].into_iter()), None);
        assert_eq!(total(std::iter::empty()), None);
    }

    #[test]
    fn sums_are_told_apart_by_currency() {
        let mut sums = Sums::default();
        for value in ["120000 EUR", "USD 92000", "1,210,000 EUR", "much"] {
            sums.add(Some(&value.to_owned()));
        }
        assert_eq!(sums.words().as_deref(), Some("1,330,000 EUR and 92,000 USD"));
        assert_eq!(Sums::default().words(), None);
    }
}
