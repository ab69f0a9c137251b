//! What media hang on: objects, in order, and drafts that hold them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::result::Error::NotFound;
use store::{Conn, clock};

use super::orphan::on_profile;
use super::{MAX_PER_OBJECT, Media, MediaId, MediaState, Rendition};
use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::media;

impl Media {
    /// What an actor uploaded and hung on nothing yet, newest first; pictures of its profile are not among them.
    pub fn unattached(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        media::table
            .filter(media::actor_id.eq(actor))
            .filter(media::object_id.is_null())
            .filter(media::remote_url.is_null())
            .filter(diesel::dsl::not(exists(on_profile())))
            .order(media::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// Makes these the media of an object of `actor`, in this order; others that hung on it are let go.
    /// Errors: [`NotFound`] when one is not the actor's or hangs on something else.
    pub fn attach(c: &mut Conn, actor: ActorId, object: ObjectId, ids: &[MediaId]) -> QueryResult<()> {
        let ids = ids.get(..MAX_PER_OBJECT).unwrap_or(ids);
        Self::let_go(c, object, ids)?;
        for (position, id) in (0_i16..).zip(ids) {
            let free = media::object_id.is_null().or(media::object_id.eq(object));
            let attached = diesel::update(media::table.find(id).filter(media::actor_id.eq(actor)).filter(free))
                .set((
                    media::object_id.eq(object),
                    media::position.eq(position),
                    media::held_until.eq(None::<NaiveDateTime>),
                ))
                .execute(c)?;
            if attached == 0 {
                return Err(NotFound);
            }
        }
        Ok(())
    }

    /// Gives files that hang on nothing to another actor of ours: what a member uploads is shown in the name of a group.
    pub fn hand_over(c: &mut Conn, from: ActorId, to: ActorId, ids: &[MediaId]) -> QueryResult<()> {
        if from != to {
            let own = media::table.filter(media::id.eq_any(ids)).filter(media::actor_id.eq(from));
            diesel::update(own.filter(media::object_id.is_null())).set(media::actor_id.eq(to)).execute(c)?;
        }
        Ok(())
    }

    /// Copies of an actor's own files that are ready, in order, which hang on nothing yet: what is published again and again shows
    /// the same picture each time. They share what is stored.
    pub fn copies(c: &mut Conn, actor: ActorId, ids: &[MediaId]) -> QueryResult<Vec<MediaId>> {
        let mut copies = Vec::new();
        for id in ids {
            let own = Self::find(c, *id)?.filter(|media| media.actor_id == Some(actor));
            let Some(file) = own.filter(|media| media.state == MediaState::Ready) else { continue };
            copies.push(file.copy(c)?);
        }
        Ok(copies)
    }

    fn copy(&self, c: &mut Conn) -> QueryResult<MediaId> {
        let copy = MediaId::next();
        diesel::insert_into(media::table)
            .values((
                (
                    media::id.eq(copy),
                    media::actor_id.eq(self.actor_id),
                    media::kind.eq(self.kind),
                    media::media_type.eq(&self.media_type),
                    media::state.eq(self.state),
                    media::media_key.eq(&self.media_key),
                    media::preview_key.eq(&self.preview_key),
                    media::width.eq(self.width),
                    media::height.eq(self.height),
                    media::size.eq(self.size),
                ),
                (
                    media::blurhash.eq(&self.blurhash),
                    media::description.eq(&self.description),
                    media::focus_x.eq(self.focus_x),
                    media::focus_y.eq(self.focus_y),
                    media::licence.eq(self.licence),
                    media::created_at.eq(clock::now()),
                ),
            ))
            .execute(c)?;
        Rendition::copy(c, self.id, copy)?;
        Ok(copy)
    }

    /// Takes all media off an object.
    pub fn detach(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        Self::let_go(c, object, &[])
    }

    /// Takes all that an actor published off whatever shows it, its profile aside: the actor is being erased.
    pub fn release(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        let own = media::table.filter(media::actor_id.eq(actor));
        let absent = media::remote_url.is_not_null().and(media::media_key.is_null());
        diesel::delete(own.filter(absent)).execute(c)?;
        diesel::update(own).set(media::object_id.eq(None::<ObjectId>)).execute(c)?;
        Ok(())
    }

    /// Files are left to [`orphans`](Self::orphans); of remote ones that were never copied there is nothing to keep.
    fn let_go(c: &mut Conn, object: ObjectId, but: &[MediaId]) -> QueryResult<()> {
        let others = media::table.filter(media::object_id.eq(object)).filter(media::id.ne_all(but));
        let absent = media::remote_url.is_not_null().and(media::media_key.is_null());
        diesel::delete(others.clone().filter(absent)).execute(c)?;
        diesel::update(others).set(media::object_id.eq(None::<ObjectId>)).execute(c)?;
        Ok(())
    }

    /// Keeps a file of an actor for good, for something that is no object and shows it; [`hold`](Self::hold) ends that.
    pub fn keep_for_good(c: &mut Conn, actor: ActorId, id: MediaId) -> QueryResult<()> {
        let never = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN);
        Self::hold(c, actor, &[id], never)
    }

    /// Keeps files of an actor from being pruned until then, for a draft or a scheduled post.
    pub fn hold(c: &mut Conn, actor: ActorId, ids: &[MediaId], until: NaiveDateTime) -> QueryResult<()> {
        diesel::update(media::table.filter(media::id.eq_any(ids)).filter(media::actor_id.eq(actor)))
            .set(media::held_until.eq(until))
            .execute(c)?;
        Ok(())
    }
}
