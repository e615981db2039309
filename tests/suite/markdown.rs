//! What readers see of an author's Markdown: the whole text of a page.

use crate::support::{Project, document, png};

/// The texts that readers of a site get for these texts, each of which is an entry of its own.
fn shown<'a>(audience: &str, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut project = Project::new()
        .file("content/images/a.png", png([1, 2, 3]))
        .file("content/images/b.png", png([4, 5, 6]));
    let mut count = 0;
    for text in texts {
        let front = format!("title: E{count}\nstage: planned\nvisibility: {audience}");
        project = project.file(&format!("content/e{count}.md"), document(&front, text));
        count += 1;
    }
    project.build(&[]).succeeds();
    (0..count).map(|at| text_of(&project.page(audience, &format!("items/e{at}.html")))).collect()
}

/// What stands between the tags of a page's text.
fn text_of(page: &str) -> String {
    let (_, rest) = page.split_once("<div class=\"prose\" dir=\"auto\">\n").expect("it has a text");
    let (text, _) = rest.split_once("\n</div>\n</div>\n").expect("its text ends");
    text.trim_end().to_owned()
}

/// Compares what engineering reads, or clients, whose texts stand in a block.
#[track_caller]
fn assert_shown(audience: &str, cases: &[(&str, &str)]) {
    let block = |text: &str| match audience {
        "client" => format!("::: client\n{text}\n:::"),
        _ => text.to_owned(),
    };
    let texts: Vec<String> = cases.iter().map(|(text, _)| block(text)).collect();
    let found = shown(audience, texts.iter().map(String::as_str));
    for ((text, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn headings_begin_below_the_title_of_the_page_and_skip_no_level() {
    assert_shown(
        "client",
        &[
            (
                "# One\n#### Three\n## Two\n#### Four\n# Again",
                "<h2 id=\"one\">One</h2>\n<h3 id=\"three\">Three</h3>\n<h3 id=\"two\">Two</h3>\n\
                 <h4 id=\"four\">Four</h4>\n<h2 id=\"again\">Again</h2>",
            ),
            ("### A\n### B\n# C", "<h2 id=\"a\">A</h2>\n<h2 id=\"b\">B</h2>\n<h2 id=\"c\">C</h2>"),
        ],
    );
}

#[test]
fn the_language_of_a_code_block_is_kept_if_it_is_a_name() {
    let named =
        |name| format!("<pre tabindex=\"0\"><code class=\"language-{name}\">a\n</code></pre>");
    let plain = "<pre tabindex=\"0\"><code>a\n</code></pre>";
    assert_shown(
        "client",
        &[
            ("```c++\na\n```", &named("c++")),
            ("```rust,ignore\na\n```", &named("rust")),
            ("``` objective-c  x\na\n```", &named("objective-c")),
            ("```\na\n```", plain),
            ("    a", plain),
            ("```{.rust}\na\n```", plain),
            ("```x\"><b>\na\n```", plain),
        ],
    );
}

#[test]
fn footnotes_are_found_however_their_names_are_capitalized() {
    let expected = "<p>One<sup class=\"footnote-ref\"><a href=\"#fn-1-1\" id=\"fnref-1-1\">1</a></sup> \
         two<sup class=\"footnote-ref\"><a href=\"#fn-1-1\" id=\"fnref-1-1-2\">1</a></sup>.</p>\n\
         <section class=\"footnotes\">\n<ol>\n<li id=\"fn-1-1\"><p>Text. \
         <a href=\"#fnref-1-1\" class=\"footnote-back\" aria-label=\"Back to text\">↩</a></p></li>\n\
         </ol>\n</section>";
    assert_shown(
        "client",
        &[
            ("One[^note] two[^note].\n\n[^note]: Text.", expected),
            ("One[^Note] two[^NOTE].\n\n[^note]: Text.", expected),
            ("One[^straße] two[^Strasse].\n\n[^STRASSE]: Text.", expected),
        ],
    );
}

#[test]
fn a_footnote_that_nothing_refers_to_is_left_out_of_internal_text() {
    assert_shown("engineering", &[("One.\n\n[^later]: Two.", "<p>One.</p>")]);
}

#[test]
fn brackets_that_name_no_footnote_are_text() {
    assert_shown(
        "client",
        &[
            ("One [^] two.", "<p>One [^] two.</p>"),
            ("One [^ a] two.", "<p>One [^ a] two.</p>"),
            ("One \\[^a] two.", "<p>One [^a] two.</p>"),
        ],
    );
}

#[test]
fn links_in_raw_html_lead_where_their_author_wrote() {
    let link = |href: &str, more: &str| {
        format!("<p><a href=\"{href}\"{more} rel=\"noopener noreferrer\">b</a></p>")
    };
    let plain = link("https://a.example/", "");
    assert_shown(
        "client",
        &[
            ("<a href=\"https://a.example/\">b</a>", &plain),
            ("<a href='https://a.example/'>b</a>", &plain),
            ("<a href=https://a.example/>b</a>", &plain),
            ("<a href = \"https://a.example/\">b</a>", &plain),
            ("<a href  =https://a.example/>b</a>", &plain),
            ("<a href=  \"https://a.example/\">b</a>", &plain),
            ("<a\nhref\n= 'https://a.example/'\n/>b</a>", &plain),
            (
                "<a href=\"https://a.example/?c=1&amp;d=&quot;2&quot;\">b</a>",
                &link("https://a.example/?c=1&amp;d=%222%22", ""),
            ),
            (
                "<a href=\"https://a.example/\" title=\"C &quot;d&quot;\">b</a>",
                &link("https://a.example/", " title=\"C &quot;d&quot;\""),
            ),
        ],
    );
}

#[test]
fn every_address_of_a_piece_of_raw_html_is_in_its_place() {
    let html = "<p>\n<a href=\"https://a.example/a-rather-long-path\">a</a> \
                <a href=\"https://b.example/\">b</a> <a href=\"e0.md\">c</a>\n\
                <img src=\"images/a.png\" alt=\"d\">\n<a href=\"tel:1\">e</a>\n</p>";
    let found = shown("client", [format!("::: client\n{html}\n:::").as_str()]).remove(0);
    let (before, rest) = found.split_once("<img src=\"../assets/").expect("it shows the image");
    let rel = "rel=\"noopener noreferrer\"";
    assert_eq!(
        before,
        format!(
            "<p>\n<a href=\"https://a.example/a-rather-long-path\" {rel}>a</a> \
             <a href=\"https://b.example/\" {rel}>b</a> <a href=\"../items/e0.html\" {rel}>c</a>\n"
        )
    );
    let after =
        format!(".png\" width=\"2\" height=\"2\" alt=\"d\">\n<a href=\"tel:1\" {rel}>e</a>\n</p>");
    assert_eq!(rest.split_at(16).1, after);
}

#[test]
fn what_stood_in_a_script_is_left_out_and_no_letter_more() {
    assert_shown(
        "engineering",
        &[
            ("One <font color=\"red\">two</font> three.", "<p>One two three.</p>"),
            ("<section>One</section> <article>two</article> <b>three</b>", "One two <b>three</b>"),
            ("<div>One</script> two</div>", "<div>One two</div>"),
            ("<div>One <script>x</script>two</div>", "<div>One two</div>"),
            ("<div>One <STYLE>x</style >two</div>", "<div>One two</div>"),
            ("<div>One <svg><b>x</b></svg\n >two</div>", "<div>One two</div>"),
        ],
    );
}

#[test]
fn raw_html_leaves_the_markdown_beside_it_as_it_is() {
    let markdown = "## One\n\nTwo[^1].\n\n```rust\na\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\
         - [x] c\n\n> [!NOTE]\n> d\n\n[e](https://e.example/) ![f](images/a.png)\n\n[^1]: Note.";
    let with_html = format!("{markdown}\n\n<kbd>g</kbd>");
    let texts = [markdown, &with_html].map(|text| format!("::: client\n{text}\n:::"));
    let found = shown("client", texts.iter().map(String::as_str));
    let notes = "<section class=\"footnotes\">";
    let (text, note) = found[0].split_once(notes).expect("it has a footnote");
    // A parser of HTML writes the value of an attribute that has none.
    let beside = found[1].replace("=\"\"", "");
    assert_eq!(beside, format!("{text}<p><kbd>g</kbd></p>\n{notes}{note}"));
}
