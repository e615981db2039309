//! What of a drawing can be seen, and what that refers to, written anew.
//!
//! Writing is repeated until it refers to nothing that it left out: the first pass finds what the
//! visible elements refer to, the next one what those refer to, and so on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use roxmltree::{Document, Node};

use super::NAMESPACE;
use super::attribute::{self, Names};
use super::style::{Sheet, Style};
use super::vocabulary::{Role, is_inherited, role};
use crate::assets::{AssetError, Kind};

/// References of references that are followed; three are much.
const MAX_PASSES: usize = 24;
/// Elements that a browser draws, each `<use>` counted with all that it repeats.
const MAX_DRAWN: usize = 100_000;
/// Elements within elements, through each `<use>`.
const MAX_DRAWN_DEPTH: usize = 512;

/// Writes what can be seen of the drawing.
pub(super) fn write(document: &Document) -> Result<String, AssetError> {
    let mut scene = Scene::of(document)?;
    let root = document.root_element();
    scene.count_drawn(root)?;
    let mut needed = Vec::new();
    for _ in 0..MAX_PASSES {
        let mut pass = Pass::new(&scene, &needed);
        let drawing = pass.write_element(root, Place::root())?;
        let (wanted, written) = (pass.wanted, pass.written);
        let missing: BTreeSet<u32> = wanted.difference(&written).copied().collect();
        if !wanted.iter().eq(&needed) {
            needed = wanted.into_iter().collect();
        } else if !missing.is_empty() {
            // What refers to a hidden element shows nothing and goes with it.
            scene.ids.retain(|_, node| !missing.contains(&node.id().get()));
            needed.clear();
        } else if drawing.is_empty() {
            return Err(AssetError::Invisible);
        } else {
            return Ok(drawing);
        }
    }
    Err(AssetError::TooComplex { what: "references of references" })
}

/// A drawing with its style sheets resolved.
struct Scene<'a, 'input> {
    styles: HashMap<u32, Style>,
    /// Where two elements share an id, the first one has it.
    ids: BTreeMap<&'a str, Node<'a, 'input>>,
}

impl<'a, 'input> Scene<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Result<Scene<'a, 'input>, AssetError> {
        let sheet = Sheet::of(document)?;
        let mut scene = Scene { styles: HashMap::new(), ids: BTreeMap::new() };
        for node in document.descendants().filter(|node| role_of(*node).is_some()) {
            scene.styles.insert(node.id().get(), sheet.style_of(node)?);
            if let Some(id) = node.attribute("id") {
                scene.ids.entry(id).or_insert(node);
            }
        }
        Ok(scene)
    }

    fn style(&self, node: Node) -> &Style {
        self.styles.get(&node.id().get()).expect("every element with a role has a style")
    }

    /// A keyword property of the element itself, in lower case.
    fn own(&self, node: Node, property: &str) -> Option<String> {
        match self.style(node).get(property) {
            Some(value) => value.keyword(),
            None => node.attribute(property).map(|value| value.trim().to_ascii_lowercase()),
        }
    }

    fn is_hidden(&self, node: Node) -> bool {
        let opacity = self.own(node, "opacity");
        let nothing = |opacity: &str| opacity.trim_end_matches('%').parse() == Ok(0.0);
        self.own(node, "display").as_deref() == Some("none")
            || opacity.as_deref().is_some_and(nothing)
    }

    /// What a `<use>` repeats.
    fn used(&self, node: Node) -> Option<Node<'a, 'input>> {
        self.ids.get(attribute::reference(node)?).copied()
    }

    /// Refuses a drawing whose uses of uses would keep a browser busy for ever.
    fn count_drawn(&self, root: Node<'a, 'input>) -> Result<(), AssetError> {
        let mut drawn = 0;
        let mut open = vec![(root, 0)];
        while let Some((node, depth)) = open.pop() {
            drawn += 1;
            if drawn > MAX_DRAWN || depth > MAX_DRAWN_DEPTH {
                return Err(AssetError::TooComplex { what: "repeated elements" });
            }
            let children = node.children().filter(Node::is_element);
            open.extend(children.map(|child| (child, depth + 1)));
            if node.has_tag_name((NAMESPACE, "use")) {
                open.extend(self.used(node).map(|used| (used, depth + 1)));
            }
        }
        Ok(())
    }
}

