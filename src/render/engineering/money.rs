//! Sums of what requests are worth, as far as the author's words are an amount and a currency.

use std::collections::BTreeMap;

use crate::render::plot::bars::number;

/// Sums by currency.
#[derive(Default)]
pub struct Sums(BTreeMap<String, f64>);

impl Sums {
    /// Adds a value if it is an amount and a currency.
    pub fn add(&mut self, value: Option<&String>) {
        if let Some((amount, currency)) = value.and_then(|value| parse(value)) {
            *self.0.entry(currency).or_default() += amount;
        }
    }

    /// `330,000 EUR and 92,000 USD`; nothing if there is nothing.
    pub fn words(&self) -> Option<String> {
        let sums = self.0.iter().map(|(currency, sum)| format!("{} {currency}", grouped(*sum)));
        let all = sums.collect::<Vec<_>>().join(" and ");
        (!all.is_empty()).then_some(all)
    }
}

/// Reads `120000 EUR` or `120,000 EUR`: digits, perhaps in threes, and a code of three letters.
fn parse(value: &str) -> Option<(f64, String)> {
    let (amount, currency) = value.trim().rsplit_once(' ')?;
    let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    let mut groups = amount.split([',', ' ']);
    let first = groups.next()?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let is_grouped = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let digits = first.to_owned() + &rest.concat();
    let is_amount = is_number(&digits) && digits.len() <= 12 && (rest.is_empty() || is_grouped);
    (is_code && is_amount).then(|| Some((digits.parse().ok()?, currency.to_owned())))?
}

/// `120,000`.
fn grouped(sum: f64) -> String {
    let digits = number(sum);
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Sums, parse};

    #[test]
    fn amounts_are_read_only_where_there_is_no_doubt() {
        for (value, amount) in
            [("120000 EUR", 120_000.0), ("120,000 EUR", 120_000.0), ("1 200 USD", 1200.0)]
        {
            assert_eq!(parse(value).map(|(amount, _)| amount), Some(amount), "{value}");
        }
        for value in ["a lot", "120k EUR", "12,00 EUR", "1.200 EUR", "EUR 12", "12 euro", "EUR", ""]
        {
            assert_eq!(parse(value), None, "{value}");
        }
    }

    #[test]
    fn sums_are_told_apart_by_currency() {
        let mut sums = Sums::default();
        for value in ["120000 EUR", "92000 USD", "1,210,000 EUR", "much"] {
            sums.add(Some(&value.to_owned()));
        }
        assert_eq!(sums.words().as_deref(), Some("1,330,000 EUR and 92,000 USD"));
        assert_eq!(Sums::default().words(), None);
    }
}
