//! Selectors of style sheets, as far as drawings use them. Any other is refused, because what it
//! hides would be shown.

use std::cell::Cell;

use cssparser::{ParseError, Parser, Token};
use roxmltree::Node;

use super::style::Unsupported;

type Failure = ParseError<Unsupported>;

/// A selector without commas: tests of an element, and of those around it.
#[derive(Debug)]
pub(super) struct Selector {
    /// The element itself last, each with how it stands to the one before it.
    steps: Vec<(Relation, Compound)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Within,
    Child,
    After,
    NextTo,
}

#[derive(Debug, Default)]
struct Compound {
    element: Option<String>,
    tests: Vec<Test>,
}

#[derive(Debug)]
enum Test {
    Id(String),
    Class(String),
    Attribute {
        name: String,
        operator: char,
        value: String,
    },
    Root,
    FirstChild,
    LastChild,
    /// What only a pointer, a visited link, or a part of an element fulfills.
    Never,
}

/// Reads a list of selectors.
///
/// # Errors
/// A mistake, for which browsers drop the rule, or a selector that is not known here.
pub(super) fn parse_selectors(input: &mut Parser) -> Result<Vec<Selector>, Failure> {
    let mut selectors = Vec::new();
    let mut steps = Vec::new();
    let mut relation = Relation::Within;
    input.skip_whitespace();
    loop {
        let compound = parse_compound(input)?;
        steps.push((relation, compound));
        match parse_relation(input)? {
            Some(next) => relation = next,
            None => {
                selectors.push(Selector { steps: std::mem::take(&mut steps) });
                if input.is_exhausted() {
                    return Ok(selectors);
                }
                input.expect_comma()?;
                input.skip_whitespace();
                relation = Relation::Within;
            }
        }
    }
}

/// What stands between two compounds; nothing at the end of a selector.
fn parse_relation(input: &mut Parser) -> Result<Option<Relation>, Failure> {
    let before = input.position();
    input.skip_whitespace();
    let spaced = input.position() != before;
    let state = input.state();
    let relation = match input.next() {
        Err(_) => return Ok(None),
        Ok(Token::Comma) => {
            input.reset(&state);
            return Ok(None);
        }
        Ok(Token::Delim('>')) => Relation::Child,
        Ok(Token::Delim('+')) => Relation::NextTo,
        Ok(Token::Delim('~')) => Relation::After,
        Ok(_) if spaced => {
            input.reset(&state);
            return Ok(Some(Relation::Within));
        }
        Ok(_) => return Err(ParseError::unexpected_token()),
    };
    input.skip_whitespace();
    Ok(Some(relation))
}

fn parse_compound(input: &mut Parser) -> Result<Compound, Failure> {
    let mut compound = Compound::default();
    let mut is_empty = true;
    loop {
        let state = input.state();
        match input.next_including_whitespace().cloned() {
            Ok(Token::Delim('*')) if is_empty => {}
            Ok(Token::Ident(name)) if is_empty => compound.element = Some(name.to_string()),
            Ok(Token::IDHash(id) | Token::Hash(id)) => {
                compound.tests.push(Test::Id(id.to_string()));
            }
            Ok(Token::Delim('.')) => {
                compound.tests.push(Test::Class(input.expect_ident()?.to_string()));
            }
            Ok(Token::SquareBracketBlock) => {
                compound.tests.push(input.parse_nested_block(parse_attribute)?);
            }
            Ok(Token::Colon) => compound.tests.push(parse_pseudo(input)?),
            Ok(Token::Delim('|')) => return Err(unsupported("|")),
            _ if is_empty => return Err(ParseError::unexpected_token()),
            _ => {
                input.reset(&state);
                return Ok(compound);
            }
        }
        is_empty = false;
    }
}

fn parse_attribute(input: &mut Parser) -> Result<Test, Failure> {
    let name = input.expect_ident()?.to_string();
    if input.is_exhausted() {
        return Ok(Test::Attribute { name, operator: '*', value: String::new() });
    }
    let operator = match input.next()? {
        Token::Delim('=') => '=',
        Token::IncludeMatch => '~',
        Token::DashMatch => '|',
        Token::PrefixMatch => '^',
        Token::SuffixMatch => '$',
        Token::SubstringMatch => '*',
        _ => return Err(ParseError::unexpected_token()),
    };
    let value = input.expect_ident_or_string()?.to_string();
    if !input.is_exhausted() {
        return Err(unsupported("[… i]"));
    }
    Ok(Test::Attribute { name, operator, value })
}

