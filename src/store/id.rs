//! Newtypes for ids, and the macro that makes them.

/// Makes newtypes over `i64` for ids that are kept as BigInt and shown as decimal strings.
///
/// ```
/// store::id_type! {
///     /// Identifies a thing.
///     pub ThingId
/// }
/// let id = ThingId::next();
/// assert_eq!(id.to_string().parse(), Ok(id));
/// ```
#[macro_export]
macro_rules! id_type {
    ($($(#[$meta:meta])* $vis:vis $name:ident);+ $(;)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            ::diesel::expression::AsExpression, ::diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = ::diesel::sql_types::BigInt)]
        $vis struct $name(pub i64);

        #[allow(dead_code, reason = "not every id needs every function")]
        impl $name {
            /// A new id for now.
            $vis fn next() -> Self {
                Self($crate::snowflake::next())
            }

            /// An id for something dated by others.
            $vis fn at(time: $crate::chrono::DateTime<$crate::chrono::Utc>) -> Self {
                Self($crate::snowflake::at(time))
            }

            /// When it was made, or dated, to the millisecond.
            $vis fn time(self) -> $crate::chrono::DateTime<$crate::chrono::Utc> {
                $crate::snowflake::time(self.0)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            fn from_str(s: &str) -> ::std::result::Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }

        impl ::std::convert::From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.collect_str(&self.0)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                $crate::id::decimal(d).map(Self)
            }
        }

        impl<DB> ::diesel::serialize::ToSql<::diesel::sql_types::BigInt, DB> for $name
        where
            DB: ::diesel::backend::Backend,
            i64: ::diesel::serialize::ToSql<::diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut ::diesel::serialize::Output<'b, '_, DB>,
            ) -> ::diesel::serialize::Result {
                ::diesel::serialize::ToSql::<::diesel::sql_types::BigInt, DB>::to_sql(&self.0, out)
            }
        }

        impl<DB> ::diesel::deserialize::FromSql<::diesel::sql_types::BigInt, DB> for $name
        where
            DB: ::diesel::backend::Backend,
            i64: ::diesel::deserialize::FromSql<::diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> ::diesel::deserialize::Result<Self> {
                <i64 as ::diesel::deserialize::FromSql<::diesel::sql_types::BigInt, DB>>::from_sql(bytes).map(Self)
            }
        }
    )+};
}

/// Reads an id from a decimal string, or from a number where the format has numbers.
#[doc(hidden)]
pub fn decimal<'de, D: serde::Deserializer<'de>>(d: D) -> Result<i64, D::Error> {
    struct Decimal;

    impl serde::de::Visitor<'_> for Decimal {
        type Value = i64;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an id: a decimal string")
        }

        fn visit_str<E: serde::de::Error>(self, s: &str) -> Result<i64, E> {
            s.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(s), &self))
        }

        fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<i64, E> {
            Ok(n)
        }

        fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<i64, E> {
            i64::try_from(n).map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(n), &self))
        }
    }

    d.deserialize_any(Decimal)
}
