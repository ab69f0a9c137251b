//! What is measured, beside what FFmpeg measures of the same file.

use std::path::Path;
use std::process::Command;

use super::Studio;
use crate::sound::{Decoder, analyse};

/// Integrated loudness in LUFS by FFmpeg.
pub(super) fn by_ffmpeg(file: &Path) -> f64 {
    let arguments = ["-nostdin", "-hide_banner", "-i", file.to_str().unwrap(), "-af", "ebur128", "-f", "null", "-"];
    let output = Command::new("ffmpeg").args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let summary = text.rsplit("Summary:").next().unwrap();
    let line = summary.lines().find(|line| line.trim_start().starts_with("I:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn it_is_as_loud_as_others_find_it() {
    let studio = Studio::open();
    for (name, codec) in
        [("a.flac", &["-c:a", "flac"][..]), ("a.mp3", &["-c:a", "libmp3lame"]), ("a.ogg", &["-c:a", "libvorbis"])]
    {
        let file = studio.record(name, 6.0, codec);
        let heard = analyse(Decoder::open(&file).unwrap()).unwrap();
        let (ours, theirs) = (heard.loudness.unwrap(), by_ffmpeg(&file));
        assert!((ours - theirs).abs() <= 0.1, "{name}: {ours} and {theirs}");
        assert_eq!(heard.duration.as_millis(), 6000, "{name}");
        assert_eq!(heard.peaks.len(), 120, "twenty a second");
        assert!(heard.peaks.iter().all(|peak| *peak > 10), "{name}");
        assert!(heard.true_peak.unwrap() < 0.5, "{name}");
    }
    let silence = studio.make("silence.flac", &["-f", "lavfi", "-i", "anullsrc=duration=2"]);
    let heard = analyse(Decoder::open(&silence).unwrap()).unwrap();
    assert_eq!((heard.loudness, heard.true_peak), (None, None));
    assert!(heard.peaks.iter().all(|peak| *peak == 0));
}
