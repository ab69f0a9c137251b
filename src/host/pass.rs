//! Passes: addresses of files that a program can read which has no cookie to show, such as a member's app.
//!
//! Who may see a file is asked when its pass is given out; whoever has the address can read it from then on.

use social::media::MediaId;
use url::Url;
use web::ServerKey;

const FILE: &str = "file";
const EMOJI: &str = "emoji";

/// Adds the pass for one of the media to its address.
pub fn to_file(key: &ServerKey, id: MediaId, mut address: Url) -> Url {
    address.query_pairs_mut().append_pair("pass", &key.sign(FILE, &id.to_string()));
    address
}

/// Whether a pass is the one for that file.
pub fn opens_file(key: &ServerKey, id: MediaId, pass: &str) -> bool {
    key.verify(FILE, &id.to_string(), pass)
}

/// Adds the pass for another server's emoji to its address.
pub fn to_emoji(key: &ServerKey, host: &str, shortcode: &str, mut address: Url) -> Url {
    address.query_pairs_mut().append_pair("pass", &key.sign(EMOJI, &format!("{host}/{shortcode}")));
    address
}

/// Whether a pass is the one for that emoji.
pub fn opens_emoji(key: &ServerKey, host: &str, shortcode: &str, pass: &str) -> bool {
    key.verify(EMOJI, &format!("{host}/{shortcode}"), pass)
}
