//! Names, types, lowering of institutions to the kernel, and the static checks.
#![forbid(unsafe_code)]
