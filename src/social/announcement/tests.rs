#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use chrono::TimeDelta;
use store::{Conn, clock};

use super::reaction::is_emoji;
use super::{Announcement, Draft, MOST_REACTIONS, ReactionError, react, reactions, unreact};
use crate::fixture::{check, member};

fn draft(english: &str, french: &str) -> Draft {
    let texts = [("en", english), ("fr", french)].map(|(tag, text)| (tag.to_owned(), text.to_owned()));
    Draft { texts: BTreeMap::from(texts), ..Draft::default() }
}

fn shown(c: &mut Conn) -> Vec<String> {
    Announcement::current(c).unwrap().iter().map(|a| a.say("en").to_owned()).collect()
}

#[test]
fn it_is_shown_while_it_is_published_and_its_time_has_come() {
    check(|c| {
        let announcement = Announcement::write(c, &draft("Waffles on Sunday", "Gaufres dimanche")).unwrap();
        assert!(shown(c).is_empty());
        let announcement = announcement.publish(c, true).unwrap();
        assert_eq!(shown(c), ["Waffles on Sunday"]);
        assert_eq!(announcement.say("fr-FR"), "Gaufres dimanche");

        let hour = TimeDelta::hours(1);
        let mut later = draft("Waffles on Sunday", "");
        later.starts_at = Some(clock::now() + hour);
        let announcement = announcement.change(c, &later).unwrap();
        assert!(shown(c).is_empty());
        assert_eq!(announcement.say("fr"), "Waffles on Sunday", "what is not translated is said in the other language");
        let mut over = draft("Waffles on Sunday", "");
        over.ends_at = Some(clock::now() - hour);
        let announcement = announcement.change(c, &over).unwrap();
        assert!(shown(c).is_empty());

        let announcement = announcement.change(c, &draft("Waffles", "")).unwrap();
        assert_eq!(shown(c), ["Waffles"]);
        announcement.publish(c, false).unwrap();
        assert!(shown(c).is_empty());
    });
}

#[test]
fn a_member_puts_it_away_for_all_stalls_and_nobody_else_does() {
    check(|c| {
        let (ana, bob) = (member(c, "ana").account_id.unwrap(), member(c, "bob").account_id.unwrap());
        let announcement = Announcement::write(c, &draft("Waffles", "")).unwrap().publish(c, true).unwrap();
        assert_eq!(Announcement::unread(c, ana).unwrap().len(), 1);
        announcement.dismiss(c, ana).unwrap();
        announcement.dismiss(c, ana).unwrap();
        assert!(Announcement::unread(c, ana).unwrap().is_empty());
        assert_eq!(Announcement::unread(c, bob).unwrap().len(), 1);
        announcement.remove(c).unwrap();
        assert!(Announcement::read_by(c, ana).unwrap().is_empty());
    });
}

#[test]
fn reactions_are_counted_and_bounded() {
    check(|c| {
        let (ana, bob) = (member(c, "ana").account_id.unwrap(), member(c, "bob").account_id.unwrap());
        let to = Announcement::write(c, &draft("Waffles", "")).unwrap().publish(c, true).unwrap();
        react(c, &to, ana, "🎪").unwrap();
        react(c, &to, ana, "🎪").unwrap();
        react(c, &to, bob, "🎪").unwrap();
        react(c, &to, bob, "👍").unwrap();
        let found = reactions(c, &[to.id], Some(ana)).unwrap().remove(&to.id).unwrap();
        let told: Vec<_> = found.iter().map(|r| (r.name.as_str(), r.count, r.me)).collect();
        assert_eq!(told, [("🎪", 2, true), ("👍", 1, false)]);
        unreact(c, &to, ana, "🎪").unwrap();
        let found = reactions(c, &[to.id], Some(ana)).unwrap().remove(&to.id).unwrap();
        assert!(found.iter().all(|r| r.count == 1 && !r.me));

        assert!(matches!(react(c, &to, ana, "waffle"), Err(ReactionError::NoEmoji)));
        for emoji in ["🍎", "🍐", "🍊", "🍋", "🍌", "🍉"] {
            react(c, &to, ana, emoji).unwrap();
        }
        assert_eq!(reactions(c, &[to.id], None).unwrap()[&to.id].len(), MOST_REACTIONS);
        assert!(matches!(react(c, &to, ana, "🍇"), Err(ReactionError::TooMany)));
        react(c, &to, ana, "👍").unwrap();
    });
}

#[test]
fn an_emoji_is_one_picture() {
    for emoji in ["👍", "👍🏽", "❤️", "🇧🇷", "👨‍👩‍👧‍👦", "7️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "©️"]
    {
        assert!(is_emoji(emoji), "{emoji}");
    }
    for other in ["", "a", "7", "👍👍", "é", " ", "<", "waffle", "👍a"] {
        assert!(!is_emoji(other), "{other}");
    }
}
