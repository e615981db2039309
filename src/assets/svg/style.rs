//! Style sheets, resolved: which properties each element has, so that no sheet needs to be kept.
//!
//! A layer is often hidden by a class. So only what the whole cascade says decides what is hidden,
//! and the names of classes, which may be anything, need not be published.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, DeclarationParser, ParseError, ParseErrorKind,
    Parser, ParserState, QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};
use roxmltree::{Document, Node};

use super::NAMESPACE;
use super::selector::{Selector, parse_selectors};
use super::value::Value;
use super::vocabulary::is_property;
use crate::assets::AssetError;

/// Elements looked at and bytes copied to resolve the sheets of a drawing: ten times what large
/// honest drawings take, and half a second.
pub(super) const MAX_STEPS: u64 = 5_000_000;

/// All style sheets of a drawing.
#[derive(Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// The rules for elements of a class, because traced pictures have thousands of such rules.
    by_class: HashMap<String, Vec<usize>>,
    /// The rules that have selectors without a class.
    for_any: Vec<usize>,
    steps: Cell<u64>,
}

struct Rule {
    selectors: Vec<Selector>,
    declarations: Vec<Declaration>,
    /// The bytes of all values, and as many again for the names.
    size: u64,
}

struct Declaration {
    property: String,
    value: Value,
    important: bool,
}

/// Where a declaration stands. The element's own attribute weighs more than any selector.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Sheet,
    Element,
}

/// What decides between two declarations of a property, before their order: whether it is
/// important, where it stands, and the selector's specificity.
type Weight = (bool, Origin, (u32, u32, u32));

/// An element's properties, the weakest first, each at most once.
#[derive(Clone, Default)]
pub(super) struct Style {
    properties: Vec<(String, Value)>,
}

