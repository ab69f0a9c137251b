//! `kermesse backup` and `kermesse restore`: everything in one archive, the same for both databases.
//!
//! The archive is a tar, compressed with zstd: `manifest.json`, `kermesse.toml`, `tables/<number>-<name>.jsonl` (a row a
//! line, in the order in which they can be written again) and `media/<key>`.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use futures::TryStreamExt;
use host::store::media::{Media, MediaError};
use host::store::{Conn, Db, archive, dialect, migrations};
use host::{App, Config, Modules};
use serde::{Deserialize, Serialize};

use crate::cli::{Global, load};

/// The number of the archive's form. A program reads those up to its own.
const FORMAT: u32 = 1;
/// What the versions of the migrations begin with that had made the tables of archives which do not say so.
const FIRST: &str = "20261122";
/// How hard zstd tries; 3 is its own choice.
const LEVEL: i32 = 3;

/// Write everything into one archive, while serving.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The archive, such as club.tar.zst; it must not exist
    file: PathBuf,
}

/// Take everything from an archive into a new club.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The archive
    file: PathBuf,
}

/// What an archive says of itself.
#[derive(Debug, Serialize, Deserialize, Clone)]
struct Manifest {
    format: u32,
    version: String,
    domain: String,
    made_at: String,
    /// The versions of the migrations that had made its tables; the first archives do not say.
    #[serde(default)]
    migrations: Option<Vec<String>>,
}

impl Manifest {
    /// Whether its tables are such as that migration leaves them.
    fn knows(&self, version: &str) -> bool {
        match &self.migrations {
            Some(known) => known.iter().any(|known| known == version),
            None => version.starts_with(FIRST),
        }
    }
}

type Archive = tar::Builder<zstd::Encoder<'static, BufWriter<File>>>;

impl Backup {
    pub(crate) async fn run(self, app: &App) -> anyhow::Result<()> {
        if self.file.exists() {
            bail!("{} exists already: nothing was written", self.file.display());
        }
        // Under another name until it is whole, so that half an archive is never taken for one.
        let draft = self.file.with_extension("part");
        let written = write(app, &draft).await;
        if written.is_err() {
            let _ = std::fs::remove_file(&draft);
        }
        let (rows, files) = written?;
        std::fs::rename(&draft, &self.file)?;
        println!("{rows} rows and {files} files are in {}", self.file.display());
        Ok(())
    }
}

async fn write(app: &App, path: &Path) -> anyhow::Result<(u64, u64)> {
    let file = File::create_new(path).with_context(|| path.display().to_string())?;
    let mut archive = tar::Builder::new(zstd::Encoder::new(BufWriter::new(file), LEVEL)?);
    let manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        domain: app.config.domain.clone(),
        made_at: chrono::Utc::now().to_rfc3339(),
        migrations: Some(app.db.read(migrations::applied).await?),
    };
    put(&mut archive, "manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
    put(&mut archive, "kermesse.toml", toml::to_string_pretty(&app.config)?.as_bytes())?;
    let tables = app.db.read(|c| dump(c).map_err(Failed)).await.map_err(|Failed(error)| error)?;
    let mut rows = 0;
    for (place, (table, count, mut spooled)) in tables.into_iter().enumerate() {
        archive.append_file(format!("tables/{place:03}-{table}.jsonl"), &mut spooled)?;
        rows += count;
    }
    let files = add_media(&mut archive, &app.media).await?;
    archive.into_inner()?.finish()?.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    Ok((rows, files))
}

/// An error of a dump inside the database's thread.
struct Failed(anyhow::Error);

impl From<diesel::result::Error> for Failed {
    fn from(error: diesel::result::Error) -> Self {
        Self(error.into())
    }
}

/// Every table as it is at one moment, each in a file of its own.
fn dump(c: &mut Conn) -> anyhow::Result<Vec<(String, u64, File)>> {
    diesel::Connection::transaction(c, |c| {
        archive::hold_still(c)?;
        let mut dumped = Vec::new();
        for table in archive::tables(c)? {
            let mut lines = BufWriter::new(tempfile::tempfile()?);
            let count = archive::dump(c, &table, |row| -> anyhow::Result<()> { Ok(writeln!(lines, "{row}")?) })?;
            let mut file = lines.into_inner().map_err(|error| error.into_error())?;
            std::io::Seek::rewind(&mut file)?;
            dumped.push((table, count, file));
        }
        Ok(dumped)
    })
}

fn put(archive: &mut Archive, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    Ok(archive.append_data(&mut header, name, bytes)?)
}

async fn add_media(archive: &mut Archive, media: &Media) -> anyhow::Result<u64> {
    let mut entries = media.list("")?;
    let mut count = 0;
    while let Some(entry) = entries.try_next().await? {
        match media.get_bytes(&entry.key).await {
            Ok(bytes) => put(archive, &format!("media/{}", entry.key), &bytes)?,
            // It went between the list and now: nothing in the rows needs it.
            Err(MediaError::Missing(_)) => continue,
            Err(error) => return Err(error.into()),
        }
        count += 1;
    }
    Ok(count)
}

