//! The tree against the well-known vectors, a recursive twin, and every forged proof of small trees.

use super::*;
use crate::record::leaf_hash;
use proptest::prelude::*;
use shouwen_canon::{from_bytes, to_bytes};

fn hex(hash: &Hash) -> String {
    hash.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The leaves of the test suite of certificate transparency.
fn eight() -> Vec<Hash> {
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        .iter()
        .map(|leaf| leaf_hash(&unhex(leaf)))
        .collect()
}

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn the_roots_of_the_certificate_transparency_vectors() {
    let leaves = eight();
    let mut tree = Frontier::default();
    assert_eq!(hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (position, expected) in ROOTS.iter().enumerate() {
        tree.append(leaves[position]).unwrap();
        assert_eq!(hex(&tree.root()), *expected);
        assert_eq!(hex(&root(&leaves[..=position])), *expected);
    }
}

#[test]
fn the_proofs_of_the_certificate_transparency_vectors() {
    let leaves = eight();
    let hashes = |proof: Vec<Hash>| proof.iter().map(hex).collect::<Vec<_>>();
    let path = inclusion_proof(&leaves, 0).unwrap();
    assert_eq!(
        hashes(path),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    let proof = consistency_proof(&leaves, 6).unwrap();
    assert_eq!(
        hashes(proof),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

/// The definition of RFC 6962 word by word, without the code above.
fn twin(leaves: &[Hash]) -> Hash {
    if leaves.len() == 1 {
        return leaves[0];
    }
    let mut left = 1;
    while left * 2 < leaves.len() {
        left *= 2;
    }
    let mut bytes = vec![1u8];
    bytes.extend(twin(&leaves[..left]).as_bytes());
    bytes.extend(twin(&leaves[left..]).as_bytes());
    Hash::sha256(&bytes)
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

#[test]
fn every_true_proof_holds_and_every_neighbour_fails() {
    let all = leaves(33);
    for size in 1..=33u64 {
        let tree = &all[..size as usize];
        let top = root(tree);
        for index in 0..size {
            let proof = inclusion_proof(tree, index as usize).unwrap();
            let leaf = &tree[index as usize];
            assert_eq!(verify_inclusion(leaf, index, size, &proof, &top), Ok(()));
            assert!(verify_inclusion(&top, index, size, &proof, &top).is_err() || size == 1);
            assert!(verify_inclusion(leaf, size, size, &proof, &top).is_err());
            assert!(verify_inclusion(leaf, index, 0, &proof, &top).is_err());
            let longer = [proof.clone(), vec![top]].concat();
            assert!(verify_inclusion(leaf, index, size, &longer, &top).is_err());
            for drop in 0..proof.len() {
                let mut shorter = proof.clone();
                shorter.remove(drop);
                assert!(verify_inclusion(leaf, index, size, &shorter, &top).is_err());
                let mut other = proof.clone();
                other[drop] = leaf_hash(b"another");
                assert_eq!(verify_inclusion(leaf, index, size, &other, &top), Err(ProofError::Root));
            }
        }
        for old in 0..=size {
            let old_root = root(&all[..old as usize]);
            let proof = consistency_proof(tree, old as usize).unwrap();
            assert_eq!(verify_consistency(old, size, &old_root, &top, &proof), Ok(()), "{old} {size}");
            let wrong = leaf_hash(b"another");
            assert!(verify_consistency(old, size, &wrong, &top, &proof).is_err());
            assert!(old == 0 || verify_consistency(old, size, &old_root, &wrong, &proof).is_err());
            assert!(old == size || verify_consistency(size, old, &top, &old_root, &proof).is_err());
            let longer = [proof.clone(), vec![top]].concat();
            assert!(verify_consistency(old, size, &old_root, &top, &longer).is_err());
            for drop in 0..proof.len() {
                let mut shorter = proof.clone();
                shorter.remove(drop);
                assert!(verify_consistency(old, size, &old_root, &top, &shorter).is_err());
            }
        }
    }
    assert_eq!(inclusion_proof(&all, 33), None);
    assert_eq!(consistency_proof(&all, 34), None);
    assert_eq!(verify_consistency(0, 0, &empty_root(), &all[0], &[]), Err(ProofError::Root));
}

proptest! {
    #[test]
    fn growing_and_recursing_agree(count in 1usize..300) {
        let all = leaves(count);
        let mut tree = Frontier::default();
        for leaf in &all {
            tree.append(*leaf).unwrap();
        }
        prop_assert_eq!(tree.size(), count as u64);
        prop_assert_eq!(tree.root(), twin(&all));
        prop_assert_eq!(root(&all), twin(&all));
        let read: Frontier = from_bytes(&to_bytes(&tree).unwrap()).unwrap();
        prop_assert_eq!(read, tree);
    }

    #[test]
    fn no_proof_panics(index: u64, size: u64, count in 0usize..70) {
        let hashes = leaves(count + 1);
        let _ = verify_inclusion(&hashes[0], index, size, &hashes[1..], &hashes[0]);
        let _ = verify_consistency(index, size, &hashes[0], &hashes[0], &hashes[1..]);
    }
}

#[test]
fn a_frontier_needs_one_hash_for_each_bit() {
    let hash = leaf_hash(b"x");
    let read = |text: String| from_bytes::<Frontier>(text.as_bytes());
    assert!(read(format!(r#"{{"p":["{hash}"],"s":4}}"#)).is_ok());
    assert!(read(format!(r#"{{"p":["{hash}"],"s":3}}"#)).is_err());
    assert!(read(r#"{"p":[],"s":0}"#.into()).is_ok());
    assert!(read(format!(r#"{{"p":["{hash}"],"s":9007199254740992}}"#)).is_err());
}

#[test]
fn a_full_tree_takes_no_more() {
    let hash = leaf_hash(b"x");
    let mut tree = Frontier::default();
    for _ in 0..3 {
        tree.append(hash).unwrap();
    }
    let hashes = vec![format!("\"{hash}\""); 53].join(",");
    let mut full: Frontier =
        from_bytes(format!(r#"{{"p":[{hashes}],"s":{MAX_TREE_SIZE}}}"#).as_bytes()).unwrap();
    assert_eq!(full.append(hash), Err(TreeFull));
    assert_eq!(full.size(), MAX_TREE_SIZE);
}
