//! Inclusion and consistency proofs of RFC 9162, section 2.1: made from the leaves, checked without them.

use super::{empty_root, node_hash, root, split};
use shouwen_canon::Hash;
use thiserror::Error;

/// Most hashes of a proof: one for each level of the largest tree, and one more for consistency.
pub const MAX_PROOF_HASHES: usize = 65;

/// Why a proof shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The index lies outside the tree, or the older tree is the larger.
    #[error("no such place in a tree of this size")]
    Place,
    /// Too few or too many hashes for these sizes.
    #[error("the proof has not the number of hashes that these sizes need")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// The hashes that prove the leaf at `index` to be in the tree over `leaves`; nothing if there is no such leaf.
#[must_use]
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    path(leaves, index, &mut proof);
    Some(proof)
}

fn path(leaves: &[Hash], index: usize, proof: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at_checked(middle).unwrap_or((leaves, &[]));
    if index < middle {
        path(left, index, proof);
        proof.push(root(right));
    } else {
        path(right, index.saturating_sub(middle), proof);
        proof.push(root(left));
    }
}

/// The hashes that prove the tree over the first `old` leaves to be the beginning of the tree over `leaves`; nothing
/// if there are fewer. From the empty tree, and to the same size, the proof is empty.
#[must_use]
pub fn consistency_proof(leaves: &[Hash], old: usize) -> Option<Vec<Hash>> {
    if old > leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    if old > 0 {
        subproof(leaves, old, true, &mut proof);
    }
    Some(proof)
}

fn subproof(leaves: &[Hash], old: usize, known: bool, proof: &mut Vec<Hash>) {
    if old == leaves.len() {
        if !known {
            proof.push(root(leaves));
        }
        return;
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at_checked(middle).unwrap_or((leaves, &[]));
    if old <= middle {
        subproof(left, old, known, proof);
        proof.push(root(right));
    } else {
        subproof(right, old.saturating_sub(middle), false, proof);
        proof.push(root(left));
    }
}

/// Checks that `leaf` stands at `index` in the tree of `size` leaves with that root (RFC 9162, 2.1.3.2).
///
/// # Errors
/// [`ProofError`] if it is not shown.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    let mut last = size.checked_sub(1).filter(|&last| index <= last).ok_or(ProofError::Place)?;
    let mut at = index;
    let mut result = *leaf;
    for hash in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            result = node_hash(hash, &result);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            result = node_hash(&result, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if result == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `old` leaves is the beginning of the tree of `new` leaves (RFC 9162, 2.1.4.2).
///
/// # Errors
/// [`ProofError`] if it is not shown.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Place);
    }
    if old == 0 || old == new {
        let same = if old == 0 { *old_root == empty_root() } else { old_root == new_root };
        let empty_new = new > 0 || *new_root == empty_root();
        return match (proof.is_empty(), same && empty_new) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::Root),
            (true, true) => Ok(()),
        };
    }
    // A complete old tree is its own first hash and is left out of the proof.
    let mut hashes = old.is_power_of_two().then_some(old_root).into_iter().chain(proof);
    let first = *hashes.next().ok_or(ProofError::Length)?;
    let (mut at, mut last) = (old.saturating_sub(1), new.saturating_sub(1));
    while at & 1 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let (mut old_result, mut new_result) = (first, first);
    for hash in hashes {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            old_result = node_hash(hash, &old_result);
            new_result = node_hash(hash, &new_result);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            new_result = node_hash(&new_result, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old_result == *old_root && new_result == *new_root { Ok(()) } else { Err(ProofError::Root) }
}
