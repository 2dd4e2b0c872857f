//! The machine: a petgraph graph of places and ends, built once in declaration order and then frozen.
//!
//! petgraph iterates a node's edges newest first, so the order in which a case tries its edges is never read from the
//! graph: each node keeps its edges in a sorted slice of their declaration numbers.

use super::ids::{OutcomeId, PlaceId};
use super::parts::{Clause, Effect, Node, Target, Trigger};
use petgraph::graph::{DiGraph, NodeIndex};
use thiserror::Error;

/// An edge: what sets it off, what it does, where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place it leaves.
    pub from: PlaceId,
    /// What sets it off.
    pub trigger: Trigger,
    /// What happens, in order.
    pub effects: Vec<Effect>,
    /// Where it leads.
    pub target: Target,
    /// Where the text says so.
    pub clause: Clause,
}

/// An edge that names a place or outcome the machine does not have.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MachineError {
    /// No such place.
    #[error("an edge names place {0:?}, which the machine does not have")]
    Place(PlaceId),
    /// No such outcome.
    #[error("an edge names outcome {0:?}, which the machine does not have")]
    Outcome(OutcomeId),
    /// Nothing to start from.
    #[error("a machine needs a place to start from")]
    Empty,
}

/// The frozen state machine of a procedure.
#[derive(Clone, Debug)]
pub struct Machine {
    graph: DiGraph<Node, usize, u32>,
    edges: Vec<Edge>,
    by_place: Vec<Vec<usize>>,
    places: usize,
}

impl Machine {
    /// Builds the machine over `places` places (the first is the start) and `outcomes` ends.
    ///
    /// # Errors
    /// [`MachineError`] when there is no place, or an edge names one that is not there.
    pub fn new(places: usize, outcomes: usize, edges: Vec<Edge>) -> Result<Self, MachineError> {
        if places == 0 {
            return Err(MachineError::Empty);
        }
        let mut graph = DiGraph::with_capacity(places.saturating_add(outcomes), edges.len());
        let place_nodes: Vec<NodeIndex<u32>> =
            (0..places).filter_map(PlaceId::new).map(|id| graph.add_node(Node::Place(id))).collect();
        let end_nodes: Vec<NodeIndex<u32>> =
            (0..outcomes).filter_map(OutcomeId::new).map(|id| graph.add_node(Node::End(id))).collect();
        let place_node = |id: PlaceId| place_nodes.get(id.index()).copied().ok_or(MachineError::Place(id));
        let mut by_place = vec![Vec::new(); places];
        for (number, edge) in edges.iter().enumerate() {
            let from = place_node(edge.from)?;
            let to = match &edge.target {
                // Where a case goes back to is known only when it does.
                Target::Stay { .. } | Target::Back => from,
                Target::Place(id)
                | Target::Return(id, _)
                | Target::Interrupt(id)
                | Target::EndBranch(id)
                | Target::Abort(id) => place_node(*id)?,
                Target::Close(id) => end_nodes.get(id.index()).copied().ok_or(MachineError::Outcome(*id))?,
            };
            graph.add_edge(from, to, number);
            if let Some(list) = by_place.get_mut(edge.from.index()) {
                list.push(number);
            }
        }
        Ok(Self { graph, edges, by_place, places })
    }

    /// The place a case starts in.
    #[must_use]
    pub fn start(&self) -> Option<PlaceId> {
        PlaceId::new(0)
    }

    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places
    }

    /// All edges, in declaration order.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The edges that leave a place, in declaration order.
    pub fn edges_from(&self, place: PlaceId) -> impl Iterator<Item = &Edge> {
        self.by_place.get(place.index()).into_iter().flatten().filter_map(|number| self.edges.get(*number))
    }

    /// The graph itself, for searches and drawings; edge weights are positions in [`Machine::edges`].
    #[must_use]
    pub fn graph(&self) -> &DiGraph<Node, usize, u32> {
        &self.graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: Target) -> Edge {
        Edge {
            from: PlaceId::new(from).unwrap(),
            trigger: Trigger::Completed(None),
            effects: Vec::new(),
            target: to,
            clause: Clause { section: "step a".into(), number: 1 },
        }
    }

    #[test]
    fn edges_come_in_declaration_order_whatever_petgraph_does() {
        let to = |n| Target::Place(PlaceId::new(n).unwrap());
        let machine = Machine::new(3, 0, vec![edge(0, to(1)), edge(0, to(2)), edge(0, to(0))]).unwrap();
        let order: Vec<_> = machine.edges_from(PlaceId::new(0).unwrap()).map(|e| e.target.clone()).collect();
        assert_eq!(order, [to(1), to(2), to(0)]);
    }

    #[test]
    fn a_dangling_edge_is_refused() {
        let nowhere = PlaceId::new(7).unwrap();
        assert_eq!(
            Machine::new(1, 0, vec![edge(0, Target::Place(nowhere))]).unwrap_err(),
            MachineError::Place(nowhere)
        );
        let no_end = OutcomeId::new(0).unwrap();
        assert_eq!(
            Machine::new(1, 0, vec![edge(0, Target::Close(no_end))]).unwrap_err(),
            MachineError::Outcome(no_end)
        );
        assert_eq!(Machine::new(0, 0, Vec::new()).unwrap_err(), MachineError::Empty);
    }
}
