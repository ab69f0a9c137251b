//! What kind of release an album is, as MusicBrainz tells them apart (<https://musicbrainz.org/doc/Release_Group/Type>): one of the first
//! five, and any of the others besides.

host::store::text_enum! {
    /// A kind of release.
    pub(crate) Kind {
        Album = "album",
        Ep = "ep",
        Single = "single",
        Broadcast = "broadcast",
        Other = "other",
        Compilation = "compilation",
        Live = "live",
        Soundtrack = "soundtrack",
        Remix = "remix",
        Mix = "dj-mix",
        Mixtape = "mixtape",
        Demo = "demo",
        Audiobook = "audiobook",
        Drama = "audio-drama",
        Spokenword = "spokenword",
        Interview = "interview",
        Recording = "field-recording",
    }
}

impl Kind {
    /// As MusicBrainz and programs write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Album => "Album",
            Self::Ep => "EP",
            Self::Single => "Single",
            Self::Broadcast => "Broadcast",
            Self::Other => "Other",
            Self::Compilation => "Compilation",
            Self::Live => "Live",
            Self::Soundtrack => "Soundtrack",
            Self::Remix => "Remix",
            Self::Mix => "DJ-mix",
            Self::Mixtape => "Mixtape/Street",
            Self::Demo => "Demo",
            Self::Audiobook => "Audiobook",
            Self::Drama => "Audio drama",
            Self::Spokenword => "Spokenword",
            Self::Interview => "Interview",
            Self::Recording => "Field recording",
        }
    }

    /// Whether it is one of those of which an album is one at most.
    pub(crate) fn is_main(self) -> bool {
        self <= Self::Other
    }
}

/// The kinds of an album, in the order of [`Kind::ALL`], each once; none where nobody said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kinds(Vec<Kind>);

impl Kinds {
    /// Those among words as tags have them, in any order and however they are parted; of the main ones the first that is named. What is
    /// no kind is left out.
    pub(crate) fn read<'a>(told: impl IntoIterator<Item = &'a str>) -> Self {
        let words = told.into_iter().flat_map(|text| text.split([';', ',', '/', '\0']));
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in words.filter_map(|word| word.trim().to_lowercase().replace(' ', "-").parse::<Kind>().ok()) {
            let known = |one: &Kind| *one == kind || one.is_main() && kind.is_main();
            if !kinds.iter().any(known) {
                kinds.push(kind);
            }
        }
        kinds.sort_unstable();
        Self(kinds)
    }

    /// With another.
    pub(crate) fn with(mut self, kind: Kind) -> Self {
        if !self.0.contains(&kind) {
            self.0.push(kind);
            self.0.sort_unstable();
        }
        self
    }

    /// As they are kept.
    pub(crate) fn words(&self) -> String {
        self.0.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(",")
    }

    /// Whether this is among them.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    /// Whether nobody said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after the other.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Kind> + '_ {
        self.0.iter().copied()
    }
}
