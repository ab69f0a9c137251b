//! Accounts as moderators look for them.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::account::{Account, AccountId, Filter, Role, State};
use host::social::actor::roll::{Standing, Wanted};
use host::social::actor::{Actor, ActorId};
use host::store::Conn;
use host::store::uri::Stall;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::body::{Params, Several};
use crate::caller::Me;
use crate::entities::{AdminAccount, View};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const READ: Access = Access::Staff("admin:read:accounts", Role::Moderator);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/admin/accounts", READ, index_v1);
    table.get("/api/v2/admin/accounts", READ, index);
    table.get("/api/v1/admin/accounts/{id}", READ, show);
}

/// Somebody whom moderators decide on.
pub(super) enum Subject {
    /// An actor, with its account where it is a member's.
    Actor(Box<Actor>, Option<Box<Account>>),
    /// A sign-up on which nobody decided yet: it has no actor.
    SignUp(Box<Account>),
}

impl Subject {
    /// By the number that clients know: an actor's, else an account's.
    pub(super) fn find(c: &mut Conn, stall: &str, id: i64) -> Result<Self, DbError> {
        if let Some((actor, account)) = Actor::with_accounts(c, &[ActorId(id)])?.pop() {
            let here = actor.stall.as_deref().is_none_or(|name| name == stall) && actor.deleted_at.is_none();
            let own = actor.is_local() && account.is_none();
            return if here && !own { Ok(Self::of(actor, account)) } else { Err(DbError::NotFound) };
        }
        let account = Account::get(c, AccountId(id))?;
        Ok(match Actor::of_account_at(c, account.id, stall)? {
            Some(actor) => Self::of(actor, Some(account)),
            None => Self::SignUp(Box::new(account)),
        })
    }

    fn of(actor: Actor, account: Option<Account>) -> Self {
        Self::Actor(Box::new(actor), account.map(Box::new))
    }

    /// The account that is decided on; none where it is another server's.
    pub(super) fn account(&self) -> Option<&Account> {
        match self {
            Self::Actor(_, account) => account.as_deref(),
            Self::SignUp(account) => Some(account),
        }
    }

    /// As moderators see it.
    pub(super) fn show(&self, view: &View) -> AdminAccount {
        match self {
            Self::Actor(actor, account) => view.admin_account(actor, account.as_deref()),
            Self::SignUp(account) => view.admin_account(&to_be(view.stall(), account), Some(account)),
        }
    }
}

/// The actor that a sign-up will become.
fn to_be(stall: &Stall, account: &Account) -> Actor {
    Actor::to_be(stall, ActorId(account.id.0), &account.name, account.created_at)
}

/// Which accounts: the second version of the API.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Search {
    /// `local` or `remote`.
    origin: Option<String>,
    /// `active`, `pending`, `disabled`, `silenced` or `suspended`.
    status: Option<String>,
    /// `staff`.
    permissions: Option<String>,
    /// The numbers of roles.
    #[param(value_type = Vec<String>)]
    role_ids: Several<i64>,
    /// How the user name begins.
    username: String,
    /// What the display name contains.
    display_name: String,
    /// The host.
    by_domain: String,
    /// The address.
    email: String,
}

/// The same in the first version.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct SearchV1 {
    /// Members.
    local: bool,
    /// Accounts of other servers.
    remote: bool,
    /// Those that stand well.
    active: bool,
    /// Sign-ups that wait.
    pending: bool,
    /// Those whose log-in is switched off; there are none.
    disabled: bool,
    /// Those that are left out of public timelines.
    silenced: bool,
    /// Those that are kept out.
    suspended: bool,
    /// Moderators and administrators.
    staff: bool,
    /// How the user name begins.
    username: String,
    /// What the display name contains.
    display_name: String,
    /// The host.
    by_domain: String,
    /// The address.
    email: String,
}

/// What both versions ask for.
enum Asked {
    /// Actors with their accounts.
    Roll(Wanted),
    /// Sign-ups that wait; a text that their name or address contains.
    SignUps(String),
    /// What does not exist here.
    Nothing,
}

