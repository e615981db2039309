//! Whole explanations, as people read them.

use super::{explain, project};

#[track_caller]
fn says(arguments: &[&str], expected: &str) {
    let outcome = explain(&project(), arguments).succeeds();
    assert_eq!(outcome.stdout, expected, "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
    assert!(outcome.stdout.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn an_entry_is_explained_from_readers_to_words_to_fields() {
    says(
        &["sap"],
        "\
Falcon connector
entry, content/sap.md

Who sees it
  engineering  yes  `visibility: client` (line 4)
                    items/falcon-connector.html
  sales        yes  `visibility: client` (line 4)
                    items/falcon-connector.html
  client       yes  `visibility: client` (line 4)
                    items/sap-connector.html
                    https://acme.example/roadmap/items/sap-connector.html

What clients read
  title        SAP connector
               from line 9: `client.title`
  summary      Long.
               from line 5: `summary`, as there is no `client.summary`
  status       Planned
               from line 3: `stage: planned`, told as a public status
  horizon      Next
               from line 3: `stage: planned`, as no horizon is given
  availability Business
               from line 9: `client.availability`
  window       Q1 2027
               from line 7: target 2026-11-15 + 1 quarter, rounded up to a quarter: Q1 2027
  theme        not shown; line 6: the theme `area` has visibility `sales`: see `roadcast explain
               area`
  text 2       Orders travel both ways, see [the basic one][1].
               * one
               * two

               [Three steps]

               [1]: ../items/basic-connector.html
               from line 14: a block `::: client`

Field                line  engineering  sales  client  why
title                   2  shown        shown  -       field is for sales and engineering
stage                   3  shown        shown  -       field is for sales and engineering
                                                       Clients read “Planned” and “Next”
summary                 5  shown        shown  shown   field is for everybody
theme                   6  shown        shown  -       field is for everybody; the theme is not
                                                       visible to all of them
target                  7  shown        -      -       field is for engineering
                                                       Sales and clients read “Q1 2027”
owner                   8  shown        shown  -       field is for sales and engineering
client.title            9  shown        shown  shown   field is for everybody
client.availability     9  shown        shown  shown   field is for everybody
text 1                 11  shown        -      -       block is for engineering
text 2                 14  shown        shown  shown   block is for everybody
text 3                 23  shown        shown  -       block is for sales and engineering
",
    );
}

#[test]
fn an_entry_that_clients_do_not_get_says_everything_that_must_change() {
    says(
        &["secret"],
        "\
Secret
entry, content/secret.md

Who sees it
  engineering  yes  `visibility: sales` (line 5)
                    items/secret.html
  sales        yes  `visibility: sales` (line 5)
                    items/secret.html
  client       no   `confidential: true`: clients never see it (line 4)
                    to change that: remove `confidential: true` in line 4
                    `stage: discovery`: its discovery is not finished (line 3)
                    to change that: finish discovery, then set `stage: planned` in line 3
                    `visibility: sales` does not reach them (line 5)
                    to change that: set `visibility: client` in line 5

Field                line  engineering  sales  client  why
title                   2  shown        shown  -       field is for everybody; the entry is
                                                       confidential
stage                   3  shown        shown  -       field is for sales and engineering
",
    );
}

#[test]
fn one_audience_is_explained_alone() {
    says(
        &["basic", "--audience", "client"],
        "\
Basic connector
entry, content/basic.md

Who sees it
  client       yes  `visibility: client` (line 4)
                    items/basic-connector.html
                    https://acme.example/roadmap/items/basic-connector.html

What clients read
  title        Basic connector
               from line 2: `title`, as there is no `client.title`
  summary      S.
               from line 5: `summary`, as there is no `client.summary`
  status       Available
               from line 3: `stage: shipped`, told as a public status
  window       not shown; line 7: `stage: shipped` tells no window
  shipped      August 2026
               from line 6: `shipped_on: 2026-08-12`, told as its month
  theme        not shown; line 8: the theme `area` has visibility `sales`: see `roadcast explain
               area`

Field                line  client  why
title                   2  shown   field is for everybody
stage                   3  -       field is for sales and engineering
                                   Clients read “Available”
summary                 5  shown   field is for everybody
theme                   8  -       field is for everybody; the theme is not visible to all of them
target                  7  -       field is for engineering
shipped_on              6  -       field is for sales and engineering
                                   Clients read “August 2026”
text 1                 10  -       block is for engineering
",
    );
}

#[test]
fn a_theme_names_its_readers_and_entries() {
    says(
        &["area"],
        "\
Integrations
theme, content/themes/area.md

Who sees it
  engineering  yes  `visibility: sales` (line 3)
                    themes/integrations.html
  sales        yes  `visibility: sales` (line 3)
                    themes/integrations.html
  client       no   `visibility: sales` does not reach them (line 3)
                    to change that: set `visibility: client` in line 3

Field                line  engineering  sales  client  why
title                   2  shown        shown  -       field is for everybody
problem                 4  shown        shown  -       field is for everybody

Its entries, and who reads that they belong to it
  Basic connector
    engineering, sales; content/basic.md
  Falcon connector
    engineering, sales; content/sap.md
",
    );
}

#[test]
fn an_image_names_its_sites_and_the_texts_that_show_it() {
    says(
        &["content/inside.png"],
        "\
content/inside.png
image

In which sites it is
  engineering  assets/623c5aad53a5eb13.png
  sales        no
  client       no
  no text that the other readers see shows it

What shows it
  content/basic.md:10, seen by engineering
",
    );
    says(
        &["old.png"],
        "\
content/old.png
image

In which sites it is
  engineering  no
  sales        no
  client       no
  no text shows it, and only images in shown text are published
",
    );
    says(
        &["content/logo.png", "--audience", "sales"],
        "\
content/logo.png
image

In which sites it is
  sales        assets/2ffc1c1b985fd099.png

What shows it
  roadcast.yaml:2, seen by engineering, sales, client
",
    );
}
