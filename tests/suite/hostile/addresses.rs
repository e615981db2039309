//! Addresses that run something, in every spelling that a browser or a parser would undo.

use super::{assert_safe, codes, shown};
use crate::support::{Project, document};

#[test]
fn scripts_in_links_are_refused_in_every_spelling() {
    for text in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](<javascript:alert(1)>)",
        "[a](<  javascript:alert(1)>)",
        "[a](java&#115;cript:alert(1))",
        "[a](&#x6A;avascript:alert(1))",
        "[a](&#0000106avascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](javascript&#58;alert(1))",
        "[a](java&Tab;script:alert(1))",
        "[a](java&NewLine;script:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](&#1;javascript:alert(1))",
        "[a](java\\script:alert(1))",
        "[a](javascript\\:alert(1))",
        "[a](%6Aavascript:alert(1))",
        "[a](javascript%3Aalert(1))",
        "[a](javascript://northwind.example/%0Aalert(1))",
        "[a](vbscript:msgbox)",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](DATA:text/html;base64,PHNjcmlwdD4=)",
        "[a](view-source:javascript:1)",
        "[a](file:///etc/passwd)",
        "[a](blob:https://northwind.example/x)",
        "[a](//evil.example/x)",
        "[a](\\\\evil.example/x)",
        "[a](/\\evil.example/x)",
        "<javascript:alert(1)>",
        "<JAVASCRIPT:alert(1)>",
        "<data:text/html,x>",
        "[a]\n\n[a]: javascript:alert(1)",
        "[a][b]\n\n[b]: java&#115;cript:alert(1) 'title'",
        "[a][]\n\n[a]: <javascript:alert(1)>",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<a href='javascript&colon;alert(1)'>a</a>",
        "<a href=javascript&#58;alert(1)>a</a>",
        "<a href=\" &#14; javascript:alert(1)\">a</a>",
        "<a href=\"java&#10;script:alert(1)\">a</a>",
        "<A HREF=\"jAvAsCrIpT:alert(1)\">a</A>",
        "<a href=\"//evil.example\">a</a>",
    ] {
        assert_eq!(codes(&shown(text)), ["bad-link"], "{text}");
    }
}

#[test]
fn scripts_in_images_are_refused_in_every_spelling() {
    for text in [
        "![a](javascript:alert(1))",
        "![a](java&#115;cript:alert(1))",
        "![a](data:image/svg+xml,svg%20onload=alert)",
        "![a](https://evil.example/pixel.png)",
        "![a](//evil.example/pixel.png)",
        "![a]\n\n[a]: JAVASCRIPT:alert(1)",
        "<img src=\"javascript:alert(1)\" alt=\"a\">",
        "<img src=\"https://evil.example/pixel.png\" alt=\"a\">",
        "<img src=data:image/png;base64,AA alt=a>",
    ] {
        assert_eq!(codes(&shown(text)), ["bad-image"], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_script_is_text_on_a_safe_page() {
    for text in [
        "javascript:alert(1)",
        "`<a href=\"javascript:alert(1)\">`",
        "\\<script>alert(1)\\</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[a](https://northwind.example/?q=javascript:alert(1)\"onclick=)",
        "[a](https://northwind.example/%22%3E%3Cscript%3E)",
        "[a](https://northwind.example \"x\\\" onclick=alert(1)\")",
        "<b onclick=\"alert(1)\" onmouseover=alert(1)>a</b>",
        "<b/onclick=alert(1)>a</b>",
        "<SCRIPT/x>alert(1)</SCRIPT/x>",
        "<b title=\"&quot; onclick=alert(1) x=&quot;\">a</b>",
        "<b title='\" onclick=alert(1) x=\"'>a</b>",
        "<img src=x onerror=alert(1)//",
        "<b title=\"&#xFDD0;0&#xFDD1;\">&#xFDD2;</b>",
        "# h\n\n&#xFDD0;0&#xFDD1; &#xFDD0;x &#64977; &#0; &#7;",
        "``` \"><script>alert(1)</script>\nx\n```",
        "<details ontoggle=alert(1) open><summary>a</summary></details>",
        "| a |\n|---|\n| <b onclick=x>b</b> |",
    ] {
        let project = shown(text);
        project.build(&[]).succeeds();
        assert_safe(&project);
    }
}

#[test]
fn tags_that_act_are_refused_in_client_text() {
    for text in [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</SCRIPT >",
        "<script\n>alert(1)</script\n>",
        "a <script src=\"//evil.example\"></script>",
        "<svg onload=alert(1)></svg>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=\"javascript:alert(1)\"></object>",
        "<embed src=\"javascript:alert(1)\">",
        "<form action=\"javascript:alert(1)\"><button>a</button></form>",
        "<input onfocus=alert(1) autofocus>",
        "<body onload=alert(1)>",
        "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
        "<base href=\"https://evil.example/\">",
        "<link rel=stylesheet href=\"https://evil.example/x.css\">",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<video><source onerror=alert(1)></video>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<template><script>alert(1)</script></template>",
        "<plaintext>",
        "<marquee onstart=alert(1)>a</marquee>",
    ] {
        let codes = codes(&shown(text));
        assert!(codes.contains(&"bad-html".to_owned()), "{text}: {codes:?}");
    }
}

#[test]
fn the_same_in_internal_text_is_left_out() {
    for text in [
        "<script>alert(1)</script>",
        "<svg onload=alert(1)><script>alert(2)</script></svg>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x&gt;\">",
        "<!-- a --><!--> <script>x</script> --> <![CDATA[ <script>y</script> ]]> <?php z ?>",
        "<select><option><script>x</script></select><textarea></b><script></textarea>",
        "<xmp><script>x</script></xmp><title><script>y</script></title><plaintext>z",
    ] {
        let project =
            Project::new().file("content/a.md", document("title: A\nstage: planned", text));
        project.build(&[]).succeeds();
        assert_safe(&project);
    }
}

#[test]
fn addresses_in_settings_that_would_run_something_are_refused() {
    for yaml in [
        "feedback: javascript:alert(1)",
        "feedback: \"java\\tscript:alert(1)//https://\"",
        "feedback: http://northwind.example/",
        "feedback: 'https://northwind.example/\"onclick=alert(1)'",
        "editions: { client: { base_url: 'javascript:alert(1)' } }",
        "editions: { client: { base_url: 'https://a.example/\"><script>' } }",
    ] {
        let project = Project::new().settings(&format!("product: Acme\n{yaml}\n"));
        let found = codes(&project);
        let refused = ["bad-address", "bad-character"];
        assert!(found.len() == 1 && refused.contains(&found[0].as_str()), "{yaml}: {found:?}");
    }
}
