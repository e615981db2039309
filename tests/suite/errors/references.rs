//! Names that entries have for each other: themes, dependencies, ids, page addresses.

use crate::support::Project;

#[test]
fn an_unknown_theme_is_refused_with_the_nearest_one() {
    Project::new()
        .theme("integrations", "title: Integrations", "")
        .entry("a", "title: A\nstage: planned\ntheme: integration", "")
        .entry("b", "title: B\nstage: planned\ntheme: other", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[unknown-theme]: there is no theme `integration`
                 --> content/a.md:4:8
                  |
                4 | theme: integration
                  |        ^^^^^^^^^^^ unknown theme
                  |
                  = help: did you mean `integrations`?
                  = help: a theme is a file in a `themes` folder: `content/themes/integration.md`

                error[unknown-theme]: there is no theme `other`
                 --> content/b.md:4:8
                  |
                4 | theme: other
                  |        ^^^^^ unknown theme
                  |
                  = help: a theme is a file in a `themes` folder: `content/themes/other.md`

                2 errors; nothing was written
                ",
        );
}

#[test]
fn an_unknown_dependency_is_refused_with_the_nearest_one() {
    Project::new()
        .entry("sap-basic", "title: S\nstage: planned", "")
        .entry("a", "title: A\nstage: planned\ndepends_on: [sap-basci, sap-basic.md, other]", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[unknown-dependency]: there is no entry `sap-basci`
                 --> content/a.md:4:14
                  |
                4 | depends_on: [sap-basci, sap-basic.md, other]
                  |              ^^^^^^^^^ unknown entry
                  |
                  = help: did you mean `sap-basic`?
                  = help: `depends_on` takes file names without `.md`

                error[unknown-dependency]: there is no entry `sap-basic.md`
                 --> content/a.md:4:25
                  |
                4 | depends_on: [sap-basci, sap-basic.md, other]
                  |                         ^^^^^^^^^^^^ unknown entry
                  |
                  = help: did you mean `sap-basic`?
                  = help: `depends_on` takes file names without `.md`

                error[unknown-dependency]: there is no entry `other`
                 --> content/a.md:4:39
                  |
                4 | depends_on: [sap-basci, sap-basic.md, other]
                  |                                       ^^^^^ unknown entry
                  |
                  = help: `depends_on` takes file names without `.md`

                3 errors; nothing was written
                ",
        );
}

#[test]
fn dependencies_that_form_a_cycle_are_refused_with_every_step() {
    Project::new()
        .entry("a", "title: A\nstage: planned\ndepends_on: [b]", "")
        .entry("b", "title: B\nstage: planned\ndepends_on: [d, c]", "")
        .entry("c", "title: C\nstage: planned\ndepends_on: [a]", "")
        .entry("d", "title: D\nstage: planned", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[dependency-cycle]: these entries depend on each other: `a` → `b` → `c` → `a`
                 --> content/c.md:4:14
                  |
                4 | depends_on: [a]
                  |              ^ this closes the cycle
                  |
                 ::: content/a.md:4:14
                  |
                4 | depends_on: [b]
                  |              - depends on the next
                  |
                 ::: content/b.md:4:17
                  |
                4 | depends_on: [d, c]
                  |                 - depends on the next
                  |
                  = help: remove one of the dependencies

                1 error; nothing was written
                ",
        );
}

#[test]
fn an_entry_that_depends_on_itself_is_refused() {
    Project::new()
        .entry("a", "title: A\nstage: planned\ndepends_on: [a]", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[dependency-cycle]: this entry depends on itself
                 --> content/a.md:4:14
                  |
                4 | depends_on: [a]
                  |              ^ this closes the cycle
                  |
                  = help: remove one of the dependencies

                1 error; nothing was written
                ",
        );
}

