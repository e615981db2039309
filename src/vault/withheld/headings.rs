//! Headings in hidden text: they name things as titles do.

use std::ops::Range;

/// A heading of fewer such words says what any text could say: `Notes`, `Release process`. With two
/// such words, a public project of 609 entries had dozens of them in shown text as well.
const WORDS: usize = 3;
const LETTERS: usize = 4;

/// Where the words of each heading stand that says something.
pub fn headings(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    let mut before: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let (here, content) = (start, line.trim());
        start += line.len();
        if let Some(open) = fence {
            fence = if content.starts_with(open) { None } else { Some(open) };
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark));
        let words = here + (line.len() - line.trim_start().len());
        let line = words..words + content.len();
        let is_rule = |sign: char| !content.is_empty() && content.trim_matches(sign).is_empty();
        if content.starts_with('#') {
            let inner = content.trim_start_matches('#');
            let begin = line.start + (content.len() - inner.trim_start().len());
            found.push(begin..begin + inner.trim().trim_end_matches('#').trim_end().len());
        } else if is_rule('=') || content.len() >= 3 && is_rule('-') {
            found.extend(before.take());
        }
        before = (!content.is_empty()).then_some(line);
    }
    found.retain(|heading| says_something(&text[heading.clone()]));
    found
}

fn says_something(heading: &str) -> bool {
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let is_one_word = |word: &str| word.chars().count() >= LETTERS;
    let unspaced = |c: char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    words.filter(|word| is_one_word(word)).count() >= WORDS
        || heading.chars().filter(|c| unspaced(*c)).count() >= WORDS * 2
}

#[cfg(test)]
mod tests {
    use super::headings;

    #[test]
    fn headings_are_found_and_what_looks_like_one_is_not() {
        for (text, expected) in [
            ("# Rollout at Globex mills\ntext", &["Rollout at Globex mills"][..]),
            ("a\n\n  ### Project *Falcon* rollout ###\n", &["Project *Falcon* rollout"]),
            ("Third Falcon rollout\n===\nand\n\nSecond phase\n---\n", &["Third Falcon rollout"]),
            (
                "```\n# no heading here\n```\n# But this heading counts\n",
                &["But this heading counts"],
            ),
            ("# Notes\n## To do\n# Q1\n\n---\n", &[]),
            ("## 二号機の展開計画\n", &["二号機の展開計画"]),
            ("#\n", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = headings(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
