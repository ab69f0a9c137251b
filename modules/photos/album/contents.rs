//! What is in an album, in its order.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::dsl::{max, min};
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::media::{Media, MediaKind};
use host::social::object::{Object, ObjectId};
use host::social::schema::{media, objects};
use host::social::visibility::{self, Visibility};
use host::store::{Conn, clock};

use super::{Album, AlbumError, AlbumId, MAX_PHOTOS};
use crate::MANIFEST;
use crate::federate::PHOTO;
use crate::schema::{photos_album_photos, photos_albums};

/// By what an album is put in order at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// When the photos were published, the oldest first.
    Published,
    /// When they were taken, as far as that is known; else when they were published.
    Taken,
}

/// Where a photo goes by a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Earlier,
    Later,
    First,
    Last,
}

impl Album {
    /// The photos in it that the viewer may see by themselves, in order.
    pub(crate) fn photos(&self, c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Vec<ObjectId>> {
        let held = self.held(c)?;
        visibility::visible_ids(c, viewer, &held)
    }

    /// Whether a photo is in it.
    pub(crate) fn holds(&self, c: &mut Conn, photo: ObjectId) -> QueryResult<bool> {
        let here = photos_album_photos::table.find((self.id, photo));
        diesel::select(diesel::dsl::exists(here)).get_result(c)
    }

    /// Everything in it that was not deleted since, in order.
    pub(super) fn held(&self, c: &mut Conn) -> QueryResult<Vec<ObjectId>> {
        photos_album_photos::table
            .filter(photos_album_photos::album_id.eq(self.id))
            .order((photos_album_photos::position, photos_album_photos::object_id))
            .select(photos_album_photos::object_id)
            .load(c)
    }

    /// How many further photos it takes.
    pub(crate) fn room(&self, c: &mut Conn) -> QueryResult<usize> {
        Ok(MAX_PHOTOS.saturating_sub(self.held(c)?.len()))
    }

    /// The last that were put in, the newest first, of those that the viewer may see.
    pub(crate) fn newest(&self, c: &mut Conn, viewer: Option<ActorId>, limit: usize) -> QueryResult<Vec<ObjectId>> {
        let held: Vec<ObjectId> = photos_album_photos::table
            .filter(photos_album_photos::album_id.eq(self.id))
            .order((photos_album_photos::added_at.desc(), photos_album_photos::position.desc()))
            .select(photos_album_photos::object_id)
            .load(c)?;
        let mut seen = visibility::visible_ids(c, viewer, &held)?;
        seen.truncate(limit);
        Ok(seen)
    }

    /// Puts photos of a member at its end, those published first before the others. What is in it stays where it is.
    /// Answers how many came in.
    pub(crate) fn add(&self, c: &mut Conn, member: ActorId, photos: &[ObjectId]) -> Result<usize, AlbumError> {
        // Nobody else adds to it meanwhile.
        self.touch(c)?;
        self.forget_deleted(c)?;
        let held = self.held(c)?;
        let mut fit: Vec<(NaiveDateTime, ObjectId)> =
            addable(member).filter(objects::id.eq_any(photos)).select((objects::published_at, objects::id)).load(c)?;
        if fit.is_empty() {
            return Err(AlbumError::NoPhoto);
        }
        fit.retain(|(_, id)| !held.contains(id));
        fit.sort_unstable();
        if held.len() + fit.len() > MAX_PHOTOS {
            return Err(AlbumError::Full);
        }
        let here = photos_album_photos::table.filter(photos_album_photos::album_id.eq(self.id));
        let last: Option<i64> = here.select(max(photos_album_photos::position)).get_result(c)?;
        let now = clock::now();
        for (position, (_, photo)) in (last.map_or(0, |last| last + 1)..).zip(&fit) {
            diesel::insert_into(photos_album_photos::table)
                .values((
                    photos_album_photos::album_id.eq(self.id),
                    photos_album_photos::object_id.eq(photo),
                    photos_album_photos::position.eq(position),
                    photos_album_photos::added_at.eq(now),
                ))
                .execute(c)?;
        }
        Ok(fit.len())
    }

    /// Takes a photo out. It stays where it was published.
    pub(crate) fn take_out(&self, c: &mut Conn, photo: ObjectId) -> QueryResult<()> {
        diesel::delete(photos_album_photos::table.find((self.id, photo))).execute(c)?;
        let stood_for_it = photos_albums::table.find(self.id).filter(photos_albums::cover_id.eq(photo));
        diesel::update(stood_for_it).set(photos_albums::cover_id.eq(None::<ObjectId>)).execute(c)?;
        self.touch(c)
    }

    /// Lets one of its photos stand for it; none: the first does.
    pub(crate) fn set_cover(&self, c: &mut Conn, photo: Option<ObjectId>) -> QueryResult<()> {
        diesel::update(photos_albums::table.find(self.id)).set(photos_albums::cover_id.eq(photo)).execute(c)?;
        self.touch(c)
    }

    /// Puts it in this order. What is not named follows in the order that it had.
    pub(crate) fn arrange(&self, c: &mut Conn, order: &[ObjectId]) -> QueryResult<()> {
        self.touch(c)?;
        let held = self.held(c)?;
        let mut named = HashSet::new();
        let mut arranged: Vec<ObjectId> =
            order.iter().copied().filter(|id| held.contains(id) && named.insert(*id)).collect();
        arranged.extend(held.iter().copied().filter(|id| !named.contains(id)));
        for (position, photo) in (0_i64..).zip(arranged) {
            let elsewhere = photos_album_photos::table.find((self.id, photo));
            diesel::update(elsewhere.filter(photos_album_photos::position.ne(position)))
                .set(photos_album_photos::position.eq(position))
                .execute(c)?;
        }
        Ok(())
    }

    /// Moves a photo among those that are seen.
    pub(crate) fn step(&self, c: &mut Conn, photo: ObjectId, step: Step) -> QueryResult<()> {
        let mut order = self.photos(c, Some(self.actor_id))?;
        let Some(at) = order.iter().position(|id| *id == photo) else { return Ok(()) };
        let to = match step {
            Step::Earlier => at.saturating_sub(1),
            Step::Later => at.saturating_add(1),
            Step::First => 0,
            Step::Last => order.len(),
        };
        order.remove(at);
        order.insert(to.min(order.len()), photo);
        self.arrange(c, &order)
    }

    /// Puts it in order by time. When a photo of somebody else was taken counts only where that is shown.
    pub(crate) fn sort(&self, c: &mut Conn, by: Order) -> QueryResult<()> {
        let held = self.held(c)?;
        let mut times: HashMap<ObjectId, NaiveDateTime> = objects::table
            .filter(objects::id.eq_any(&held))
            .select((objects::id, objects::published_at))
            .load(c)?
            .into_iter()
            .collect();
        if by == Order::Taken {
            for picture in Media::of_objects(c, &held)?.iter().rev() {
                let shown = picture.exposure_shown || picture.actor_id == Some(self.actor_id);
                let taken = picture.exposure.as_ref().filter(|_| shown).and_then(|exposure| exposure.0.taken_at);
                if let (Some(taken), Some(photo)) = (taken, picture.object_id) {
                    times.insert(photo, taken);
                }
            }
        }
        let mut order = held;
        order.sort_by_key(|id| (times.get(id).copied().unwrap_or_default(), *id));
        self.arrange(c, &order)
    }

    fn forget_deleted(&self, c: &mut Conn) -> QueryResult<()> {
        let held = self.held(c)?;
        let gone = objects::table.filter(objects::id.eq_any(held)).filter(objects::deleted_at.is_not_null());
        let gone: Vec<ObjectId> = gone.select(objects::id).load(c)?;
        if gone.is_empty() { Ok(()) } else { super::forget(c, &gone) }
    }

    /// The albums that hold a photo, the newest first.
    pub(crate) fn holding(c: &mut Conn, photo: ObjectId) -> QueryResult<Vec<Self>> {
        let holding: Vec<AlbumId> = photos_album_photos::table
            .filter(photos_album_photos::object_id.eq(photo))
            .select(photos_album_photos::album_id)
            .load(c)?;
        photos_albums::table
            .filter(photos_albums::id.eq_any(holding))
            .order(photos_albums::id.desc())
            .select(Self::as_select())
            .load(c)
    }
}

/// What a member may put into an album: photos of their own, messages aside.
fn addable(member: ActorId) -> objects::BoxedQuery<'static, host::store::Backend> {
    objects::table
        .filter(objects::actor_id.eq(member))
        .filter(objects::stall.eq(MANIFEST.name))
        .filter(objects::kind.eq(PHOTO))
        .filter(objects::visibility.ne(Visibility::Direct))
        .filter(objects::deleted_at.is_null())
        .into_boxed()
}

