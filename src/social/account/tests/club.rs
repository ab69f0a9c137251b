//! Settings, rules, the trail of administrators, and exports.

use chrono::Duration;
use diesel::prelude::*;
use store::clock;

use super::{check, member, with_role};
use crate::account::{Account, Colours, Preferences, RegistrationMode, Role};
use crate::audit::AuditEntry;
use crate::export::{Export, ExportState, Requested};
use crate::rule::Rule;
use crate::schema::{exports, settings};
use crate::setting::{self, FederationMode, Setting, Settings};

#[test]
fn a_setting_is_its_default_until_it_is_set() {
    check(|c| {
        assert_eq!(setting::TITLE.get(c).unwrap(), "Kermesse");
        assert_eq!(setting::REGISTRATION.get(c).unwrap(), None);
        assert_eq!(setting::FEDERATION.get(c).unwrap(), FederationMode::Open);
        setting::TITLE.set(c, &"Choir".to_owned()).unwrap();
        setting::TITLE.set(c, &"Chœur \"Ré\"".to_owned()).unwrap();
        setting::REGISTRATION.set(c, &Some(RegistrationMode::Invite)).unwrap();
        setting::LANGUAGES.set(c, &vec!["fr".to_owned(), "en".to_owned()]).unwrap();
        assert_eq!(setting::TITLE.get(c).unwrap(), "Chœur \"Ré\"");
        let all = Settings::load(c).unwrap();
        assert_eq!(all.get(&setting::TITLE), "Chœur \"Ré\"");
        assert_eq!(all.get(&setting::REGISTRATION), Some(RegistrationMode::Invite));
        assert_eq!(all.get(&setting::LANGUAGES), ["fr", "en"]);
        assert_eq!(all.get(&setting::INVITES_FROM), Role::Moderator);
        setting::TITLE.reset(c).unwrap();
        assert_eq!(setting::TITLE.get(c).unwrap(), "Kermesse");
    });
}

#[test]
fn a_setting_that_cannot_be_read_is_its_default() {
    const STALLS: Setting<i32> = Setting::new("fair.stalls", || 4);
    check(|c| {
        for value in ["many", "\"5\"", ""] {
            diesel::insert_into(settings::table)
                .values((settings::key.eq(STALLS.key()), settings::value.eq(value)))
                .on_conflict(settings::key)
                .do_update()
                .set(settings::value.eq(value))
                .execute(c)
                .unwrap();
            assert_eq!(STALLS.get(c).unwrap(), 4, "{value}");
        }
        STALLS.set(c, &5).unwrap();
        assert_eq!(STALLS.get(c).unwrap(), 5);
    });
}

#[test]
fn preferences_are_kept() {
    check(|c| {
        let ana = member(c, "ana");
        assert_eq!(ana.preferences.0, Preferences::default());
        let preferences = Preferences {
            theme: Some("plain".to_owned()),
            colours: Colours::Dark,
            time_zone: Some("Europe/Paris".to_owned()),
        };
        ana.prefer(c, "fr", preferences.clone()).unwrap();
        let ana = Account::get(c, ana.id).unwrap();
        assert_eq!((ana.locale.as_str(), &ana.preferences.0), ("fr", &preferences));
    });
}

#[test]
fn rules_keep_their_order() {
    check(|c| {
        let texts = |c: &mut _| -> Vec<String> { Rule::list(c).unwrap().into_iter().map(|r| r.text).collect() };
        let kind = Rule::add(c, &"Be kind".into()).unwrap();
        let quiet = Rule::add(c, &"Be quiet".into()).unwrap();
        Rule::add(c, &"Be on time".into()).unwrap();
        assert_eq!(texts(c), ["Be kind", "Be quiet", "Be on time"]);
        kind.move_to(c, 99).unwrap();
        assert_eq!(texts(c), ["Be quiet", "Be on time", "Be kind"]);
        kind.move_to(c, 1).unwrap();
        assert_eq!(texts(c), ["Be quiet", "Be kind", "Be on time"]);
        quiet.reword(c, &"Be loud".into()).unwrap();
        assert_eq!(texts(c), ["Be loud", "Be kind", "Be on time"]);
        quiet.remove(c).unwrap();
        let left = Rule::list(c).unwrap();
        assert_eq!(left.iter().map(|rule| rule.position).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(Rule::find(c, kind.id).unwrap().unwrap().text, "Be kind");
    });
}

#[test]
fn the_trail_names_who_did_what() {
    check(|c| {
        let ana = with_role(c, "ana", Role::Admin);
        AuditEntry::write(c, Some(ana.id), "domain.block", "spam.example", "spam").unwrap();
        AuditEntry::write(c, None, "domain.unblock", "spam.example", "").unwrap();
        let trail = AuditEntry::list(c, None, 10).unwrap();
        let read = |entry: &(AuditEntry, Option<String>)| (entry.0.action.clone(), entry.1.clone());
        assert_eq!(read(&trail[0]), ("domain.unblock".to_owned(), None));
        assert_eq!(read(&trail[1]), ("domain.block".to_owned(), Some("ana".to_owned())));
        let older = AuditEntry::list(c, Some(trail[0].0.id), 10).unwrap();
        assert_eq!(older.len(), 1);
        assert_eq!((older[0].0.target.as_str(), older[0].0.detail.as_str()), ("spam.example", "spam"));
    });
}

#[test]
fn one_export_a_day() {
    check(|c| {
        let ana = member(c, "ana");
        let Requested::New(export) = Export::request(c, ana.id).unwrap() else {
            panic!("the first");
        };
        assert_eq!(export.state, ExportState::Waiting);
        assert!(matches!(Export::request(c, ana.id).unwrap(), Requested::Recent(e) if e.id == export.id));
        export.start(c).unwrap();
        export.fail(c, "the disk is full").unwrap();
        let failed = Export::find(c, export.id).unwrap().unwrap();
        assert_eq!((failed.state, failed.error.as_deref()), (ExportState::Failed, Some("the disk is full")));

        let Requested::New(second) = Export::request(c, ana.id).unwrap() else {
            panic!("a failure is no reason to wait");
        };
        second.start(c).unwrap();
        second.finish(c, "exports/1.zip", 1234).unwrap();
        let list = Export::list(c, ana.id).unwrap();
        assert_eq!(list.iter().map(|e| e.id).collect::<Vec<_>>(), [second.id, export.id]);
        assert_eq!((list[0].media_key.as_deref(), list[0].size), (Some("exports/1.zip"), 1234));
        assert!(list[0].finished_at.is_some() && list[0].state == ExportState::Ready);
    });
}

#[test]
fn exports_go_after_a_week_or_with_their_account() {
    check(|c| {
        let (ana, bela) = (member(c, "ana"), member(c, "bela"));
        for account in [&ana, &bela] {
            Export::request(c, account.id).unwrap();
        }
        assert!(Export::stale(c).unwrap().is_empty());
        let week_ago = exports::created_at.eq(clock::now() - Duration::days(8));
        diesel::update(exports::table.filter(exports::account_id.eq(ana.id))).set(week_ago).execute(c).unwrap();
        bela.delete(c, None).unwrap();
        let stale = Export::stale(c).unwrap();
        assert_eq!(stale.len(), 2);
        for export in stale {
            export.delete(c).unwrap();
        }
        assert_eq!(Export::list(c, ana.id).unwrap(), []);
    });
}
