#![expect(clippy::unwrap_used, reason = "tests")]

use super::{Category, Complaint, Report, Wanted};
use crate::fixture::{check, hosts, member, post, stranger};
use crate::range::Range;
use crate::rule::Rule;

#[test]
fn a_report_says_what_it_is_about() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "b.example", true));
        let (his, hers) = (post(c, &bob, "rude"), post(c, &ana, "kind"));
        let rule = Rule::add(c, &"Be kind.".into()).unwrap();
        let complaint = Complaint { objects: &[his.id, hers.id], rules: &[rule.id], ..Complaint::default() };
        let report = Report::file(c, &hosts(), &ana, &bob, &complaint).unwrap();
        assert_eq!(report.category, Category::Violation);
        assert_eq!(report.objects.0, [his.id.to_string()]);
        assert_eq!(report.broken(c).unwrap(), [rule]);

        let spam = Complaint { category: Some(Category::Spam), comment: "again", ..Complaint::default() };
        let second = Report::file(c, &hosts(), &ana, &bob, &spam).unwrap();
        assert!(second.broken(c).unwrap().is_empty());
        let listed = Report::list(c, Wanted::default(), Range::default(), 10).unwrap();
        assert_eq!(listed.iter().map(|r| r.id).collect::<Vec<_>>(), [second.id, report.id]);
        let by_bob = Wanted { reporter: Some(bob.id), ..Wanted::default() };
        assert!(Report::list(c, by_bob, Range::default(), 10).unwrap().is_empty());
    });
}

#[test]
fn moderators_settle_assign_and_sort() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let me = ana.account_id.unwrap();
        let report = Report::file(c, &hosts(), &ana, &bob, &Complaint::default()).unwrap();
        assert_eq!((report.category, report.updated_at), (Category::Other, None));
        Report::assign(c, report.id, Some(me)).unwrap();
        Report::categorise(c, report.id, Category::Legal, &[]).unwrap();
        Report::settle(c, report.id, me, true).unwrap();
        let settled = Report::find(c, report.id).unwrap().unwrap();
        assert_eq!((settled.category, settled.assigned_to, settled.resolved_by), (Category::Legal, Some(me), Some(me)));
        assert!(settled.updated_at.is_some());
        let done = Wanted { resolved: true, target: Some(bob.id), ..Wanted::default() };
        assert_eq!(Report::list(c, done, Range::default(), 10).unwrap().len(), 1);
        Report::settle(c, report.id, me, false).unwrap();
        assert!(Report::list(c, done, Range::default(), 10).unwrap().is_empty());
    });
}
