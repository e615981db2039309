//! Companies without their legal forms: people write `Wintermute` for `Wintermute GmbH`.

use super::forms::{AFTER, BEFORE, GROUPS, UNSPACED};

/// The name of a company without its legal forms; `None` if it has none, or nothing is left.
pub fn brand(account: &str) -> Option<String> {
    let mut name = account.trim();
    loop {
        let shorter =
            without_form(name).trim_matches([' ', ',', '\u{3000}', '\u{a0}', '-', '–', '&']);
        if shorter.len() == name.len() {
            break;
        }
        name = shorter;
    }
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    (name != account.trim() && letters >= 2).then(|| name.to_owned())
}

fn without_form(name: &str) -> &str {
    let unspaced = UNSPACED.iter().find_map(|form| {
        name.strip_suffix(form).or_else(|| name.strip_prefix(form)).filter(|rest| !rest.is_empty())
    });
    unspaced.or_else(|| without_last(name)).or_else(|| without_first(name)).unwrap_or(name)
}

/// The name without the longest form at its end, of which one word is left at least.
fn without_last(name: &str) -> Option<&str> {
    let starts: Vec<usize> = words(name).skip(1).collect();
    let start = *starts.iter().find(|start| is_form(&name[**start..]))?;
    let before = starts.iter().rev().find(|before| **before < start);
    // `Zyphora (Deutschland) GmbH`, too.
    let is_group = |text: &str| GROUPS.contains(&plain(text).as_str()) || text.starts_with('(');
    let group = before.filter(|before| is_group(&name[**before..start]));
    Some(&name[..group.copied().unwrap_or(start)])
}

fn without_first(name: &str) -> Option<&str> {
    let start = words(name).nth(1)?;
    let first = &name[..start];
    (BEFORE.contains(&plain(first).as_str()) && !is_lower(first)).then(|| &name[start..])
}

/// Where the words of a name begin; a comma ends one too.
fn words(name: &str) -> impl Iterator<Item = usize> {
    let mut in_word = false;
    name.char_indices().filter_map(move |(at, c)| {
        let begins = !in_word && !c.is_whitespace() && c != ',';
        in_word = !c.is_whitespace() && c != ',';
        begins.then_some(at)
    })
}

fn is_form(text: &str) -> bool {
    let form = plain(text);
    // Two small letters are a word (`as`, `se`), unless they are written as a form is (`a.s.`).
    let is_word = form.chars().count() <= 2 && is_lower(text) && !text.contains('.');
    AFTER.contains(&form.as_str()) && !is_word
}

fn is_lower(text: &str) -> bool {
    !text.contains(char::is_uppercase)
}

