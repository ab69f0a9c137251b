//! The kinds of file that are taken, known by what is in them, and why others are not.

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::formats::FormatReader;
use symphonia::core::formats::well_known as container;

host::store::text_enum! {
    /// What a file is: its codec in its container.
    pub(crate) Format {
        /// MPEG layer 3.
        Mp3 = "mp3",
        /// FLAC by itself or in Ogg.
        Flac = "flac",
        /// Vorbis in Ogg.
        Vorbis = "ogg",
        /// Opus in Ogg.
        Opus = "opus",
        /// AAC as a stream (ADTS).
        Aac = "aac",
        /// AAC in MP4.
        M4a = "m4a",
        /// ALAC in MP4.
        Alac = "alac",
        /// PCM in RIFF.
        Wav = "wav",
        /// What else there is in RIFF: ADPCM, and what telephones send.
        Coded = "wav-coded",
        /// PCM in AIFF.
        Aiff = "aiff",
    }
}

/// The PCM in RIFF that every browser plays.
const PLAIN: [AudioCodecId; 5] = [
    codec::CODEC_ID_PCM_U8,
    codec::CODEC_ID_PCM_S16LE,
    codec::CODEC_ID_PCM_S24LE,
    codec::CODEC_ID_PCM_S32LE,
    codec::CODEC_ID_PCM_F32LE,
];

/// In how many bytes of Ogg each stream says what it is: they do so before all else (RFC 3533).
const HEADERS: usize = 512;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// It is no sound.
    #[error("the file is no sound that is known here")]
    NotSound,
    /// It is sound of a kind that is not decoded here, by the name of that kind.
    #[error("{0} cannot be played here; make FLAC, Opus, MP3 or AAC of it")]
    Unsupported(&'static str),
    /// It is a film.
    #[error("the file is a film")]
    Film,
    /// It is locked for one buyer.
    #[error("the file is encrypted for the one who bought it")]
    Encrypted,
    /// There is nothing to hear.
    #[error("there is no sound in the file")]
    Empty,
    /// It has too many bytes.
    #[error("the file is larger than {} MiB", .limit / 1024 / 1024)]
    TooLarge {
        /// How many it may have.
        limit: u64,
    },
    /// What it says of itself, with pictures, has too many bytes.
    #[error("the texts and pictures in the file have more than {} MiB", .limit / 1024 / 1024)]
    TooMuchSaid {
        /// How many they may have.
        limit: u64,
    },
    /// It plays for too long.
    #[error("the file plays for more than {} hours", super::MAX_HOURS)]
    TooLong,
    /// It cannot be decoded.
    #[error("the file is damaged: {0}")]
    Broken(String),
}

impl Format {
    /// Its media type (RFC 6838).
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::Flac => "audio/flac",
            Self::Vorbis | Self::Opus => "audio/ogg",
            Self::Aac => "audio/aac",
            Self::M4a | Self::Alac => "audio/mp4",
            Self::Wav | Self::Coded => "audio/wav",
            Self::Aiff => "audio/aiff",
        }
    }

    /// The usual ending of its files.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::Alac => "m4a",
            Self::Coded => "wav",
            other => other.as_str(),
        }
    }

    /// Whether every browser plays it.
    pub(crate) fn plays_in_browsers(self) -> bool {
        !matches!(self, Self::Alac | Self::Coded | Self::Aiff)
    }

    /// Whether nothing of the recording is left out of it.
    pub(crate) fn is_lossless(self) -> bool {
        matches!(self, Self::Flac | Self::Alac | Self::Wav | Self::Aiff)
    }

    /// What a container with that codec is.
    pub(super) fn of(reader: &dyn FormatReader, codec: AudioCodecId) -> Result<Self, Refusal> {
        let within = reader.format_info().format;
        match (within, codec) {
            (container::FORMAT_ID_MP3, codec::CODEC_ID_MP3) => Ok(Self::Mp3),
            (container::FORMAT_ID_FLAC | container::FORMAT_ID_OGG, codec::CODEC_ID_FLAC) => Ok(Self::Flac),
            (container::FORMAT_ID_OGG, codec::CODEC_ID_VORBIS) => Ok(Self::Vorbis),
            (container::FORMAT_ID_OGG, codec::CODEC_ID_OPUS) => Ok(Self::Opus),
            (container::FORMAT_ID_ISOMP4, codec::CODEC_ID_AAC) => Ok(Self::M4a),
            (container::FORMAT_ID_ADTS, codec::CODEC_ID_AAC) => Ok(Self::Aac),
            (container::FORMAT_ID_ISOMP4, codec::CODEC_ID_ALAC) => Ok(Self::Alac),
            (container::FORMAT_ID_WAVE, codec) if PLAIN.contains(&codec) => Ok(Self::Wav),
            (container::FORMAT_ID_WAVE, _) => Ok(Self::Coded),
            (container::FORMAT_ID_AIFF, _) => Ok(Self::Aiff),
            // Served by the media type of its codec, another container would be played nowhere.
            _ => Err(Refusal::Unsupported("a codec in a container like this")),
        }
    }
}

/// Whether pictures move in an Ogg file beside the sound: the reader passes over them.
pub(super) fn shows_pictures(head: &[u8]) -> bool {
    const FILMS: [&[u8]; 4] = [b"\x80theora", b"OVP80\x01", b"BBCD\0", b"\x01video\0"];
    let holds = |mark: &[u8]| head.windows(mark.len()).take(HEADERS).any(|window| window == mark);
    head.starts_with(b"OggS") && FILMS.into_iter().any(holds)
}

/// What the first bytes of a file say of what is not taken, so that its owner is told what it is.
pub(super) fn foreign(head: &[u8]) -> Refusal {
    let at = |start: usize, mark: &[u8]| head.get(start..).is_some_and(|rest| rest.starts_with(mark));
    const ASF: &[u8] = &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11];
    let protected = || head.windows(4).any(|mark| [b"drms", b"enca", b"sinf"].iter().any(|known| mark == *known));
    match () {
        () if at(4, b"ftyp") && protected() => Refusal::Encrypted,
        () if at(0, ASF) => Refusal::Unsupported("WMA"),
        () if at(0, b"wvpk") => Refusal::Unsupported("WavPack"),
        () if at(0, b"MAC ") => Refusal::Unsupported("Monkey's Audio"),
        () if at(0, b"MPCK") || at(0, b"MP+") => Refusal::Unsupported("Musepack"),
        () if at(0, b"DSD ") || at(0, b"FRM8") => Refusal::Unsupported("DSD"),
        () if at(0, b"MThd") => Refusal::Unsupported("MIDI"),
        () if at(0, b"#!AMR") => Refusal::Unsupported("AMR"),
        () if at(0, b".RMF") || at(0, b".ra\xfd") => Refusal::Unsupported("RealAudio"),
        () if at(0, b"TTA1") => Refusal::Unsupported("True Audio"),
        () if at(28, b"Speex") => Refusal::Unsupported("Speex"),
        () => Refusal::NotSound,
    }
}
