//! Licences as others write them.

use crate::media::Licence;

#[test]
fn what_is_written_is_read() {
    for licence in Licence::ALL {
        assert_eq!(Licence::read(licence.as_str()), Some(*licence));
        assert_eq!(Licence::read(licence.title()), Some(*licence));
        if let Some(url) = licence.url() {
            assert_eq!(Licence::read(&url), Some(*licence));
        }
    }
}

#[test]
fn other_spellings_are_read_too() {
    for (text, licence) in [
        ("CC-BY-SA-3.0", Some(Licence::BySa)),
        ("cc-by-nc-nd", Some(Licence::ByNcNd)),
        ("CC BY 2.0", Some(Licence::By)),
        ("http://creativecommons.org/licenses/by-nc/2.5/fr/", Some(Licence::ByNc)),
        ("CC0", Some(Licence::Zero)),
        ("", None),
        ("cc-", None),
        ("MIT", None),
        ("https://creativecommons.org/licenses/", None),
    ] {
        assert_eq!(Licence::read(text), licence, "{text}");
    }
}
