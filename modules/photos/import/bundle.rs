//! The files that a member brings: in folders and in zip archives, each known by its path. Nothing is unpacked, and a path that
//! an archive names is looked for among those that are known, never opened.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Local, NaiveDateTime, TimeZone, Utc};
use zip::ZipArchive;

/// The most files of one folder or archive.
const MAX_FILES: usize = 200_000;
/// How many times its packed size a file of an archive may take, beyond what is allowed to any.
const MAX_RATIO: u64 = 200;
/// What a file of an archive may take however well it was packed, in bytes.
const ANY_RATIO: u64 = 1 << 20;

/// Why what is named cannot be brought at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BundleError {
    #[error("{0}: there is no such file or folder")]
    Missing(String),
    #[error("{path}: it cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
    #[error("{0}: it has more than {MAX_FILES} files")]
    TooManyFiles(String),
    #[error("{0}: parts of the archive lie upon one another, as in a zip bomb")]
    Overlapping(String),
}

/// Why one file cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("the file is larger than {} KiB", .0 / 1024)]
    TooLarge(usize),
    #[error("it unpacks to far more than was packed, as a zip bomb does")]
    Ratio,
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

/// All that is brought in one go.
pub(crate) struct Bundle {
    sources: Vec<Source>,
}

/// A folder, an archive or a file, as it was named.
struct Source {
    name: String,
    /// What it is called where it holds pictures: a folder's own name, an archive's without its ending.
    title: Option<String>,
    place: Place,
    /// By their paths within it, with `/` between.
    files: BTreeMap<String, Entry>,
    /// What is no file to be read, and why.
    odd: Vec<(String, &'static str)>,
}

/// A link of a folder: it may lead to what its owner does not bring.
const LINK: &str = "it is a link, and those are not followed";
/// A file of an archive whose path begins elsewhere.
const ASTRAY: &str = "its path leads out of the archive";

enum Place {
    Folder(PathBuf),
    Zip(Box<Mutex<ZipArchive<BufReader<File>>>>),
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Its number in an archive.
    index: usize,
    size: u64,
    packed: u64,
    modified: Option<NaiveDateTime>,
}

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Item {
    source: usize,
    /// Its path within its source.
    pub(crate) path: String,
}

impl Item {
    /// Which of the sources it is in.
    pub(crate) fn source(&self) -> usize {
        self.source
    }

    /// Its name without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder that it is in; empty at the top.
    pub(crate) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The end of its name, in lower case, without the dot.
    pub(crate) fn ending(&self) -> String {
        self.name().rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }
}

impl Bundle {
    /// Lists what is there. It reads folders and the directories of archives, and takes its time. Links are not followed, except
    /// where they are named themselves.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Self, BundleError> {
        Ok(Self { sources: paths.iter().map(|path| Source::open(path)).collect::<Result<_, _>>()? })
    }

    /// All files, by source and path.
    pub(crate) fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let numbered = self.sources.iter().enumerate();
        numbered.flat_map(|(source, files)| files.files.keys().map(move |path| Item { source, path: path.clone() }))
    }

    /// What is there and is no file to be read: how it is called, and why it is none.
    pub(crate) fn odd(&self) -> impl Iterator<Item = (String, &'static str)> + '_ {
        self.sources.iter().flat_map(|source| {
            source.odd.iter().map(|(path, why)| (format!("{}/{path}", source.name.trim_end_matches('/')), *why))
        })
    }

    /// How a file is called to who brought it.
    pub(crate) fn name(&self, item: &Item) -> String {
        match self.sources.get(item.source) {
            Some(source) if source.name == item.path => item.path.clone(),
            Some(source) => format!("{}/{}", source.name.trim_end_matches('/'), item.path),
            None => item.path.clone(),
        }
    }

    /// How a source is called to who brought it.
    pub(crate) fn source_name(&self, source: usize) -> &str {
        self.sources.get(source).map_or("", |source| &source.name)
    }

    /// What a folder or an archive is called by itself, where it is one.
    pub(crate) fn title(&self, source: usize) -> Option<&str> {
        self.sources.get(source)?.title.as_deref()
    }

    /// When a file was last written, where that is known (UTC).
    pub(crate) fn modified(&self, item: &Item) -> Option<NaiveDateTime> {
        self.entry(item)?.modified
    }

    fn entry(&self, item: &Item) -> Option<Entry> {
        self.sources.get(item.source)?.files.get(&item.path).copied()
    }

    /// Reads a file of at most so many bytes. It blocks.
    pub(crate) fn read(&self, item: &Item, most: usize) -> Result<Vec<u8>, ReadError> {
        let missing = || ReadError::Unreadable("it is not there".to_owned());
        let entry = self.entry(item).ok_or_else(missing)?;
        if entry.size > most as u64 {
            return Err(ReadError::TooLarge(most));
        }
        match &self.sources.get(item.source).ok_or_else(missing)?.place {
            Place::Folder(folder) => {
                let file = File::open(folder.join(&item.path)).map_err(unreadable)?;
                take(file, most, ReadError::TooLarge(most))
            }
            Place::Zip(archive) => {
                let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
                let file = archive.by_index(entry.index).map_err(unreadable)?;
                // What the archive says of its files may be a lie: what counts is what comes out.
                let allowed = entry.packed.saturating_mul(MAX_RATIO).saturating_add(ANY_RATIO);
                match usize::try_from(allowed) {
                    Ok(allowed) if allowed < most => take(file, allowed, ReadError::Ratio),
                    _ => take(file, most, ReadError::TooLarge(most)),
                }
            }
        }
    }
}

