#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use serde_json::json;
use social::inbox::InboxEntry;
use social::outbox::OutboxEntry;
use social::visibility::Visibility;

use super::{JournalLimits, Waiting, prune};
use crate::fixture::{Club, Elsewhere, act};

#[tokio::test]
async fn it_is_bounded_by_age_and_by_number_and_keeps_what_waits() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, there.person("bob"));
    club.accept(&bob, json!({"type": "Follow", "id": format!("{bob}/follows/1"), "actor": bob, "object": ana.uri}))
        .await;
    for n in 0..4 {
        club.take(&bob, act("Like", &bob, json!(format!("https://nowhere.example/{n}")))).await;
    }
    club.publish(&ana, Visibility::Public, "<p>waits</p>").await;
    let count = || {
        club.write(|c| {
            Ok((InboxEntry::list(c, None, None, None, 50)?.len(), OutboxEntry::list(c, None, None, 50)?.len()))
        })
    };
    assert_eq!(count().await, (5, 2));
    let waiting = club.write(Waiting::count).await;
    assert_eq!((waiting.inbox, waiting.deliveries, waiting.is_nothing()), (0, 2, false));

    let unbounded = JournalLimits { days: 1, entries: 100 };
    assert_eq!(club.write(move |c| prune(c, &unbounded)).await, 0);
    let few = JournalLimits { days: 1, entries: 2 };
    club.write(move |c| prune(c, &few)).await;
    let (came, went) = count().await;
    assert!((2..5).contains(&came), "{came}");
    assert_eq!(went, 2, "what still waits is kept");
    let none = JournalLimits { days: 0, entries: 0 };
    club.write(move |c| prune(c, &none)).await;
    assert_eq!(count().await, (0, 2));
}
