//! What is said about media stays beside them.

use social::media::MediaId;

use super::{Attachments, Step};

fn read(pairs: &[(&str, &str)]) -> Attachments {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    web::form::from_pairs(pairs).unwrap_or_default()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn words_go_where_their_picture_goes() {
    let mut form = read(&[
        ("media", "1"),
        ("alt", "one"),
        ("focus", "0,1"),
        ("media", "2"),
        ("alt", "two"),
        ("focus", "1,0"),
        ("media", "3"),
        ("alt", "three"),
        ("exposure", "3"),
    ]);
    form.arrange(Step::Up(MediaId(3)));
    assert_eq!(
        (form.media.as_slice(), &form.alt),
        ([1, 3, 2].map(MediaId).as_slice(), &texts(&["one", "three", "two"]))
    );
    assert_eq!(form.focus, texts(&["0,1", "", "1,0"]), "what the form left out is empty");
    form.arrange(Step::Up(MediaId(1)));
    form.arrange(Step::Down(MediaId(2)));
    form.arrange(Step::Down(MediaId(9)));
    assert_eq!(form.media, [1, 3, 2].map(MediaId), "there is nowhere to go");
    form.arrange(Step::Out(MediaId(1)));
    form.add(MediaId(4), String::new());
    assert_eq!((form.media.as_slice(), &form.alt), ([3, 2, 4].map(MediaId).as_slice(), &texts(&["three", "two", ""])));
    assert_eq!(form.undescribed(), 1);
    assert!(form.licence.is_empty(), "a form that does not ask for licences says nothing of them");
}

#[test]
fn those_that_shall_go_take_their_words_along() {
    let mut form = read(&[
        ("media", "1"),
        ("media", "2"),
        ("media", "3"),
        ("alt", "one"),
        ("alt", "two"),
        ("licence", ""),
        ("licence", "CC0-1.0"),
        ("remove", "1"),
        ("remove", "3"),
    ]);
    form.drop_removed();
    assert_eq!((form.media.as_slice(), form.named()), ([MediaId(2)].as_slice(), texts(&["2"])));
    assert_eq!((form.alt, form.licence), (texts(&["two"]), texts(&["CC0-1.0"])));
}
