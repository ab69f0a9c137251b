//! From the bytes of an uploaded picture to what is shown: recognised by its bytes, bounded before it is decoded, turned
//! upright, freed of metadata, scaled. Nothing here touches a disk or a database.
//!
//! What others get is JPEG, PNG or GIF, because Pixelfed drops a whole post for one WebP; our own pages get a small WebP.

use std::io::Cursor;
use std::sync::LazyLock;

use bytes::Bytes;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

use super::development::Development;
use super::exposure::Exposure;
use super::render::{Fit, Picture};
use super::strip;

/// The threads that pictures are worked on, each taking some 65 MiB while it has one. They are their own, as what a thread
/// has freed is at hand for its next picture only: on threads that come and go memory would grow with their number.
static WORKERS: LazyLock<std::io::Result<Runtime>> =
    LazyLock::new(|| Builder::new_current_thread().max_blocking_threads(turns()).thread_name("picture").build());

/// How many pictures are worked on at once: as many as there are processors, and no more than this machine's memory is sure
/// to hold.
pub fn turns() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, MAX_TURNS))
}

/// The most pictures that are worked on at once.
const MAX_TURNS: usize = 16;

/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 16_384;
/// The most pixels of a picture, in millions.
pub const MAX_MEGAPIXELS: u64 = 50;
/// The most memory for the decoded pixels, in bytes.
const MAX_MEMORY: u64 = 256 << 20;
/// The most frames of an animation.
pub const MAX_FRAMES: usize = 500;
/// The largest animation, in bytes; it is kept as it is.
pub const MAX_ANIMATION: usize = 10 << 20;
/// The largest animated emoji, in bytes, as at Mastodon, and its longest side in pixels.
const MAX_ANIMATED_EMOJI: usize = 256 << 10;
const MAX_EMOJI_SIDE: u32 = 512;
/// The largest files that are passed on without being written anew, in bytes: of posts, and of photos, where less than the
/// original is a loss. Pixelfed takes no more than 15 MB.
const KEPT_JPEG: usize = 1 << 20;
const KEPT_PNG: usize = 2 << 20;
const KEPT_PHOTO: usize = 8 << 20;
/// The longest sides of a photo's renditions, in pixels, the largest first: each is made from the one before.
const LADDER: [u32; 4] = [1920, 1080, 640, 320];
/// The longest side of what an author sees of a photo while it is developed, in pixels.
const PROOF_SIDE: u32 = 1080;
/// Quality of JPEG files that are written anew.
const POST_QUALITY: u8 = 82;
const PHOTO_QUALITY: u8 = 88;
/// The largest colour profile that is kept, in bytes.
const MAX_PROFILE: usize = 64 << 10;

/// What a picture is uploaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// To hang on a post.
    Attachment,
    /// To be the post: larger, and the original is kept.
    Photo,
    /// The picture of a profile.
    Avatar,
    /// The banner of a profile.
    Header,
    /// A custom emoji.
    Emoji,
}

impl Purpose {
    /// The largest upload, in bytes.
    pub fn max_bytes(self) -> usize {
        match self {
            Self::Attachment => 16 << 20,
            Self::Photo => 40 << 20,
            Self::Avatar | Self::Header => 8 << 20,
            Self::Emoji => 2 << 20,
        }
    }

    fn main_fit(self) -> Fit {
        match self {
            Self::Attachment => Fit::Inside(1920, 1920),
            Self::Photo => Fit::Inside(4096, 4096),
            Self::Avatar => Fit::Cover(400, 400),
            Self::Header => Fit::Cover(1500, 500),
            Self::Emoji => Fit::Inside(128, 128),
        }
    }

    fn preview_fit(self) -> Option<Fit> {
        match self {
            Self::Attachment | Self::Photo => Some(Fit::Inside(640, 640)),
            Self::Avatar => Some(Fit::Cover(120, 120)),
            Self::Header => Some(Fit::Cover(750, 250)),
            Self::Emoji => None,
        }
    }

    fn is_post(self) -> bool {
        matches!(self, Self::Attachment | Self::Photo)
    }
}

/// A file made from an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The file.
    pub bytes: Bytes,
    /// Its media type.
    pub media_type: &'static str,
    /// Its width in pixels, seen upright.
    pub width: u32,
    /// Its height in pixels, seen upright.
    pub height: u32,
}

