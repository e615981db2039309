//! `roadcast.yaml`: every key that can be wrong.

use crate::support::{Outcome, Project};

fn check(yaml: &str) -> Outcome {
    Project::new().settings(yaml).entry("a", "title: A\nstage: planned", "").check(&[])
}

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_one() {
    check("product: Acme\nnever_pubish: [x]\nxyzzy: 1").fails_with(
        1,
        "
            error[unknown-key]: `never_pubish` is not a key of `roadcast.yaml`
             --> roadcast.yaml:2:1
              |
            2 | never_pubish: [x]
              | ^^^^^^^^^^^^ unknown key
              |
              = help: did you mean `never_publish`?

            error[unknown-key]: `xyzzy` is not a key of `roadcast.yaml`
             --> roadcast.yaml:3:1
              |
            3 | xyzzy: 1
              | ^^^^^ unknown key
              |
              = help: allowed: `accent`, `allow_terms`, `changes`, `content`, `dates`, `disclaimer`, `editions`, `entry_previews`, `feedback`, `fonts`, `hygiene`, `logo`, `never_publish`, `output`, `product`, `publish`, `shares`, `tagline`

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_product_is_required() {
    check("tagline: T").fails_with(
        1,
        "
            error[missing-key]: `roadcast.yaml` needs `product`
             --> roadcast.yaml:1:1
              |
            1 | tagline: T
              | ^^^^^^^^^^
              |
              = help: add `product: …`

            1 error; nothing was written
            ",
    );
}

#[test]
fn empty_settings_lack_the_product() {
    check("").fails_with(
        1,
        "
            error[missing-key]: `roadcast.yaml` needs `product`
             --> roadcast.yaml:1:1
              |
            1 |
              | ^
              |
              = help: add `product: …`

            1 error; nothing was written
            ",
    );
}

#[test]
fn settings_that_are_no_mapping_are_refused() {
    check("- product").fails_with(
        1,
        "
            error[wrong-type]: `roadcast.yaml` must be a mapping of keys and values
             --> roadcast.yaml:1:1
              |
            1 | - product
              | ^^^^^^^^^ this is a list

            1 error; nothing was written
            ",
    );
}

#[test]
fn broken_yaml_is_refused_where_it_breaks() {
    check("product: Acme\naccent: [1\n").fails_with(
        1,
        "
            error[yaml-syntax]: this `[` is never closed
             --> roadcast.yaml:2:9
              |
            2 | accent: [1
              |         ^
              |
              = help: write `]` behind the last value that belongs to it

            1 error; nothing was written
            ",
    );
}

#[test]
fn anchors_are_refused() {
    check("product: &p Acme\ntagline: *p").fails_with(
        1,
        "
            error[yaml-anchor]: YAML anchors and aliases are not allowed
             --> roadcast.yaml:1:10
              |
            1 | product: &p Acme
              |          ^
              |
              = help: write the value out; if it is text that starts with `&` or `*`, quote it

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_setting_that_is_given_twice_is_refused_with_both_places() {
    check("product: Acme\nnever_publish: [a]\nnever_publish: []").fails_with(
        1,
        "
            error[duplicate-key]: `never_publish` is given twice
             --> roadcast.yaml:3:1
              |
            2 | never_publish: [a]
              | ------------- first here
            3 | never_publish: []
              | ^^^^^^^^^^^^^ again here
              |
              = help: keep one of the two

            1 error; nothing was written
            ",
    );
}

#[test]
fn every_value_is_checked() {
    check(
        "product: 5\ntagline: [a]\naccent: blue\ncontent: content\noutput: ..\n\
         feedback: javascript:alert(1)\ndates: quarter\nnever_publish: Falcon\nallow_terms: Falcon\n\
         editions: default\nlogo: true",
    )
    .fails_with(
        1,
        r##"
            error[wrong-type]: `product` must be text
             --> roadcast.yaml:1:10
              |
            1 | product: 5
              |          ^ this is a number
              |
              = help: put it in quotes if it is meant as text

            error[wrong-type]: `tagline` must be text
             --> roadcast.yaml:2:10
              |
            2 | tagline: [a]
              |          ^^ this is a list

            error[bad-color]: `accent` is not a color
             --> roadcast.yaml:3:9
              |
            3 | accent: blue
              |         ^^^^
              |
              = help: write it in quotes as six hexadecimal digits: `accent: "#1f5fbf"`

            error[wrong-type]: `content` must be a list
             --> roadcast.yaml:4:10
              |
            4 | content: content
              |          ^^^^^^^ this is text
              |
              = help: write it in brackets: `content: [one, two]`

            error[bad-output]: `output` must be a folder of its own inside the project
             --> roadcast.yaml:5:9
              |
            5 | output: ..
              |         ^^
              |
              = help: use a folder that holds no sources, such as `output: dist`

            error[bad-address]: `feedback` is not an address that a page can link to
             --> roadcast.yaml:6:11
              |
            6 | feedback: javascript:alert(1)
              |           ^^^^^^^^^^^^^^^^^^^
              |
              = help: write `https://…` or `mailto:…`

            error[wrong-type]: `dates` must be a mapping of keys and values
             --> roadcast.yaml:7:8
              |
            7 | dates: quarter
              |        ^^^^^^^ this is text

            error[wrong-type]: `never_publish` must be a list
             --> roadcast.yaml:8:16
              |
            8 | never_publish: Falcon
              |                ^^^^^^ this is text
              |
              = help: write it in brackets: `never_publish: [one, two]`

            error[wrong-type]: `allow_terms` must be a list
             --> roadcast.yaml:9:14
              |
            9 | allow_terms: Falcon
              |              ^^^^^^ this is text
              |
              = help: write it in brackets: `allow_terms: [one, two]`

            error[wrong-type]: `editions` must be a mapping of keys and values
              --> roadcast.yaml:10:11
               |
            10 | editions: default
               |           ^^^^^^^ this is text

            error[wrong-type]: `logo` must be text
              --> roadcast.yaml:11:7
               |
            11 | logo: true
               |       ^^^^ this is true or false
               |
               = help: put it in quotes if it is meant as text

            11 errors; nothing was written
            "##,
    );
}

#[test]
fn the_date_policy_is_checked() {
    check("product: Acme\ndates: { precision: week, slack: soon, round: up }").fails_with(
        1,
        "
            error[unknown-value]: `week` is not a precision
             --> roadcast.yaml:2:21
              |
            2 | dates: { precision: week, slack: soon, round: up }
              |                     ^^^^ not a precision
              |
              = help: allowed: `none`, `year`, `half`, `quarter`, `month`

            error[bad-slack]: `slack` is not a length of time
             --> roadcast.yaml:2:34
              |
            2 | dates: { precision: week, slack: soon, round: up }
              |                                  ^^^^
              |
              = help: write a number and a unit: `slack: 1 quarter`, `6 weeks`, `2 months`, `10 days`

            error[unknown-key]: `round` is not a key of `dates`
             --> roadcast.yaml:2:40
              |
            2 | dates: { precision: week, slack: soon, round: up }
              |                                        ^^^^^ unknown key
              |
              = help: allowed: `precision`, `slack`

            3 errors; nothing was written
            ",
    );
}

#[test]
fn an_edition_is_checked() {
    check(
        "product: Acme\neditions:\n  client: { base_url: roadmap.acme.example, site_theme: ../x }\n  \
         sales: { base_url: \"https://a.example/?q\", search_engines: no }\n  partners: {}",
    )
    .fails_with(
        1,
        r#"
            error[bad-address]: `base_url` is not the address of a folder on the web
             --> roadcast.yaml:3:23
              |
            3 |   client: { base_url: roadmap.acme.example, site_theme: ../x }
              |                       ^^^^^^^^^^^^^^^^^^^^
              |
              = help: write it in full: `base_url: https://roadmap.northwind.example/`

            error[bad-name]: `site_theme` must be the name of a folder in `themes/`
             --> roadcast.yaml:3:57
              |
            3 |   client: { base_url: roadmap.acme.example, site_theme: ../x }
              |                                                         ^^^^
              |
              = help: write the name alone: `site_theme: ours` for `themes/ours/`

            error[bad-address]: `base_url` is not the address of a folder on the web
             --> roadcast.yaml:4:22
              |
            4 |   sales: { base_url: "https://a.example/?q", search_engines: no }
              |                      ^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write it in full: `base_url: https://roadmap.northwind.example/`

            error[wrong-type]: `search_engines` must be `true` or `false`
             --> roadcast.yaml:4:62
              |
            4 |   sales: { base_url: "https://a.example/?q", search_engines: no }
              |                                                              ^^ this is text

            error[unknown-key]: `partners` is not a key of `editions`
             --> roadcast.yaml:5:3
              |
            5 |   partners: {}
              |   ^^^^^^^^ unknown key
              |
              = help: allowed: `client`, `engineering`, `sales`

            5 errors; nothing was written
            "#,
    );
}

#[test]
fn an_allowed_term_needs_its_reason_owner_and_date() {
    check(
        "product: Acme\nallow_terms:\n  - term: Falcon\n  - { term: A, reason: B, owner: C, until: 2027-02-29 }",
    )
    .fails_with(
        1,
        "
            error[missing-key]: an item of `allow_terms` needs `owner`
             --> roadcast.yaml:3:5
              |
            3 |   - term: Falcon
              |     ^^^^^^^^^^^^
              |
              = help: add `owner: …`

            error[missing-key]: an item of `allow_terms` needs `reason`
             --> roadcast.yaml:3:5
              |
            3 |   - term: Falcon
              |     ^^^^^^^^^^^^
              |
              = help: add `reason: …`

            error[missing-key]: an item of `allow_terms` needs `until`
             --> roadcast.yaml:3:5
              |
            3 |   - term: Falcon
              |     ^^^^^^^^^^^^
              |
              = help: add `until: …`

            error[bad-date]: `until` is not a day that exists
             --> roadcast.yaml:4:44
              |
            4 |   - { term: A, reason: B, owner: C, until: 2027-02-29 }
              |                                            ^^^^^^^^^^
              |
              = help: write it as year, month and day: `2027-06-30`

            4 errors; nothing was written
            ",
    );
}
