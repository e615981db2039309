//! Where all lies in a drawing of dependencies: what waits to the right, no arrow through a box.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{pixels, shorten, wrapped};

const BOX_WIDTH: i32 = 232;
const BOX_HEIGHT: i32 = 68;
const COLUMN: i32 = 320;
const GAP: i32 = 14;
/// Height that an arrow takes where it passes a column.
const BEND: i32 = 10;
const GROUP_GAP: i32 = 34;
const SIDE: i32 = 12;
const SWEEPS: usize = 8;
/// More bends than this, and arrows go straight: nobody could follow them anyway.
const MAX_BENDS: usize = 4000;

/// An entry to draw.
#[derive(Clone)]
pub struct Node {
    /// Title.
    pub title: String,
    /// Relative to the site's root.
    pub url: String,
    /// Stage, for the style.
    pub key: &'static str,
    /// What is said beneath the title.
    pub note: String,
    /// Positions of the nodes that it waits for.
    pub depends_on: Vec<usize>,
}

/// A drawing, in pixels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Graph {
    /// Of the drawing.
    pub width: i32,
    /// Of the drawing.
    pub height: i32,
    /// The entries.
    pub boxes: Vec<NodeBox>,
    /// From what is waited for to what waits.
    pub edges: Vec<Edge>,
    /// Length of the longest chain, in entries.
    pub depth: usize,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NodeBox {
    /// Title.
    pub title: String,
    /// Title, in two lines at most.
    pub lines: Vec<String>,
    /// Beneath the title.
    pub note: String,
    /// Relative to the site's root.
    pub url: String,
    /// For the style.
    pub key: &'static str,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Edge {
    /// For the `d` of an SVG path.
    pub path: String,
    /// Address of what is waited for.
    pub from: String,
    /// Address of what waits.
    pub to: String,
}

/// What takes up room in a column: a node, or an arrow that passes it.
#[derive(Clone, Debug)]
struct Slot {
    node: Option<usize>,
    column: usize,
    /// Slots of the column before that lead here.
    from: Vec<usize>,
    y: i32,
}

impl Slot {
    fn height(&self) -> i32 {
        if self.node.is_some() { BOX_HEIGHT } else { BEND }
    }
}

/// Lays out the nodes that have a dependency or are one. The dependencies have no cycle.
pub fn graph(nodes: &[Node]) -> Graph {
    let columns = columns(nodes);
    let mut graph = Graph { width: SIDE * 2, ..Graph::default() };
    let mut top = SIDE;
    for mut group in reached(nodes) {
        group.sort_unstable();
        let (mut slots, chains) = slots(nodes, &group, &columns);
        let mut order = first_order(&slots);
        for sweep in 0..SWEEPS {
            reorder(&slots, &mut order, sweep % 2 == 0);
        }
        let height = place(&mut slots, &order, top);
        let boxes = slots.iter().filter_map(|slot| Some((slot.node?, slot)));
        graph.boxes.extend(boxes.map(|(at, slot)| node_box(&nodes[at], slot)));
        graph.edges.extend(chains.iter().map(|chain| edge(nodes, &slots, chain)));
        top += height + GROUP_GAP;
    }
    let right = graph.boxes.iter().map(|node| node.x + node.width).max().unwrap_or(0);
    graph.width = right + SIDE;
    graph.height = (top - GROUP_GAP + SIDE).max(SIDE * 2);
    graph.depth = graph.boxes.iter().map(|node| node.x / COLUMN + 1).max().unwrap_or(0) as usize;
    graph
}

/// The column of each node: one more than the longest chain that leads to it.
fn columns(nodes: &[Node]) -> Vec<usize> {
    let mut columns = vec![0; nodes.len()];
    // Without cycles this ends after as many rounds as the longest chain has links.
    for _ in 0..nodes.len() {
        let mut has_moved = false;
        for (at, node) in nodes.iter().enumerate() {
            let wanted = node.depends_on.iter().map(|other| columns[*other] + 1).max();
            if wanted.is_some_and(|wanted| wanted > columns[at]) {
                columns[at] = wanted.unwrap_or(0);
                has_moved = true;
            }
        }
        if !has_moved {
            break;
        }
    }
    columns
}

/// How many entries the longest chain has.
pub fn depth(nodes: &[Node]) -> usize {
    let columns = columns(nodes);
    reached(nodes).into_iter().flatten().map(|at| columns[at] + 1).max().unwrap_or(0)
}