impl From<Search> for Asked {
    fn from(search: Search) -> Self {
        let standing = match search.status.as_deref() {
            Some("pending") => return Self::SignUps(first([search.username, search.email])),
            Some("disabled") => return Self::Nothing,
            Some("active") => Some(Standing::Active),
            Some("silenced") => Some(Standing::Silenced),
            Some("suspended") => Some(Standing::Suspended),
            _ => None,
        };
        let local = search.origin.as_deref().and_then(|origin| match origin {
            "local" => Some(true),
            "remote" => Some(false),
            _ => None,
        });
        // Their numbers are those of `entities::role`.
        let least = search.role_ids.into_vec().into_iter().min().and_then(|id| match id {
            1 => Some(Role::Moderator),
            2 => Some(Role::Admin),
            3 => Some(Role::Owner),
            _ => None,
        });
        let staff = (search.permissions.as_deref() == Some("staff")).then_some(Role::Moderator);
        Self::Roll(Wanted {
            local,
            standing,
            role: least.or(staff),
            username: search.username.to_lowercase(),
            name: search.display_name,
            host: search.by_domain,
            email: search.email,
        })
    }
}

impl From<SearchV1> for Asked {
    fn from(search: SearchV1) -> Self {
        let status = [
            ("pending", search.pending),
            ("disabled", search.disabled),
            ("suspended", search.suspended),
            ("silenced", search.silenced),
            ("active", search.active),
        ];
        let status = status.into_iter().find(|(_, asked)| *asked).map(|(name, _)| name.to_owned());
        let origin = match (search.local, search.remote) {
            (true, false) => Some("local".to_owned()),
            (false, true) => Some("remote".to_owned()),
            _ => None,
        };
        Self::from(Search {
            origin,
            status,
            permissions: search.staff.then(|| "staff".to_owned()),
            role_ids: Several::default(),
            username: search.username,
            display_name: search.display_name,
            by_domain: search.by_domain,
            email: search.email,
        })
    }
}

fn first<const N: usize>(texts: [String; N]) -> String {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

async fn index(me: Me, search: Params<Search>, paging: Paging) -> Result<Page<AdminAccount>> {
    list(&me, search.0.into(), &paging).await
}

async fn index_v1(me: Me, search: Params<SearchV1>, paging: Paging) -> Result<Page<AdminAccount>> {
    list(&me, search.0.into(), &paging).await
}

async fn list(me: &Me, asked: Asked, paging: &Paging) -> Result<Page<AdminAccount>> {
    let (stall, range, limit) = (me.stall.name, paging.range(), paging.limit(100, 200));
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = me.app.db.read(move |c| match asked {
        Asked::Nothing => Ok(Vec::new()),
        Asked::Roll(wanted) => {
            let rows = Actor::roll(c, stall, &wanted, range, most)?;
            Ok::<_, DbError>(rows.into_iter().map(|(actor, account)| Subject::of(actor, account)).collect())
        }
        Asked::SignUps(text) => {
            let before = range.before.map(AccountId);
            let filter = Filter { state: Some(State::Pending), role: None, text, before };
            let rows = Account::list(c, &filter, most)?;
            Ok(rows.into_iter().map(|account| Subject::SignUp(Box::new(account))).collect())
        }
    });
    let (found, view) = (found.await?, me.view());
    let accounts: Vec<AdminAccount> = found.iter().map(|subject| subject.show(&view)).collect();
    let ends = found.first().zip(found.last()).map(|(first, last)| (first.id(), last.id()));
    Ok(Page::new(me.caller(), accounts, ends, found.len() >= limit))
}

impl Subject {
    /// The number that clients know it by.
    fn id(&self) -> i64 {
        match self {
            Self::Actor(actor, _) => actor.id.0,
            Self::SignUp(account) => account.id.0,
        }
    }
}

async fn show(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let stall = me.stall.name;
    let subject = me.app.db.read(move |c| Subject::find(c, stall, id.0)).await?;
    Ok(Json(subject.show(&me.view())))
}
