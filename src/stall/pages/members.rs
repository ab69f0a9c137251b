//! Who belongs to a group: joining and leaving it, asking somebody to, and what those who run it decide.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::federation::fetch::Resolved;
use host::federation::jobs::Sought;
use host::social::account;
use host::social::actor::{Actor, ActorId, ActorKind};
use host::social::group::Group;
use host::social::membership::{Membership, MembershipError, Role, may_act_for, run_by};
use host::social::text::Handle;
use host::store::Conn;
use host::web::card::AuthorCard;
use host::web::{self, Bucket, Form, Key, Message};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::{Here, MemberHere, find_actor};

/// What lies between the reader and a group.
#[derive(Serialize)]
pub(super) struct GroupTie {
    /// `open`, `moderated` or `invite_only`.
    openness: &'static str,
    /// Whether it is the club itself.
    club: bool,
    members: i64,
    /// What the reader is to it.
    role: Option<&'static str>,
    /// Whether the reader may join, leave and the like.
    member: bool,
    /// Whether the reader runs it, here.
    runs: bool,
    /// How many ask to belong to it, where the reader runs it.
    requests: usize,
    /// Whether its members are listed here.
    listed: bool,
}

impl GroupTie {
    /// None where the actor is no group that has members.
    pub(super) fn read(
        c: &mut Conn,
        stall: &str,
        actor: &Actor,
        viewer: Option<ActorId>,
    ) -> Result<Option<Self>, DbError> {
        let Some(group) = Group::find(c, actor.id)?.filter(|_| actor.kind == ActorKind::Group) else { return Ok(None) };
        let known = Membership::count(c, actor.id)?;
        let runs = match viewer {
            Some(viewer) => actor.stall.as_deref() == Some(stall) && may_act_for(c, viewer, actor.id)?,
            None => false,
        };
        let role = viewer.map(|viewer| Membership::find(c, actor.id, viewer)).transpose()?.flatten();
        Ok(Some(Self {
            openness: group.openness.as_str(),
            club: group.club,
            members: if actor.is_local() { known } else { known.max(group.members_count) },
            role: role.map(|membership| membership.role.as_str()),
            member: viewer.is_some(),
            runs,
            requests: if runs { Membership::of_group(c, actor.id, &[Role::Requested])?.len() } else { 0 },
            listed: actor.is_local(),
        }))
    }
}

#[derive(Serialize)]
struct Members {
    group: AuthorCard,
    tie: GroupTie,
    people: Vec<Person>,
    /// Whether only those are shown who run it.
    partial: bool,
    /// Whether the reader says who runs it.
    administers: bool,
    here: String,
}

#[derive(Serialize)]
struct Person {
    id: String,
    line: AuthorCard,
    role: &'static str,
    own: bool,
}

/// The members, for those who belong to it; for everybody else those who run it.
pub(crate) async fn index(here: Here, handle: Path<String>) -> web::Result<HttpResponse> {
    let group = here.actor(&handle).await?;
    let (viewer, stall, shown) = (here.viewer(), here.stall.name, group.clone());
    let read = here.app.db.read(move |c| {
        let Some(tie) = GroupTie::read(c, stall, &shown, viewer)?.filter(|tie| tie.listed) else {
            return Err(DbError::NotFound);
        };
        let belongs = match viewer {
            Some(viewer) => Membership::belongs(c, shown.id, viewer)?,
            None => false,
        };
        let roles: &[Role] = match (tie.runs, belongs) {
            (true, _) => Role::ALL,
            (false, true) => &Role::BELONGING,
            (false, false) => &Role::RUNNING,
        };
        let administers = viewer.map(|viewer| administers(c, viewer, shown.id)).transpose()?.unwrap_or(false);
        Ok((tie, Membership::of_group(c, shown.id, roles)?, !belongs, administers))
    });
    let (tie, people, stranger, administers) = read.await?;
    let show = here.show();
    let person = |(membership, actor): &(Membership, Actor)| Person {
        id: actor.id.to_string(),
        line: show.author(actor),
        role: membership.role.as_str(),
        own: viewer == Some(actor.id),
    };
    let context = Members {
        partial: stranger && !tie.runs,
        people: people.iter().map(person).collect(),
        group: show.author(&group),
        here: show.actor_path(&group),
        administers,
        tie,
    };
    here.visit.render("stall/members.html", &context)
}

