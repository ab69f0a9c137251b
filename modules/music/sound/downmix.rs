//! From many channels to one or two, each to the side on which it stands.

use symphonia::core::audio::{Channels, Position};

/// How much of what stands in the middle or behind is heard on a side: 3 dB less (ITU-R BS.775).
const AWAY: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// How loud a channel is on the left and on the right.
pub(super) type Sides = [f32; 2];

/// How loud each channel of a layout is on each side, so that no sum is greater than the greatest sample.
pub(super) fn sides(channels: &Channels) -> Vec<Sides> {
    let mut sides: Vec<Sides> = match channels {
        Channels::Positioned(positions) => positions.iter().map(side_of).collect(),
        // Where they stand is not known.
        other => vec![[1.0, 1.0]; other.count()],
    };
    for side in 0..2 {
        let sum: f32 = sides.iter().filter_map(|channel| channel.get(side)).sum();
        for weight in sides.iter_mut().filter_map(|channel| channel.get_mut(side)).filter(|_| sum > 1.0) {
            *weight /= sum;
        }
    }
    sides
}

fn side_of(position: Position) -> Sides {
    const LEFT: Position = Position::FRONT_LEFT.union(Position::FRONT_LEFT_CENTER).union(Position::TOP_FRONT_LEFT);
    const RIGHT: Position = Position::FRONT_RIGHT.union(Position::FRONT_RIGHT_CENTER).union(Position::TOP_FRONT_RIGHT);
    const LEFT_BEHIND: Position = Position::REAR_LEFT.union(Position::SIDE_LEFT).union(Position::TOP_REAR_LEFT);
    const RIGHT_BEHIND: Position = Position::REAR_RIGHT.union(Position::SIDE_RIGHT).union(Position::TOP_REAR_RIGHT);
    match position {
        at if LEFT.contains(at) => [1.0, 0.0],
        at if RIGHT.contains(at) => [0.0, 1.0],
        at if LEFT_BEHIND.contains(at) => [AWAY, 0.0],
        at if RIGHT_BEHIND.contains(at) => [0.0, AWAY],
        // What is for a subwoofer alone is left out, as in every downmix.
        at if at == Position::LFE1 || at == Position::LFE2 => [0.0, 0.0],
        _ => [AWAY, AWAY],
    }
}

/// One or two channels of as many as there are: of no more than two nothing is changed.
pub(super) fn mix(samples: &[f32], sides: &[Sides], to: usize) -> Vec<f32> {
    if sides.len() == to {
        return samples.to_vec();
    }
    let mut mixed = Vec::with_capacity(samples.len() / sides.len().max(1) * to);
    for frame in samples.chunks_exact(sides.len().max(1)) {
        let heard = |side: usize| frame.iter().zip(sides).filter_map(|(s, w)| Some(s * w.get(side)?)).sum::<f32>();
        match (to, frame) {
            // One channel that comes within a stream of two is as loud on both sides.
            (2, [alone]) => mixed.extend([*alone, *alone]),
            (2, _) => mixed.extend([heard(0), heard(1)]),
            _ => mixed.push((heard(0) + heard(1)) / 2.0),
        }
    }
    mixed
}