fn parse_pseudo(input: &mut Parser) -> Result<Test, Failure> {
    match input.next_including_whitespace()?.clone() {
        // A part of an element, such as `::selection`, or something made by the sheet.
        Token::Colon => {
            input.expect_ident()?;
            Ok(Test::Never)
        }
        Token::Ident(name) => match name.to_ascii_lowercase().as_str() {
            "root" => Ok(Test::Root),
            "first-child" => Ok(Test::FirstChild),
            "last-child" => Ok(Test::LastChild),
            "hover" | "active" | "focus" | "focus-visible" | "focus-within" | "visited"
            | "link" | "target" | "before" | "after" => Ok(Test::Never),
            _ => Err(unsupported(&format!(":{name}"))),
        },
        Token::Function(name) => Err(unsupported(&format!(":{name}()"))),
        _ => Err(ParseError::unexpected_token()),
    }
}

fn unsupported(found: &str) -> Failure {
    ParseError::custom(Unsupported(found.to_owned()))
}

impl Selector {
    /// The numbers of ids, of classes and the like, and of element names.
    pub(super) fn specificity(&self) -> (u32, u32, u32) {
        let mut sum = (0, 0, 0);
        for (_, compound) in &self.steps {
            sum.2 += u32::from(compound.element.is_some());
            for test in &compound.tests {
                match test {
                    Test::Id(_) => sum.0 += 1,
                    _ => sum.1 += 1,
                }
            }
        }
        sum
    }

    /// A class that every element has which it selects, if there is one.
    pub(super) fn class(&self) -> Option<&str> {
        let (_, compound) = self.steps.last()?;
        compound.tests.iter().find_map(|test| match test {
            Test::Class(class) => Some(class.as_str()),
            _ => None,
        })
    }

    /// Whether it selects the element. Each look at an element counts as a step.
    pub(super) fn matches(&self, node: Node, taken: &Cell<u64>) -> bool {
        matches_all(&self.steps, node, taken)
    }
}

fn matches_all(steps: &[(Relation, Compound)], node: Node, taken: &Cell<u64>) -> bool {
    taken.set(taken.get() + 1);
    // Whoever counts sees that this is too much, so the answer no longer matters.
    if taken.get() > super::style::MAX_STEPS {
        return false;
    }
    let Some(((relation, compound), outer)) = steps.split_last() else {
        return true;
    };
    if !compound.matches(node) {
        return false;
    }
    if outer.is_empty() {
        return true;
    }
    let matches = |other: Node| matches_all(outer, other, taken);
    match relation {
        Relation::Within => node.ancestors().skip(1).filter(Node::is_element).any(matches),
        Relation::Child => node.parent_element().is_some_and(matches),
        Relation::After => node.prev_siblings().skip(1).filter(Node::is_element).any(matches),
        Relation::NextTo => node.prev_sibling_element().is_some_and(matches),
    }
}

impl Compound {
    fn matches(&self, node: Node) -> bool {
        let element = self.element.as_deref();
        element.is_none_or(|element| element == node.tag_name().name())
            && self.tests.iter().all(|test| test.matches(node))
    }
}

impl Test {
    fn matches(&self, node: Node) -> bool {
        match self {
            Test::Id(id) => node.attribute("id") == Some(id),
            Test::Class(class) => {
                let classes = node.attribute("class").unwrap_or_default();
                classes.split_ascii_whitespace().any(|found| found == class)
            }
            Test::Attribute { name, operator, value } => node
                .attribute(name.as_str())
                .is_some_and(|found| attribute_matches(found, *operator, value)),
            Test::Root => node.parent_element().is_none(),
            Test::FirstChild => node.prev_sibling_element().is_none(),
            Test::LastChild => node.next_sibling_element().is_none(),
            Test::Never => false,
        }
    }
}

fn attribute_matches(found: &str, operator: char, value: &str) -> bool {
    match operator {
        '=' => found == value,
        '~' => found.split_ascii_whitespace().any(|word| word == value),
        '|' => {
            found.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        '^' => found.starts_with(value),
        '$' => found.ends_with(value),
        _ => found.contains(value),
    }
}
