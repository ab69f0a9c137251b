//! Pictures scaled and written.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{CropBox, PixelType, ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};

use super::crop::Crop;
use super::development::Development;
use super::pipeline::{Derived, MediaError};
use super::strip::with_profile;

/// How a picture is brought to a size; nothing is ever made larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// All of it, in at most this width and height.
    Inside(u32, u32),
    /// The middle of it, in this proportion and at most this size.
    Cover(u32, u32),
}

/// Quality of WebP files.
const WEBP_QUALITY: f32 = 78.0;
/// Effort of WebP: 2 of 0 to 6 takes a third of the time of the usual 4 for hardly more bytes.
const WEBP_METHOD: i32 = 2;
/// The longest side from which a blurhash is made, and its components along the longer and shorter side: 28 characters.
const BLUR_SIDE: u32 = 64;
const BLUR_COMPONENTS: (u32, u32) = (4, 3);

/// How many rows are scaled at once.
const BAND: u32 = 64;
/// How far the filter by which pictures are scaled looks, in pixels of the smaller one.
const LANCZOS_SUPPORT: f64 = 3.0;

/// A picture in memory, 8 bits a channel, with or without alpha.
pub(super) struct Picture {
    pub(super) image: DynamicImage,
    /// Colour profile that its numbers mean.
    pub(super) profile: Option<Vec<u8>>,
}

impl Fit {
    /// The size of what becomes of a picture.
    fn size(self, width: u32, height: u32) -> (u32, u32) {
        let (w, h) = (f64::from(width), f64::from(height));
        let (wide, high, scale) = match self {
            Self::Inside(most_w, most_h) => (w, h, (f64::from(most_w) / w).min(f64::from(most_h) / h)),
            Self::Cover(most_w, most_h) => {
                let (most_w, most_h) = (f64::from(most_w), f64::from(most_h));
                (most_w, most_h, (w / most_w).min(h / most_h))
            }
        };
        let scale = scale.min(1.0);
        let side = |length: f64| (length * scale).round().max(1.0) as u32;
        (side(wide), side(high))
    }

    fn turned(self) -> Self {
        match self {
            Self::Inside(w, h) => Self::Inside(h, w),
            Self::Cover(w, h) => Self::Cover(h, w),
        }
    }
}

impl Picture {
    /// Takes pixels of any kind; an alpha channel that is opaque throughout is left out.
    pub(super) fn new(image: DynamicImage, profile: Option<Vec<u8>>) -> Self {
        let image = if image.color().has_alpha() {
            let image = image.into_rgba8();
            if image.pixels().all(|pixel| pixel.0.last() == Some(&u8::MAX)) {
                DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8())
            } else {
                DynamicImage::ImageRgba8(image)
            }
        } else {
            DynamicImage::ImageRgb8(image.into_rgb8())
        };
        Self { image, profile }
    }

    pub(super) fn has_alpha(&self) -> bool {
        self.image.color().has_alpha()
    }

    /// The picture, scaled.
    pub(super) fn scaled(&self, fit: Fit) -> Result<Self, MediaError> {
        let image = resize(&self.image, fit, None)?.unwrap_or_else(|| self.image.clone());
        Ok(Self { image, profile: self.profile.clone() })
    }

    /// The same, scaled and then turned: turning few pixels is cheaper. It is not held twice where its size stays.
    pub(super) fn into_scaled(self, fit: Fit, orientation: Orientation) -> Result<Self, MediaError> {
        let fit = if lies(orientation) { fit.turned() } else { fit };
        let mut image = resize(&self.image, fit, None)?.unwrap_or(self.image);
        image.apply_orientation(orientation);
        Ok(Self { image, profile: self.profile })
    }

    /// What its author makes of it: turned upright, then developed, at most that large. It is cut and scaled in one go, so
    /// that nothing of its full size is held twice.
    pub(super) fn into_developed(
        self,
        fit: Fit,
        upright: Orientation,
        development: &Development,
    ) -> Result<Self, MediaError> {
        let turn = development.orientation();
        let fit = if lies(upright) == lies(turn) { fit } else { fit.turned() };
        let crop = development.crop.map(|crop| crop.before(turn).before(upright));
        let mut image = resize(&self.image, fit, crop)?.unwrap_or(self.image);
        image.apply_orientation(upright);
        image.apply_orientation(turn);
        if let Some(filter) = development.filter {
            filter.apply(&mut image);
        }
        Ok(Self { image, profile: self.profile })
    }

    pub(super) fn jpeg(&self, quality: u8) -> Result<Derived, MediaError> {
        let rgb = match self.image.as_rgb8() {
            Some(rgb) => Cow::Borrowed(rgb),
            None => Cow::Owned(self.image.to_rgb8()),
        };
        let side = |length: u32| u16::try_from(length).map_err(broken);
        let mut bytes = Vec::new();
        // Without optimised Huffman tables: with them, jpeg-encoder 0.6.1 spoils the colours of what it subsamples.
        let mut encoder = Encoder::new(&mut bytes, quality);
        if let Some(profile) = &self.profile {
            encoder.add_icc_profile(profile).map_err(broken)?;
        }
        encoder.encode(&rgb, side(rgb.width())?, side(rgb.height())?, ColorType::Rgb).map_err(broken)?;
        Ok(self.derived(bytes, "image/jpeg"))
    }

    pub(super) fn png(&self) -> Result<Derived, MediaError> {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).map_err(broken)?;
        }
        let colours = if self.has_alpha() { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        encoder.write_image(self.image.as_bytes(), self.image.width(), self.image.height(), colours).map_err(broken)?;
        Ok(self.derived(bytes, "image/png"))
    }

    pub(super) fn webp(&self) -> Result<Derived, MediaError> {
        let (pixels, width, height) = (self.image.as_bytes(), self.image.width(), self.image.height());
        let encoder = match self.has_alpha() {
            true => webp::Encoder::from_rgba(pixels, width, height),
            false => webp::Encoder::from_rgb(pixels, width, height),
        };
        let mut config = webp::WebPConfig::new().map_err(|()| broken("no WebP configuration"))?;
        config.quality = WEBP_QUALITY;
        config.method = WEBP_METHOD;
        let bytes = encoder.encode_advanced(&config).map_err(|error| broken(format!("{error:?}")))?.to_vec();
        Ok(self.derived(with_profile(bytes, self.profile.as_deref()), "image/webp"))
    }

    fn derived(&self, bytes: Vec<u8>, media_type: &'static str) -> Derived {
        Derived { bytes: bytes.into(), media_type, width: self.image.width(), height: self.image.height() }
    }

    /// A blur of the picture in few characters; what is transparent counts as white.
    pub(super) fn blurhash(&self) -> Result<String, MediaError> {
        let small = self.scaled(Fit::Inside(BLUR_SIDE, BLUR_SIDE))?.image;
        let (long, short) = BLUR_COMPONENTS;
        let (across, down) = if small.width() >= small.height() { (long, short) } else { (short, long) };
        let mut pixels = small.into_rgba8();
        for pixel in pixels.pixels_mut() {
            let [.., alpha] = pixel.0;
            pixel.0 = pixel.0.map(|value| blend(value, alpha));
        }
        blurhash::encode(across, down, pixels.width(), pixels.height(), pixels.as_raw()).map_err(broken)
    }
}

