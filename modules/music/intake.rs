//! From a file on disk to a track: looked at, stored, written down.

use std::io::Read;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{Context, SHA256};
use diesel::prelude::*;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::media::Purpose;
use host::social::object::ObjectId;
use host::social::schema::objects;
use host::social::setting::Setting;
use host::social::visibility::Visibility;
use host::store::Conn;
use host::upload::{Caption, take_image_later};
use tokio::task::spawn_blocking;

use crate::album::{Album, AlbumId};
use crate::schema::music_tracks;
use crate::sound::{Picture, Refusal, Sound, inspect};
use crate::track::{NewTrack, Taken, Track};

/// How many mebibytes a member may have; no limit where 0.
pub(crate) const QUOTA: Setting<i64> = Setting::new("music.quota", || 0);
/// The largest file, in mebibytes.
pub(crate) const LARGEST: Setting<i64> = Setting::new("music.largest", || 512);

const MEBIBYTE: u64 = 1024 * 1024;
/// The pictures that lie beside files and stand for all in their folder.
const FOLDER_COVERS: [&str; 4] = ["cover", "folder", "front", "album"];
/// The largest picture of a folder that is looked at, in bytes.
const MAX_FOLDER_COVER: u64 = 20 * MEBIBYTE;

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IntakeError {
    /// It is nothing to be played here.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Its owner would have more than is allowed.
    #[error("the member would have more than {0} MiB of music")]
    Quota(u64),
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] host::store::media::MediaError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// A file that somebody brings.
#[derive(Debug, Clone)]
pub(crate) struct Brought {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What its owner calls it, without folders.
    pub(crate) name: String,
    /// For whom.
    pub(crate) visibility: Visibility,
    /// What others may do with it, instead of what the file says; see [`crate::licence::Terms`].
    pub(crate) licence: Option<String>,
    /// A picture for its album, where the file has none.
    pub(crate) beside: Option<PathBuf>,
}

/// Makes a track of a file for a member.
///
/// # Errors
/// An [`IntakeError`]; then nothing of the file is kept.
pub(crate) async fn take(app: &App, owner: ActorId, brought: Brought) -> Result<Taken, IntakeError> {
    let largest = app.db.read(|c| LARGEST.get(c)).await?;
    let (path, name) = (brought.path.clone(), brought.name.clone());
    let looked = spawn_blocking(move || look(&path, &name, largest)).await;
    let (mut sound, content_hash) = looked.map_err(std::io::Error::other)??;
    sound.tags.licence = brought.licence.or(sound.tags.licence);
    let hash = content_hash.clone();
    let (known, used, quota) = app
        .db
        .read(move |c| {
            let quota = QUOTA.get(c)?;
            let used = if quota > 0 { used(c, owner)? } else { 0 };
            Ok::<_, diesel::result::Error>((Track::same(c, owner, &hash)?, used, quota))
        })
        .await?;
    if let Some((track, album)) = known {
        return Ok(Taken::Known(track, album));
    }
    let quota = u64::try_from(quota).unwrap_or(0);
    if quota > 0 && used.saturating_add(sound.size) > quota.saturating_mul(MEBIBYTE) {
        return Err(IntakeError::Quota(quota));
    }
    let key = format!("private/sound/{:032x}.{}", rand::random::<u128>(), sound.format.suffix());
    app.media.put_file(&key, &brought.path, sound.format.media_type()).await?;
    let cover = sound.tags.cover.clone();
    let (desk, new) = (app.desk(), NewTrack { key: key.clone(), content_hash, sound, visibility: brought.visibility });
    let taken = app.db.write(move |c| {
        let owner = Actor::get(c, owner)?;
        Track::bring(c, &desk, &owner, &new)
    });
    let taken = taken.await;
    if !matches!(taken, Ok(Taken::New(..))) {
        app.media.delete(&key).await?;
    }
    let taken = taken?;
    if let Taken::New(_, album) = taken {
        clothe(app, owner, album, cover, brought.beside.as_deref()).await?;
    }
    Ok(taken)
}

