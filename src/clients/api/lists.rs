//! Lists of some of those whom the caller follows.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::list::{List as Owned, ListForm, ListId, MAX_PER_ACTOR, RepliesPolicy};
use host::social::range::{ALL, Range};
use host::store::Conn;
use serde::Deserialize;
use utoipa::ToSchema;

use super::people::{self, People};
use crate::body::{Body, Several};
use crate::caller::Me;
use crate::entities::{Account, Empty, List};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// The longest title, in characters, as at Mastodon.
const LONGEST_TITLE: usize = 256;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/lists", Access::Member("read:lists"), index);
    table.post("/api/v1/lists", Access::Member("write:lists"), create);
    table.get("/api/v1/lists/{id}", Access::Member("read:lists"), show);
    table.put("/api/v1/lists/{id}", Access::Member("write:lists"), update);
    table.delete("/api/v1/lists/{id}", Access::Member("write:lists"), delete);
    table.get("/api/v1/lists/{id}/accounts", Access::Member("read:lists"), members);
    table.post("/api/v1/lists/{id}/accounts", Access::Member("write:lists"), add);
    table.delete("/api/v1/lists/{id}/accounts", Access::Member("write:lists"), remove);
    table.get("/api/v1/accounts/{id}/lists", Access::Member("read:lists"), holding);
}

/// What a list shall be; what is left out stays as it is, or as is usual.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    /// What it is called.
    title: Option<String>,
    /// Which answers it shows.
    replies_policy: Option<Answers>,
    /// Whether the home timeline is without its members.
    exclusive: Option<bool>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Answers {
    Followed,
    List,
    None,
}

impl From<Answers> for RepliesPolicy {
    fn from(answers: Answers) -> Self {
        match answers {
            Answers::Followed => Self::Followed,
            Answers::List => Self::List,
            Answers::None => Self::None,
        }
    }
}

impl Wanted {
    /// Errors: the title is empty or too long.
    fn onto(&self, form: ListForm) -> Result<ListForm> {
        let title = self.title.as_deref().map_or(form.title, |title| title.trim().to_owned());
        match title.chars().count() {
            0 => Err(Error::invalid("title", "ERR_BLANK", "can't be blank")),
            1..=LONGEST_TITLE => Ok(ListForm {
                title,
                replies_policy: self.replies_policy.map_or(form.replies_policy, RepliesPolicy::from),
                exclusive: self.exclusive.unwrap_or(form.exclusive),
            }),
            _ => Err(Error::invalid("title", "ERR_TOO_LONG", "is too long (maximum is 256 characters)")),
        }
    }
}

/// A list of the caller's.
fn own(c: &mut Conn, me: ActorId, id: ListId) -> Result<Owned, DbError> {
    Owned::find(c, me, id)?.ok_or(DbError::NotFound)
}

async fn index(me: Me) -> Result<Json<Vec<List>>> {
    let owner = me.actor.id;
    let lists = me.app.db.read(move |c| Owned::of(c, owner)).await?;
    Ok(Json(lists.iter().map(List::from).collect()))
}

async fn show(me: Me, id: Path<ListId>) -> Result<Json<List>> {
    let owner = me.actor.id;
    let list = me.app.db.read(move |c| own(c, owner, id.0)).await?;
    Ok(Json(List::from(&list)))
}

async fn create(me: Me, wanted: Body<Wanted>) -> Result<Json<List>> {
    let usual = ListForm { title: String::new(), replies_policy: RepliesPolicy::List, exclusive: false };
    let (owner, form) = (me.actor.id, wanted.onto(usual)?);
    let made = me.app.db.write(move |c| Owned::create(c, owner, &form)).await?;
    let many = || Error::unprocessable(format!("Validation failed: there are {MAX_PER_ACTOR} lists already"));
    Ok(Json(List::from(&made.ok_or_else(many)?)))
}

async fn update(me: Me, id: Path<ListId>, wanted: Body<Wanted>) -> Result<Json<List>> {
    let (owner, wanted) = (me.actor.id, wanted.into_inner());
    let changed = me.app.db.write(move |c| {
        let list = own(c, owner, id.0)?;
        let form = wanted.onto(list.form())?;
        Ok::<_, Error>(list.change(c, &form)?)
    });
    Ok(Json(List::from(&changed.await?)))
}

async fn delete(me: Me, id: Path<ListId>) -> Result<Json<Empty>> {
    let owner = me.actor.id;
    me.app.db.write(move |c| own(c, owner, id.0)?.remove(c)).await?;
    Ok(Json(Empty {}))
}

/// Who is on a list; everybody at once where no limit is wanted (`limit=0`).
async fn members(me: Me, id: Path<ListId>, paging: Paging) -> Result<Page<Account>> {
    let (owner, whole, limit) = (me.actor.id, paging.is_whole(), people::limit(&paging));
    let (range, most) = if whole { (Range::default(), ALL) } else { (paging.range(), limit as i64) };
    let read = me.app.db.read(move |c| {
        let members = own(c, owner, id.0)?.members(c, range, most)?;
        People::own(c, members.into_iter().map(|actor| (actor.id, actor)).collect())
    });
    let people = read.await?;
    Ok(if whole { people.whole(&me) } else { people.page(&me, limit) })
}

/// Who is meant.
#[derive(Debug, Deserialize, ToSchema)]
struct Named {
    /// The numbers of the accounts.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    account_ids: Several<ActorId>,
}

/// Puts some on a list, whom the caller follows: all of them, or nobody.
async fn add(me: Me, id: Path<ListId>, named: Body<Named>) -> Result<Json<Empty>> {
    let (owner, members) = (me.actor.id, named.into_inner().account_ids.into_vec());
    let put = me.app.db.write(move |c| {
        let list = own(c, owner, id.0)?;
        for member in &members {
            if !list.add(c, *member)? {
                return Err(DbError::NotFound);
            }
        }
        Ok(())
    });
    put.await?;
    Ok(Json(Empty {}))
}

async fn remove(me: Me, id: Path<ListId>, named: Body<Named>) -> Result<Json<Empty>> {
    let (owner, members) = (me.actor.id, named.into_inner().account_ids.into_vec());
    let taken = me.app.db.write(move |c| {
        let list = own(c, owner, id.0)?;
        members.iter().try_for_each(|member| list.drop_member(c, *member))
    });
    taken.await?;
    Ok(Json(Empty {}))
}

/// Which lists of the caller's somebody is on.
async fn holding(me: Me, id: Path<ActorId>) -> Result<Json<Vec<List>>> {
    let owner = me.actor.id;
    let lists = me.app.db.read(move |c| Owned::holding(c, owner, id.0)).await?;
    Ok(Json(lists.iter().map(List::from).collect()))
}
