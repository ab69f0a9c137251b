//! Memberships of groups, in both directions, and what the stall announces of what they organise.

use serde_json::{Value, json};
use social::account::Name;
use social::actor::Actor;
use social::follow::Follow;
use social::group::{Group, NewGroup, Openness};
use social::inbox::InboxState;
use social::membership::{Membership, Role};
use social::object::{NewObject, Object, Parts};
use social::occasion::NewOccasion;
use social::visibility::Visibility;
use store::clock;

use crate::fixture::{Club, Elsewhere, act, keys};
use crate::object;

async fn group(club: &Club, founder: &Actor, openness: Openness) -> Actor {
    let (hosts, founder) = (club.hosts.clone(), founder.clone());
    club.write(move |c| {
        let username = Name::parse("gamers").unwrap();
        let new = NewGroup { stall: "microblog", username: &username, name: "Gamers", openness, keys: &keys() };
        Ok(Group::found(c, &hosts, &founder, &new).unwrap())
    })
    .await
}

async fn role(club: &Club, group: &str, actor: &str) -> Option<Role> {
    let (group, actor) = (club.find_actor(group).await.unwrap().id, club.find_actor(actor).await.unwrap().id);
    club.write(move |c| Ok(Membership::find(c, group, actor)?.map(|membership| membership.role))).await
}

/// A group elsewhere that has members, and who runs it there.
fn group_elsewhere(there: &Elsewhere) -> (String, String) {
    let group = there.actor("players", json!({"type": "Group", "openness": "moderated", "memberCount": 7}));
    (group, there.person("mod"))
}

#[tokio::test]
async fn a_group_of_ours_answers_who_joins_and_lets_go_who_leaves() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let group = group(&club, &ana, Openness::Open).await;
    let join = act("Join", &eve, json!(group.uri));
    club.accept(&eve, join.clone()).await;
    assert_eq!(role(&club, &group.uri, &eve).await, Some(Role::Member));
    let (kind, answer) = club.sent().await.remove(0);
    assert_eq!((kind.as_str(), &answer["actor"], &answer["object"]["id"]), ("Accept", &json!(group.uri), &join["id"]));
    club.accept(&eve, act("Leave", &eve, json!(group.uri))).await;
    assert_eq!(role(&club, &group.uri, &eve).await, None);

    let mut undo = act("Undo", &eve, join.clone());
    undo["object"]["id"] = json!(there.at("/join/2"));
    let again =
        json!({"id": there.at("/join/2"), "type": "Join", "actor": eve, "object": group.uri, "to": [group.uri]});
    club.accept(&eve, again).await;
    club.accept(&eve, undo).await;
    assert_eq!(role(&club, &group.uri, &eve).await, None);

    let id = group.id;
    club.write(move |c| Group::set_openness(c, id, Openness::InviteOnly)).await;
    let third =
        json!({"id": there.at("/join/3"), "type": "Join", "actor": eve, "object": group.uri, "to": [group.uri]});
    let (state, reason) = club.take(&eve, third).await;
    assert_eq!((state, reason.contains("takes only whom it asks")), (InboxState::Ignored, true));
    assert_eq!(club.sent().await.remove(0).0, "Reject");
}

#[tokio::test]
async fn a_group_of_ours_invites_and_is_answered() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let group = group(&club, &ana, Openness::InviteOnly).await;
    club.accept(&eve, act("Follow", &eve, json!(group.uri))).await;
    let whom = club.find_actor(&eve).await.unwrap();
    let (hosts, asking) = (club.hosts.clone(), group.clone());
    club.write(move |c| Ok(Membership::invite(c, &hosts, &asking, &whom).unwrap())).await;
    let (_, invite) = club.sent().await.remove(0);
    assert_eq!(
        (&invite["type"], &invite["target"], &invite["object"]),
        (&json!("Invite"), &json!(eve), &json!(group.uri))
    );
    // Mobilizon's answer embeds the membership, which goes by the id of the invitation.
    let member = json!({"id": invite["id"], "type": "Member", "actor": eve, "object": group.uri, "role": "invited"});
    let mallory = there.person("mallory");
    let stolen = json!({"id": there.at("/accept/0"), "type": "Accept", "actor": mallory, "object": member});
    assert_eq!(club.take(&mallory, stolen).await.0, InboxState::Refused);
    let accept = json!({"id": there.at("/accept/1"), "type": "Accept", "actor": eve, "object": member});
    club.accept(&eve, accept).await;
    assert_eq!(role(&club, &group.uri, &eve).await, Some(Role::Member));
}

