//! Previews: what a web page says of itself, shown below what links to it. Each page is asked at most once a day, whoever
//! links to it, and its picture is a remote file as any other: browsers get our copy.

mod link;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::{Conn, clock};

use crate::media::{Media, MediaId, RemoteMedia};
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::{actors, object_previews, objects, previews};
use crate::visibility::Visibility;

pub use link::link_of;

store::id_type! {
    /// Names a preview.
    pub PreviewId
}

/// How long what is known of a page is fresh, also that there is nothing to show of it.
pub const FRESH: TimeDelta = TimeDelta::days(1);
/// The longest address that is asked, in bytes.
pub const MAX_ADDRESS: usize = 2048;

/// A row of `previews`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = previews, check_for_backend(store::Backend))]
pub struct Preview {
    /// Its number.
    pub id: PreviewId,
    /// The address that was linked to.
    pub address: String,
    /// Whether the page says anything of itself.
    pub found: bool,
    /// Where the page was found, redirects followed.
    pub url: String,
    /// Its title, plain text.
    pub title: String,
    /// What it is about, plain text; may be empty.
    pub description: String,
    /// Who wrote it; may be empty.
    pub author_name: String,
    /// Who that is; may be empty.
    pub author_url: String,
    /// What it is a part of, such as a newspaper; may be empty.
    pub provider_name: String,
    /// Where that is; may be empty.
    pub provider_url: String,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// When it was published, as it says.
    pub published_at: Option<NaiveDateTime>,
    /// Its picture.
    pub image_id: Option<MediaId>,
    /// When it was last asked.
    pub fetched_at: NaiveDateTime,
}

/// What a page says of itself, cleaned and cut; see [`Preview`] for the fields.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "each field is described on `Preview`")]
pub struct Page {
    pub url: String,
    pub title: String,
    pub description: String,
    pub author_name: String,
    pub author_url: String,
    pub provider_name: String,
    pub provider_url: String,
    pub language: Option<String>,
    pub published_at: Option<NaiveDateTime>,
    pub image: Option<RemoteMedia>,
}

/// A preview with its picture, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The preview.
    pub preview: Preview,
    /// Its picture.
    pub image: Option<Media>,
}

impl Preview {
    /// What is known of an address.
    pub fn find(c: &mut Conn, address: &str) -> QueryResult<Option<Self>> {
        previews::table.filter(previews::address.eq(address)).select(Self::as_select()).first(c).optional()
    }

    /// Several, in no order, with their pictures.
    pub fn load(c: &mut Conn, ids: &[PreviewId]) -> QueryResult<Vec<Shown>> {
        let found: Vec<Self> = previews::table.filter(previews::id.eq_any(ids)).select(Self::as_select()).load(c)?;
        with_images(c, found)
    }

    /// The previews of several objects: two queries, however many there are.
    pub fn of_objects(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<HashMap<ObjectId, Shown>> {
        let rows: Vec<(ObjectId, Self)> = object_previews::table
            .inner_join(previews::table.on(previews::id.eq(object_previews::preview_id)))
            .filter(object_previews::object_id.eq_any(objects))
            .filter(previews::found.eq(true))
            .select((object_previews::object_id, Self::as_select()))
            .load(c)?;
        let (ids, found): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        Ok(ids.into_iter().zip(with_images(c, found)?).collect())
    }

    /// A part of what links to a page: public and by nobody who is silenced, the newest first. Who may see it is still to be asked.
    pub fn objects(c: &mut Conn, address: &str, range: Range, limit: i64) -> QueryResult<Vec<Object>> {
        let linking = objects::table
            .inner_join(object_previews::table.on(object_previews::object_id.eq(objects::id)))
            .inner_join(previews::table.on(previews::id.eq(object_previews::preview_id)))
            .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
            .filter(previews::found.eq(true))
            .filter(previews::url.eq(address).or(previews::address.eq(address)))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(actors::silenced_at.is_null())
            .select(Object::as_select());
        Ok(range.arrange(crate::cut!(linking, objects::id, range, limit).load(c)?))
    }

    /// Writes down what a page says of itself, or that it says nothing.
    pub fn keep(c: &mut Conn, address: &str, page: Option<&Page>) -> QueryResult<Self> {
        let known = Self::find(c, address)?;
        let current = known.as_ref().and_then(|known| known.image_id);
        let image = Media::of_page(c, current, page.and_then(|page| page.image.as_ref()))?;
        let nothing = Page::default();
        let said = page.unwrap_or(&nothing);
        let row = (
            previews::found.eq(page.is_some()),
            previews::url.eq(&said.url),
            previews::title.eq(&said.title),
            previews::description.eq(&said.description),
            previews::author_name.eq(&said.author_name),
            previews::author_url.eq(&said.author_url),
            previews::provider_name.eq(&said.provider_name),
            previews::provider_url.eq(&said.provider_url),
            previews::language.eq(&said.language),
            previews::published_at.eq(said.published_at),
            previews::image_id.eq(image),
            previews::fetched_at.eq(clock::now()),
        );
        diesel::insert_into(previews::table)
            .values((previews::id.eq(PreviewId::next()), previews::address.eq(address), row))
            .on_conflict(previews::address)
            .do_update()
            .set(row)
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Shows it below an object, instead of another.
    pub fn attach(&self, c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        diesel::insert_into(object_previews::table)
            .values((object_previews::object_id.eq(object), object_previews::preview_id.eq(self.id)))
            .on_conflict(object_previews::object_id)
            .do_update()
            .set(object_previews::preview_id.eq(self.id))
            .execute(c)?;
        Ok(())
    }

    /// Shows none below an object.
    pub fn detach(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        diesel::delete(object_previews::table.find(object)).execute(c)?;
        Ok(())
    }

    /// Whether a file is the picture of a page that somebody links to.
    pub fn shows(c: &mut Conn, image: MediaId) -> QueryResult<bool> {
        let on = previews::table
            .inner_join(object_previews::table.on(object_previews::preview_id.eq(previews::id)))
            .filter(previews::image_id.eq(image));
        diesel::select(diesel::dsl::exists(on)).get_result(c)
    }

    /// Forgets the pages that nothing links to any more and that were last asked before then.
    pub fn prune(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
        let linked = object_previews::table.filter(object_previews::preview_id.eq(previews::id));
        let unused = previews::table
            .filter(previews::fetched_at.lt(before))
            .filter(diesel::dsl::not(diesel::dsl::exists(linked)));
        diesel::delete(unused).execute(c)
    }

    /// Whether the page need not be asked again yet.
    pub fn is_fresh(&self) -> bool {
        clock::now() - self.fetched_at < FRESH
    }
}

/// Lays the pictures to the previews, in their order.
fn with_images(c: &mut Conn, found: Vec<Preview>) -> QueryResult<Vec<Shown>> {
    let images: Vec<MediaId> = found.iter().filter_map(|preview| preview.image_id).collect();
    let images = if images.is_empty() { Vec::new() } else { Media::load(c, &images)? };
    let image = |preview: &Preview| images.iter().find(|image| preview.image_id == Some(image.id)).cloned();
    Ok(found.into_iter().map(|preview| Shown { image: image(&preview), preview }).collect())
}
