//! The one table of the jobs.

diesel::table! {
    jobs (id) {
        id -> BigInt,
        name -> Text,
        unique_key -> Nullable<Text>,
        payload -> Text,
        attempts -> Integer,
        run_at -> Timestamp,
        lease_until -> Nullable<Timestamp>,
        failed_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
        created_at -> Timestamp,
    }
}
