//! What was heard of a track, as it is kept.

use diesel::prelude::*;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::schema::{music_analyses, music_tracks};
use crate::sound::{Analysis, Refusal};

/// What came of listening.
pub(crate) type Outcome = Result<Analysis, Refusal>;

/// A row of `music_analyses`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_analyses)]
pub(crate) struct KeptAnalysis {
    pub(crate) object_id: ObjectId,
    /// Hundredths of LUFS; none of what is silent.
    pub(crate) loudness: Option<i32>,
    /// Hundredths of dBTP.
    pub(crate) true_peak: Option<i32>,
    /// Hundredths of LU.
    pub(crate) loudness_range: Option<i32>,
    /// The greatest deflection of each part, from 0 to 255.
    pub(crate) peaks: Vec<u8>,
    /// Why it could not be listened to.
    pub(crate) problem: Option<String>,
}

/// The loudness that ReplayGain 2 brings tracks to, in hundredths of LUFS.
const REFERENCE: i32 = -1800;

impl KeptAnalysis {
    /// Those of several tracks, in no order.
    pub(crate) fn of(c: &mut Conn, tracks: &[ObjectId]) -> QueryResult<Vec<Self>> {
        music_analyses::table.filter(music_analyses::object_id.eq_any(tracks)).select(Self::as_select()).load(c)
    }

    /// By how much it is made louder to be as loud as others, in dB (ReplayGain 2).
    pub(crate) fn gain(&self) -> Option<f64> {
        self.loudness.map(|loudness| f64::from(REFERENCE.saturating_sub(loudness)) / 100.0)
    }

    /// The greatest deflection, of 1.
    pub(crate) fn peak(&self) -> Option<f64> {
        self.true_peak.map(|peak| 10_f64.powf(f64::from(peak) / 2000.0))
    }
}

/// Keeps what was heard, in place of what stood there.
pub(crate) fn keep(c: &mut Conn, track: ObjectId, outcome: &Outcome) -> QueryResult<()> {
    // It went while it was listened to.
    let exists: bool = diesel::select(diesel::dsl::exists(music_tracks::table.find(track))).get_result(c)?;
    if !exists {
        return Ok(());
    }
    diesel::delete(music_analyses::table.find(track)).execute(c)?;
    let hundredths = |value: Option<f64>| value.map(|value| (value * 100.0).round() as i32);
    let heard = outcome.as_ref().ok();
    diesel::insert_into(music_analyses::table)
        .values((
            music_analyses::object_id.eq(track),
            music_analyses::loudness.eq(heard.and_then(|heard| hundredths(heard.loudness))),
            music_analyses::true_peak.eq(heard.and_then(|heard| hundredths(heard.true_peak))),
            music_analyses::loudness_range.eq(heard.and_then(|heard| hundredths(heard.range))),
            music_analyses::peaks.eq(heard.map(|heard| heard.peaks.as_slice()).unwrap_or_default()),
            music_analyses::problem.eq(outcome.as_ref().err().map(ToString::to_string)),
            music_analyses::created_at.eq(clock::now()),
        ))
        .execute(c)?;
    if let Some(duration) = heard.and_then(|heard| i64::try_from(heard.duration.as_millis()).ok()) {
        diesel::update(music_tracks::table.find(track)).set(music_tracks::duration_ms.eq(duration)).execute(c)?;
    }
    Ok(())
}
