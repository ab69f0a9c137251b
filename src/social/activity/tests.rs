#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::weeks;
use crate::fixture::{check, member, post, stranger};

#[test]
fn a_week_counts_what_members_publish_and_who_they_are() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let eve = stranger(c, "eve", "far.example", true);
        for author in [&ana, &ana, &bob, &eve] {
            post(c, author, "hello");
        }
        let weeks = weeks(c, "microblog", 12).unwrap();
        assert_eq!(weeks.len(), 12);
        assert_eq!((weeks[0].objects, weeks[0].members, weeks[0].sign_ups), (3, 2, 2));
        assert!(weeks[1..].iter().all(|week| (week.objects, week.members, week.sign_ups) == (0, 0, 0)));
        assert!(weeks.windows(2).all(|pair| pair[0].start > pair[1].start));
    });
}
