use super::title;
use crate::album::MAX_TITLE;

#[test]
fn an_album_is_called_as_it_was_there_as_far_as_fits() {
    assert_eq!(title(" Été 2019 ", 1), "Été 2019");
    assert_eq!(title("Été 2019", 2), "Été 2019 (2)");
    let long = "é".repeat(200);
    assert_eq!(title(&long, 1), "é".repeat(MAX_TITLE));
    let second = title(&long, 12);
    assert!(second.ends_with("é (12)") && second.chars().count() == MAX_TITLE, "{second}");
}
