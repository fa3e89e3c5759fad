//! What tells one content from every other.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A digest (BLAKE3) of bytes. Written and read as 64 hexadecimal figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Digest {
    /// The first 16 of its figures, as a number: enough to tell the passages of a text from each other.
    pub fn beginning(self) -> u64 {
        let first = self.0.as_bytes().first_chunk().expect("a digest has 32 bytes");
        u64::from_be_bytes(*first)
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
    fn parts_that_are_cut_elsewhere_have_another_digest() {
        assert_ne!(Digest::of_parts([b"ab".as_slice(), b"c"]), Digest::of_parts([b"a".as_slice(), b"bc"]));
    }
}
