//! The accounts of the club.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::moderation::{self, ModerationError};
use host::registration;
use host::social::account::{Account, AccountId, Filter, Role, State};
use host::social::actor::Actor;
use host::social::invite::Invite;
use host::social::session::Session;
use host::store::Conn;
use host::web::card::Pagination;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::paging::{self, Choice, ROWS, Tab};
use crate::query::Query;
use crate::staff::{AdminVisit, ModeratorVisit};

#[derive(Serialize)]
struct Index {
    tabs: Vec<Tab>,
    state: String,
    text: String,
    accounts: Vec<Row>,
    pages: Pagination,
    mails: bool,
}

#[derive(Serialize)]
struct Row {
    id: AccountId,
    name: String,
    email: String,
    role: Role,
    state: State,
    reason: Option<String>,
    created_at: NaiveDateTime,
    last_seen_at: Option<NaiveDateTime>,
}

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    q: String,
    before: Option<AccountId>,
}

/// `GET /admin/accounts`
pub(super) async fn index(visit: ModeratorVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let Wanted { state, q, before } = wanted.0;
    let filter = Filter { state: state.parse().ok(), role: None, text: q.clone(), before };
    let accounts = app.db.read(move |c| Account::list(c, &filter, ROWS)).await?;
    let accounts: Vec<Row> = accounts.into_iter().map(Row::from).collect();
    let words: Vec<&str> = State::ALL.iter().map(|state| state.as_str()).collect();
    let pages = paging::pages(&accounts, "/admin/accounts", &[("state", &state), ("q", &q)], |row| row.id);
    let tabs = paging::tabs("/admin/accounts", "state", &words, &state, "account-state");
    let mails = registration::mails(&app);
    visit.render("square/admin/accounts/index.html", &Index { tabs, state, text: q, accounts, pages, mails })
}

#[derive(Serialize)]
struct Show {
    account: Row,
    actors: Vec<Profile>,
    /// Who invited them.
    invited_by: Option<String>,
    two_factor: bool,
    sessions: usize,
    /// Whether the reader stands above it.
    below: bool,
    /// What the reader may appoint it to.
    roles: Vec<Choice>,
    mails: bool,
}

#[derive(Serialize)]
struct Profile {
    handle: String,
    page: String,
    objects: i64,
    followers: i64,
    silenced: bool,
    suspended: bool,
    id: host::social::actor::ActorId,
}

/// `GET /admin/accounts/{id}`
pub(super) async fn show(visit: ModeratorVisit, app: App, id: Path<AccountId>) -> web::Result<HttpResponse> {
    let (me, role, mails) = (visit.me.account, visit.me.role, registration::mails(&app));
    let mut show = app.db.read(move |c| Show::of(c, me, *id)).await?;
    show.mails = mails;
    let roles = Role::ALL.iter().filter(|appointed| **appointed < role || role == Role::Owner);
    let label = |role: &Role| visit.translate(web::Message::new(format!("role-{role}")));
    show.roles = roles.map(|role| Choice { value: role.to_string(), label: label(role) }).collect();
    visit.render("square/admin/accounts/show.html", &show)
}

/// `DELETE /admin/accounts/{id}`
pub(super) async fn destroy(
    visit: AdminVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, club) = (visit.me.account, app.clone());
    let deleted = app.db.write(move |c| match moderation::delete(c, &club, me, *id) {
        Err(ModerationError::LastOwner(_)) => Ok(false),
        result => result.map(|()| true).map_err(web::Error::from),
    });
    if deleted.await? {
        visit.notice("account-deleted")
    } else {
        visit.warn("deletion-last-owner")
    }
    Ok(visit.see_other("/admin/accounts"))
}

impl Show {
    fn of(c: &mut Conn, me: AccountId, id: AccountId) -> web::Result<Self> {
        let account = moderation::find(c, id)?;
        let below = Account::get(c, me)?.outranks(&account);
        let invite = account.invite_id.map(|id| Invite::find(c, id)).transpose()?.flatten();
        let invited_by = match invite {
            Some(invite) => Account::find(c, invite.account_id)?.map(|account| account.name),
            None => None,
        };
        let profile = |actor: Actor| Profile {
            handle: actor.handle(),
            page: actor.page().to_owned(),
            objects: actor.objects_count,
            followers: actor.followers_count,
            silenced: actor.silenced_at.is_some(),
            suspended: actor.suspended_at.is_some(),
            id: actor.id,
        };
        Ok(Self {
            actors: Actor::of_account(c, id)?.into_iter().map(profile).collect(),
            invited_by,
            two_factor: account.has_totp(),
            sessions: Session::list(c, id)?.len(),
            below,
            roles: Vec::new(),
            mails: false,
            account: account.into(),
        })
    }
}

impl From<Account> for Row {
    fn from(account: Account) -> Self {
        let state = account.state();
        Self {
            id: account.id,
            name: account.name,
            email: account.email,
            role: account.role,
            state,
            reason: account.reason,
            created_at: account.created_at,
            last_seen_at: account.last_seen_at,
        }
    }
}
