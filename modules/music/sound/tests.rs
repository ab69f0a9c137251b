//! Sound as FFmpeg makes it, in every format that is taken, and as nobody should send it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that fails is to say where")]

mod hostile;
mod loudness;
mod memory;
mod streams;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::{Credit, Decoder, Format, Refusal, date, inspect};

/// A folder with files made by FFmpeg.
pub(crate) struct Studio(TempDir);

/// Every format, with what FFmpeg is told to make one.
pub(super) const FORMATS: [(Format, &str, &[&str]); 9] = [
    (Format::Mp3, "a.mp3", &["-c:a", "libmp3lame", "-b:a", "192k"]),
    (Format::Flac, "a.flac", &["-c:a", "flac"]),
    (Format::Vorbis, "a.ogg", &["-c:a", "libvorbis"]),
    (Format::Opus, "a.opus", &["-c:a", "libopus", "-b:a", "96k", "-ar", "48000"]),
    (Format::Aac, "a.aac", &["-c:a", "aac", "-f", "adts"]),
    (Format::M4a, "a.m4a", &["-c:a", "aac"]),
    (Format::Alac, "alac.m4a", &["-c:a", "alac"]),
    (Format::Wav, "a.wav", &["-c:a", "pcm_s16le"]),
    (Format::Aiff, "a.aiff", &["-c:a", "pcm_s24be"]),
];

impl Studio {
    pub(crate) fn open() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Has FFmpeg make a file.
    pub(crate) fn make(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let path = self.path(name);
        let made = Command::new("ffmpeg")
            .args(["-nostdin", "-loglevel", "error", "-y"])
            .args(arguments)
            .arg(&path)
            .output()
            .unwrap_or_else(|error| panic!("FFmpeg is needed (apt-get install ffmpeg): {error}"));
        assert!(made.status.success(), "{name}: {}", String::from_utf8_lossy(&made.stderr));
        path
    }

    /// Noise and a tone for so many seconds, in stereo, with tags.
    pub(super) fn record(&self, name: &str, seconds: f64, codec: &[&str]) -> PathBuf {
        let source = format!("sine=frequency=440:duration={seconds}:sample_rate=44100");
        let noise = format!("anoisesrc=duration={seconds}:sample_rate=44100:amplitude=0.1:seed=7");
        let mut arguments = vec!["-f", "lavfi", "-i", &source, "-f", "lavfi", "-i", &noise];
        arguments.extend(["-filter_complex", "[0][1]amerge=inputs=2[a]", "-map", "[a]", "-ac", "2", "-ar", "44100"]);
        arguments.extend([
            "-metadata",
            "title=L’été à Élancourt",
            "-metadata",
            "artist=Ana feat. Bob",
            "-metadata",
            "album=Lanterns",
            "-metadata",
            "album_artist=Ana",
            "-metadata",
            "track=3/12",
            "-metadata",
            "disc=2",
            "-metadata",
            "date=1984-05-01",
            "-metadata",
            "genre=Hip Hop; Jazz",
            "-metadata",
            "copyright=CC BY https://creativecommons.org/licenses/by/4.0/",
        ]);
        arguments.extend(codec);
        self.make(name, &arguments)
    }
}

#[test]
fn every_format_is_known_by_what_is_in_it_and_says_the_same() {
    let studio = Studio::open();
    for (format, name, codec) in FORMATS {
        let file = studio.record(name, 2.0, codec);
        // What it is called makes no difference.
        let hidden = studio.path("file");
        std::fs::rename(&file, &hidden).unwrap();
        let sound = inspect(&hidden).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(sound.format, format, "{name}");
        assert_eq!(
            (sound.sample_rate, sound.channels),
            if format == Format::Opus { (48_000, 2) } else { (44_100, 2) },
            "{name}"
        );
        let millis = sound.duration.as_millis();
        assert!((1950..2150).contains(&millis), "{name}: {millis}");
        assert!(sound.bit_rate > 30_000, "{name}: {}", sound.bit_rate);
        let tags = &sound.tags;
        // Streams of AAC have no tags; FFmpeg writes the title alone into AIFF, and neither disc nor owner into WAVE.
        if matches!(format, Format::Aac | Format::Aiff) {
            continue;
        }
        assert_eq!(tags.title, "L’été à Élancourt", "{name}");
        assert_eq!(Credit::line(&tags.artists), "Ana feat. Bob", "{name}");
        assert_eq!((tags.album.as_str(), tags.track), ("Lanterns", Some(3)), "{name}");
        assert_eq!(tags.genres, ["Hip Hop", "Jazz"], "{name}");
        if format == Format::Wav {
            continue;
        }
        assert_eq!(tags.disc, Some(2), "{name}");
        assert_eq!(Credit::line(&tags.album_artists), "Ana", "{name}");
        assert_eq!(tags.released.as_deref(), Some("1984-05-01"), "{name}");
        let licence = "https://creativecommons.org/licenses/by/4.0/";
        assert_eq!(tags.licence.as_deref(), Some(licence), "{name}");
    }
}