/// Nodes that hang together, the largest group first, each in an order in which neighbors stand
/// near each other. Nodes on their own are left out.
pub fn reached(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut neighbors = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        for other in &node.depends_on {
            neighbors[at].push(*other);
            neighbors[*other].push(at);
        }
    }
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for start in (0..nodes.len()).filter(|at| !neighbors[*at].is_empty()) {
        let mut group = Vec::new();
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                group.push(at);
                open.extend(&neighbors[at]);
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// A slot for each node of a group, and for each column that an arrow passes; and the slots that
/// each arrow runs through.
fn slots(nodes: &[Node], group: &[usize], columns: &[usize]) -> (Vec<Slot>, Vec<Vec<usize>>) {
    let slot = |node, column| Slot { node, column, from: Vec::new(), y: 0 };
    let mut slots: Vec<Slot> = group.iter().map(|at| slot(Some(*at), columns[*at])).collect();
    let place = |at: usize| group.binary_search(&at).expect("groups hold all neighbors");
    let mut chains = Vec::new();
    for at in group {
        for other in &nodes[*at].depends_on {
            let mut chain = vec![place(*other)];
            for column in columns[*other] + 1..columns[*at] {
                if slots.len() - group.len() >= MAX_BENDS {
                    break;
                }
                let last = chain.last().copied().into_iter().collect();
                slots.push(Slot { from: last, ..slot(None, column) });
                chain.push(slots.len() - 1);
            }
            let target = place(*at);
            slots[target].from.extend(chain.last());
            chain.push(target);
            chains.push(chain);
        }
    }
    (slots, chains)
}

/// The slots of each column in the order in which they were made.
fn first_order(slots: &[Slot]) -> Vec<Vec<usize>> {
    let last = slots.iter().map(|slot| slot.column).max().unwrap_or(0);
    let mut order = vec![Vec::new(); last + 1];
    for (at, slot) in slots.iter().enumerate() {
        order[slot.column].push(at);
    }
    order
}

/// Moves each slot to the middle of its neighbors in the column before, or in the one behind.
fn reorder(slots: &[Slot], order: &mut [Vec<usize>], is_forward: bool) {
    let mut neighbors = vec![Vec::new(); slots.len()];
    for (at, slot) in slots.iter().enumerate() {
        for other in &slot.from {
            if is_forward {
                neighbors[at].push(*other);
            } else {
                neighbors[*other].push(at);
            }
        }
    }
    let mut ranks = vec![0_u64; slots.len()];
    let count = order.len();
    for step in 0..count {
        let column = if is_forward { step } else { count - 1 - step };
        let middle = |at: usize, ranks: &[u64]| {
            let near = &neighbors[at];
            let sum: u64 = near.iter().map(|other| ranks[*other]).sum();
            // In thousandths, so that whole numbers do.
            (!near.is_empty()).then(|| sum * 1000 / near.len() as u64)
        };
        let mut keyed: Vec<(u64, usize)> = (order[column].iter().enumerate())
            .map(|(rank, at)| (middle(*at, &ranks).unwrap_or(rank as u64 * 1000), *at))
            .collect();
        keyed.sort_by_key(|(middle, _)| *middle);
        order[column] = keyed.into_iter().map(|(_, at)| at).collect();
        for (rank, at) in order[column].iter().enumerate() {
            ranks[*at] = rank as u64;
        }
    }
}

/// Puts the slots of each column below each other, centered; returns the height of the highest.
fn place(slots: &mut [Slot], order: &[Vec<usize>], top: i32) -> i32 {
    let height = |column: &[usize]| {
        let boxes: i32 = column.iter().map(|at| slots[*at].height()).sum();
        boxes + pixels(column.len().saturating_sub(1), GAP)
    };
    let heights: Vec<i32> = order.iter().map(|column| height(column)).collect();
    let highest = heights.iter().copied().max().unwrap_or(0);
    for (column, own) in order.iter().zip(heights) {
        let mut y = top + (highest - own) / 2;
        for at in column {
            slots[*at].y = y;
            y += slots[*at].height() + GAP;
        }
    }
    highest
}

fn node_box(node: &Node, slot: &Slot) -> NodeBox {
    NodeBox {
        title: node.title.clone(),
        lines: wrapped(&node.title, 15, BOX_WIDTH - 24),
        note: shorten(&node.note, 12, BOX_WIDTH - 24),
        url: node.url.clone(),
        key: node.key,
        x: SIDE + pixels(slot.column, COLUMN),
        y: slot.y,
        width: BOX_WIDTH,
        height: BOX_HEIGHT,
    }
}

/// A curve from the right edge of the first slot through all to the left edge of the last.
fn edge(nodes: &[Node], slots: &[Slot], chain: &[usize]) -> Edge {
    let middle = |slot: &Slot| slot.y + slot.height() / 2;
    let left = |slot: &Slot| SIDE + pixels(slot.column, COLUMN);
    let bend = (COLUMN - BOX_WIDTH) / 2;
    let mut path = String::new();
    for pair in chain.windows(2) {
        let (from, to) = (&slots[pair[0]], &slots[pair[1]]);
        let (x1, y1) = (left(from) + BOX_WIDTH, middle(from));
        let arrives = if to.node.is_some() { left(to) - 3 } else { left(to) };
        let (x2, y2) = (arrives, middle(to));
        if path.is_empty() {
            path = format!("M{x1} {y1}");
        }
        path += &format!("C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend);
        if to.node.is_none() {
            path += &format!("H{}", left(to) + BOX_WIDTH);
        }
    }
    let url = |at: usize| nodes[slots[at].node.expect("a chain ends in entries")].url.clone();
    Edge { path, from: url(chain[0]), to: url(chain[chain.len() - 1]) }
}

#[cfg(test)]
mod tests {
    use super::{Graph, Node, graph};

    fn node(at: usize, depends_on: &[usize]) -> Node {
        Node {
            title: format!("Entry {at}"),
            url: format!("items/{at}.html"),
            key: "planned",
            note: "Planned".to_owned(),
            depends_on: depends_on.to_vec(),
        }
    }

    /// Each waits for up to three before it, of which some are far away.
    fn nodes(count: usize) -> Vec<Node> {
        let before = |at: usize| {
            let mut found: Vec<_> =
                [1, 7, 31].iter().filter_map(|by| at.checked_sub(*by)).collect();
            found.truncate(at % 4);
            found
        };
        (0..count).map(|at| node(at, &before(at))).collect()
    }

    fn overlaps(graph: &Graph) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for (at, one) in graph.boxes.iter().enumerate() {
            for other in &graph.boxes[at + 1..] {
                let is_apart = one.x + one.width <= other.x
                    || other.x + other.width <= one.x
                    || one.y + one.height <= other.y
                    || other.y + other.height <= one.y;
                if !is_apart {
                    found.push((one.title.as_str(), other.title.as_str()));
                }
            }
        }
        found
    }

    #[test]
    fn boxes_do_not_overlap_and_stay_inside() {
        for count in [0, 1, 2, 53, 500] {
            let graph = graph(&nodes(count));
            assert_eq!(overlaps(&graph), [("", ""); 0]);
            for node in &graph.boxes {
                assert!(node.x >= 0 && node.x + node.width <= graph.width, "{node:?}");
                assert!(node.y >= 0 && node.y + node.height <= graph.height, "{node:?}");
            }
        }
    }

    #[test]
    fn what_waits_stands_to_the_right_of_what_it_waits_for() {
        let nodes = nodes(100);
        let graph = graph(&nodes);
        let x = |at: usize| {
            let url = &nodes[at].url;
            graph.boxes.iter().find(|node| node.url == *url).expect("it is drawn").x
        };
        for (at, node) in nodes.iter().enumerate() {
            for other in &node.depends_on {
                assert!(x(*other) < x(at), "{at} waits for {other}");
            }
        }
        assert_eq!(
            graph.edges.len(),
            nodes.iter().map(|node| node.depends_on.len()).sum::<usize>()
        );
    }

    #[test]
    fn the_same_nodes_give_the_same_drawing() {
        assert_eq!(graph(&nodes(200)), graph(&nodes(200)));
    }

    #[test]
    fn nodes_on_their_own_are_left_out() {
        let graph = graph(&[node(0, &[]), node(1, &[]), node(2, &[1])]);
        let titles: Vec<_> = graph.boxes.iter().map(|node| node.title.as_str()).collect();
        assert_eq!((titles, graph.depth), (vec!["Entry 1", "Entry 2"], 2));
    }

    #[test]
    fn a_chain_through_everything_is_drawn() {
        let chain: Vec<_> = (0..500_usize)
            .map(|at| node(at, &at.checked_sub(1).map_or(vec![], |b| vec![b, 0])))
            .collect();
        let graph = graph(&chain);
        assert_eq!((graph.boxes.len(), graph.depth), (500, 500));
        assert_eq!(overlaps(&graph), [("", ""); 0]);
    }
}