impl Style {
    pub(super) fn get(&self, property: &str) -> Option<&Value> {
        self.properties.iter().find(|(name, _)| name == property).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.properties.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl Sheet {
    /// Reads every `<style>` of the drawing.
    pub(super) fn of(document: &Document) -> Result<Sheet, AssetError> {
        let mut sheet = Sheet::default();
        let styles = document.descendants().filter(|node| node.has_tag_name((NAMESPACE, "style")));
        for style in styles.filter(|style| is_for_screens(style.attribute("media"))) {
            let text: String = style.children().filter_map(|node| node.text()).collect();
            sheet.read(&text)?;
        }
        Ok(sheet)
    }

    fn read(&mut self, text: &str) -> Result<(), AssetError> {
        let mut input = Parser::new(text);
        for rule in StyleSheetParser::new(&mut input, &mut RuleReader) {
            match rule {
                Ok(rule) => self.add(rule),
                Err((error, ..)) => Unsupported::in_error(error).map_or(Ok(()), Err)?,
            }
        }
        Ok(())
    }

    fn add(&mut self, rule: Rule) {
        let place = self.rules.len();
        for selector in &rule.selectors {
            match selector.class() {
                Some(class) => self.by_class.entry(class.to_owned()).or_default().push(place),
                None => self.for_any.push(place),
            }
        }
        self.rules.push(rule);
    }

    /// The properties of one element, from the sheets and its own `style` attribute.
    pub(super) fn style_of(&self, node: Node) -> Result<Style, AssetError> {
        let own = match node.attribute("style") {
            Some(text) => read_declarations(&mut Parser::new(text))?,
            None => Vec::new(),
        };
        let mut weighed: Vec<(Weight, &Declaration)> = Vec::new();
        for place in self.candidates(node) {
            let rule = &self.rules[place];
            if let Some(specificity) = rule.specificity_for(node, &self.steps) {
                weighed.extend(weigh(&rule.declarations, Origin::Sheet, specificity));
                self.steps.set(self.steps.get() + rule.size);
            }
            if self.steps.get() > MAX_STEPS {
                return Err(AssetError::TooComplex { what: "style rules" });
            }
        }
        weighed.extend(weigh(&own, Origin::Element, (0, 0, 0)));
        // The sort is stable, so of two with the same weight the later one stays later.
        weighed.sort_by_key(|(weight, _)| *weight);
        let mut style = Style::default();
        for (_, declaration) in weighed {
            style.properties.retain(|(name, _)| *name != declaration.property);
            style.properties.push((declaration.property.clone(), declaration.value.clone()));
        }
        Ok(style)
    }

    /// The rules that could select the element.
    fn candidates(&self, node: Node) -> BTreeSet<usize> {
        let classes = node.attribute("class").unwrap_or_default();
        let of_class = |class| self.by_class.get(class);
        let of_classes = classes.split_ascii_whitespace().filter_map(of_class);
        of_classes.flatten().chain(&self.for_any).copied().collect()
    }
}

impl Rule {
    /// The specificity of the most specific selector that selects the element, if one does.
    fn specificity_for(&self, node: Node, steps: &Cell<u64>) -> Option<(u32, u32, u32)> {
        let matching = self.selectors.iter().filter(|selector| selector.matches(node, steps));
        matching.map(Selector::specificity).max()
    }
}

fn weigh(
    declarations: &[Declaration],
    origin: Origin,
    specificity: (u32, u32, u32),
) -> impl Iterator<Item = (Weight, &Declaration)> {
    declarations
        .iter()
        .map(move |declaration| ((declaration.important, origin, specificity), declaration))
}

fn is_for_screens(media: Option<&str>) -> bool {
    matches!(media.map(str::trim), None | Some("" | "all" | "screen"))
}

/// What cannot be resolved. An error of cssparser's own kinds is a mistake that browsers step over.
#[derive(Clone, Debug)]
pub(super) struct Unsupported(pub(super) String);

impl Unsupported {
    fn in_error(error: ParseError<Unsupported>) -> Option<Unsupported> {
        match error.kind {
            ParseErrorKind::Basic(_) => None,
            ParseErrorKind::Custom(unsupported) => Some(unsupported),
        }
    }
}

impl From<Unsupported> for AssetError {
    fn from(Unsupported(found): Unsupported) -> AssetError {
        AssetError::Style { found }
    }
}

fn read_declarations(input: &mut Parser) -> Result<Vec<Declaration>, Unsupported> {
    let mut declarations = Vec::new();
    for item in RuleBodyParser::new(input, &mut BodyReader) {
        match item {
            Ok(Item::Declaration(declaration)) => declarations.push(declaration),
            Ok(Item::Rule) => return Err(Unsupported("nested rules".to_owned())),
            Err((error, ..)) => Unsupported::in_error(error).map_or(Ok(()), Err)?,
        }
    }
    Ok(declarations)
}

struct RuleReader;

impl<'i> QualifiedRuleParser<'i> for RuleReader {
    type Prelude = Vec<Selector>;
    type QualifiedRule = Rule;
    type Error = Unsupported;

    fn parse_prelude(
        &mut self,
        input: &mut Parser<'i>,
    ) -> Result<Vec<Selector>, ParseError<Unsupported>> {
        parse_selectors(input)
    }

    fn parse_block(
        &mut self,
        selectors: Vec<Selector>,
        _start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Rule, ParseError<Unsupported>> {
        let declarations = read_declarations(input).map_err(ParseError::custom)?;
        let size = |declaration: &Declaration| 2 * declaration.value.size() as u64;
        Ok(Rule { selectors, size: declarations.iter().map(size).sum(), declarations })
    }
}

impl<'i> AtRuleParser<'i> for RuleReader {
    type Prelude = ();
    type AtRule = Rule;
    type Error = Unsupported;

    /// Rules for print, for dark screens, for motion, and for fonts are left out; what they would
    /// do is not part of a still picture on paper white.
    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        _input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Unsupported>> {
        match name.to_ascii_lowercase().as_str() {
            "charset" | "import" | "namespace" | "media" | "font-face" | "keyframes"
            | "-webkit-keyframes" | "page" => {
                Err(ParseError::from_basic_kind(BasicParseErrorKind::AtRuleInvalid))
            }
            _ => Err(ParseError::custom(Unsupported(format!("@{name}")))),
        }
    }
}

struct BodyReader;

enum Item {
    Declaration(Declaration),
    /// A rule within a rule, which could hide anything.
    Rule,
}

impl<'i> DeclarationParser<'i> for BodyReader {
    type Declaration = Item;
    type Error = Unsupported;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _start: &ParserState,
    ) -> Result<Item, ParseError<Unsupported>> {
        let property = name.to_ascii_lowercase();
        if !is_property(&property) {
            return Err(ParseError::unexpected_token());
        }
        let (value, important) = Value::read(&property, input)?;
        Ok(Item::Declaration(Declaration { property, value, important }))
    }
}

impl<'i> QualifiedRuleParser<'i> for BodyReader {
    type Prelude = ();
    type QualifiedRule = Item;
    type Error = Unsupported;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<(), ParseError<Unsupported>> {
        while input.next().is_ok() {}
        Ok(())
    }

    fn parse_block(
        &mut self,
        _prelude: (),
        _start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Item, ParseError<Unsupported>> {
        while input.next().is_ok() {}
        Ok(Item::Rule)
    }
}

impl AtRuleParser<'_> for BodyReader {
    type Prelude = ();
    type AtRule = Item;
    type Error = Unsupported;
}

impl RuleBodyItemParser<'_, Item, Unsupported> for BodyReader {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}
