//! A small sorted table of pairs: what a case keeps by id. Written as an array of pairs.

use serde::{Deserialize, Serialize};

/// Pairs sorted by key. The tables of a case hold a handful of entries, so a slice serves better than a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table<K, V>(Vec<(K, V)>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let at = self.0.binary_search_by(|(k, _)| k.borrow().cmp(key)).ok()?;
        self.0.get(at).map(|(_, v)| v)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let at = self.0.binary_search_by(|(k, _)| k.borrow().cmp(key)).ok()?;
        self.0.get_mut(at).map(|(_, v)| v)
    }

    /// Puts a value under a key, in place of the one before.
    pub fn set(&mut self, key: K, value: V) {
        match self.0.binary_search_by(|(k, _)| k.cmp(&key)) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &K) {
        if let Ok(at) = self.0.binary_search_by(|(k, _)| k.cmp(key)) {
            self.0.remove(at);
        }
    }

    /// Keeps what a test accepts.
    pub fn retain(&mut self, keep: impl FnMut(&(K, V)) -> bool) {
        self.0.retain(keep);
    }

    /// All pairs in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(k, v)| (k, v))
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stay_sorted_and_unique() {
        let mut table = Table::default();
        for (k, v) in [(3, 'c'), (1, 'a'), (2, 'x'), (2, 'b')] {
            table.set(k, v);
        }
        assert_eq!(table.iter().map(|(k, v)| (*k, *v)).collect::<Vec<_>>(), [(1, 'a'), (2, 'b'), (3, 'c')]);
        table.remove(&1);
        assert_eq!((table.get(&1), table.get(&2), table.len()), (None, Some(&'b'), 2));
        if let Some(v) = table.get_mut(&3) {
            *v = 'z';
        }
        table.retain(|(k, _)| *k == 3);
        assert_eq!(table.iter().collect::<Vec<_>>(), [(&3, &'z')]);
        assert!(!table.is_empty());
    }
}
