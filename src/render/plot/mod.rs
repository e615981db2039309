//! Plots as data: pure functions from plain facts to places and sizes in whole pixels. The
//! templates draw them; the same facts stand in a table beneath.

pub mod bars;
pub mod layers;
pub mod timeline;

/// How wide a line of text will be at this font size, about: fonts differ between machines, and
/// a plot may not.
pub fn text_width(text: &str, size: i32) -> i32 {
    let hundredths = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ' ' | '\'' => 36,
        'm' | 'w' | 'M' | 'W' => 88,
        c if u32::from(c) >= 0x1100 => 104,
        c if c.is_uppercase() => 70,
        _ => 58,
    };
    text.chars().map(hundredths).sum::<i32>() * size / 100
}

/// The text, cut at a word or a letter where it would be wider than `width`.
pub fn shorten(text: &str, size: i32, width: i32) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if text_width(&short, size) > width - size {
            short.pop();
            break;
        }
    }
    format!("{}…", short.trim_end())
}

/// The text in two lines at most, the second cut where both would be wider than `width`.
pub fn wrapped(text: &str, size: i32, width: i32) -> Vec<String> {
    if text_width(text, size) <= width {
        return vec![text.to_owned()];
    }
    let mut breaks = text.match_indices(' ').map(|(at, _)| at);
    let fits = |at: &usize| text_width(&text[..*at], size) <= width;
    match breaks.rfind(fits) {
        Some(at) => vec![text[..at].to_owned(), shorten(text[at..].trim_start(), size, width)],
        None => vec![shorten(text, size, width)],
    }
}

/// Pixels for a count of things.
pub fn pixels(count: usize, each: i32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1000).saturating_mul(each)
}

#[cfg(test)]
mod tests {
    use super::{shorten, text_width, wrapped};

    #[test]
    fn a_title_of_two_lines_stands_whole() {
        assert_eq!(wrapped("Short", 13, 200), ["Short"]);
        assert_eq!(wrapped("A title in two lines", 13, 80), ["A title in", "two lines"]);
        let long = wrapped("A very long title that goes on and on and on", 13, 100);
        assert!(long.len() == 2 && long[1].ends_with('…'), "{long:?}");
        assert!(wrapped("Donaudampfschifffahrtsgesellschaft", 13, 100)[0].ends_with('…'));
    }

    #[test]
    fn a_shortened_text_fits_and_a_short_one_stays() {
        assert_eq!(shorten("Short", 13, 200), "Short");
        for text in
            ["A very long title that goes on and on", "漢字漢字漢字漢字漢字", "WWWWWWWWWWWWWWW"]
        {
            let short = shorten(text, 13, 100);
            assert!(short.ends_with('…') && text_width(&short, 13) <= 110, "{short}");
        }
    }
}
