#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use chrono::TimeDelta;
use store::clock;

use super::link::links;
use super::{Page, Preview, link_of};
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::media::RemoteMedia;
use crate::object::{Object, Parts};

fn page(title: &str) -> Page {
    Page {
        url: "https://news.example/1".to_owned(),
        title: title.to_owned(),
        image: Some(RemoteMedia { url: "https://news.example/1.jpg".to_owned(), ..RemoteMedia::default() }),
        ..Page::default()
    }
}

#[test]
fn people_hashtags_and_quotes_are_no_links() {
    let all = |html: &str| links(html).map(String::from).collect::<Vec<_>>();
    assert_eq!(
        all(r#"<p><a href="https://b.example/@bob" class="u-url mention">@bob</a> <a href="https://b.example/tags/a"
            rel="tag nofollow">#a</a> <a href="https://news.example/?a=1&amp;b=2#top">x</a></p>"#),
        ["https://news.example/?a=1&b=2#top"]
    );
    assert_eq!(
        all(
            r#"<p class="quote-inline">RE: <a href="https://b.example/1">b</a></p><p><a href="https://c.example/">c</a>"#
        ),
        ["https://c.example/"]
    );
    assert!(
        all(r#"<a href="mailto:a@b.example">a</a><a href="https://me:secret@b.example/">b</a><a>c</a>"#).is_empty()
    );
}

#[test]
fn the_first_page_elsewhere_is_shown() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "b.example", true));
        let link = |url: &str| format!(r#"<a href="{url}">x</a>"#);
        let html = [link("https://microblog.club.example/@ana/1"), link(&bob.uri), link("https://news.example/1#a")];
        let parts = Parts { mentions: vec![bob.id], ..Parts::default() };
        let object = Object::insert(c, &draft(&ana, &html.concat()), &parts).unwrap();
        let found = link_of(c, &hosts(), &object).unwrap();
        assert_eq!(found.unwrap().as_str(), "https://news.example/1");

        let mut quoting = draft(&ana, &link("https://news.example/1"));
        quoting.quote_uri = Some("https://b.example/2".to_owned());
        let quoting = Object::insert(c, &quoting, &Parts::default()).unwrap();
        assert_eq!(link_of(c, &hosts(), &quoting).unwrap(), None);
    });
}

#[test]
fn a_page_is_kept_once_and_shown_below_whatever_links_to_it() {
    check(|c| {
        let ana = member(c, "ana");
        let (one, two) = (post(c, &ana, "one"), post(c, &ana, "two"));
        let preview = Preview::keep(c, "https://news.example/1", Some(&page("News"))).unwrap();
        assert!(preview.is_fresh());
        preview.attach(c, one.id).unwrap();
        preview.attach(c, two.id).unwrap();
        let shown = Preview::of_objects(c, &[one.id, two.id]).unwrap();
        assert_eq!(shown[&one.id].preview.title, "News");
        assert_eq!(shown[&two.id].image.as_ref().unwrap().remote_url.as_deref(), Some("https://news.example/1.jpg"));
        let image = preview.image_id.unwrap();
        assert!(Preview::shows(c, image).unwrap());

        let again = Preview::keep(c, "https://news.example/1", Some(&page("Late news"))).unwrap();
        assert_eq!((again.id, again.image_id), (preview.id, preview.image_id));
        let gone = Preview::keep(c, "https://news.example/1", None).unwrap();
        assert!(!gone.found && gone.image_id.is_none());
        assert!(Preview::of_objects(c, &[one.id]).unwrap().is_empty());
    });
}

#[test]
fn a_page_that_nothing_links_to_is_forgotten() {
    check(|c| {
        let ana = member(c, "ana");
        let object = post(c, &ana, "one");
        let preview = Preview::keep(c, "https://news.example/1", Some(&page("News"))).unwrap();
        preview.attach(c, object.id).unwrap();
        let later = clock::now() + TimeDelta::hours(1);
        assert_eq!(Preview::prune(c, later).unwrap(), 0);
        object.bury(c).unwrap();
        assert_eq!(Preview::prune(c, later).unwrap(), 1);
        assert!(Preview::find(c, "https://news.example/1").unwrap().is_none());
    });
}
