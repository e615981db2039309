//! Site themes: a template that names what its audience does not have is a mistake, not a gap.

use crate::support::{Outcome, Project};

fn with_template(path: &str, text: &str) -> Outcome {
    Project::new()
        .settings(
            "product: Acme\neditions:\n  client: { site_theme: ours }\n  sales: { site_theme: ours }\n",
        )
        .entry("a", "title: A\nstage: planned\nvisibility: client\nowner: ana@acme.example", "")
        .file(&format!("themes/ours/{path}"), text)
        .check(&[])
}

#[test]
fn a_field_that_the_audience_does_not_have_is_refused() {
    with_template("client/entry.html", "<h1>{{ entry.title }}</h1>\n<p>{{ entry.owner }}</p>\n")
        .fails_with(
            1,
            "
                error[unknown-field]: this edition has no field `owner`
                 --> themes/ours/client/entry.html:2:13
                  |
                2 | <p>{{ entry.owner }}</p>
                  |             ^^^^^ unknown field
                  |
                  = help: what an audience may not see does not exist in its templates

                1 error; nothing was written
                ",
        );
}

#[test]
fn it_is_refused_inside_a_condition_too() {
    with_template("client/entry.html", "{% if entry.owner %}Owned{% endif %}\n").fails_with(
        1,
        "
            error[unknown-field]: this edition has no field `owner`
             --> themes/ours/client/entry.html:1:13
              |
            1 | {% if entry.owner %}Owned{% endif %}
              |             ^^^^^ unknown field
              |
              = help: what an audience may not see does not exist in its templates

            1 error; nothing was written
            ",
    );
}

#[test]
fn it_is_refused_in_brackets_and_in_loops() {
    with_template(
        "client/index.html",
        "{% for column in columns %}{% for card in column.entries %}\n{{ card[\"requests\"] }} {{ card.stage.label }}\n{% endfor %}{% endfor %}\n",
    )
    .fails_with(
        1,
        r#"
            error[unknown-field]: this edition has no field `requests`
             --> themes/ours/client/index.html:2:10
              |
            2 | {{ card["requests"] }} {{ card.stage.label }}
              |          ^^^^^^^^ unknown field
              |
              = help: what an audience may not see does not exist in its templates

            error[unknown-field]: this edition has no field `stage`
             --> themes/ours/client/index.html:2:32
              |
            2 | {{ card["requests"] }} {{ card.stage.label }}
              |                                ^^^^^ unknown field
              |
              = help: what an audience may not see does not exist in its templates

            2 errors; nothing was written
            "#,
    );
}

#[test]
fn fields_of_engineering_are_unknown_in_the_templates_of_sales() {
    with_template(
        "sales/entry.html",
        "{{ entry.owner }} {{ entry.effort }} {{ entry.codenames }}\n",
    )
    .fails_with(
        1,
        "
                error[unknown-field]: this edition has no field `effort`
                 --> themes/ours/sales/entry.html:1:28
                  |
                1 | {{ entry.owner }} {{ entry.effort }} {{ entry.codenames }}
                  |                            ^^^^^^ unknown field
                  |
                  = help: what an audience may not see does not exist in its templates

                error[unknown-field]: this edition has no field `codenames`
                 --> themes/ours/sales/entry.html:1:47
                  |
                1 | {{ entry.owner }} {{ entry.effort }} {{ entry.codenames }}
                  |                                               ^^^^^^^^^ unknown field
                  |
                  = help: what an audience may not see does not exist in its templates

                2 errors; nothing was written
                ",
    );
}

#[test]
fn an_unknown_variable_is_refused() {
    with_template("client/index.html", "{{ vault }} {{ colums }}\n").fails_with(
        1,
        "
            error[unknown-field]: there is no variable `vault` here
             --> themes/ours/client/index.html:1:4
              |
            1 | {{ vault }} {{ colums }}
              |    ^^^^^ unknown variable

            error[unknown-field]: there is no variable `colums` here
             --> themes/ours/client/index.html:1:16
              |
            1 | {{ vault }} {{ colums }}
              |                ^^^^^^ unknown variable
              |
              = help: did you mean `columns`?

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_misspelt_field_gets_the_nearest_one() {
    with_template("client/entry.html", "{{ entry.sumary }}\n").fails_with(
        1,
        "
            error[unknown-field]: this edition has no field `sumary`
             --> themes/ours/client/entry.html:1:10
              |
            1 | {{ entry.sumary }}
              |          ^^^^^^ unknown field
              |
              = help: did you mean `summary`?
              = help: what an audience may not see does not exist in its templates

            1 error; nothing was written
            ",
    );
}

#[test]
fn a_syntax_error_is_shown_in_its_line() {
    with_template("client/entry.html", "<h1>{{ entry.title }}</h1>\n{% if entry.title %}\n<p>\n")
        .fails_with(
            1,
            "
                error[bad-template]: unexpected end of input
                 --> themes/ours/client/entry.html:2:21
                  |
                2 | {% if entry.title %}
                  |                     ^

                1 error; nothing was written
                ",
        );
}

#[test]
fn an_asset_that_the_theme_does_not_have_is_refused() {
    with_template("client/404.html", "<img src=\"{{ root }}{{ asset(name=\"none.svg\") }}\">\n")
        .fails_with(
            1,
            r#"
                error[bad-template]: the site theme has no asset `none.svg` for this edition
                 --> themes/ours/client/404.html:1:24
                  |
                1 | <img src="{{ root }}{{ asset(name="none.svg") }}">
                  |                        ^^^^^^^^^^^^^^^^^^^^^^

                1 error; nothing was written
                "#,
        );
}

#[test]
fn a_template_of_another_edition_cannot_be_included() {
    with_template("client/404.html", "{% include \"engineering/facts.html\" %}\n").fails_with(
        1,
        r#"
            error[bad-template]: unknown template `engineering/facts.html`
             --> themes/ours/client/404.html:1:12
              |
            1 | {% include "engineering/facts.html" %}
              |            ^^^^^^^^^^^^^^^^^^^^^^^^

            1 error; nothing was written
            "#,
    );
}

#[test]
fn a_template_that_is_no_utf_8_is_refused() {
    Project::new()
        .settings("product: Acme\neditions:\n  client: { site_theme: ours }\n")
        .file("themes/ours/client/entry.html", b"Gr\xf6sse")
        .check(&[])
        .fails_with(
            1,
            "
                error[not-utf8]: the template `themes/ours/client/entry.html` is not UTF-8 text

                1 error; nothing was written
                ",
        );
}

#[test]
fn a_project_may_replace_single_templates() {
    let project = Project::new()
        .entry("a", "title: A & B\nstage: planned\nvisibility: client", "")
        .file("themes/default/client/entry.html", "<h1>{{ entry.title }}</h1>\n");
    project.build(&[]).succeeds();
    assert_eq!(project.page("client", "items/a-b.html"), "<h1>A &amp; B</h1>\n");
    assert!(project.page("sales", "items/a-b.html").contains("<!doctype html>"));
}
