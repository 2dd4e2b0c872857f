//! The Merkle tree of RFC 6962 and RFC 9162 over leaf hashes. What a leaf is the hash of is not known here.

mod frontier;
mod proof;
#[cfg(test)]
mod tests;

pub use frontier::{Frontier, MAX_TREE_SIZE, TreeFull};
pub use proof::{
    MAX_PROOF_HASHES, ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};

use shouwen_canon::Hash;

/// SHA-256 of a one byte and the two children.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::sha256_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Hash::sha256(&[])
}

/// The root of the tree over these leaves.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        more => {
            let (left, right) = more.split_at_checked(split(more.len())).unwrap_or((more, &[]));
            node_hash(&root(left), &root(right))
        }
    }
}

/// The largest power of two below `size`, for `size` of two or more: how many leaves stand on the left.
const fn split(size: usize) -> usize {
    match size.saturating_sub(1).checked_ilog2() {
        Some(log) => 1 << log,
        None => 0,
    }
}
