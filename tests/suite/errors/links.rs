//! Links: where they may lead, and that they lead there for whoever reads them.

use crate::support::Project;

const SHOWN: &str = "title: A\nstage: planned\nvisibility: client";

fn check_shown(text: &str) -> crate::support::Outcome {
    Project::new().entry("a", SHOWN, &format!("::: client\n{text}\n:::")).check(&[])
}

#[test]
fn links_that_run_scripts_or_carry_data_are_refused() {
    check_shown(
        "[a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) \
         [e](file:///etc/passwd)",
    )
    .fails_with(
        1,
        "
            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:5
              |
            7 | [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
              |     ^^^^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:30
              |
            7 | [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
              |                              ^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:48
              |
            7 | [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
              |                                                ^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:70
              |
            7 | [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
              |                                                                      ^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:86
              |
            7 | [a](javascript:alert(1)) [b](JavaScript:x) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
              |                                                                                      ^^^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            5 errors; nothing was written
            ",
    );
}

#[test]
fn they_are_refused_in_raw_html_however_they_are_written() {
    check_shown(
        "<a href=\"javascript:x\">a</a> <a href='java&#115;cript:x'>b</a> \
         <a href=\"java&Tab;script:x\">c</a> <a href=data:x>d</a>",
    )
    .fails_with(
        1,
        r#"
            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:1
              |
            7 | <a href="javascript:x">a</a> <a href='java&#115;cript:x'>b</a> <a href="java&Tab;script:x">c</a> <a href=data:x>d</a>
              | ^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:30
              |
            7 | <a href="javascript:x">a</a> <a href='java&#115;cript:x'>b</a> <a href="java&Tab;script:x">c</a> <a href=data:x>d</a>
              |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: the destination holds control characters
             --> content/a.md:7:64
              |
            7 | <a href="javascript:x">a</a> <a href='java&#115;cript:x'>b</a> <a href="java&Tab;script:x">c</a> <a href=data:x>d</a>
              |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: remove them

            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:98
              |
            7 | <a href="javascript:x">a</a> <a href='java&#115;cript:x'>b</a> <a href="java&Tab;script:x">c</a> <a href=data:x>d</a>
              |                                                                                                  ^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            4 errors; nothing was written
            "#,
    );
}

#[test]
fn no_entity_hides_what_an_address_in_raw_html_is() {
    check_shown("<a href=\"javascript&colon;x\">a</a>\n<a href=\"java&NewLine;script:x\">b</a>").fails_with(
        1,
        r#"
            error[bad-link]: links with this scheme are not allowed
             --> content/a.md:7:1
              |
            7 | <a href="javascript&colon;x">a</a>
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

            error[bad-link]: the destination holds control characters
             --> content/a.md:8:1
              |
            8 | <a href="java&NewLine;script:x">b</a>
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: remove them

            2 errors; nothing was written
            "#,
    );
}

#[test]
fn they_are_refused_in_hidden_text_too() {
    Project::new()
        .entry("a", SHOWN, "[a](javascript:alert(1))")
        .check(&[])
        .fails_with(
            1,
            "
                error[bad-link]: links with this scheme are not allowed
                 --> content/a.md:6:5
                  |
                6 | [a](javascript:alert(1))
                  |     ^^^^^^^^^^^^^^^^^^^
                  |
                  = help: allowed: `https:`, `http:`, `mailto:`, `tel:`, `#heading`, or a relative path to an entry's .md file

                1 error; nothing was written
                ",
        );
}

#[test]
fn web_mail_and_phone_links_are_written_as_they_are() {
    let links = "[a](https://a.example/?q=1&r=2) [b](http://b.example) \
                 [c](mailto:c@acme.example) [d](tel:+491234) <e@acme.example>";
    let project = Project::new().entry("a", SHOWN, &format!("::: client\n{links}\n:::"));
    project.build(&[]).succeeds();
    let page = project.page("client", "items/a.html");
    for href in [
        "https://a.example/?q=1&amp;r=2",
        "http://b.example",
        "mailto:c@acme.example",
        "tel:+491234",
        "mailto:e@acme.example",
    ] {
        assert!(
            page.contains(&format!("<a href=\"{href}\" rel=\"noopener noreferrer\">")),
            "{href}"
        );
    }
}

#[test]
fn absolute_paths_and_paths_out_of_the_project_are_refused() {
    check_shown("[a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()")
        .fails_with(
            1,
            "
                error[bad-link]: the destination is an absolute path
                 --> content/a.md:7:5
                  |
                7 | [a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()
                  |     ^^^^^^^^^^^
                  |
                  = help: use a relative path, or a full `https://` address

                error[bad-link]: the destination is an absolute path
                 --> content/a.md:7:22
                  |
                7 | [a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()
                  |                      ^^^^^^^^^^^^^^^^
                  |
                  = help: use a relative path, or a full `https://` address

                error[bad-link]: this path leaves the project
                 --> content/a.md:7:44
                  |
                7 | [a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()
                  |                                            ^^^^^^^^^^
                  |
                  = help: use a path to a file inside the project

                error[bad-link]: this path leaves the project
                 --> content/a.md:7:60
                  |
                7 | [a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()
                  |                                                            ^^^^^^^^^^^^^^
                  |
                  = help: use a path to a file inside the project

                error[bad-link]: the destination is empty
                 --> content/a.md:7:76
                  |
                7 | [a](/etc/passwd) [b](//evil.example/x) [c](../../x.md) [d](..%2f..%2fx.md) [e]()
                  |                                                                            ^^^^^
                  |
                  = help: write an address, or remove the link

                5 errors; nothing was written
                ",
        );
}

#[test]
fn a_link_to_another_kind_of_file_is_refused() {
    check_shown("[a](plan.pdf) [b](https.md.html)").fails_with(
        1,
        "
            error[bad-link]: a relative link must lead to an entry's or theme's .md file
             --> content/a.md:7:5
              |
            7 | [a](plan.pdf) [b](https.md.html)
              |     ^^^^^^^^
              |
              = help: link to the .md file, or to a full `https://` address

            error[bad-link]: a relative link must lead to an entry's or theme's .md file
             --> content/a.md:7:19
              |
            7 | [a](plan.pdf) [b](https.md.html)
              |                   ^^^^^^^^^^^^^
              |
              = help: link to the .md file, or to a full `https://` address

            2 errors; nothing was written
            ",
    );
}

#[test]
fn a_link_to_no_file_is_refused_with_the_nearest_one() {
    Project::new()
        .entry("sap-basic", "title: S\nstage: planned\nvisibility: client", "")
        .entry("a", SHOWN, "::: client\nSee [basic](sap-basics.md), [theme](themes/none.md).\n:::")
        .check(&[])
        .fails_with(
            1,
            "
                error[broken-link]: there is no entry or theme `content/sap-basics.md`
                 --> content/a.md:7:13
                  |
                7 | See [basic](sap-basics.md), [theme](themes/none.md).
                  |             ^^^^^^^^^^^^^
                  |
                  = help: did you mean `content/sap-basic.md`?
                  = help: the path starts from the folder of this file

                error[broken-link]: there is no entry or theme `content/themes/none.md`
                 --> content/a.md:7:37
                  |
                7 | See [basic](sap-basics.md), [theme](themes/none.md).
                  |                                     ^^^^^^^^^^^^^^
                  |
                  = help: the path starts from the folder of this file

                2 errors; nothing was written
                ",
        );
}

#[test]
fn a_link_from_shown_text_to_a_hidden_page_is_refused() {
    Project::new()
        .entry("secret", "title: Hidden plan\nstage: planned\nvisibility: sales", "")
        .entry("a", SHOWN, "::: client\nSee [the plan](secret.md).\n:::")
        .check(&[])
        .fails_with(
            1,
            "
                error[hidden-link]: client readers see this link, but not the page it leads to
                 --> content/a.md:7:16
                  |
                7 | See [the plan](secret.md).
                  |                ^^^^^^^^^ withheld from client readers
                  |
                 ::: content/secret.md:2:8
                  |
                2 | title: Hidden plan
                  |        ----------- this page
                  |
                  = help: remove the link, or move the text into a block for those who see the page

                1 error; nothing was written
                ",
        );
}

#[test]
fn a_link_is_judged_for_every_audience_that_reads_it() {
    Project::new()
        .theme("t", "title: Inner theme", "")
        .entry("a", SHOWN, "::: sales\nSee [the theme](themes/t.md).\n:::\n[here too](themes/t.md)")
        .check(&[])
        .fails_with(
            1,
            "
                error[hidden-link]: sales readers see this link, but not the page it leads to
                 --> content/a.md:7:17
                  |
                7 | See [the theme](themes/t.md).
                  |                 ^^^^^^^^^^^ withheld from sales readers
                  |
                 ::: content/themes/t.md:2:8
                  |
                2 | title: Inner theme
                  |        ----------- this page
                  |
                  = help: remove the link, or move the text into a block for those who see the page

                1 error; nothing was written
                ",
        );
}

#[test]
fn links_between_pages_lead_to_the_page_of_the_same_site() {
    let project = Project::new()
        .theme("t", "title: Theme\nvisibility: client", "::: client\n[up](../deep/b.md)\n:::")
        .entry(
            "deep/b",
            "title: Inner\nstage: planned\nvisibility: client\nclient: { title: Outer }",
            "",
        )
        .entry("a", SHOWN, "::: client\n[b](deep/b.md) [t](themes/t.md)\n:::");
    project.build(&[]).succeeds();
    for (audience, slug) in [("client", "outer"), ("sales", "inner"), ("engineering", "inner")] {
        let page = project.page(audience, "items/a.html");
        assert!(page.contains(&format!("<a href=\"../items/{slug}.html\">b</a>")), "{audience}");
        assert!(page.contains("<a href=\"../themes/theme.html\">t</a>"), "{audience}");
        let page = project.page(audience, "themes/theme.html");
        assert!(page.contains(&format!("<a href=\"../items/{slug}.html\">up</a>")), "{audience}");
    }
}
