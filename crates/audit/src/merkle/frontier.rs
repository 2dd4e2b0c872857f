//! The right edge of a growing tree: all that is needed to append and to know the root.

use super::{empty_root, node_hash};
use serde::{Deserialize, Deserializer, Serialize, de};
use shouwen_canon::{Hash, MAX_SAFE_INTEGER};
use thiserror::Error;

/// Most leaves of a tree: the largest integer that canonical JSON holds.
pub const MAX_TREE_SIZE: u64 = MAX_SAFE_INTEGER.unsigned_abs();

/// The tree has [`MAX_TREE_SIZE`] leaves already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the tree holds {MAX_TREE_SIZE} leaves and takes no more")]
pub struct TreeFull;

/// The roots of the complete subtrees of a tree, largest first: one for each bit of its size. Appending costs one hash
/// on average and at most one for each level; the whole is at most 53 hashes, written as `{"p":[…],"s":size}`.
///
/// ```
/// use shouwen_audit::{leaf_hash, merkle::{Frontier, root}};
///
/// let leaves = [leaf_hash(b"one"), leaf_hash(b"two"), leaf_hash(b"three")];
/// let mut tree = Frontier::default();
/// for leaf in leaves {
///     tree.append(leaf)?;
/// }
/// assert_eq!((tree.size(), tree.root()), (3, root(&leaves)));
/// # Ok::<(), shouwen_audit::merkle::TreeFull>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Frontier {
    #[serde(rename = "p")]
    peaks: Vec<Hash>,
    #[serde(rename = "s")]
    size: u64,
}

impl Frontier {
    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf hash.
    ///
    /// # Errors
    /// [`TreeFull`] beyond [`MAX_TREE_SIZE`] leaves.
    pub fn append(&mut self, leaf: Hash) -> Result<(), TreeFull> {
        let size = self.size.checked_add(1).filter(|&size| size <= MAX_TREE_SIZE).ok_or(TreeFull)?;
        let mut right = leaf;
        // Each trailing one of the old size is a complete subtree that the new leaf completes one level up.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                right = node_hash(&left, &right);
            }
        }
        self.peaks.push(right);
        self.size = size;
        Ok(())
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(&smallest) = peaks.next() else { return empty_root() };
        peaks.fold(smallest, |right, left| node_hash(left, &right))
    }
}

impl<'de> Deserialize<'de> for Frontier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts {
            p: Vec<Hash>,
            s: u64,
        }
        let Parts { p: peaks, s: size } = Parts::deserialize(deserializer)?;
        if size > MAX_TREE_SIZE || u32::try_from(peaks.len()).ok() != Some(size.count_ones()) {
            return Err(de::Error::custom("not one hash for each bit of the size"));
        }
        Ok(Self { peaks, size })
    }
}