fn plain(text: &str) -> String {
    let is_left = |c: &char| !c.is_whitespace() && !".,()（）".contains(*c);
    text.chars().filter(is_left).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::brand;

    #[test]
    fn a_company_is_told_from_its_legal_form() {
        for (account, expected) in [
            ("Wintermute GmbH", "Wintermute"),
            ("Wintermute G.m.b.H.", "Wintermute"),
            ("Wintermute gGmbH", "Wintermute"),
            ("Wintermute GmbH & Co. KG", "Wintermute"),
            ("Wintermute GmbH & Co KGaA", "Wintermute"),
            ("Wintermute & Co. KG", "Wintermute"),
            ("Wintermute UG (haftungsbeschränkt)", "Wintermute"),
            ("Wintermute UG (haftungsbeschränkt) & Co. KG", "Wintermute"),
            ("Wintermute e.V.", "Wintermute"),
            ("Wintermute e. V.", "Wintermute"),
            ("Wintermute e.K.", "Wintermute"),
            ("Wintermute eG", "Wintermute"),
            ("Wintermute OHG", "Wintermute"),
            ("Wintermute KGaA", "Wintermute"),
            ("Wintermute AG", "Wintermute"),
            ("Wintermute SE", "Wintermute"),
            ("Wintermute Gesellschaft mit beschränkter Haftung", "Wintermute"),
            ("Wintermute Public Limited Company", "Wintermute"),
            ("Wintermute Holding AG", "Wintermute"),
            ("Wintermute Group Ltd.", "Wintermute"),
            ("Wintermute, Inc.", "Wintermute"),
            ("Wintermute Inc", "Wintermute"),
            ("Wintermute L.L.C.", "Wintermute"),
            ("Wintermute LLC", "Wintermute"),
            ("Wintermute Co., Ltd.", "Wintermute"),
            ("Wintermute PLC", "Wintermute"),
            ("Wintermute Corp.", "Wintermute"),
            ("Wintermute Corporation", "Wintermute"),
            ("Wintermute & Company", "Wintermute"),
            ("Wintermute Pty Ltd", "Wintermute"),
            ("Wintermute Pte. Ltd.", "Wintermute"),
            ("Wintermute S.A.", "Wintermute"),
            ("Wintermute SA", "Wintermute"),
            ("Wintermute S.A. de C.V.", "Wintermute"),
            ("Wintermute S.r.l.", "Wintermute"),
            ("Wintermute S.p.A.", "Wintermute"),
            ("Wintermute SARL", "Wintermute"),
            ("Wintermute B.V.", "Wintermute"),
            ("Wintermute A/S", "Wintermute"),
            ("Wintermute Oy", "Wintermute"),
            ("AB Wintermute", "Wintermute"),
            ("Wintermute Sp. z o.o.", "Wintermute"),
            ("Wintermute s.r.o.", "Wintermute"),
            ("Wintermute K.K.", "Wintermute"),
            ("株式会社ウィンターミュート", "ウィンターミュート"),
            ("株式会社 ウィンターミュート", "ウィンターミュート"),
            ("ウィンターミュート株式会社", "ウィンターミュート"),
            ("㈱ウィンターミュート", "ウィンターミュート"),
            ("ウィンターミュート（株）", "ウィンターミュート"),
            ("有限会社ウィンターミュート", "ウィンターミュート"),
            ("合同会社ウィンターミュート", "ウィンターミュート"),
            ("Blue Ridge Foods Inc.", "Blue Ridge Foods"),
            ("H&M Ltd", "H&M"),
        ] {
            assert_eq!(brand(account).as_deref(), Some(expected), "{account}");
        }
    }

    #[test]
    fn forms_before_a_name_of_states_and_churches_and_with_a_country_are_told_too() {
        for (account, expected) in [
            ("K.K. Wintermute", "Wintermute"),
            ("SARL Wintermute", "Wintermute"),
            ("A/S Wintermute", "Wintermute"),
            ("GmbH Wintermute", "Wintermute"),
            ("Wintermute gUG (haftungsbeschränkt)", "Wintermute"),
            ("Wintermute AöR", "Wintermute"),
            ("Wintermute GmbH i.L.", "Wintermute"),
            ("Wintermute (Deutschland) GmbH", "Wintermute"),
            ("Wintermute Stiftung", "Wintermute"),
            ("Wintermute Unlimited", "Wintermute"),
            ("医療法人ウィンターミュート", "ウィンターミュート"),
            ("学校法人 ウィンターミュート", "ウィンターミュート"),
            ("ウィンターミュート相互会社", "ウィンターミュート"),
        ] {
            assert_eq!(brand(account).as_deref(), Some(expected), "{account}");
        }
    }

    #[test]
    fn what_has_no_legal_form_or_is_nothing_else_has_no_other_name() {
        for account in [
            "SAS Institute",
            "Company Store",
            "Wintermute",
            "Blue Ridge",
            "GmbH",
            "AG",
            "Known as",
            "Inc.",
            "株式会社",
            "",
            "A GmbH",
        ] {
            assert_eq!(brand(account), None, "{account}");
        }
    }

    /// The table of forms in the document on the scan, but for what it only describes.
    #[test]
    fn every_legal_form_of_the_document_is_known() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scan.md");
        let text = std::fs::read_to_string(path).expect("the document is there");
        let table = text.split("| countries | forms |").nth(1).expect("it has the table");
        let rows = table.lines().filter_map(|line| line.trim_matches('|').split_once(" | "));
        let mut known = 0;
        for form in rows.flat_map(|(_, forms)| forms.split([',', ';'])) {
            let form = form.trim().trim_end_matches(" and others written out");
            let form = form.trim_end_matches(" written out").trim_start_matches("written out: ");
            let form = form.trim_end_matches(" and others").replace("(s)", "s");
            // What goes before `法人`, and several in one.
            let is_part = form.contains(" and ")
                || ["医療", "学校", "社会福祉", "宗教", "監査", "税理士", "弁護士"]
                    .contains(&&*form);
            if form.is_empty() || form.starts_with('-') || is_part {
                continue;
            }
            // Some stand before a name.
            let known_as = |name: String| brand(&name).as_deref() == Some("Zyphora");
            let is_known =
                known_as(format!("Zyphora {form}")) || known_as(format!("{form} Zyphora"));
            assert!(is_known, "{form}");
            known += 1;
        }
        assert!(known >= 140, "{known} forms were read");
    }
}
