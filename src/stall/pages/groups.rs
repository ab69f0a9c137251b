//! Groups of a stall that has such actors: which there are, founding one, changing what it says of itself.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::group::{self, GroupError};
use host::profile::{FIELDS, NAME, NOTE, TypedProfile};
use host::social::account::{Name, NameError};
use host::social::actor::{Actor, ActorKind};
use host::social::group::{FoundError, Group, Openness};
use host::social::media::{MediaId, Purpose};
use host::social::membership::{Membership, may_act_for};
use host::social::setting;
use host::store::Conn;
use host::upload::take_image;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Message, Needs};
use serde::{Deserialize, Serialize};

use super::Button;
use super::profiles::ProfileCard;
use crate::here::{Here, MemberHere};

/// How many groups a page lists.
const MOST: i64 = 500;

#[derive(Serialize)]
struct Groups {
    groups: Vec<Row>,
    /// How many ask to belong to a group that the reader runs.
    requests: usize,
    /// Whether the reader may make the group that is the club, and it is not there yet.
    lacks_club: bool,
}

#[derive(Serialize)]
struct Row {
    line: AuthorCard,
    summary_html: String,
    members: i64,
    club: bool,
    /// What the reader is to it.
    role: Option<&'static str>,
}

/// What a group says of itself, as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct GroupForm {
    username: String,
    name: String,
    note: String,
    field_names: Vec<String>,
    field_values: Vec<String>,
    openness: String,
    remove_avatar: bool,
    remove_header: bool,
}

#[derive(Serialize)]
struct Edit<'a> {
    form: &'a GroupForm,
    /// None where it is about to be founded.
    profile: Option<ProfileCard>,
    places: usize,
    name_most: usize,
    note_most: usize,
    host: String,
    club: bool,
}

/// Whether a stall has such actors. Errors: it has not.
pub(super) fn need(here: &Here) -> web::Result<()> {
    let module = here.app.modules.find(here.stall.name);
    match module.is_some_and(|module| module.manifest().actor_types.contains(&ActorKind::Group)) {
        true => Ok(()),
        false => Err(web::Error::not_found("groups")),
    }
}

/// The groups of the stall.
pub(crate) async fn index(here: Here) -> web::Result<HttpResponse> {
    need(&here)?;
    let (stall, viewer) = (here.stall.name, here.viewer());
    let administers = here.visit.member.as_ref().is_some_and(|member| member.may_see(Needs::Admin));
    let (rows, requests, lacks_club) = here
        .app
        .db
        .read(move |c| {
            let mut rows = Vec::new();
            for actor in Group::at_stall(c, stall, MOST)? {
                let club = Group::find(c, actor.id)?.is_some_and(|group| group.club);
                let own = viewer.map(|viewer| Membership::find(c, actor.id, viewer)).transpose()?.flatten();
                rows.push((Membership::count(c, actor.id)?, club, own.map(|own| own.role.as_str()), actor));
            }
            let me = viewer.map(|viewer| Actor::get(c, viewer)).transpose()?;
            let requests = me.map(|me| super::members::asking(c, &me)).transpose()?.map_or(0, |asking| asking.len());
            Ok::<_, DbError>((rows, requests, administers && Group::of_club(c, stall)?.is_none()))
        })
        .await?;
    let show = here.show();
    let row = |(members, club, role, actor): (i64, bool, Option<&'static str>, Actor)| Row {
        line: show.author(&actor),
        summary_html: show.emojis(&actor.host, &actor.emojis.0).render(&actor.summary),
        members,
        club,
        role,
    };
    let groups = rows.into_iter().map(row).collect();
    here.visit.render("stall/groups.html", &Groups { groups, requests, lacks_club })
}

/// The form for a new one.
pub(crate) async fn new(here: MemberHere) -> web::Result<HttpResponse> {
    need(&here)?;
    let form = GroupForm { openness: Openness::Moderated.to_string(), ..GroupForm::default() };
    show(&here, None, &form, &FieldErrors::new())
}