#[derive(Serialize)]
struct Requests {
    asking: Vec<Asking>,
}

#[derive(Serialize)]
struct Asking {
    id: String,
    line: AuthorCard,
    group: AuthorCard,
}

/// Who asks to belong to the groups that somebody runs, with them.
pub(super) fn asking(c: &mut Conn, me: &Actor) -> Result<Vec<(Actor, Actor)>, DbError> {
    let mut asking = Vec::new();
    for group in run_by(c, me)? {
        let requests = Membership::of_group(c, group.id, &[Role::Requested])?;
        asking.extend(requests.into_iter().map(|(_, actor)| (group.clone(), actor)));
    }
    Ok(asking)
}

/// Who asks to belong to the groups that the member runs.
pub(crate) async fn requests(here: MemberHere) -> web::Result<HttpResponse> {
    super::groups::need(&here)?;
    let me = here.me;
    let asking = here.app.db.read(move |c| {
        let me = Actor::get(c, me)?;
        asking(c, &me)
    });
    let show = here.show();
    let row = |(group, actor): &(Actor, Actor)| Asking {
        id: actor.id.to_string(),
        line: show.author(actor),
        group: show.author(group),
    };
    let asking = asking.await?.iter().map(row).collect();
    here.visit.render("stall/group-requests.html", &Requests { asking })
}

/// Whom to ask to a group.
#[derive(Debug, Deserialize)]
pub(crate) struct Invitation {
    #[serde(default)]
    handle: String,
}

/// Asks somebody to belong to a group.
pub(crate) async fn invite(
    here: MemberHere,
    handle: Path<String>,
    form: Form<Invitation>,
) -> web::Result<HttpResponse> {
    let (group, _) = super::groups::run(&here, &handle).await?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let back = format!("{}/members", here.show().actor_path(&group));
    let Some(whom) = whom(&here, form.handle.trim()).await? else { return Ok(here.visit.see_other(&back)) };
    let (hosts, name) = (here.app.hosts.clone(), whom.display_name().to_owned());
    match here.app.db.write(move |c| Membership::invite(c, &hosts, &group, &whom)).await {
        Ok(_) => here.visit.notice(Message::new("group-invited").with("name", name)),
        Err(error) => here.visit.warn(explain(error)?),
    }
    Ok(here.visit.see_other(&back))
}

/// Whom a handle means; where nobody is known by it, that is said, and somebody elsewhere is looked for.
async fn whom(here: &MemberHere, typed: &str) -> web::Result<Option<Actor>> {
    let (stall, handle) = (here.stall.clone(), typed.trim_start_matches('@').to_owned());
    let known = here.app.db.read(move |c| match find_actor(c, &stall, &handle) {
        Err(DbError::NotFound) => Ok(None),
        found => found.map(Some),
    });
    if let Some(known) = known.await? {
        return Ok(Some(known));
    }
    let elsewhere = typed.parse::<Handle>().is_ok_and(|handle| handle.host.is_some());
    match if elsewhere { here.app.federation.look_up(typed, true).await? } else { Sought::NotSearchable } {
        Sought::Found(Resolved::Actor(actor)) => return Ok(Some(*actor)),
        Sought::Waiting | Sought::Unknown => here.visit.warn("group-invite-waiting"),
        _ => here.visit.warn("group-invite-nobody"),
    }
    Ok(None)
}

/// What those who run a group decide about somebody.
#[derive(Debug, Deserialize)]
pub(crate) struct Decision {
    /// The role to be; none: consent to what was asked.
    #[serde(default)]
    role: String,
}

