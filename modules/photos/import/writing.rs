//! A set that is brought, and the mark of it, written together: it is there once, or not at all.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::Statement;
use host::social::actor::{Actor, ActorId};
use host::social::media::{self, Licence, Media, StoredImage};
use host::social::object::ObjectId;
use host::statement::Desk;
use host::store::{Conn, clock};

use super::ImportError;
use crate::schema::photos_imports;

/// A set that was brought before.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = photos_imports)]
pub(crate) struct Import {
    /// Who brought it.
    actor_id: ActorId,
    /// What it was.
    mark: String,
    /// What became of it.
    pub(crate) object_id: ObjectId,
    /// The album that it was in there, by name.
    pub(crate) album: Option<String>,
    created_at: NaiveDateTime,
    /// Whether it was put into that album here.
    gathered: bool,
}

impl Import {
    /// What an actor brought of that mark.
    pub(super) fn find(c: &mut Conn, actor: ActorId, mark: &str) -> QueryResult<Option<Self>> {
        photos_imports::table.find((actor, mark)).select(Self::as_select()).first(c).optional()
    }
}

/// A set that is ready to be written.
pub(super) struct Writing {
    /// What it is known by when it comes again.
    pub(super) mark: String,
    /// The album that it was in there.
    pub(super) album: Option<String>,
    /// As of when it is shown (UTC).
    pub(super) at: NaiveDateTime,
    /// What is said.
    pub(super) statement: Statement,
    /// Its pictures, in order.
    pub(super) files: Vec<File>,
}

/// A picture whose files are stored.
pub(super) struct File {
    pub(super) description: String,
    pub(super) licence: Option<Licence>,
    pub(super) stored: StoredImage,
}

impl Writing {
    /// The set, and the mark of it.
    pub(super) fn write(&self, c: &mut Conn, desk: &Desk, author: &Actor) -> Result<(), ImportError> {
        let mut media = Vec::new();
        for file in self.files.iter().take(media::MAX_PER_OBJECT) {
            let id = Media::create(c, author.id, &file.stored)?.id;
            Media::describe(c, author.id, id, &file.description, None)?;
            Media::license(c, author.id, id, file.licence, false)?;
            media.push(id.to_string());
        }
        let statement = Statement { media, ..self.statement.clone() };
        let object = statement.bring(c, desk, author, self.at)?;
        diesel::insert_into(photos_imports::table)
            .values(&Import {
                actor_id: author.id,
                mark: self.mark.clone(),
                object_id: object.id,
                album: self.album.clone(),
                created_at: clock::now(),
                gathered: false,
            })
            .execute(c)?;
        Ok(())
    }
}