fn role_of(node: Node) -> Option<Role> {
    let is_svg = node.is_element() && node.tag_name().namespace() == Some(NAMESPACE);
    is_svg.then(|| role(node.tag_name().name())).flatten()
}

/// How the surroundings of an element decide whether it is seen.
#[derive(Clone, Copy)]
struct Place {
    state: State,
    is_visible: bool,
    is_text: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It is drawn where it stands.
    Drawn,
    /// It is drawn where something refers to it or to what it lies in.
    Needed,
    /// It is not drawn, but something in it may be needed.
    Stored,
}

impl Place {
    fn root() -> Place {
        Place { state: State::Drawn, is_visible: true, is_text: false }
    }
}

struct Pass<'s, 'a, 'input> {
    scene: &'s Scene<'a, 'input>,
    /// What the pass before found that something refers to.
    needed: &'s [u32],
    /// What this pass finds that something refers to.
    wanted: BTreeSet<u32>,
    /// What of the needed elements this pass writes.
    written: BTreeSet<u32>,
    names: Names,
}

impl<'s, 'a, 'input> Pass<'s, 'a, 'input> {
    fn new(scene: &'s Scene<'a, 'input>, needed: &'s [u32]) -> Pass<'s, 'a, 'input> {
        Pass {
            scene,
            needed,
            wanted: BTreeSet::new(),
            written: BTreeSet::new(),
            names: Names::default(),
        }
    }

    /// The element as text, empty when nothing of it is seen or needed.
    fn write_element(
        &mut self,
        node: Node<'a, 'input>,
        around: Place,
    ) -> Result<String, AssetError> {
        let Some(role) = role_of(node) else {
            return Ok(String::new());
        };
        let place = self.place(node, role, around);
        if place.state == State::Stored {
            return self.write_stored(node, place);
        }
        match role {
            Role::Motion => Err(AssetError::Animated { kind: Kind::Svg }),
            Role::ForeignObject if shows_text(node) => Err(AssetError::ForeignObject),
            Role::ForeignObject => Ok(String::new()),
            Role::Shape => self.write_shape(node, place),
            Role::Group | Role::Text => {
                let content = self.write_children(node, place)?;
                if content.is_empty() {
                    return Ok(content);
                }
                self.write_tag(node, place, &content)
            }
            Role::Resource | Role::Part => {
                let content = self.write_children(node, place)?;
                self.write_tag(node, place, &content)
            }
        }
    }

    fn is_needed(&self, node: Node) -> bool {
        self.needed.binary_search(&node.id().get()).is_ok()
    }

    fn place(&self, node: Node, role: Role, around: Place) -> Place {
        let is_needed = self.is_needed(node);
        let can_hide = matches!(role, Role::Group | Role::Shape | Role::Text);
        let state = match role {
            _ if can_hide && self.scene.is_hidden(node) => State::Stored,
            _ if is_needed && around.state != State::Drawn => State::Needed,
            Role::Resource if is_needed => State::Needed,
            Role::Resource => State::Stored,
            _ => around.state,
        };
        let is_visible = match self.scene.own(node, "visibility").as_deref() {
            Some("hidden" | "collapse") => false,
            Some("visible") => true,
            // What refers to an element decides whether it is visible, and that is not known here.
            _ => around.is_visible || is_needed,
        };
        Place { state, is_visible, is_text: around.is_text || role == Role::Text }
    }

    /// What is needed of an element that is not drawn itself.
    fn write_stored(&mut self, node: Node<'a, 'input>, place: Place) -> Result<String, AssetError> {
        let content = self.write_children(node, Place { is_text: false, ..place })?;
        if content.is_empty() {
            return Ok(content);
        }
        let mut attributes =
            attribute::all(node, self.scene.style(node), &mut self.names, |_| None);
        attributes.retain(|name, _| is_inherited(name));
        if let Some(style) = attribute::style(node, self.scene.style(node), is_inherited, |_| None)
        {
            attributes.insert("style".to_owned(), style);
        }
        Ok(tag("defs", &attributes, &content))
    }

    fn write_shape(&mut self, node: Node<'a, 'input>, place: Place) -> Result<String, AssetError> {
        let is_seen = place.is_visible || self.is_needed(node);
        let refers_to_nothing = node.tag_name().name() == "use" && self.scene.used(node).is_none();
        if !is_seen || refers_to_nothing {
            return Ok(String::new());
        }
        let mut children = node.children();
        if children.any(|child| role_of(child) == Some(Role::Motion)) {
            return Err(AssetError::Animated { kind: Kind::Svg });
        }
        self.write_tag(node, place, "")
    }

    fn write_children(
        &mut self,
        node: Node<'a, 'input>,
        place: Place,
    ) -> Result<String, AssetError> {
        let mut content = String::new();
        if node.tag_name().name() == "switch" {
            return match chosen(node)? {
                Some(child) => self.write_element(child, place),
                None => Ok(content),
            };
        }
        for child in node.children() {
            if child.is_element() {
                content.push_str(&self.write_element(child, place)?);
            } else if place.is_text && place.is_visible && place.state != State::Stored {
                content.push_str(&escape(child.text().unwrap_or_default()));
            }
        }
        Ok(content)
    }

    fn write_tag(
        &mut self,
        node: Node<'a, 'input>,
        place: Place,
        content: &str,
    ) -> Result<String, AssetError> {
        let scene = self.scene;
        let style = scene.style(node);
        let (needed, wanted) = (self.needed, &mut self.wanted);
        let mut rename = |id: &str| {
            let target = scene.ids.get(id)?.id().get();
            wanted.insert(target);
            Some(short_id(needed, target))
        };
        let mut attributes = attribute::all(node, style, &mut self.names, &mut rename);
        let style = attribute::style(node, style, |name| name != "display", &mut rename);
        attributes.extend(style.map(|style| ("style".to_owned(), style)));
        match (node.tag_name().name(), attribute::reference(node)) {
            ("image", _) => match attribute::picture(node)? {
                Some(picture) => drop(attributes.insert("href".to_owned(), picture)),
                None => return Ok(String::new()),
            },
            ("use" | "textPath" | "linearGradient" | "radialGradient" | "pattern", Some(id)) => {
                let link = rename(id).map(|id| ("href".to_owned(), format!("#{id}")));
                attributes.extend(link);
            }
            _ => {}
        }
        if self.is_needed(node) {
            attributes.insert("id".to_owned(), short_id(needed, node.id().get()));
            self.written.insert(node.id().get());
        }
        if node.parent_element().is_none() {
            attributes.insert("xmlns".to_owned(), NAMESPACE.to_owned());
        }
        Ok(tag(name(node, place), &attributes, content))
    }
}

