//! `/.well-known/host-meta` (RFC 6415): the one thing that it is still read for is where WebFinger is.

/// Reads and writes host-meta documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostMeta {
    /// The `lrdd` template: an address with `{uri}` in it.
    pub lrdd: String,
}

impl HostMeta {
    /// The document of a host that answers WebFinger at the usual place.
    pub fn of(origin: &str) -> Self {
        Self { lrdd: format!("{origin}/.well-known/webfinger?resource={{uri}}") }
    }

    /// Reads the template out of an XRD or JRD document, whichever it is.
    ///
    /// This looks for tags instead of parsing XML: whatever entities and inclusions a document declares have no effect.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > crate::MAX_BYTES {
            return None;
        }
        let template = if text.trim_start().starts_with('{') { from_jrd(text) } else { from_xrd(text) };
        template.filter(|lrdd| lrdd.contains("{uri}")).map(|lrdd| Self { lrdd })
    }

    /// The document as XRD.
    pub fn to_xrd(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
             <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"{}\"/>\n\
             </XRD>\n",
            escape(&self.lrdd)
        )
    }
}

fn from_jrd(text: &str) -> Option<String> {
    use crate::wire::Wire;
    let jrd = crate::Jrd::read(serde_json::from_str(text).ok()?)?;
    jrd.links.into_iter().find(|link| link.rel.as_deref() == Some("lrdd"))?.template
}

fn from_xrd(text: &str) -> Option<String> {
    text.split('<').skip(1).filter_map(|tag| tag.split_once('>')).find_map(|(tag, _)| {
        let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next()?;
        let is_link = name.rsplit(':').next() == Some("Link");
        let is_lrdd = is_link && attribute(tag, "rel").as_deref() == Some("lrdd");
        is_lrdd.then(|| attribute(tag, "template")).flatten()
    })
}

/// The value of an attribute within a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, tail) = after.get(1..)?.split_once(quote)?;
        if before.trim_end().rsplit(|c: char| c.is_ascii_whitespace()).next() == Some(name) {
            return Some(unescape(value));
        }
        rest = tail;
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#x3D;", "=").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
