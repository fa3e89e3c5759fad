//! Where chance is wanted: in what nobody may guess, and in what no two courses may share.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Bits that nobody knows before.
pub fn bits() -> u128 {
    // Every state of the standard library's hashers begins with keys from the system.
    let half = || u128::from(RandomState::new().build_hasher().finish());
    (half() << 64) | half()
}
