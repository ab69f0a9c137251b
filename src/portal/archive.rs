//! The archive of everything that is a member's: one ZIP file with what any program reads (ActivityStreams, CSV in the columns
//! of Mastodon, the files as they are).
//!
//! It is written to a file on disk, piece by piece, on a thread that may block; the media store gets the whole.

pub(crate) mod lists;
mod outbox;
#[cfg(test)]
mod tests;

use std::io::{Seek, Write};
use std::path::Path;

use chrono::NaiveDateTime;
use futures::StreamExt;
use host::App;
use host::social::account::Account;
use host::social::actor::Actor;
use host::social::export::ExportId;
use host::social::media::{Media, MediaId};
use host::social::object::Object;
use host::social::range::Range;
use host::social::secret::Secret;
use host::store::{MediaError, clock};
use host::web::{Locale, Message};
use serde::Serialize;
use tokio::runtime::Handle;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why an archive could not be built.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] diesel::result::Error),
    /// The disk failed.
    #[error("the archive cannot be written: {0}")]
    Io(#[from] std::io::Error),
    /// The archive cannot be put together.
    #[error("the archive cannot be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// What is to go in cannot be written as JSON.
    #[error("something cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The media store failed.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

/// Builds the archive of an account and stores it. Answers its key, which nobody can guess, and its size in bytes.
pub(crate) async fn build(app: &App, account: &Account, export: ExportId) -> Result<(String, i64), ArchiveError> {
    let file = tempfile::NamedTempFile::new()?;
    let (club, account, handle) = (app.clone(), account.clone(), Handle::current());
    let writing = file.reopen()?;
    let written = tokio::task::spawn_blocking(move || write(&club, &account, writing, &handle));
    written.await.map_err(|_| ArchiveError::Stopping)??;
    let size = file.as_file().metadata()?.len();
    let key = format!("private/exports/{export}/{}.zip", Secret::random().hash());
    app.media.put_file(&key, file.path(), "application/zip").await?;
    Ok((key, i64::try_from(size).unwrap_or(i64::MAX)))
}

fn write<W: Write + Seek>(app: &App, account: &Account, file: W, handle: &Handle) -> Result<W, ArchiveError> {
    let mut archive = Archive::new(file);
    let id = account.id;
    let actors = app.db.read_blocking(move |c| Actor::of_account(c, id))?;
    archive.put("README.txt", read_me(app, account).as_bytes())?;
    archive.put("account.json", &serde_json::to_vec_pretty(&Own::of(account, &actors))?)?;
    for actor in &actors {
        write_actor(app, actor, &mut archive, handle)?;
    }
    archive.finish()
}

/// What lies where, in the member's language.
fn read_me(app: &App, account: &Account) -> String {
    let words = app.web.themes.translations();
    let locale = words.find(&account.locale).unwrap_or_else(Locale::english);
    let message =
        Message::new("archive-read-me").with("name", account.name.as_str()).with("host", app.hosts.square().host());
    format!("{}\n", words.message(&locale, &message))
}

/// The account as the archive tells of it: no password, no secret.
#[derive(Serialize)]
struct Own<'a> {
    name: &'a str,
    email: &'a str,
    role: &'a str,
    locale: &'a str,
    created_at: NaiveDateTime,
    exported_at: NaiveDateTime,
    actors: Vec<OwnActor<'a>>,
}

#[derive(Serialize)]
struct OwnActor<'a> {
    folder: String,
    handle: String,
    id: &'a str,
}

impl<'a> Own<'a> {
    fn of(account: &'a Account, actors: &'a [Actor]) -> Self {
        let actor = |actor: &'a Actor| OwnActor { folder: folder(actor), handle: actor.handle(), id: &actor.uri };
        Self {
            name: &account.name,
            email: &account.email,
            role: account.role.as_str(),
            locale: &account.locale,
            created_at: account.created_at,
            exported_at: clock::now(),
            actors: actors.iter().map(actor).collect(),
        }
    }
}

/// Where an actor's things lie: its stall and its name, of which nothing is anything but a letter, a digit or `_`.
fn folder(actor: &Actor) -> String {
    format!("{}/{}", actor.stall.as_deref().unwrap_or("elsewhere"), actor.username)
}

fn write_actor<W: Write + Seek>(
    app: &App,
    actor: &Actor,
    archive: &mut Archive<W>,
    handle: &Handle,
) -> Result<(), ArchiveError> {
    // A stall that is switched off has no addresses: what is kept of it follows when it opens again.
    if actor.home(&app.hosts).is_err() {
        return Ok(());
    }
    let folder = folder(actor);
    let (desk, of) = (app.desk(), actor.clone());
    let document = app.db.read_blocking(move |c| desk.wire_actor(c, &of))?;
    archive.put(&format!("{folder}/actor.json"), document.to_json().as_bytes())?;
    outbox::write(app, actor, &folder, archive)?;
    lists::write(app, actor, &folder, archive)?;
    if let Some(module) = actor.stall.as_deref().and_then(|stall| app.modules.find(stall)) {
        let of = actor.clone();
        for (name, text) in app.db.read_blocking(move |c| module.keepsakes(c, &of))? {
            archive.put(&format!("{folder}/{name}"), text.as_bytes())?;
        }
    }
    for media in media_of(app, actor)? {
        let Some(key) = media.original_key.as_ref().or(media.media_key.as_ref()) else { continue };
        let ending = Path::new(key).extension().and_then(|ending| ending.to_str()).unwrap_or("bin");
        archive.put_media(app, handle, &format!("{folder}/media/{}.{ending}", media.id), key)?;
    }
    Ok(())
}

/// The actor's own files: on its profile, on what it published, and those that hang on nothing that is published.
fn media_of(app: &App, actor: &Actor) -> Result<Vec<Media>, ArchiveError> {
    let of = actor.id;
    let profile: Vec<MediaId> = [actor.avatar_id, actor.header_id].into_iter().flatten().collect();
    Ok(app.db.read_blocking(move |c| {
        let mut files = Media::load(c, &profile)?;
        files.extend(Media::unattached(c, of)?);
        let mut before = None;
        loop {
            let objects = Object::of_actor(c, of, true, Range::before(before), 200)?;
            let Some(last) = objects.last().map(|object| object.id) else { break };
            before = Some(last);
            let ids: Vec<_> = objects.into_iter().map(|object| object.id).collect();
            files.extend(Media::of_objects(c, &ids)?);
        }
        Ok::<_, diesel::result::Error>(files)
    })?)
}

/// The ZIP file while it grows.
pub(crate) struct Archive<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Archive<W> {
    fn new(file: W) -> Self {
        Self(ZipWriter::new(file))
    }

    /// Begins a file, whose pieces follow.
    fn begin(&mut self, path: &str) -> Result<(), ArchiveError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        Ok(self.0.start_file(path, options)?)
    }

    /// Adds to the file that was begun.
    fn piece(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        Ok(self.0.write_all(bytes)?)
    }

    /// Adds a whole file.
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.begin(path)?;
        self.piece(bytes)
    }

    /// Adds a media file as it is: pictures and sound do not get smaller. One that is lost is left out.
    fn put_media(&mut self, app: &App, handle: &Handle, path: &str, key: &str) -> Result<(), ArchiveError> {
        let mut stream = match handle.block_on(app.media.get(key, None)) {
            Ok(reading) => reading.stream,
            Err(MediaError::Missing(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        self.0.start_file(path, options)?;
        while let Some(chunk) = handle.block_on(stream.next()) {
            self.piece(&chunk?)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<W, ArchiveError> {
        Ok(self.0.finish()?)
    }
}