#[test]
fn two_entries_with_one_file_name_are_refused_whatever_their_case_and_folder() {
    Project::new()
        .entry("north/plan", "title: A\nstage: planned", "")
        .entry("south/Plan", "title: B\nstage: planned", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[duplicate-id]: there is another entry with the file name `Plan.md`
                 --> content/south/Plan.md:1:1
                  |
                1 | ---
                  | ^^^
                  |
                 ::: content/north/plan.md:1:1
                  |
                1 | ---
                  | --- the other one
                  |
                  = help: rename one of the files; upper and lower case count as equal

                1 error; nothing was written
                ",
        );
}

#[test]
fn two_themes_with_one_file_name_are_refused() {
    Project::new()
        .file("content/themes/t.md", "---\ntitle: A\n---\n")
        .file("content/more/themes/T.md", "---\ntitle: B\n---\n")
        .check(&[])
        .fails_with(
            1,
            "
                error[duplicate-id]: there is another theme with the file name `t.md`
                 --> content/themes/t.md:1:1
                  |
                1 | ---
                  | ^^^
                  |
                 ::: content/more/themes/T.md:1:1
                  |
                1 | ---
                  | --- the other one
                  |
                  = help: rename one of the files; upper and lower case count as equal

                1 error; nothing was written
                ",
        );
}

#[test]
fn an_entry_and_a_theme_may_have_one_file_name() {
    Project::new()
        .theme("sap", "title: A", "")
        .entry("sap", "title: A\nstage: planned\ntheme: sap", "")
        .check(&[])
        .succeeds();
}

#[test]
fn two_pages_with_one_address_are_refused_with_both_titles() {
    Project::new()
        .entry("a", "title: SAP connector\nstage: planned", "")
        .entry("b", "title: \"SAP: Connector!\"\nstage: planned", "")
        .check(&[])
        .fails_with(
            1,
            r#"
                error[duplicate-slug]: two pages for engineering readers have the address `sap-connector.html`
                 --> content/b.md:2:8
                  |
                2 | title: "SAP: Connector!"
                  |        ^^^^^^^^^^^^^^^^^ addresses are made from titles
                  |
                 ::: content/a.md:2:8
                  |
                2 | title: SAP connector
                  |        ------------- the other title
                  |
                  = help: give one of the two another title, or an address of its own with `slug: …`

                1 error; nothing was written
                "#,
        );
}

#[test]
fn addresses_collide_only_among_what_an_audience_sees() {
    Project::new()
        .entry("a", "title: A\nstage: planned\nvisibility: client\nclient: { title: Same }", "")
        .entry("b", "title: Same\nstage: planned\nvisibility: sales", "")
        .check(&[])
        .succeeds();
}

#[test]
fn titles_for_clients_may_not_collide_either() {
    Project::new()
        .entry("a", "title: A\nstage: planned\nvisibility: client\nclient: { title: Same }", "")
        .entry("b", "title: B\nstage: planned\nvisibility: client\nclient:\n  title: same", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[duplicate-slug]: two pages for client readers have the address `same.html`
                 --> content/b.md:6:10
                  |
                6 |   title: same
                  |          ^^^^ addresses are made from titles
                  |
                 ::: content/a.md:5:18
                  |
                5 | client: { title: Same }
                  |                  ---- the other title
                  |
                  = help: give one of the two another title, or an address of its own with `client: { slug: … }`

                1 error; nothing was written
                ",
        );
}

#[test]
fn two_themes_with_one_address_are_refused() {
    Project::new()
        .theme("t", "title: Größe\nvisibility: client", "")
        .theme("u", "title: Grosse\nvisibility: sales", "")
        .check(&[])
        .fails_with(
            1,
            "
                error[duplicate-slug]: two pages for engineering readers have the address `grosse.html`
                 --> content/themes/u.md:2:8
                  |
                2 | title: Grosse
                  |        ^^^^^^ addresses are made from titles
                  |
                 ::: content/themes/t.md:2:8
                  |
                2 | title: Größe
                  |        ----- the other title
                  |
                  = help: give one of the two another title, or an address of its own with `slug: …`

                1 error; nothing was written
                ",
        );
}