#[test]
fn not_all_that_is_in_riff_plays_in_browsers() {
    let studio = Studio::open();
    let codecs = [
        ("pcm_s16le", Format::Wav),
        ("pcm_s24le", Format::Wav),
        ("pcm_f32le", Format::Wav),
        ("pcm_f64le", Format::Coded),
        ("pcm_mulaw", Format::Coded),
        ("adpcm_ms", Format::Coded),
        ("adpcm_ima_wav", Format::Coded),
    ];
    for (codec, format) in codecs {
        let sound = inspect(&studio.record("a.wav", 0.5, &["-c:a", codec])).unwrap();
        assert_eq!(sound.format, format, "{codec}");
        assert_eq!(format.plays_in_browsers(), format == Format::Wav);
        assert_eq!((format.media_type(), format.suffix()), ("audio/wav", "wav"));
    }
}

#[test]
fn dates_are_taken_however_they_are_written() {
    for (written, taken) in [
        ("1984-05-01", Some("1984-05-01")),
        ("19840501", Some("1984-05-01")),
        ("19840501T120000", Some("1984-05-01")),
        ("19841301", Some("1984")),
        ("1984", Some("1984")),
        ("84", None),
        ("198405011", None),
        ("１９８４", None),
    ] {
        assert_eq!(date(written).as_deref(), taken, "{written}");
    }
    let studio = Studio::open();
    for name in ["a.flac", "a.mp3", "a.m4a"] {
        let arguments = ["-f", "lavfi", "-i", "sine=duration=1", "-metadata", "date=19840501"];
        let sound = inspect(&studio.make(name, &arguments)).unwrap();
        assert_eq!(sound.tags.released.as_deref(), Some("1984-05-01"), "{name}");
    }
}

#[test]
fn nothing_is_lost_at_the_ends() {
    let studio = Studio::open();
    for (format, name, codec) in FORMATS {
        let file = studio.record(name, 2.0, codec);
        let frames = count(&file);
        // AAC does not say where it ends.
        let (least, most) = match format {
            Format::Aac | Format::M4a => (88_200, 88_200 + 3 * 1024),
            Format::Opus => (96_000, 96_000),
            _ => (88_200, 88_200),
        };
        assert!((least..=most).contains(&frames), "{name}: {frames}");
    }
}

#[test]
fn a_stream_of_aac_is_as_long_as_its_frames() {
    let studio = Studio::open();
    // Silence before noise: what is at the beginning tells nothing of the rest.
    let uneven = "aevalsrc=exprs='if(lt(t,20),0,random(0)-0.5)':d=30:s=44100";
    for (name, codec) in [("constant.aac", &["-b:a", "128k"]), ("variable.aac", &["-q:a", "1"])] {
        let file =
            studio.make(name, &[&["-f", "lavfi", "-i", uneven, "-c:a", "aac", "-f", "adts"], &codec[..]].concat());
        let frames = Duration::from_secs_f64(count(&file) as f64 / 44_100.0);
        let tagged = studio.path("tagged.aac");
        let tag = b"ID3\x04\0\0\0\0\x01\x05TIT2\0\0\0\x02\0\0\x03a";
        std::fs::write(&tagged, [&tag[..], &[0; 121], &std::fs::read(&file).unwrap(), b"TAG"].concat()).unwrap();
        for file in [&file, &tagged] {
            let sound = inspect(file).unwrap();
            assert!(sound.duration.abs_diff(frames) < Duration::from_millis(1), "{name}: {:?}", sound.duration);
        }
        assert_eq!(inspect(&tagged).unwrap().tags.title, "a");
    }
}

