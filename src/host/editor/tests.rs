//! What a form says about a picture.

use social::media::{Crop, Filter, Turn};

use super::{EditForm, Shape};

fn read(pairs: &[(&str, &str)]) -> Option<EditForm> {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    web::form::from_pairs(pairs).ok()
}

#[test]
fn what_is_left_out_changes_nothing() {
    assert_eq!(read(&[]), Some(EditForm::default()));
    assert_eq!(EditForm::default().crop(), Some(Crop::whole()));
}

#[test]
fn words_and_numbers_are_read() {
    let form = read(&[("turn", "90"), ("mirrored", "on"), ("filter", "noir"), ("left", "12.5"), ("width", "50.001")]);
    let form = form.unwrap_or_default();
    assert_eq!(
        (form.turn, form.mirrored, form.filter, form.shape),
        (Turn::Right, true, Some(Filter::Noir), Shape::Free)
    );
    assert_eq!(form.crop().map(Crop::sides), Some([12_500, 0, 50_001, Crop::WHOLE]));
    assert_eq!(read(&[("turn", "45")]), None);
    assert_eq!(read(&[("filter", "beauty")]), None);
}

#[test]
fn what_leaves_the_picture_is_refused() {
    for (field, value) in
        [("left", "-1"), ("left", "1"), ("width", "101"), ("height", "0"), ("top", "NaN"), ("top", "inf")]
    {
        assert_eq!(read(&[(field, value)]).and_then(|form| form.crop()), None, "{field} {value}");
    }
    let rounded = read(&[("left", "33.3333"), ("width", "66.6668")]).unwrap_or_default();
    assert_eq!(rounded.crop().map(Crop::sides), Some([33_333, 0, 66_667, Crop::WHOLE]));
}
