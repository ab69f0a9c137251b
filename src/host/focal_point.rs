//! Focal points as forms offer them: what stays in sight when a picture is cut.

use serde::Serialize;
use social::media::Focus;

/// The points on offer: name, from left to right, from bottom to top.
const POINTS: [(&str, f32, f32); 9] = [
    ("middle", 0.0, 0.0),
    ("top", 0.0, 0.7),
    ("bottom", 0.0, -0.7),
    ("left", -0.7, 0.0),
    ("right", 0.7, 0.0),
    ("top-left", -0.7, 0.7),
    ("top-right", 0.7, 0.7),
    ("bottom-left", -0.7, -0.7),
    ("bottom-right", 0.7, -0.7),
];

/// A point that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FocalPoint {
    /// What follows `focus-` in the key of the message that names it.
    name: &'static str,
    /// What is sent.
    value: String,
}

/// The points on offer, with the chosen one where that is another.
pub fn choices(chosen: Focus) -> Vec<FocalPoint> {
    let offered = POINTS.map(|(name, x, y)| FocalPoint { name, value: write(Focus { x, y }) });
    let chosen = write(chosen);
    let kept = offered.iter().all(|point| point.value != chosen).then_some(FocalPoint { name: "kept", value: chosen });
    kept.into_iter().chain(offered).collect()
}

/// Reads `x,y` with x to the right and y upwards, each from -1 to 1.
pub fn read(text: &str) -> Option<Focus> {
    let (x, y) = text.split_once(',')?;
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|number| number.is_finite());
    Some(Focus { x: number(x)?, y: number(y)? })
}

/// The same, written.
pub fn write(focus: Focus) -> String {
    format!("{},{}", focus.x, focus.y)
}
