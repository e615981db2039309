//! Names of people and things, in the ways in which people write them.

use super::super::ScanList;
use super::{names, not_found, phrases, scan_page};

#[track_caller]
fn found(name: &str, text: &str) {
    assert_eq!(scan_page(&names(&[name]), text).len(), 1, "`{name}` in `{text}`");
}

#[track_caller]
fn missing(name: &str, text: &str) {
    assert_eq!(scan_page(&names(&[name]), text), [], "`{name}` in `{text}`");
}

#[test]
fn a_name_in_two_words_is_the_same_name() {
    for text in ["Blue Moon", "blue moon", "Blue-Moon", "blue_moon", "BLUE.MOON", "Blue / Moon"] {
        found("Bluemoon", text);
    }
    found("Skynet", "Sky Net");
    found("Project Bluemoon", "project blue moon");
    found("Вексатрон", "Векса-трон");
    // Shorter parts are other words.
    missing("Together", "to get her");
    missing("Carpet", "a car");
    missing("Nowhere", "no where");
    missing("Falcon", "Falco n");
    // Titles are words of a language: they take more letters.
    not_found("Season", "the sea son");
}

#[test]
fn a_name_with_every_letter_by_itself_is_the_same_name() {
    for text in ["V.e.x.a.t.r.o.n", "V e x a t r o n", "v-e-x-a-t-r-o-n", "V_E_X_A_T_R_O_N"] {
        found("Vexatron", text);
    }
    found("Acme", "A.C.M.E.");
    found("IBM", "I.B.M.");
    found("Project Vexatron", "P r o j e c t  V e x a t r o n");
    missing("IBM", "i b m");
    missing("Vexatron", "V ex a tr on");
}

#[test]
fn signs_inside_a_name_may_be_missing_or_stand_apart() {
    found("H&M", "at H & M today");
    found("H&M", "at H&amp;M today");
    for and in ["and", "und", "et", "y", "og", "och", "en"] {
        found("H&M", &format!("at H {and} M today"));
        found("Johnson & Sons", &format!("johnson {and} sons"));
        found(&format!("Johnson {and} Sons"), "Johnson & Sons");
    }
    for text in ["H/and/M.txt", "H-and-M", "H_and_M", "H.and.M"] {
        found("H&M", text);
        found("H and M", text);
    }
    missing("H&M", "h and m");
    missing("H&M", "H/M");
    missing("H&M", "HM");
    found("E.ON", "EON");
    found("E.ON", "E.ON");
    missing("E.ON", "an eon ago");
    found("T-Mobile", "tmobile");
    found("O'Neill", "ONeill");
    found("3M", "by 3M.");
    found("3M", "by 3 M.");
    missing("3M", "3m wide");
    missing("Sap Io", "sapio");
}

#[test]
fn letters_written_out_are_the_same_letters() {
    for (one, other) in [
        ("Müller", "Mueller"),
        ("Möller", "Moeller"),
        ("Bäcker", "Baecker"),
        ("Ørsted", "Oersted"),
        ("Ørsted", "Orsted"),
        ("Århus", "Aarhus"),
        ("Groß", "Gross"),
        ("Müller Grün", "MUELLER GRUEN"),
        ("Neue Müller", "Neue Mueller"),
    ] {
        found(one, other);
        if other != "Orsted" {
            found(other, one);
        }
    }
    found("Mueller", "M&uuml;ller");
    found("Mueller", "Mu\u{308}ller");
    // Without the points, it is another name.
    missing("Mueller", "Muller");
    missing("Blue Sky", "blu sky");
}