#[tokio::test]
async fn a_group_elsewhere_takes_promotes_and_puts_out_one_of_ours() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, (players, moderator)) = (club.member("ana").await, group_elsewhere(&there));
    let invite = json!({"id": there.at("/member/1"), "type": "Invite", "actor": moderator, "attributedTo": players,
        "object": players, "target": ana.uri, "to": [ana.uri]});
    club.accept(&moderator, invite).await;
    assert_eq!(role(&club, &players, &ana.uri).await, Some(Role::Invited));
    let known = club.find_actor(&players).await.unwrap();
    let noted = club.write(move |c| Group::find(c, known.id)).await.unwrap();
    assert_eq!((noted.openness, noted.members_count), (Openness::Moderated, 7));

    let (hosts, uri) = (club.hosts.clone(), there.at("/member/1"));
    club.write(move |c| Ok(Membership::find_by_uri(c, &uri)?.unwrap().accept(c, &hosts).unwrap())).await;
    assert!(
        club.sent().await.iter().any(|(kind, told)| kind == "Accept" && told["object"]["id"] == there.at("/member/1"))
    );
    let member = json!({"id": there.at("/member/1"), "type": "Member", "actor": ana.uri, "object": players, "role": "moderator"});
    let update =
        json!({"id": there.at("/update/1"), "type": "Update", "actor": moderator, "object": member, "to": [ana.uri]});
    club.accept(&moderator, update).await;
    assert_eq!(role(&club, &players, &ana.uri).await, Some(Role::Moderator));

    let elsewhere = Elsewhere::start().await;
    let mallory = elsewhere.person("mallory");
    let remove = |actor: &str, id: String| json!({"id": id, "type": "Remove", "actor": actor, "object": there.at("/member/1"), "origin": players, "to": [ana.uri]});
    assert_eq!(club.take(&mallory, remove(&mallory, elsewhere.at("/remove/1"))).await.0, InboxState::Refused);
    assert_eq!(role(&club, &players, &ana.uri).await, Some(Role::Moderator));
    club.accept(&moderator, remove(&moderator, there.at("/remove/1"))).await;
    assert_eq!(role(&club, &players, &ana.uri).await, None);
}

#[tokio::test]
async fn one_of_ours_asks_a_group_elsewhere() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, (players, moderator)) = (club.member("ana").await, group_elsewhere(&there));
    club.take(&players, act("Like", &players, json!("https://nowhere.example/1"))).await;
    let (hosts, group, me) = (club.hosts.clone(), club.find_actor(&players).await.unwrap(), ana.clone());
    club.write(move |c| Ok(Membership::ask(c, &hosts, &group, &me).unwrap())).await;
    let (_, join) = club.sent().await.into_iter().find(|(kind, _)| kind == "Join").unwrap();
    assert_eq!((&join["actor"], &join["object"]), (&json!(ana.uri), &json!(players)));
    let member = json!({"id": join["id"], "type": "Member", "actor": ana.uri, "object": players, "role": "member"});
    club.accept(
        &moderator,
        json!({"id": there.at("/accept/2"), "type": "Accept", "actor": moderator, "object": member}),
    )
    .await;
    assert_eq!(role(&club, &players, &ana.uri).await, Some(Role::Member));
}

fn public_evening(author: &Actor, hosts: &store::uri::Hosts) -> (NewObject, Parts) {
    let mut new = NewObject::local(hosts, author, "card", "Event", Visibility::Public).unwrap();
    new.title = Some("Board games evening".to_owned());
    let occasion = NewOccasion::at(clock::now() + chrono::TimeDelta::days(3), "Europe/Paris");
    (new, Parts { occasion: Some(occasion), ..Parts::default() })
}

#[tokio::test]
async fn the_stall_announces_what_takes_place_to_who_follows_it() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, relay) = (club.member("ana").await, there.actor("relay", json!({"type": "Application"})));
    let group = group(&club, &ana, Openness::Open).await;
    let stall = club.write(|c| Ok(Actor::of_stall(c, "microblog")?.unwrap())).await;
    club.accept(&relay, act("Follow", &relay, json!(stall.uri))).await;
    assert_eq!(club.sent().await.remove(0).0, "Accept");
    let follower = club.find_actor(&relay).await.unwrap().id;
    let followed = stall.id;
    assert!(club.write(move |c| Follow::find(c, follower, followed)).await.is_some());

    let (federation, author) = (club.federation.clone(), group.clone());
    let published = club
        .write(move |c| {
            let (new, parts) = public_evening(&author, &federation.hosts);
            Object::publish(c, &federation.hosts, &author, &new, &parts, |c, object| {
                object::to_wire(c, &federation.hosts, &federation.kinds, object)
            })
        })
        .await;
    let announced =
        |sent: Vec<(String, Value)>| sent.into_iter().find(|(kind, _)| kind == "Announce").map(|(_, told)| told);
    let announce = announced(club.sent().await).unwrap();
    assert_eq!((&announce["actor"], &announce["object"]), (&json!(stall.uri), &json!(published.uri)));
    let (id, hosts, author) = (published.id, club.hosts.clone(), group.clone());
    let buried = club
        .write(move |c| {
            Object::get(c, id)?.delete(c, &hosts, &author)?;
            let entries = social::outbox::OutboxEntry::of_object(c, id)?;
            Ok(entries
                .into_iter()
                .map(|(entry, deliveries)| (entry.activity_type, deliveries.len()))
                .collect::<Vec<_>>())
        })
        .await;
    assert_eq!(buried, [("Create".to_owned(), 0), ("Announce".to_owned(), 1), ("Delete".to_owned(), 1)]);

    let note = club.publish(&group, Visibility::Public, "no event").await;
    let sent = club.sent().await;
    assert!(
        !sent.iter().any(|(kind, told)| kind == "Announce" && told["object"] == note.uri),
        "a note is not announced"
    );
}