/// Founds one: the member administers it from then on.
pub(crate) async fn create(here: MemberHere, form: Form<GroupForm>) -> web::Result<HttpResponse> {
    need(&here)?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let mut errors = FieldErrors::new();
    let username = Name::parse(&form.username).map_err(|error| errors.add("username", wrong_name(error))).ok();
    if form.name.trim().is_empty() {
        errors.add("name", "group-name-missing");
    }
    if form.name.chars().count() > NAME {
        errors.add("name", Message::new("field-too-long").with("most", NAME as i64));
    }
    let Some(username) = username.filter(|_| errors.is_empty()) else {
        return show(&here, None, &form, &errors);
    };
    let openness = form.openness();
    match group::found(&here.app, here.stall.name, here.me, form.name.trim(), &username, openness).await {
        Ok(group) => change(&here, group, form, "group-founded").await,
        Err(GroupError::Found(FoundError::Name(error))) => {
            show(&here, None, &form, &FieldErrors::one("username", wrong_name(error)))
        }
        Err(GroupError::Found(FoundError::Database(error))) => Err(error.into()),
        Err(GroupError::Keys(error)) => Err(web::Error::internal(error)),
    }
}

/// Makes the group that is the club, for who administers that.
pub(crate) async fn create_club(here: MemberHere, _form: Form<Button>) -> web::Result<HttpResponse> {
    need(&here)?;
    if !here.visit.need_member()?.may_see(Needs::Admin) {
        return Err(web::Error::forbidden("the club is its administrators'"));
    }
    let title = here.app.db.read(|c| setting::TITLE.get(c)).await?;
    let title = if title.is_empty() { here.app.hosts.square().host().to_owned() } else { title };
    match group::of_club(&here.app, here.stall.name, &title).await {
        Ok(club) => Ok(here.visit.see_other(&format!("{}/edit", here.show().actor_path(&club)))),
        Err(GroupError::Found(FoundError::Name(error))) => {
            here.visit.warn(wrong_name(error));
            Ok(here.visit.see_other("/groups"))
        }
        Err(GroupError::Found(FoundError::Database(error))) => Err(error.into()),
        Err(GroupError::Keys(error)) => Err(web::Error::internal(error)),
    }
}

/// The form, filled in.
pub(crate) async fn edit(here: MemberHere, handle: Path<String>) -> web::Result<HttpResponse> {
    let (group, openness) = run(&here, &handle).await?;
    let form = GroupForm::of(&group, openness);
    show(&here, Some(&group), &form, &FieldErrors::new())
}

/// Changes what a group says of itself; followers are told.
pub(crate) async fn update(here: MemberHere, handle: Path<String>, form: Form<GroupForm>) -> web::Result<HttpResponse> {
    let (group, _) = run(&here, &handle).await?;
    change(&here, group, form, "group-changed").await
}

/// Ends a group with all that it published; other servers are told.
pub(crate) async fn delete(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (group, _) = run(&here, &handle).await?;
    let (me, hosts, modules) = (here.me, here.app.hosts.clone(), here.app.modules);
    let ended = here.app.db.write(move |c| {
        if !super::members::administers(c, me, group.id)? {
            return Ok(false);
        }
        Actor::delete(c, &hosts, group.id)?;
        modules.iter().try_for_each(|module| module.sweep(c))?;
        Ok::<_, DbError>(true)
    });
    if ended.await? {
        here.visit.notice("group-gone");
    } else {
        here.visit.warn("group-not-yours");
    }
    Ok(here.visit.see_other("/groups"))
}

