#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;

use crate::{Json, testing};

crate::id_type! {
    /// Identifies a thing.
    ThingId;
    /// Identifies another.
    OtherId
}

crate::text_enum! {
    /// How a thing shines.
    Shine {
        /// Not at all.
        Dull = "dull",
        /// Much.
        Bright = "bright",
    }
}

diesel::table! {
    things (id) {
        id -> BigInt,
        other_id -> Nullable<BigInt>,
        shine -> Text,
        former -> Nullable<Text>,
        extra -> Text,
        made_at -> Timestamp,
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Identifiable, AsChangeset)]
#[diesel(table_name = things)]
struct Thing {
    id: ThingId,
    other_id: Option<OtherId>,
    shine: Shine,
    former: Option<Shine>,
    extra: Json<BTreeMap<String, u32>>,
    made_at: chrono::NaiveDateTime,
}

const TABLE: &str = "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, other_id BIGINT, shine TEXT NOT NULL, \
                     former TEXT, extra TEXT NOT NULL, made_at TIMESTAMP NOT NULL)";

#[test]
fn rows_come_back_as_they_went() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute(TABLE)).unwrap();
    let extra = Json(BTreeMap::from([("l'été".to_owned(), 1), ("\"".to_owned(), 2)]));
    let one = Thing {
        id: ThingId::next(),
        other_id: Some(OtherId::next()),
        shine: Shine::Bright,
        former: None,
        extra,
        made_at: crate::clock::now(),
    };
    let two = Thing { id: ThingId::next(), other_id: None, former: Some(Shine::Dull), ..one.clone() };
    let (first, second) = (one.clone(), two.clone());
    db.write_blocking(move |c| {
        diesel::insert_into(things::table).values(&first).execute(c)?;
        diesel::insert_into(things::table).values(&second).execute(c)
    })
    .unwrap();
    let (id, other) = (one.id, one.other_id.unwrap());
    let found: Vec<Thing> = db
        .read_blocking(move |c| {
            things::table
                .filter(things::id.eq_any([id]))
                .filter(things::other_id.eq(other))
                .filter(things::shine.eq(Shine::Bright))
                .select(Thing::as_select())
                .load(c)
        })
        .unwrap();
    assert_eq!(found, std::slice::from_ref(&one));
    let all = db.read_blocking(|c| things::table.order(things::id).select(Thing::as_select()).load::<Thing>(c));
    assert_eq!(all.unwrap(), [one, two]);
}

#[test]
fn a_word_that_is_unknown_is_an_error() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute(TABLE)).unwrap();
    db.write_blocking(|c| {
        c.batch_execute("INSERT INTO things VALUES (1, NULL, 'dim', NULL, '{}', '2026-11-22 00:00:00')")
    })
    .unwrap();
    let read = db.read_blocking(|c| things::table.select(things::shine).first::<Shine>(c));
    let error = read.unwrap_err();
    let Error::DeserializationError(error) = error else { panic!("{error}") };
    let source = error.source().unwrap().to_string();
    assert_eq!(source, "\"dim\" is none of dull, bright");
}

#[test]
fn ids_are_decimal_strings() {
    let id: ThingId = "108362".parse().unwrap();
    assert_eq!(id, ThingId(108_362));
    assert_eq!(id.to_string(), "108362");
    assert_eq!(serde_json::to_string(&id).unwrap(), "\"108362\"");
    for text in ["\"108362\"", "108362"] {
        assert_eq!(serde_json::from_str::<ThingId>(text).unwrap(), id, "{text}");
    }
    for text in ["\"\"", "\"x\"", "1.5", "null", "18446744073709551615"] {
        assert!(serde_json::from_str::<ThingId>(text).is_err(), "{text}");
    }
    assert!("".parse::<ThingId>().is_err());
}

#[test]
fn words_stand_for_variants() {
    assert_eq!(Shine::ALL, [Shine::Dull, Shine::Bright]);
    for shine in Shine::ALL {
        assert_eq!(shine.as_str().parse(), Ok(*shine));
        assert_eq!(serde_json::from_str::<Shine>(&serde_json::to_string(shine).unwrap()).unwrap(), *shine);
    }
    assert_eq!(format!("{:>6}", Shine::Dull), "  dull");
    assert_eq!("Dull".parse::<Shine>().unwrap_err().to_string(), "\"Dull\" is none of dull, bright");
    assert!(serde_json::from_str::<Shine>("\"dim\"").is_err());
}