#[test]
fn letters_of_other_scripts_that_look_the_same_are_the_same() {
    for text in [
        "F\u{430}lcon",
        "Fаlсоn",
        "F\u{3b1}lc\u{3bf}n",
        "ꜰᴀʟᴄᴏɴ",
        "Ｆａｌｃｏｎ",
        "𝔉𝔞𝔩𝔠𝔬𝔫",
        "Ⓕⓐⓛⓒⓞⓝ",
    ] {
        found("Falcon", text);
        found(text, "Falcon");
    }
    // All of a word, without a letter of Latin among them.
    found("Scope", "ѕсоре");
    found("BEXA", "ВЕХА");
    found("Cocoa", "&#x441;&#x43e;&#x441;&#x43e;&#x430;");
    // A word of another script is no word of ours.
    missing("Falcon", "Сокол");
    // Some letters of a word in another script are Latin.
    for text in ["Cокол", "Coкoл", "cOкOл", "СOКОЛ", "Сoкол"] {
        found("Сокол", text);
        found(text, "Сокол");
    }
    for text in ["Пpометей", "Прoмeтей", "ПPОМЕТЕЙ"] {
        found("Прометей", text);
        found(text, "Прометей");
    }
    found("Προμηθεύς", "Πρoμηθεύς");
    found("Πρoμηθεύς", "Προμηθεύς");
    missing("Сокол", "Coкoлы");
    missing("Прометей", "Прoсто");
    found("Сокол", "СОКОЛ");
    found("Москва", "москва");
    found("Προμηθεύς", "ΠΡΟΜΗΘΕΥΣ");
}

#[test]
fn short_names_are_found_inside_identifiers() {
    found("R2", "useR2Now");
    found("Fal", "isFalOn");
    found("Fal", "FalService");
    found("Fal", "getFal");
    found("IO", "getIOPort");
    for name in ["fal", "FAL", "Fal"] {
        for text in
            ["fal2", "FAL2", "useFAL2", "useFal12Now", "Fal2", "get2FalService", "get FAL3."]
        {
            found(name, text);
        }
        missing(name, "fal2024");
        missing(name, "xfal2");
        missing(name, "fal2x");
        missing(name, "9cfal2e");
    }
    // A heading of HTML, and the number of another.
    missing("H", "an h2 and H3");
    missing("QA", "QA2");
    missing("R2", "R22");
    missing("Fal", "falter");
    missing("Fal", "isFalse");
    missing("R2", "abR2D2xQ9");
    missing("Fal", "xQFalZk3");
    missing("Box", "<svg viewBox=\"0 0 1 1\"></svg>");
}

#[test]
fn a_number_is_found_in_whatever_groups() {
    for (number, texts) in [
        ("00452197", &["00452197", "0045 2197", "00-45-21-97", "00.452.197", "No. 00452197."][..]),
        (
            "+49 30 1234567",
            &["+49 30 1234567", "+49301234567", "(49) 30/1234567", "49 (30) 123-4567"],
        ),
        ("452-197", &["452197", "452 197", "452,197", "(452197)"]),
        (
            "1234567",
            &["1,234,567", "1.234.567", "1 234 567", "1'234'567", "1\u{202f}234\u{202f}567"],
        ),
    ] {
        for text in texts {
            found(number, text);
            assert_eq!(scan_page(&phrases(&[number]), text).len(), 1, "{number} in {text}");
        }
    }
    for text in ["1004521975", "452197 0", "0045, 2197", "0045<td>2197", "004521970"] {
        missing("00452197", text);
    }
    missing("345678", "12,345,678");
    missing("345678", "45678");
}

#[test]
fn an_amount_is_found_beside_its_currency() {
    let list = |digits: &str| {
        let mut builder = ScanList::builder();
        let currencies = ["eur", "€", "euro"].map(str::to_owned);
        builder.amount(0, digits, &currencies);
        builder.build()
    };
    for text in [
        "120000 EUR",
        "EUR 120000",
        "€120,000",
        "120.000 €",
        "120 000,00 €",
        "€ 120'000.-",
        "120,000.00 euro",
        "&euro;120&nbsp;000",
        "120000EUR",
    ] {
        assert_eq!(scan_page(&list("120000"), text).len(), 1, "{text}");
    }
    for text in ["120,000 users", "120000", "USD 120000", "€ 1,120,000", "120000 europeans"] {
        assert_eq!(scan_page(&list("120000"), text), [], "{text}");
    }
    for text in ["120k EUR", "€120k", "120K €"] {
        assert_eq!(scan_page(&list("120k"), text).len(), 1, "{text}");
    }
}

#[test]
fn an_address_of_numbers_is_found_as_it_is() {
    for text in ["at 10.44.3.17 now", "http://10.44.3.17:8080/x", "(10.44.3.17)"] {
        assert_eq!(scan_page(&phrases(&["10.44.3.17"]), text).len(), 1, "{text}");
    }
    not_found("10.0.0.1", "<path d=\"M0 0 A 10 0 0 1 5 5\"/>");
    not_found("10.0.0.1", "1, 0, 0, 0, 1");
}