/// A value of a channel before white.
fn blend(value: u8, alpha: u8) -> u8 {
    let (value, alpha, full) = (u32::from(value), u32::from(alpha), u32::from(u8::MAX));
    u8::try_from((value * alpha + full * (full - alpha)) / full).unwrap_or(u8::MAX)
}

/// Whether it makes what is wide high.
fn lies(orientation: Orientation) -> bool {
    orientation.to_exif() > 4
}

/// A picture, or what is kept of it, scaled. `None` where all of it has that size already.
fn resize(image: &DynamicImage, fit: Fit, crop: Option<Crop>) -> Result<Option<DynamicImage>, MediaError> {
    let cut = crop.unwrap_or(Crop::whole()).on(image.width(), image.height());
    let (width, height) = fit.size(cut.width, cut.height);
    if (width, height) == (cut.width, cut.height) {
        let whole = (width, height) == (image.width(), image.height());
        return Ok((!whole).then(|| image.crop_imm(cut.left, cut.top, cut.width, cut.height)));
    }
    let kept = match crop {
        Some(_) => {
            CropBox { left: cut.left.into(), top: cut.top.into(), width: cut.width.into(), height: cut.height.into() }
        }
        None => CropBox::fit_src_into_dst_size(image.width(), image.height(), width, height, None),
    };
    let pixels = scale(image, kept, width, height)?;
    let scaled = if image.color().has_alpha() {
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    scaled.map(Some).ok_or_else(|| broken("a scaled picture has the wrong size"))
}

/// The pixels of what is kept of a picture, brought to a size band by band: what stands between the two passes of scaling, which
/// of a whole photo is as large as the photo, is never more than a band.
fn scale(image: &DynamicImage, kept: CropBox, width: u32, height: u32) -> Result<Vec<u8>, MediaError> {
    let (kind, channels) = if image.color().has_alpha() { (PixelType::U8x4, 4) } else { (PixelType::U8x3, 3) };
    let (from, to) = (image.width() as usize * channels, width as usize * channels);
    let mut pixels = vec![0; to * height as usize];
    let mut resizer = Resizer::new();
    let step = kept.height / f64::from(height);
    // How far a pixel looks to either side of itself.
    let reach = LANCZOS_SUPPORT * step.max(1.0);
    for (place, rows) in pixels.chunks_mut(to * BAND as usize).enumerate() {
        let first = place as u32 * BAND;
        let last = height.min(first + BAND);
        let (top, bottom) = (kept.top + step * f64::from(first), kept.top + step * f64::from(last));
        let above = (top - reach).floor().max(0.0) as u32;
        let below = ((bottom + reach).ceil() as u32).min(image.height());
        let seen = image.as_bytes().get(from * above as usize..from * below as usize).unwrap_or_default();
        let seen = ImageRef::new(image.width(), below - above, seen, kind).map_err(broken)?;
        let mut band = Image::from_slice_u8(width, last - first, rows, kind).map_err(broken)?;
        let top = top - f64::from(above);
        let tall = (step * f64::from(last - first)).min(f64::from(below - above) - top);
        let options = ResizeOptions::new().crop(kept.left, top, kept.width, tall);
        resizer.resize(&seen, &mut band, Some(&options)).map_err(broken)?;
    }
    Ok(pixels)
}

fn broken(error: impl std::fmt::Display) -> MediaError {
    MediaError::Broken(error.to_string())
}
