//! What tells one content from every other.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A digest (BLAKE3) of bytes. Written and read as 64 hexadecimal figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(blake3::Hash);

impl Digest {
    /// The digest of one run of bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(blake3::hash(bytes))
    }

    /// Of several parts, in their order. No other parts have this digest, not even the same bytes cut at other places.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        Digest(hasher.finalize())
    }

    /// Of a value, by all that its `Hash` looks at. Another build of the program may give the same value another digest.
    pub fn of_value(value: &impl Hash) -> Digest {
        let mut bytes = Bytes(Vec::new());
        value.hash(&mut bytes);
        Digest::of(&bytes.0)
    }
}

/// Takes down what a value tells of itself: a digest of many small writes takes longer than one of all of them.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        Digest::of(&self.0).beginning()
    }
}

impl Digest {
    /// The first 16 of its figures, as a number: enough to tell the passages of a text from each other.
    pub fn beginning(self) -> u64 {
        let first = self.0.as_bytes().first_chunk().expect("a digest has 32 bytes");
        u64::from_be_bytes(*first)
    }

    /// Its 32 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// A UUID of version 8 (RFC 9562) that is made of it: `urn:uuid:…`.
    pub fn uuid(self) -> String {
        let mut bytes: [u8; 16] = *self.0.as_bytes().first_chunk().expect("a digest has 32 bytes");
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

impl Digest {
    /// Its first letters in base64 for addresses: letters, figures, `-` and `_`. At most 43.
    pub fn letters(self, count: usize) -> String {
        let mut letters = URL_SAFE_NO_PAD.encode(self.0.as_bytes());
        letters.truncate(count);
        letters
    }
}

impl PartialOrd for Digest {
    fn partial_cmp(&self, other: &Digest) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digest {
    fn cmp(&self, other: &Digest) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        <[u8; 32]>::deserialize(deserializer).map(|bytes| Digest(bytes.into()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl FromStr for Digest {
    type Err = blake3::HexError;

    fn from_str(figures: &str) -> Result<Digest, blake3::HexError> {
        blake3::Hash::from_str(figures).map(Digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version_and_variant() {
        let uuid = Digest::of(b"a course").uuid();
        let (version, variant) = (uuid.as_bytes()[9 + 14], uuid.as_bytes()[9 + 19]);
        assert!(uuid.len() == 45 && version == b'8' && b"89ab".contains(&variant), "{uuid}");
    }

    #[test]
    fn values_that_are_parted_elsewhere_have_another_digest() {
        assert_eq!(Digest::of_value(&("a", 1)), Digest::of_value(&("a".to_owned(), 1)));
        assert_ne!(Digest::of_value(&("ab", "c")), Digest::of_value(&("a", "bc")));
        assert_ne!(Digest::of_value(&(vec![1], vec![2, 3])), Digest::of_value(&(vec![1, 2], vec![3])));
    }

    #[test]
    fn parts_that_are_cut_elsewhere_have_another_digest() {
        assert_ne!(Digest::of_parts([b"ab".as_slice(), b"c"]), Digest::of_parts([b"a".as_slice(), b"bc"]));
    }
}