/// The photos that a member may put into an album, the newest first.
pub(crate) fn candidates(
    c: &mut Conn,
    member: ActorId,
    before: Option<ObjectId>,
    limit: i64,
) -> QueryResult<Vec<Object>> {
    let mut own = addable(member).order(objects::id.desc()).limit(limit);
    if let Some(before) = before {
        own = own.filter(objects::id.lt(before));
    }
    own.select(Object::as_select()).load(c)
}

/// How many pictures each of these photos has.
pub(crate) fn pictures(c: &mut Conn, photos: &[ObjectId]) -> QueryResult<HashMap<ObjectId, usize>> {
    let counted: Vec<(Option<ObjectId>, i64)> = media::table
        .filter(media::object_id.eq_any(photos))
        .filter(media::kind.eq(MediaKind::Image))
        .group_by(media::object_id)
        .select((media::object_id, diesel::dsl::count_star()))
        .load(c)?;
    let count = |count: i64| usize::try_from(count).unwrap_or(0);
    Ok(counted.into_iter().filter_map(|(photo, counted)| Some((photo?, count(counted)))).collect())
}

/// When the first and the last of these photos were published.
pub(crate) fn span(c: &mut Conn, photos: &[ObjectId]) -> QueryResult<Option<(NaiveDateTime, NaiveDateTime)>> {
    let (first, last): (Option<NaiveDateTime>, Option<NaiveDateTime>) = objects::table
        .filter(objects::id.eq_any(photos))
        .select((min(objects::published_at), max(objects::published_at)))
        .get_result(c)?;
    Ok(first.zip(last))
}