/// What a file is, and the SHA-256 of it. One that does not say what it is called is called by its name.
fn look(path: &Path, name: &str, largest: i64) -> Result<(Sound, String), IntakeError> {
    let limit = u64::try_from(largest).unwrap_or(0).saturating_mul(MEBIBYTE);
    if std::fs::metadata(path)?.len() > limit {
        return Err(Refusal::TooLarge { limit }.into());
    }
    let mut sound = inspect(path)?;
    if sound.tags.title.is_empty() {
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        sound.tags.title = stem.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    }
    let (mut file, mut hash, mut part) = (std::fs::File::open(path)?, Context::new(&SHA256), vec![0; 64 * 1024]);
    loop {
        let count = file.read(&mut part)?;
        let Some(read) = part.get(..count).filter(|read| !read.is_empty()) else { break };
        hash.update(read);
    }
    Ok((sound, hex::encode(hash.finish())))
}

/// The bytes of all that a member has.
pub(crate) fn used(c: &mut Conn, owner: ActorId) -> QueryResult<u64> {
    let total: Option<i64> = music_tracks::table
        .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
        .filter(objects::actor_id.eq(owner))
        .filter(objects::deleted_at.is_null())
        .select(diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::BigInt>>(
            "CAST(SUM(music_tracks.size) AS BIGINT)",
        ))
        .first(c)?;
    Ok(total.and_then(|total| u64::try_from(total).ok()).unwrap_or(0))
}

/// Gives an album without a sleeve the picture of the file, else the one beside it. What is no picture is left.
async fn clothe(
    app: &App,
    owner: ActorId,
    album: AlbumId,
    inside: Option<Picture>,
    beside: Option<&Path>,
) -> Result<(), IntakeError> {
    let bare = app
        .db
        .read(move |c| Ok::<_, diesel::result::Error>(Album::find(c, album)?.filter(|album| album.cover_id.is_none())));
    if bare.await?.is_none() {
        return Ok(());
    }
    let bytes = match (inside, beside) {
        (Some(Picture(bytes)), _) => bytes,
        (None, Some(path)) => tokio::fs::read(path).await?.into(),
        (None, None) => return Ok(()),
    };
    let Ok(picture) = take_image_later(app, owner, bytes, Purpose::Attachment, Caption::default()).await else {
        return Ok(());
    };
    app.db
        .write(move |c| match Album::find(c, album)?.filter(|album| album.cover_id.is_none()) {
            Some(album) => album.set_cover(c, picture.id),
            None => Ok(()),
        })
        .await?;
    Ok(())
}

/// The picture in a folder that stands for all that is in it.
pub(crate) fn folder_cover(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let rank = |path: &PathBuf| {
        let (stem, ending) = (path.file_stem()?.to_str()?.to_lowercase(), path.extension()?.to_str()?.to_lowercase());
        let picture = ["jpg", "jpeg", "png", "webp"].contains(&ending.as_str());
        FOLDER_COVERS.iter().position(|name| *name == stem).filter(|_| picture)
    };
    let best =
        files.filter_map(|path| Some((rank(&path)?, path))).min_by_key(|(rank, _)| *rank).map(|(_, path)| path)?;
    (std::fs::metadata(&best).ok()?.len() <= MAX_FOLDER_COVER).then_some(best)
}

/// What has been taken, and how that ended, as scripts are told.
impl Taken {
    /// The track.
    pub(crate) fn track(&self) -> ObjectId {
        match self {
            Self::New(track, _) | Self::Known(track, _) => *track,
        }
    }

    /// The album that it is on.
    pub(crate) fn album(&self) -> AlbumId {
        match self {
            Self::New(_, album) | Self::Known(_, album) => *album,
        }
    }
}