/// All that becomes of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    /// The upload without its metadata, for [`Purpose::Photo`].
    pub original: Option<Derived>,
    /// What others get.
    pub main: Derived,
    /// What our own pages show first.
    pub preview: Option<Derived>,
    /// A photo in further sizes.
    pub renditions: Vec<Derived>,
    /// A photo as it came, for its author while it is developed; where it looks otherwise.
    pub proof: Option<Derived>,
    /// Width and height in pixels as it came, upright.
    pub full_size: (u32, u32),
    /// How a photo was taken, where it says so.
    pub exposure: Option<Exposure>,
    /// A blur to show until then, for posts and banners.
    pub blurhash: Option<String>,
}

/// Why an upload is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// It has too many bytes.
    #[error("the file is larger than {} KiB", .limit / 1024)]
    TooLarge {
        /// How many it may have.
        limit: usize,
    },
    /// It is a picture of a kind that is not read here, with the name of that kind.
    #[error("{0} pictures cannot be read here; save it as JPEG, PNG or WebP first")]
    Unsupported(&'static str),
    /// It is a HEIC picture, as iPhones make them.
    #[error(
        "HEIC pictures cannot be read here; save it as JPEG first (on an iPhone: Settings, Camera, Formats, Most Compatible)"
    )]
    Heic,
    /// It is no picture.
    #[error("the file is not a JPEG, PNG, WebP or GIF picture")]
    NotAPicture,
    /// Decoded, it would be too big.
    #[error("the picture has more than {MAX_MEGAPIXELS} million pixels, or more than {MAX_SIDE} on one side")]
    TooManyPixels,
    /// It moves for too long.
    #[error("the animation has more than {MAX_FRAMES} frames")]
    TooManyFrames,
    /// It moves, and what its author makes of it can be made of one frame only.
    #[error("a moving picture cannot be edited")]
    Moving,
    /// It cannot be decoded.
    #[error("the picture is damaged: {0}")]
    Broken(String),
}

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Format {
    /// What the bytes are, whatever the name of the file says.
    fn recognise(file: &[u8]) -> Result<Self, MediaError> {
        match image::guess_format(file) {
            Ok(ImageFormat::Jpeg) => Ok(Self::Jpeg),
            Ok(ImageFormat::Png) => Ok(Self::Png),
            Ok(ImageFormat::WebP) => Ok(Self::WebP),
            Ok(ImageFormat::Gif) => Ok(Self::Gif),
            _ => Err(foreign(file)),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    fn known(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
            Self::Gif => ImageFormat::Gif,
        }
    }
}

/// The refusal that helps best.
fn foreign(file: &[u8]) -> MediaError {
    // ISO base media: a box of type `ftyp` begins with the brand.
    match (file.get(4..8), file.get(8..12)) {
        (Some(b"ftyp"), Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1")) => {
            MediaError::Heic
        }
        (Some(b"ftyp"), Some(b"avif" | b"avis")) => MediaError::Unsupported("AVIF"),
        _ if file.starts_with(b"II*\0") || file.starts_with(b"MM\0*") => MediaError::Unsupported("TIFF"),
        _ if file.starts_with(b"BM") => MediaError::Unsupported("BMP"),
        _ if file.trim_ascii_start().starts_with(b"<svg") => MediaError::Unsupported("SVG"),
        _ => MediaError::NotAPicture,
    }
}

/// What of an upload can be refused at once, without decoding it: it is too large, no picture that is taken here, or its header
/// says that it would burst. Gives its media type. It takes some milliseconds, for it may be copied once.
pub fn admit(file: &[u8], purpose: Purpose) -> Result<&'static str, MediaError> {
    weigh(file, purpose)?;
    let format = Format::recognise(file)?;
    open(file, format)?;
    Ok(format.media_type())
}

/// Refuses what has too many bytes.
fn weigh(file: &[u8], purpose: Purpose) -> Result<(), MediaError> {
    let limit = purpose.max_bytes();
    if file.len() > limit { Err(MediaError::TooLarge { limit }) } else { Ok(()) }
}

/// Makes of an upload what its purpose needs. It takes up to a second of one processor: see [`process_off_thread`].
pub fn process_image(file: &Bytes, purpose: Purpose) -> Result<Processed, MediaError> {
    weigh(file, purpose)?;
    process(file, purpose, &Development::default())
}

