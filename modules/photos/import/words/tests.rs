//! What files say of themselves.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use super::{Words, caption};

#[test]
fn xmp_tells_what_is_said_and_what_is_seen() {
    let xmp = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq></dc:creator>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Bal &amp; f&#234;te</rdf:li><rdf:li xml:lang="en">Ball</rdf:li></rdf:Alt></dc:description>
      <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Deux lampions</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
      </rdf:Description></rdf:RDF></x:xmpmeta>"#;
    let words = Words::of_sidecar("xmp", xmp.as_bytes());
    assert_eq!(words.text.as_deref(), Some("Bal & fête"));
    assert_eq!(words.description.as_deref(), Some("Deux lampions"));
    let short = br#"<rdf:Description dc:description="Bal &amp; co"/>"#;
    assert_eq!(Words::of_sidecar("xmp", short).text.as_deref(), Some("Bal & co"));
    assert_eq!(Words::of_sidecar("xmp", b"<a><b><dc:description>").text, None);
    // Entities that a document makes up stand for nothing.
    let bomb = br#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><dc:description>a&c;</dc:description>"#;
    assert_eq!(Words::of_sidecar("xmp", bomb).text.as_deref(), Some("a"));
}

#[test]
fn iptc_tells_what_is_said() {
    let mut iim = b"\x1c\x02\x00\x00\x02\x00\x04\x1c\x02\x78\x00\x05".to_vec();
    iim.extend("f\u{ea}te".as_bytes());
    assert_eq!(caption(&iim).as_deref(), Some("fête"));
    let mut resources = b"8BIM\x04\x25\x00\x00\x00\x00\x00\x01x\x008BIM\x04\x04\x00\x00".to_vec();
    resources.extend(u32::try_from(iim.len()).unwrap().to_be_bytes());
    resources.extend(&iim);
    assert_eq!(caption(&resources).as_deref(), Some("fête"));
    for end in 0..resources.len() {
        caption(&resources[..end]);
    }
}

#[test]
fn text_is_read_in_two_writings() {
    assert_eq!(Words::of_sidecar("txt", "\u{feff}Fête\r\n\0".as_bytes()).text.as_deref(), Some("Fête"));
    assert_eq!(Words::of_sidecar("txt", b"F\xeate").text.as_deref(), Some("Fête"));
    assert_eq!(Words::of_sidecar("txt", b" \n").text, None);
}
