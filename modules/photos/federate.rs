//! What the photos stall understands of what travels: a `Note` whose attachments are pictures, as Pixelfed sends and takes it.
//! The base mapping carries everything that it has.

use diesel::QueryResult;
use host::social::media::MediaKind;
use host::social::object::Object;
use host::store::Conn;
use host::store::uri::Hosts;
use host::vocab::{self, Attachment};
use host::{Claim, Deed, Handled, ObjectKind};

use crate::story;

/// The name that `objects.kind` keeps of a set of pictures.
pub(crate) const PHOTO: &str = "photo";

/// A set of pictures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Photo;

impl ObjectKind for Photo {
    fn name(&self) -> &'static str {
        PHOTO
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note"]
    }

    /// A note is one where there is nothing on it but pictures; an answer with a picture is an answer.
    fn claim(&self, object: &vocab::Object) -> Claim {
        let pictures = object.attachment.iter().filter(|attachment| is_picture(attachment)).count();
        match object.kind() {
            "Note" if pictures == 0 || object.in_reply_to.is_some() => Claim::No,
            "Note" if pictures == object.attachment.len() => Claim::Exact,
            _ => Claim::No,
        }
    }

    /// Pixelfed takes silence about comments for consent; others are told plainly.
    fn to_wire(&self, _: &mut Conn, _: &Hosts, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
        wire.comments_enabled = Some(object.answerable);
        Ok(())
    }

    /// Stories are no objects here.
    fn deed(&self, c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
        story::receive(c, deed)
    }

    fn samples(&self) -> &'static [&'static str] {
        &[PIXELFED_SAMPLE, VERNISSAGE_SAMPLE, GOTOSOCIAL_SAMPLE, SNAC_SAMPLE]
    }
}

fn is_picture(attachment: &Attachment) -> bool {
    match attachment.media_type() {
        Some(media_type) => MediaKind::of(media_type) == MediaKind::Image,
        None => attachment.kind() == "Image",
    }
}

const PIXELFED_SAMPLE: &str = r##"{
  "@context": ["https://www.w3.org/ns/activitystreams", {"commentsEnabled": "http://pixelfed.org/ns#commentsEnabled"}],
  "id": "https://pixels.example/p/bob/1",
  "type": "Note",
  "url": "https://pixels.example/p/bob/1",
  "attributedTo": "https://pixels.example/users/bob",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": ["https://pixels.example/users/bob/followers"],
  "content": "Lanterns <br />",
  "published": "2026-06-01T18:00:00+00:00",
  "sensitive": false,
  "attachment": [{"type": "Document", "mediaType": "image/jpeg", "url": "https://pixels.example/1.jpg", "name": null,
    "blurhash": "U4Rfzst800Rjt7ayj[j[", "focalPoint": [0, 0], "width": null, "height": null}],
  "tag": [{"type": "Hashtag", "href": "https://pixels.example/discover/tags/fair", "name": "#fair"}],
  "commentsEnabled": false,
  "capabilities": {"announce": "https://www.w3.org/ns/activitystreams#Public", "reply": "[]"},
  "location": {"type": "Place", "name": "Évreux", "longitude": "1.1511", "latitude": "49.0241", "country": "France"}
}"##;

const VERNISSAGE_SAMPLE: &str = r#"{
  "@context": "https://www.w3.org/ns/activitystreams",
  "id": "https://gallery.example/actors/eve/statuses/2",
  "type": "Note",
  "attributedTo": "https://gallery.example/actors/eve",
  "to": "https://www.w3.org/ns/activitystreams#Public",
  "content": "<p>Merry-go-round</p>",
  "published": "2026-06-01T18:05:00Z",
  "attachment": {"type": "Image", "mediaType": "image/png", "url": "https://gallery.example/2.png", "name": "A horse of wood",
    "width": 1200, "height": 800,
    "exifData": [{"@type": "PropertyValue", "name": "FNumber", "value": "f/2.2"}]}
}"#;

/// The description is under `summary`, the size is not told.
const GOTOSOCIAL_SAMPLE: &str = r#"{
  "@context": ["https://gotosocial.org/ns", "https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}],
  "id": "https://gts.example/users/gus/statuses/01M8",
  "type": "Note",
  "url": "https://gts.example/@gus/statuses/01M8",
  "attributedTo": "https://gts.example/users/gus",
  "to": "https://gts.example/users/gus/followers",
  "cc": [],
  "content": "<p>Fair</p>",
  "contentMap": {"en": "<p>Fair</p>"},
  "published": "2026-06-01T18:10:00Z",
  "sensitive": false,
  "attachment": [{"type": "Image", "mediaType": "image/png", "url": "https://gts.example/fileserver/1.png",
    "summary": "A lantern", "blurhash": "L5EWTVpZo1pZ.ze=fQe=dxf7fQf7"}],
  "tag": [],
  "interactionPolicy": {
    "canReply": {"automaticApproval": ["https://gts.example/users/gus", "https://gts.example/users/gus/followers"],
      "manualApproval": []}
  }
}"#;

const SNAC_SAMPLE: &str = r#"{
  "@context": "https://www.w3.org/ns/activitystreams",
  "id": "https://snac.example/sally/p/1795.09",
  "type": "Note",
  "url": "https://snac.example/sally/p/1795.09",
  "attributedTo": "https://snac.example/sally",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": [],
  "content": "Fair<br>",
  "sourceContent": "Fair",
  "context": "https://snac.example/sally/p/1795.09#ctxt",
  "published": "2026-06-01T18:15:00Z",
  "sensitive": true,
  "summary": "Lanterns",
  "attachment": [{"type": "Image", "mediaType": "image/png", "url": "https://snac.example/sally/s/1.png", "name": "A lantern"}],
  "tag": []
}"#;
