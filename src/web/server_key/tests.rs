use super::*;

#[test]
fn a_tag_belongs_to_its_purpose_and_message() {
    let key = ServerKey::new(&[7; 32]);
    let tag = key.sign("csrf", "token");
    assert!(key.verify("csrf", "token", &tag));
    for (purpose, message) in [("csrf", "tokem"), ("csr", "ftoken"), ("csrft", "oken")] {
        assert!(!key.verify(purpose, message, &tag));
    }
    assert!(!ServerKey::new(&[8; 32]).verify("csrf", "token", &tag));
    assert!(!key.verify("csrf", "token", ""));
}