/// Makes of a photo, as it was kept, what its author wants others to see. Likewise: see [`develop_off_thread`].
pub fn develop_image(photo: &Bytes, development: &Development) -> Result<Processed, MediaError> {
    process(photo, Purpose::Photo, development)
}

fn process(file: &Bytes, purpose: Purpose, development: &Development) -> Result<Processed, MediaError> {
    let Decoded { picture, source } = decode(file, purpose)?;
    let animation = match source.format {
        Format::Gif => animation(file, purpose, &source)?,
        _ => None,
    };
    if animation.is_some() && !development.is_nothing() {
        return Err(MediaError::Moving);
    }
    let proof = (!development.is_nothing()).then(|| proof(&picture, &source)).transpose()?;
    let upright = picture.into_developed(purpose.main_fit(), source.orientation, development)?;
    let original = match purpose {
        Purpose::Photo => kept(file, &source),
        _ => None,
    };
    let passed_on = purpose.is_post() && development.is_nothing() && passes_on(file, purpose, &source, &upright);
    let main = match animation {
        Some(animation) => animation,
        None => match passed_on.then(|| kept(file, &source)).flatten() {
            Some(same) => same,
            None => write_main(&upright, purpose, file.len(), &source)?,
        },
    };
    let blurhash = match purpose {
        Purpose::Attachment | Purpose::Photo | Purpose::Header => Some(upright.blurhash()?),
        Purpose::Avatar | Purpose::Emoji => None,
    };
    let (preview, renditions) = match purpose {
        Purpose::Photo => climb_down(upright)?,
        _ => (purpose.preview_fit().map(|fit| upright.scaled(fit)?.webp()).transpose()?, Vec::new()),
    };
    let full_size = source.upright_size();
    Ok(Processed { original, main, preview, renditions, proof, full_size, exposure: source.exposure, blurhash })
}

/// A photo as it came, upright.
fn proof(picture: &Picture, source: &Source) -> Result<Derived, MediaError> {
    let small = picture.scaled(Fit::Inside(PROOF_SIDE, PROOF_SIDE))?;
    small.into_scaled(Fit::Inside(PROOF_SIDE, PROOF_SIDE), source.orientation)?.webp()
}

/// A photo in all sizes of the ladder that are smaller than it, from narrow to wide, and of them the one that pages show first.
fn climb_down(photo: Picture) -> Result<(Option<Derived>, Vec<Derived>), MediaError> {
    let mut step = photo;
    let mut renditions = Vec::new();
    let mut preview = None;
    for side in LADDER {
        let fits = step.image.width().max(step.image.height()) <= side;
        step = step.into_scaled(Fit::Inside(side, side), Orientation::NoTransforms)?;
        if Some(Fit::Inside(side, side)) == Purpose::Photo.preview_fit() {
            preview = Some(step.webp()?);
            renditions.extend(preview.clone());
        } else if !fits {
            renditions.push(step.webp()?);
        }
    }
    renditions.reverse();
    Ok((preview, renditions))
}

/// [`process_image`] on a thread that may take its time, when it is this picture's turn.
pub async fn process_off_thread(file: Bytes, purpose: Purpose) -> Result<Processed, MediaError> {
    off_thread(move || process_image(&file, purpose)).await
}

/// [`develop_image`] likewise.
pub async fn develop_off_thread(photo: Bytes, development: Development) -> Result<Processed, MediaError> {
    off_thread(move || develop_image(&photo, &development)).await
}

async fn off_thread(
    work: impl FnOnce() -> Result<Processed, MediaError> + Send + 'static,
) -> Result<Processed, MediaError> {
    let workers = WORKERS.as_ref().map_err(|error| MediaError::Broken(error.to_string()))?;
    // A decoder that panics has met a damaged file.
    workers.spawn_blocking(work).await.unwrap_or_else(|error| Err(MediaError::Broken(error.to_string())))
}

/// What is known of an upload besides its pixels.
struct Source {
    format: Format,
    /// Which way is up.
    orientation: Orientation,
    /// Size in pixels as the file has them, before it is turned.
    width: u32,
    height: u32,
    exposure: Option<Exposure>,
}

impl Source {
    /// Size in pixels once it is turned upright.
    fn upright_size(&self) -> (u32, u32) {
        let turned = self.orientation.to_exif() > 4;
        if turned { (self.height, self.width) } else { (self.width, self.height) }
    }
}

