//! Prints diagnostics as SARIF 2.1.0, the exchange format of code scanning (OASIS, 2020). It is made
//! to be handed on, so values are masked, always.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::codes::CODES;
use super::{Diagnostic, Message, Readers, Severity, Sources, Span};

/// The whole document. `root` is the project's folder as it was named; `trouble` is what kept the
/// program from looking at the content.
pub fn to_sarif(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    root: &str,
    trouble: Option<&Message>,
) -> Value {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, &codes, sources, root)).collect();
    let trouble_text = trouble.map(|message| message.text(Readers::Anybody));
    let notifications: Vec<Value> = (trouble_text.iter())
        .map(|words| json!({ "level": "error", "message": text(words) }))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Roadcast",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [{
                "executionSuccessful": trouble.is_none(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &str) -> Value {
    let about = CODES.iter().find(|(known, _)| *known == code).map(|(_, about)| *about);
    let about = about.expect("a test holds the list of codes complete");
    json!({ "id": code, "shortDescription": text(about), "help": text(about) })
}

fn result(diagnostic: &Diagnostic, codes: &[&str], sources: &Sources, root: &str) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut words = diagnostic.message.text(Readers::Anybody);
    for hint in &diagnostic.hints {
        write!(words, "\nhelp: {}", hint.text(Readers::Anybody))
            .expect("writing to a String never fails");
    }
    // GitHub refuses results without a place; what belongs to no line belongs to the project.
    let whole = || {
        let uri = uri(&format!("{root}roadcast.yaml"));
        json!({ "artifactLocation": { "uri": uri }, "region": { "startLine": 1 } })
    };
    let place_of = |span| place(span, sources, root);
    let location = json!({ "physicalLocation": diagnostic.span.map_or_else(whole, place_of) });
    let related: Vec<Value> = (diagnostic.related.iter())
        .map(|(span, words)| {
            json!({ "physicalLocation": place(*span, sources, root), "message": text(&words.text(Readers::Anybody)) })
        })
        .collect();
    json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": level,
        "message": text(&words),
        "locations": [location],
        "relatedLocations": related,
    })
}

fn text(words: &str) -> Value {
    json!({ "text": words })
}

fn place(span: Span, sources: &Sources, root: &str) -> Value {
    let range = sources.clamp(span);
    let (start, end) =
        (sources.position(span.file, range.start), sources.position(span.file, range.end));
    json!({
        "artifactLocation": { "uri": uri(&format!("{root}{}", sources.path(span.file))) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    })
}

/// A path as a URI reference: relative, or a `file:` address where it starts from the root.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a String never fails");
        }
    }
    out
}