/// Consents to who asks, or gives who belongs to it another role, which is for its administrators.
pub(crate) async fn update(
    here: MemberHere,
    path: Path<(String, ActorId)>,
    form: Form<Decision>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (group, _) = super::groups::run(&here, &handle).await?;
    let back = format!("{}/members", here.show().actor_path(&group));
    let (me, hosts, role) = (here.me, here.app.hosts.clone(), form.role.parse::<Role>().ok());
    let decided = here.app.db.write(move |c| {
        let membership = Membership::find(c, group.id, id)?.ok_or(DbError::NotFound)?;
        match role {
            None => membership.approve(c, &hosts),
            Some(role) if administers(c, me, group.id)? => membership.set_role(c, role),
            Some(_) => Err(DbError::NotFound.into()),
        }
    });
    match decided.await {
        Ok(_) => here.visit.notice("group-decided"),
        Err(error) => here.visit.warn(explain(error)?),
    }
    Ok(here.visit.see_next(&back))
}

/// Does not consent to who asks, takes an invitation back, or puts a member out. Who runs it is put out by administrators.
pub(crate) async fn remove(
    here: MemberHere,
    path: Path<(String, ActorId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (group, _) = super::groups::run(&here, &handle).await?;
    let back = format!("{}/members", here.show().actor_path(&group));
    let (me, hosts) = (here.me, here.app.hosts.clone());
    let removed = here.app.db.write(move |c| {
        let membership = Membership::find(c, group.id, id)?.ok_or(DbError::NotFound)?;
        if membership.role.runs() && !administers(c, me, group.id)? {
            return Err(DbError::NotFound.into());
        }
        membership.remove(c, &hosts)
    });
    match removed.await {
        Ok(()) => here.visit.notice("group-removed"),
        Err(error) => here.visit.warn(explain(error)?),
    }
    Ok(here.visit.see_next(&back))
}

/// Joins a group, asks to, or follows its invitation.
pub(crate) async fn join(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let group = here.actor(&handle).await?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let back = here.show().actor_path(&group);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    let joined = here.app.db.write(move |c| {
        let me = Actor::get(c, me)?;
        Membership::ask(c, &hosts, &group, &me)
    });
    match joined.await {
        Ok(membership) if membership.role.belongs() => here.visit.notice("group-joined"),
        Ok(_) => here.visit.notice("group-asked"),
        Err(error) => here.visit.warn(explain(error)?),
    }
    Ok(here.visit.see_next(&back))
}

/// Leaves a group, takes back what was asked, or does not follow its invitation.
pub(crate) async fn leave(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let group = here.actor(&handle).await?;
    let back = here.show().actor_path(&group);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    let left = here.app.db.write(move |c| match Membership::find(c, group.id, me)? {
        Some(membership) => membership.leave(c, &hosts),
        None => Ok(()),
    });
    match left.await {
        Ok(()) => here.visit.notice("group-left"),
        Err(error) => here.visit.warn(explain(error)?),
    }
    Ok(here.visit.see_next(&back))
}

/// Whether somebody says who runs a group: its administrators, and who has the club in hand where it is the club's or nobody's.
pub(super) fn administers(c: &mut Conn, me: ActorId, group: ActorId) -> Result<bool, DbError> {
    Ok(match Membership::find(c, group, me)?.map(|membership| membership.role) {
        Some(role) if role.runs() => role == Role::Administrator || entrusted(c, me, group)?,
        _ => may_act_for(c, me, group)?,
    })
}

/// Whether a moderator of the club's own group administers the club.
fn entrusted(c: &mut Conn, me: ActorId, group: ActorId) -> Result<bool, DbError> {
    if !Group::find(c, group)?.is_some_and(|group| group.club) {
        return Ok(false);
    }
    let account = Actor::get(c, me)?.account_id.map(|id| account::Account::find(c, id)).transpose()?.flatten();
    Ok(account.is_some_and(|account| account.role >= account::Role::Admin))
}

fn explain(error: MembershipError) -> web::Result<Message> {
    Ok(Message::new(match error {
        MembershipError::Database(error) => return Err(error.into()),
        MembershipError::InviteOnly => "group-invite-only",
        MembershipError::Barred => "group-barred",
        MembershipError::NotAPerson => "group-people-only",
        MembershipError::LastAdministrator => "group-last-administrator",
    }))
}