fn unreadable(error: impl std::fmt::Display) -> ReadError {
    ReadError::Unreadable(error.to_string())
}

/// Reads all, unless it is more than that.
fn take(file: impl Read, most: usize, otherwise: ReadError) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > most { Err(otherwise) } else { Ok(bytes) }
}

impl Source {
    fn open(path: &Path) -> Result<Self, BundleError> {
        let name = path.display().to_string();
        let failed = |reason: &dyn std::fmt::Display| BundleError::Unreadable {
            path: path.display().to_string(),
            reason: reason.to_string(),
        };
        let found = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => BundleError::Missing(path.display().to_string()),
            _ => failed(&error),
        })?;
        if found.is_dir() {
            return Self::of_folder(path, name);
        }
        let mut file = File::open(path).map_err(|error| failed(&error))?;
        let mut magic = [0; 4];
        let zipped = file.read_exact(&mut magic).is_ok() && matches!(&magic, b"PK\x03\x04" | b"PK\x05\x06");
        if zipped { Self::of_zip(path, name) } else { Ok(Self::of_file(path, &found)) }
    }

    /// A file alone is the one file of its folder.
    fn of_file(path: &Path, found: &std::fs::Metadata) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = folder.display().to_string();
        let name = if name.is_empty() { own.clone() } else { name };
        Self {
            name,
            title: None,
            place: Place::Folder(folder),
            files: BTreeMap::from([(own, Entry::of(found))]),
            odd: Vec::new(),
        }
    }

    fn of_folder(path: &Path, name: String) -> Result<Self, BundleError> {
        let (mut files, mut odd) = (BTreeMap::new(), Vec::new());
        for entry in walkdir::WalkDir::new(path).min_depth(1) {
            let entry =
                entry.map_err(|error| BundleError::Unreadable { path: name.clone(), reason: error.to_string() })?;
            let within = entry.path().strip_prefix(path).ok().and_then(Path::to_str);
            if entry.path_is_symlink() {
                odd.push((entry.file_name().to_string_lossy().into_owned(), LINK));
            }
            // A name that is no text cannot be told to anybody either.
            let Some(within) = within.filter(|_| entry.file_type().is_file()) else { continue };
            let found = entry.metadata().map(|found| Entry::of(&found));
            let unknown = Entry { index: 0, size: 0, packed: 0, modified: None };
            files.insert(within.replace(std::path::MAIN_SEPARATOR, "/"), found.unwrap_or(unknown));
            if files.len() > MAX_FILES {
                return Err(BundleError::TooManyFiles(name));
            }
        }
        let title = path.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        Ok(Self { name, title, place: Place::Folder(path.to_owned()), files, odd })
    }

    fn of_zip(path: &Path, name: String) -> Result<Self, BundleError> {
        let failed = |reason: String| BundleError::Unreadable { path: path.display().to_string(), reason };
        let file = File::open(path).map_err(|error| failed(error.to_string()))?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| failed(error.to_string()))?;
        if archive.len() > MAX_FILES {
            return Err(BundleError::TooManyFiles(name));
        }
        if archive.has_overlapping_files().map_err(|error| failed(error.to_string()))? {
            return Err(BundleError::Overlapping(name));
        }
        let (mut files, mut odd) = (BTreeMap::new(), Vec::new());
        for index in 0..archive.len() {
            let found = archive.by_index_data(index).map_err(|error| failed(error.to_string()))?;
            let path = found.name().unwrap_or_else(|_| String::from_utf8_lossy(found.name_raw())).replace('\\', "/");
            if found.is_dir() {
                continue;
            }
            if !is_plain(&path) {
                odd.push((path, ASTRAY));
                continue;
            }
            // Archives keep the time of the clock on the wall.
            let modified = found.last_modified().and_then(|at| NaiveDateTime::try_from(at).ok()).map(from_wall);
            let entry = Entry { index, size: found.size(), packed: found.compressed_size(), modified };
            files.insert(path, entry);
        }
        let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Ok(Self { name, title, place: Place::Zip(Box::new(Mutex::new(archive))), files, odd })
    }
}

/// Whether a path stays below where it begins.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A moment by the clock of this machine, as UTC. An hour that is there twice is taken for the first, one that is left out for
/// UTC.
pub(super) fn from_wall(at: NaiveDateTime) -> NaiveDateTime {
    Local.from_local_datetime(&at).earliest().map_or(at, |at| at.naive_utc())
}

impl Entry {
    fn of(found: &std::fs::Metadata) -> Self {
        let modified = found.modified().ok().map(|at| DateTime::<Utc>::from(at).naive_utc());
        Self { index: 0, size: found.len(), packed: found.len(), modified }
    }
}