/// Links lead nowhere inside `<img>`, and what a switch chooses has been chosen.
fn name<'a>(node: Node<'a, '_>, place: Place) -> &'a str {
    match node.tag_name().name() {
        "a" if place.is_text => "tspan",
        "a" | "switch" => "g",
        name => name,
    }
}

/// The name that an element goes by: the number of the needed elements before it.
fn short_id(needed: &[u32], target: u32) -> String {
    let (Ok(place) | Err(place)) = needed.binary_search(&target);
    format!("r{place}")
}

/// The first child of a switch that can be drawn, whatever the reader's language.
fn chosen<'a, 'input>(switch: Node<'a, 'input>) -> Result<Option<Node<'a, 'input>>, AssetError> {
    let can_be_drawn =
        |node: &Node| matches!(role_of(*node), Some(Role::Group | Role::Shape | Role::Text));
    let is_neutral = |node: &Node| !node.has_attribute("systemLanguage");
    let drawn = || switch.children().filter(can_be_drawn);
    let chosen = drawn().find(is_neutral).or_else(|| drawn().next());
    let mut foreign = switch.children().filter(|node| role_of(*node) == Some(Role::ForeignObject));
    if chosen.is_none() && foreign.any(shows_text) {
        return Err(AssetError::ForeignObject);
    }
    Ok(chosen)
}

fn shows_text(node: Node) -> bool {
    node.descendants()
        .any(|inner| inner.is_text() && !inner.text().unwrap_or_default().trim().is_empty())
}

fn tag(name: &str, attributes: &BTreeMap<String, String>, content: &str) -> String {
    let mut written = format!("<{name}");
    for (name, value) in attributes {
        written.push_str(&format!(" {name}=\"{}\"", escape(value)));
    }
    if content.is_empty() {
        written.push_str("/>");
    } else {
        written.push_str(&format!(">{content}</{name}>"));
    }
    written
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(['\n', '\r', '\t'], " ")
}
