//! Generators, scripted cases and faulty stores for the tests; never a normal dependency.
#![forbid(unsafe_code)]