async fn change(
    here: &MemberHere,
    group: Actor,
    mut form: Form<GroupForm>,
    done: &'static str,
) -> web::Result<HttpResponse> {
    let mut typed = form.typed(&group);
    let mut errors = typed.mistakes();
    if typed.name.trim().is_empty() {
        errors.add("name", "group-name-missing");
    }
    let avatar = picture(here, &group, &mut form, "avatar", Purpose::Avatar, &mut errors).await?;
    let header = picture(here, &group, &mut form, "header", Purpose::Header, &mut errors).await?;
    let form = form.into_inner();
    if !errors.is_empty() {
        return show(here, Some(&group), &form, &errors);
    }
    typed.avatar = avatar.or(group.avatar_id.filter(|_| !form.remove_avatar));
    typed.header = header.or(group.header_id.filter(|_| !form.remove_header));
    let (desk, openness) = (here.app.desk(), form.openness());
    let path = here.show().actor_path(&group);
    let written = here.app.db.write(move |c| {
        Group::set_openness(c, group.id, openness)?;
        typed.publish(c, &desk, &group).map(drop)
    });
    written.await?;
    here.visit.notice(done);
    Ok(here.visit.see_other(&path))
}

fn show(here: &MemberHere, group: Option<&Actor>, form: &GroupForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let context = Edit {
        form,
        profile: group.map(|group| ProfileCard::of(here, group)),
        places: FIELDS,
        name_most: NAME,
        note_most: NOTE,
        host: here.stall.origin.host().to_owned(),
        club: form.openness.is_empty(),
    };
    match errors.is_empty() {
        true => here.visit.render("stall/group-edit.html", &context),
        false => here.visit.render_invalid("stall/group-edit.html", &context, errors),
    }
}

/// The group of a page's address, which the member runs. Errors: it is none, or another's to run.
pub(super) async fn run(here: &MemberHere, handle: &str) -> web::Result<(Actor, Openness)> {
    let group = here.actor(handle).await?;
    let (me, id) = (here.me, group.id);
    let found = here.app.db.read(move |c| find_run(c, me, id)).await?;
    let found = found.filter(|_| group.stall.as_deref() == Some(here.stall.name));
    found.map(|found| (group, found.openness)).ok_or_else(|| web::Error::not_found("group"))
}

fn find_run(
    c: &mut Conn,
    me: host::social::actor::ActorId,
    id: host::social::actor::ActorId,
) -> Result<Option<Group>, DbError> {
    match Group::find(c, id)? {
        Some(group) if may_act_for(c, me, id)? => Ok(Some(group)),
        _ => Ok(None),
    }
}

async fn picture(
    here: &MemberHere,
    group: &Actor,
    form: &mut Form<GroupForm>,
    field: &str,
    purpose: Purpose,
    errors: &mut FieldErrors,
) -> web::Result<Option<MediaId>> {
    let Some(upload) = form.take_upload(field) else { return Ok(None) };
    let bytes = upload.read().await.map_err(web::Error::internal)?;
    match take_image(&here.app, group.id, bytes.into(), purpose).await {
        Ok(media) => Ok(Some(media.id)),
        Err(error) => {
            errors.add(field, error.explain()?);
            Ok(None)
        }
    }
}

fn wrong_name(error: NameError) -> Message {
    Message::new(match error {
        NameError::Malformed => "group-handle-malformed",
        NameError::Reserved => "group-handle-reserved",
        NameError::Taken => "group-handle-taken",
    })
}

impl GroupForm {
    fn of(group: &Actor, openness: Openness) -> Self {
        let TypedProfile { name, note, fields, .. } = TypedProfile::of(group);
        let (field_names, field_values) = fields.into_iter().unzip();
        let username = group.username.clone();
        Self { username, name, note, field_names, field_values, openness: openness.to_string(), ..Self::default() }
    }

    fn openness(&self) -> Openness {
        self.openness.parse().unwrap_or(Openness::Moderated)
    }

    /// The profile that it asks for, with what the group has besides.
    fn typed(&self, group: &Actor) -> TypedProfile {
        TypedProfile {
            name: self.name.clone(),
            note: self.note.clone(),
            fields: self.field_names.iter().cloned().zip(self.field_values.iter().cloned()).collect(),
            discoverable: true,
            indexable: true,
            ..TypedProfile::of(group)
        }
    }
}
