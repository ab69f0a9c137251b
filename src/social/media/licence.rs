//! Licences: what others may do with a file.

store::text_enum! {
    /// What others may do with a file, by the identifiers of SPDX.
    pub Licence {
        /// Nothing, without asking.
        AllRightsReserved = "all-rights-reserved",
        /// Anything: nobody has rights to it.
        PublicDomain = "PDM-1.0",
        /// Anything: its author gave up all rights.
        Zero = "CC0-1.0",
        /// Name the author.
        By = "CC-BY-4.0",
        /// Name the author, share alike.
        BySa = "CC-BY-SA-4.0",
        /// Name the author, do not sell.
        ByNc = "CC-BY-NC-4.0",
        /// Name the author, do not sell, share alike.
        ByNcSa = "CC-BY-NC-SA-4.0",
        /// Name the author, change nothing.
        ByNd = "CC-BY-ND-4.0",
        /// Name the author, do not sell, change nothing.
        ByNcNd = "CC-BY-NC-ND-4.0",
    }
}

impl Licence {
    /// Its short name, in all languages the same but for the first: `CC BY-SA`. Pixelfed writes and reads these.
    pub fn title(self) -> &'static str {
        match self {
            Self::AllRightsReserved => "All Rights Reserved",
            Self::PublicDomain => "Public Domain Work",
            Self::Zero => "Public Domain Dedication (CC0)",
            Self::By => "CC BY",
            Self::BySa => "CC BY-SA",
            Self::ByNc => "CC BY-NC",
            Self::ByNcSa => "CC BY-NC-SA",
            Self::ByNd => "CC BY-ND",
            Self::ByNcNd => "CC BY-NC-ND",
        }
    }

    /// Where it can be read.
    pub fn url(self) -> Option<String> {
        let path = match self {
            Self::AllRightsReserved => return None,
            Self::PublicDomain => "publicdomain/mark/1.0".to_owned(),
            Self::Zero => "publicdomain/zero/1.0".to_owned(),
            licence => format!("licenses/{}/4.0", licence.terms()),
        };
        Some(format!("https://creativecommons.org/{path}/"))
    }

    /// The letters of a Creative Commons licence: `by-nc-sa`.
    fn terms(self) -> String {
        self.title().trim_start_matches("CC ").to_lowercase()
    }

    /// What others write: an identifier, a title or an address, of whichever version.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let known = |licence: &&Self| text == licence.as_str().to_lowercase() || text == licence.title().to_lowercase();
        if let Some(licence) = Self::ALL.iter().find(known) {
            return Some(*licence);
        }
        if text.contains("publicdomain/zero") || text == "cc0" {
            return Some(Self::Zero);
        }
        if text.contains("publicdomain/mark") {
            return Some(Self::PublicDomain);
        }
        let rest = text.split_once("creativecommons.org/licenses/").map(|(_, rest)| rest);
        let terms = rest.or_else(|| text.strip_prefix("cc-")).or_else(|| text.strip_prefix("cc "))?;
        let terms = terms.split(['/', ' ']).next()?.trim_end_matches(|c: char| c.is_ascii_digit() || "-.".contains(c));
        Self::ALL.iter().copied().find(|licence| licence.title().starts_with("CC ") && licence.terms() == terms)
    }
}
