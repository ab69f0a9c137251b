//! What was heard of a track, as it is kept.

use std::collections::HashMap;

use diesel::prelude::*;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::album::AlbumId;
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

    /// How a track looks as a wave: the greatest deflection of each part, from 0 to 255; empty where that is not known.
    pub(crate) fn peaks(c: &mut Conn, track: ObjectId) -> QueryResult<Vec<u8>> {
        let peaks = music_analyses::table.find(track).select(music_analyses::peaks).first(c).optional()?;
        Ok(peaks.unwrap_or_default())
    }

    /// By how much it is made louder to be as loud as others, in dB (ReplayGain 2).
    pub(crate) fn gain(&self) -> Option<f64> {
        self.loudness.map(|loudness| f64::from(REFERENCE.saturating_sub(loudness)) / 100.0)
    }

    /// The greatest deflection, of 1.
    pub(crate) fn peak(&self) -> Option<f64> {
        self.true_peak.map(deflection)
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

/// How an album is levelled as one, so that what is quiet on it stays quiet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Level {
    /// By how much it is made louder to be as loud as others, in dB (ReplayGain 2).
    pub(crate) gain: f64,
    /// The greatest deflection on it, of 1.
    pub(crate) peak: f64,
}

/// The levels of albums, as far as their tracks were listened to: the mean of the powers of these, by how long they play.
pub(crate) fn of_albums(c: &mut Conn, albums: &[AlbumId]) -> QueryResult<HashMap<AlbumId, Level>> {
    let rows: Vec<(AlbumId, i64, Option<i32>, Option<i32>)> = music_analyses::table
        .inner_join(music_tracks::table.on(music_tracks::object_id.eq(music_analyses::object_id)))
        .filter(music_tracks::album_id.eq_any(albums))
        .select((
            music_tracks::album_id,
            music_tracks::duration_ms,
            music_analyses::loudness,
            music_analyses::true_peak,
        ))
        .load(c)?;
    let mut sums: HashMap<AlbumId, (f64, f64, i32)> = HashMap::new();
    for (album, duration, loudness, peak) in rows {
        let (Some(loudness), Some(peak)) = (loudness, peak) else { continue };
        let (power, time) = (10_f64.powf(f64::from(loudness) / 1000.0), duration.max(1) as f64);
        let sum = sums.entry(album).or_insert((0.0, 0.0, i32::MIN));
        *sum = (sum.0 + power * time, sum.1 + time, sum.2.max(peak));
    }
    let level = |(power, time, peak): (f64, f64, i32)| Level {
        gain: (f64::from(REFERENCE) - 1000.0 * (power / time).log10()).round() / 100.0,
        peak: deflection(peak),
    };
    Ok(sums.into_iter().map(|(album, sum)| (album, level(sum))).collect())
}

/// A peak in hundredths of dB of full scale as a part of 1.
fn deflection(peak: i32) -> f64 {
    10_f64.powf(f64::from(peak) / 2000.0)
}