impl Restore {
    pub(crate) async fn run(self, global: &Global, modules: Modules) -> anyhow::Result<()> {
        let manifest = self.manifest()?;
        let (config, path) = self.config(global)?;
        if config.domain != manifest.domain {
            bail!(
                "the archive is of {} and the configuration of {}: other servers know a club by its domain",
                manifest.domain,
                config.domain
            );
        }
        let (rows, files) = self.take(&config, modules, manifest).await?;
        if let Some((path, text)) = path {
            std::fs::write(&path, text).with_context(|| path.display().to_string())?;
            println!("wrote {}", path.display());
        }
        println!("{rows} rows and {files} files are back");
        Ok(())
    }

    fn open(&self) -> anyhow::Result<tar::Archive<zstd::Decoder<'static, BufReader<File>>>> {
        let file = File::open(&self.file).with_context(|| self.file.display().to_string())?;
        Ok(tar::Archive::new(zstd::Decoder::new(file)?))
    }

    fn manifest(&self) -> anyhow::Result<Manifest> {
        let text = self.entry("manifest.json")?;
        let manifest: Manifest = serde_json::from_str(&text).context("this is no archive of a club")?;
        if manifest.format > FORMAT {
            bail!("the archive was made by a newer version ({})", manifest.version);
        }
        Ok(manifest)
    }

    fn entry(&self, name: &str) -> anyhow::Result<String> {
        let mut archive = self.open()?;
        for entry in archive.entries().context("this is no archive of a club")? {
            let mut entry = entry.context("this is no archive of a club")?;
            if entry.path()?.as_os_str() == name {
                let mut text = String::new();
                entry.read_to_string(&mut text)?;
                return Ok(text);
            }
        }
        bail!("this is no archive of a club: it has no {name}")
    }

    /// The configuration that is here; where there is none, the archive's, to be written beside.
    fn config(&self, global: &Global) -> anyhow::Result<(Config, Option<(PathBuf, String)>)> {
        let path = global.config.clone().unwrap_or_else(|| PathBuf::from("kermesse.toml"));
        if path.exists() {
            return Ok((load(global)?, None));
        }
        let text = self.entry("kermesse.toml")?;
        let mut archived = tempfile::NamedTempFile::new()?;
        archived.write_all(text.as_bytes())?;
        let config = Config::load(Some(archived.path()), std::env::vars())?;
        Ok((config, Some((path, text))))
    }

    async fn take(&self, config: &Config, modules: Modules, manifest: Manifest) -> anyhow::Result<(u64, u64)> {
        std::fs::create_dir_all(&config.data_dir)?;
        // The rows go into tables like those that they came from; what changed about these since is then done to them too.
        let (opened, folders) = (config.clone(), modules.migrations());
        let db = tokio::task::spawn_blocking(move || {
            let db = Db::open(&opened.database, &opened.data_dir)?;
            migrations::run_those(&db, &folders, move |version| manifest.knows(version))?;
            Ok::<_, anyhow::Error>(db)
        })
        .await??;
        let empty = db.read(is_empty).await?;
        if !empty {
            bail!("the database holds a club already: nothing was changed");
        }
        let media = Media::open(&config.media, &config.data_dir)?;
        // Files first: rows without files would be worse than files without rows.
        let files = self.take_media(&media).await?;
        let spooled = self.tables()?;
        let rows =
            db.write(move |c| load_tables(c, spooled.path()).map_err(Failed)).await.map_err(|Failed(error)| error)?;
        let (loaded, folders) = (db.clone(), modules.migrations());
        tokio::task::spawn_blocking(move || migrations::run(&loaded, &folders)).await??;
        db.write(host::social::search::rebuild).await?;
        db.write(dialect::analyze).await?;
        Ok((rows, files))
    }

    async fn take_media(&self, media: &Media) -> anyhow::Result<u64> {
        let mut archive = self.open()?;
        let mut count = 0;
        for entry in archive.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.to_string_lossy().into_owned();
            let Some(key) = path.strip_prefix("media/").map(str::to_owned) else { continue };
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            media.put(&key, bytes.into(), content_type(&key)).await?;
            count += 1;
        }
        Ok(count)
    }

    /// The tables unpacked into a folder, in their order.
    fn tables(&self) -> anyhow::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        let mut archive = self.open()?;
        for entry in archive.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            // Only the last part of the name is used, so that no entry leads out of the folder.
            if let (true, Some(name)) = (path.starts_with("tables"), path.file_name()) {
                std::io::copy(&mut entry, &mut File::create_new(folder.path().join(name))?)?;
            }
        }
        Ok(folder)
    }
}

/// All rows, in one transaction: there is a whole club or none.
fn load_tables(c: &mut Conn, folder: &Path) -> anyhow::Result<u64> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut rows = 0;
    for file in files {
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let table = name.split_once('-').map_or(name, |(_, table)| table);
        let loader = archive::Loader::new(c, table)?;
        for line in BufReader::new(File::open(&file)?).lines() {
            loader.load(c, &line?).with_context(|| format!("a row of {table} cannot be written"))?;
            rows += 1;
        }
    }
    Ok(rows)
}

/// Whether nobody lives here yet.
fn is_empty(c: &mut Conn) -> diesel::QueryResult<bool> {
    use diesel::prelude::*;
    use host::social::schema::{accounts, actors};
    let accounts: i64 = accounts::table.count().get_result(c)?;
    let actors: i64 = actors::table.count().get_result(c)?;
    Ok(accounts == 0 && actors == 0)
}

/// What a key stands for, by its ending: S3 keeps it with the file.
fn content_type(key: &str) -> &'static str {
    match key.rsplit('.').next() {
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        _ => "application/octet-stream",
    }
}
