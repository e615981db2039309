//! `search.js` of the sales site: what its search finds an entry by and no list shows.

use crate::support::Project;

const SHOWN: &str = "title: Shown
stage: planned
visibility: sales
summary: Zsummary.
tags: [ztag]
sales: { say: Zsay., note: Znote., dont_say: Zmute., workaround: Ztool. }
requests: [{ account: Zaccount, by: zby@acme.example }]
codenames: [Zcode]";

#[test]
fn the_search_of_sales_knows_what_sales_read_and_nothing_else() {
    let hidden = SHOWN.replace("Shown", "Hidden").replace("visibility: sales", "team: Yteam");
    let hidden = hidden.replace('Z', "Y").replace('z', "y");
    let project = Project::new().entry("a", SHOWN, "Zinside.").entry("b", &hidden, "");
    project.build(&[]).succeeds();
    let line = "\"items/shown.html\":[\"Zsummary. ztag Zsay. Znote. Zmute. Ztool.\",\"Zaccount\"]";
    let file = format!("globalThis.searchWords = {{\n{line}\n}};\n");
    assert_eq!(project.page("sales", "search.js"), file);
    for audience in ["client", "engineering"] {
        assert!(!project.site(audience).contains_key("search.js"), "{audience}");
    }
}
