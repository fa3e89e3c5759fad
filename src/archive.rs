//! Zip archives in memory, the only user of the crate: unpacking within bounds, and packing so that equal files are equal archives.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How much an archive may hold.
pub struct Bounds {
    /// Files in the archive.
    pub entries: usize,
    /// Bytes of one file, unpacked.
    pub entry_bytes: u64,
    /// Bytes of all files together, unpacked.
    pub total_bytes: u64,
    /// Unpacked bytes for one packed byte, in archives that are worth a look.
    pub ratio: u64,
}

/// Smaller archives may be packed as tightly as they are.
const UNSUSPICIOUS: u64 = 24 << 20;

/// Why an archive is not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no whole archive.
    Damaged,
    /// It is protected with a password.
    Encrypted,
    /// It holds more than its bounds.
    TooLarge,
}

/// The files of an archive by their names, which have no `/` at the beginning. Nothing in it is believed about its own size.
///
/// # Errors
///
/// When it is damaged, protected, or larger than the bounds.
pub fn unpack(bytes: &[u8], bounds: &Bounds) -> Result<BTreeMap<String, Vec<u8>>, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Damaged)?;
    if archive.len() > bounds.entries {
        return Err(Trouble::TooLarge);
    }
    let (mut files, mut total) = (BTreeMap::new(), 0);
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Trouble::Encrypted,
            _ => Trouble::Damaged,
        })?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|_| Trouble::Damaged)?.trim_start_matches('/').replace('\\', "/");
        let mut part = Vec::new();
        file.take(bounds.entry_bytes + 1).read_to_end(&mut part).map_err(|_| Trouble::Damaged)?;
        total += part.len() as u64;
        let suspicious = total > UNSUSPICIOUS && total / bounds.ratio > bytes.len() as u64;
        if part.len() as u64 > bounds.entry_bytes || total > bounds.total_bytes || suspicious {
            return Err(Trouble::TooLarge);
        }
        files.insert(name, part);
    }
    Ok(files)
}

/// An archive of some files, sorted by their names, deflated, without times.
pub fn pack(files: &BTreeMap<impl AsRef<str>, impl AsRef<[u8]>>) -> Vec<u8> {
    let files = files.iter().map(|(name, bytes)| (name.as_ref(), bytes.as_ref()));
    finished(ZipWriter::new(Cursor::new(Vec::new())), files)
}

/// As [`pack`], of a format that says at the beginning of an archive what it is: in a file `mimetype` that is stored as it stands.
pub fn pack_as(media_type: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    writer.start_file("mimetype", options).expect("memory takes a file");
    writer.write_all(media_type.as_bytes()).expect("memory takes bytes");
    finished(writer, files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

fn finished<'f>(mut writer: ZipWriter<Cursor<Vec<u8>>>, files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(name, options).expect("memory takes a file");
        writer.write_all(bytes).expect("memory takes bytes");
    }
    writer.finish().expect("memory takes the end of an archive").into_inner()
}
