//! QR codes: words that a camera reads.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qrcode::QrCode;
use qrcode::render::svg;

use crate::error::{Error, Result};

/// A QR code as a picture within the page: a `data:` address.
pub fn picture(text: &str) -> Result<String> {
    let code = QrCode::new(text).map_err(Error::internal)?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    Ok(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)))
}
