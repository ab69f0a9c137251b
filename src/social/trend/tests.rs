#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use store::Conn;

use super::{link_history, links, objects, tags};
use crate::actor::Actor;
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::object::{NewObject, Object, Parts};
use crate::preview::{Page, Preview};
use crate::reaction::Reaction;
use crate::tag::Tag;
use crate::visibility::Visibility;

const STALL: &str = "microblog";

fn tagged(c: &mut Conn, new: &NewObject, tag: &str) -> Object {
    Object::insert(c, new, &Parts { tags: vec![tag.to_owned()], ..Parts::default() }).unwrap()
}

fn names(c: &mut Conn) -> Vec<String> {
    let ids = tags(c, STALL).unwrap();
    let all: Vec<Tag> = ["waffles", "rain", "secret", "hidden", "far"]
        .into_iter()
        .filter_map(|name| Tag::find(c, name).unwrap())
        .collect();
    ids.iter().filter_map(|id| all.iter().find(|tag| tag.id == *id)).map(|tag| tag.name.clone()).collect()
}

#[test]
fn a_hashtag_counts_by_how_many_members_use_it() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        for _ in 0..3 {
            tagged(c, &draft(&ana, "wet"), "rain");
        }
        tagged(c, &draft(&ana, "yum"), "waffles");
        tagged(c, &draft(&bob, "yum"), "waffles");
        let far = stranger(c, "eve", "far.example", true);
        tagged(c, &draft(&far, "far"), "far");
        let mut direct = draft(&ana, "psst");
        direct.visibility = Visibility::Followers;
        tagged(c, &direct, "secret");
        let mut sensitive = draft(&ana, "ouch");
        sensitive.sensitive = true;
        tagged(c, &sensitive, "hidden");
        assert_eq!(names(c), ["waffles", "rain"]);

        Actor::silence(c, ana.id, true).unwrap();
        assert_eq!(names(c), ["waffles"]);
    });
}

#[test]
fn what_members_like_trends_unless_only_its_author_does() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let eve = stranger(c, "eve", "far.example", true);
        let (own, liked, far) = (post(c, &ana, "mine"), post(c, &ana, "good"), post(c, &eve, "far"));
        Reaction::like(c, &hosts(), &ana, &own).unwrap();
        Reaction::like(c, &hosts(), &bob, &liked).unwrap();
        Reaction::like(c, &hosts(), &ana, &far).unwrap();
        Reaction::like(c, &hosts(), &bob, &far).unwrap();
        assert_eq!(objects(c, STALL).unwrap(), [far.id, liked.id]);
        Actor::suspend(c, eve.id, true).unwrap();
        assert_eq!(objects(c, STALL).unwrap(), [liked.id]);
    });
}

#[test]
fn pages_count_by_how_many_members_link_to_them() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let page = Page { title: "News".to_owned(), ..Page::default() };
        let one = Preview::keep(c, "https://news.example/1", Some(&page)).unwrap();
        let two = Preview::keep(c, "https://news.example/2", Some(&page)).unwrap();
        let nothing = Preview::keep(c, "https://news.example/3", None).unwrap();
        let said = |c: &mut Conn, by: &Actor, preview: &Preview| {
            let object = post(c, by, "look");
            preview.attach(c, object.id).unwrap();
        };
        said(c, &ana, &one);
        said(c, &bob, &one);
        said(c, &ana, &two);
        said(c, &ana, &nothing);
        assert_eq!(links(c, STALL).unwrap(), [one.id, two.id]);
        let history = link_history(c, &[one.id]).unwrap().remove(&one.id).unwrap();
        assert_eq!((history.len(), history[0].objects, history[0].actors), (7, 2, 2));
        assert_eq!(history[1].actors, 0);
    });
}