struct Decoded {
    picture: Picture,
    source: Source,
}

/// Reads the header, and refuses what it says is too big.
fn open(file: &[u8], format: Format) -> Result<impl ImageDecoder, MediaError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format.known());
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_MEGAPIXELS * 1_000_000 || decoder.total_bytes() > MAX_MEMORY {
        return Err(MediaError::TooManyPixels);
    }
    if pixels == 0 {
        return Err(MediaError::Broken("it has no pixels".to_owned()));
    }
    Ok(decoder)
}

fn unreadable(error: image::ImageError) -> MediaError {
    match error {
        image::ImageError::Limits(_) => MediaError::TooManyPixels,
        error => MediaError::Broken(error.to_string()),
    }
}

/// Decodes the picture, or the first frame of an animation.
fn decode(file: &Bytes, purpose: Purpose) -> Result<Decoded, MediaError> {
    let format = Format::recognise(file)?;
    let mut decoder = open(file, format)?;
    let (width, height) = decoder.dimensions();
    // Damaged metadata is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_rgb(profile));
    let exposure = match purpose {
        Purpose::Photo => decoder.exif_metadata().ok().flatten().and_then(Exposure::read),
        _ => None,
    };
    let image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let source = Source { format, orientation, width, height, exposure };
    Ok(Decoded { picture: Picture::new(image, profile), source })
}

/// Whether a colour profile speaks of red, green and blue (ICC.1, 7.2.8): what is decoded here is always that.
fn is_rgb(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE && profile.get(16..20) == Some(b"RGB ")
}

/// An animated GIF as it is passed on; `None` where it does not move, or where its purpose wants a still picture.
fn animation(file: &Bytes, purpose: Purpose, source: &Source) -> Result<Option<Derived>, MediaError> {
    let gif = strip::gif(file).ok_or_else(|| MediaError::Broken("it has no frames".to_owned()))?;
    if gif.frames > MAX_FRAMES {
        return Err(MediaError::TooManyFrames);
    }
    if gif.frames == 1 || matches!(purpose, Purpose::Avatar | Purpose::Header) {
        return Ok(None);
    }
    let (width, height) = (source.width, source.height);
    let limit = match purpose {
        Purpose::Emoji if width.max(height) > MAX_EMOJI_SIDE => return Ok(None),
        Purpose::Emoji => MAX_ANIMATED_EMOJI,
        _ => MAX_ANIMATION,
    };
    if gif.file.len() > limit {
        return Err(MediaError::TooLarge { limit });
    }
    Ok(Some(Derived { bytes: gif.file.into(), media_type: Format::Gif.media_type(), width, height }))
}

/// The upload without its metadata.
fn kept(file: &Bytes, source: &Source) -> Option<Derived> {
    let bytes = strip::strip(file, source.format, source.orientation)?;
    let (width, height) = source.upright_size();
    Some(Derived { bytes, media_type: source.format.media_type(), width, height })
}

/// Whether the upload is small, upright and of a kind that everybody takes, so that writing it anew would only spoil it.
fn passes_on(file: &Bytes, purpose: Purpose, source: &Source, upright: &Picture) -> bool {
    let room = match (source.format, purpose) {
        (Format::WebP | Format::Gif, _) => return false,
        (Format::Jpeg, Purpose::Photo) => KEPT_PHOTO,
        (Format::Jpeg, _) => KEPT_JPEG,
        (Format::Png, _) => KEPT_PNG,
    };
    let as_is = (source.width, source.height) == (upright.image.width(), upright.image.height());
    file.len() <= room && source.orientation == Orientation::NoTransforms && as_is
}

fn write_main(upright: &Picture, purpose: Purpose, size: usize, source: &Source) -> Result<Derived, MediaError> {
    // A PNG of less than a byte a pixel is a drawing or a screen, which JPEG would smear.
    let pixels = source.width as usize * source.height as usize;
    let drawn = matches!(source.format, Format::Png | Format::Gif) && size < pixels;
    if upright.has_alpha() || drawn || purpose == Purpose::Emoji {
        return upright.png();
    }
    upright.jpeg(if purpose == Purpose::Photo { PHOTO_QUALITY } else { POST_QUALITY })
}