#[test]
fn it_goes_on_from_anywhere_to_the_frame() {
    let studio = Studio::open();
    for (format, name, codec) in FORMATS {
        let file = studio.record(name, 4.0, codec);
        let mut decoder = Decoder::open(&file).unwrap();
        let whole = samples(&mut decoder);
        let (rate, channels) = (decoder.sample_rate(), decoder.channels());
        for millis in [100, 1310, 3000] {
            let mut decoder = Decoder::open(&file).unwrap();
            decoder.seek(Duration::from_millis(millis)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let rest = samples(&mut decoder);
            let expected = &whole[(millis * u64::from(rate) / 1000) as usize * channels..];
            assert_eq!(rest.len(), expected.len(), "{name} from {millis}");
            let furthest =
                rest.iter().zip(expected).take(4000).map(|(got, wanted)| (got - wanted).abs()).fold(0.0, f32::max);
            // AAC makes noise anew wherever it begins.
            let most = if matches!(format, Format::Aac | Format::M4a) { 0.2 } else { 0.01 };
            assert!(furthest <= most, "{name} from {millis}: {furthest}");
        }
    }
}

#[test]
fn streams_that_follow_each_other_in_a_file_are_one() {
    let studio = Studio::open();
    for (name, codec) in [("a.ogg", &["-c:a", "libvorbis"][..]), ("a.opus", &["-c:a", "libopus", "-ar", "48000"])] {
        let file = studio.record(name, 1.0, codec);
        let (once, mut chain) = (count(&file), std::fs::read(&file).unwrap());
        chain.extend(chain.clone());
        std::fs::write(&file, chain).unwrap();
        assert_eq!(count(&file), 2 * once, "{name}");
    }
}

#[test]
fn who_plays_stands_as_it_is_printed() {
    let studio = Studio::open();
    let file = studio.record("a.flac", 0.5, &["-c:a", "flac"]);
    let mut tags = metaflac(&file);
    tags.push("ARTISTS", "Ana");
    tags.push("ARTISTS", "Bob");
    tags.save(&file);
    let sound = inspect(&file).unwrap();
    let names: Vec<&str> = sound.tags.artists.iter().map(|credit| credit.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Bob"]);
    assert_eq!(sound.tags.artists[0].joinphrase, " feat. ");
    assert_eq!(Credit::line(&sound.tags.artists), "Ana feat. Bob");
}

pub(super) fn count(file: &Path) -> usize {
    frames(&mut Decoder::open(file).unwrap())
}

fn frames(decoder: &mut Decoder) -> usize {
    samples(decoder).len() / decoder.channels()
}

/// All that is left in a file, interleaved.
pub(super) fn samples(decoder: &mut Decoder) -> Vec<f32> {
    let (mut part, mut all) = (Vec::new(), Vec::new());
    while decoder.next(&mut part).unwrap() {
        all.extend_from_slice(&part);
    }
    all
}

/// The comments of a FLAC file, to be added to.
struct Comments(lofty::tag::Tag);

fn metaflac(file: &Path) -> Comments {
    use lofty::file::TaggedFileExt;
    let read = lofty::probe::read_from_path(file).unwrap();
    Comments(read.primary_tag().unwrap().clone())
}

impl Comments {
    fn push(&mut self, key: &str, value: &str) {
        use lofty::tag::{ItemKey, ItemValue, TagItem};
        assert_eq!(key, "ARTISTS");
        self.0.push(TagItem::new(ItemKey::TrackArtists, ItemValue::Text(value.to_owned())));
    }

    fn save(&self, file: &Path) {
        use lofty::tag::TagExt;
        self.0.save_to_path(file, lofty::config::WriteOptions::default()).unwrap();
    }
}

#[test]
fn what_is_no_music_is_refused_with_the_reason() {
    let studio = Studio::open();
    let write = |name: &str, bytes: &[u8]| {
        let path = studio.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    assert_eq!(inspect(&write("a.mp3", b"a text that calls itself music")), Err(Refusal::NotSound));
    assert_eq!(inspect(&write("b.mp3", b"")), Err(Refusal::NotSound));
    assert_eq!(inspect(&write("c.wv", b"wvpk\x00\x00\x00\x00")), Err(Refusal::Unsupported("WavPack")));
    let wma = studio.make("d.wma", &["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "wmav2"]);
    assert_eq!(inspect(&wma), Err(Refusal::Unsupported("WMA")));
    let film = studio
        .make("e.mp4", &["-f", "lavfi", "-i", "testsrc=duration=1:size=64x64", "-f", "lavfi", "-i", "sine=duration=1"]);
    assert_eq!(inspect(&film), Err(Refusal::Film));
    let pictures = ["-f", "lavfi", "-i", "testsrc=duration=1:size=64x64", "-f", "lavfi", "-i", "sine=duration=1"];
    let ogg = studio.make("g.ogv", &[&pictures[..], &["-c:v", "libtheora", "-c:a", "libvorbis"]].concat());
    assert_eq!(inspect(&ogg), Err(Refusal::Film));
    // What is known here, in a container in which nobody looks for it.
    for (name, codec) in [("h.mkv", "aac"), ("i.mp4", "libmp3lame"), ("j.caf", "alac")] {
        let odd = studio.make(name, &["-f", "lavfi", "-i", "sine=duration=1", "-c:a", codec]);
        assert!(matches!(inspect(&odd), Err(Refusal::Unsupported(_))), "{name}");
    }
    // Encrypted as by a shop; FFmpeg writes what tells of it to the end.
    let bought = studio.make("k.m4a", &["-f", "lavfi", "-i", "sine=duration=30", "-c:a", "aac", "-b:a", "128k"]);
    let mut bytes = std::fs::read(&bought).unwrap();
    let description = bytes.windows(4).rposition(|mark| mark == b"stsd").unwrap();
    let codec = description + bytes[description..].windows(4).position(|mark| mark == b"mp4a").unwrap();
    bytes[codec..codec + 4].copy_from_slice(b"drms");
    std::fs::write(&bought, bytes).unwrap();
    assert_eq!(inspect(&bought), Err(Refusal::Encrypted));
    let picture = studio.make("f.jpg", &["-f", "lavfi", "-i", "testsrc=duration=1:size=64x64", "-frames:v", "1"]);
    assert!(inspect(&picture).is_err());
}
