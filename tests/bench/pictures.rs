//! What becomes of an uploaded photo of 12 megapixels, beside `vipsthumbnail` making the same files; and how soon what would
//! burst is refused. Each runs in a process of its own, so that its memory is its own.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use host::social::media::Purpose;
use host::social::media::pipeline::{MediaError, Processed, process_image};
use image::codecs::gif::GifEncoder;
use image::{Delay, ExtendedColorType, Frame, ImageEncoder, RgbImage, RgbaImage};

use crate::percentile::milliseconds;

/// How often each program works: it is started once for each.
const TIMES: usize = 7;
/// How often each bomb is offered.
const OFFERS: usize = 20;
/// A photo that others get as it is, and one that is too wide for them: each has 12 megapixels.
const PHOTOS: [(&str, u32, u32); 2] = [("4000×3000", 4000, 3000), ("4800×2500", 4800, 2500)];
/// Widths of the photo's renditions, in pixels.
const LADDER: [u32; 4] = [320, 640, 1080, 1920];

/// What a program took: seconds by the clock, seconds of processors, and MiB of memory at its most.
#[derive(Debug, Clone, Copy)]
struct Cost {
    clock: f64,
    processors: f64,
    memory: f64,
}

/// Prints both.
pub(crate) fn measure() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    if Command::new("vipsthumbnail").arg("--version").output().is_err() || !Path::new("/usr/bin/time").exists() {
        bail!("the yardstick for pictures is missing: apt-get install libvips-tools time");
    }
    for (name, width, height) in PHOTOS {
        let file = folder.path().join(format!("{width}.jpg"));
        std::fs::write(&file, photo(width, height)?)?;
        let too_wide = width > 4096;
        let vips = cheapest(|| cost(Command::new("sh").arg("-c").arg(same_by_vips(&file, folder.path(), too_wide))))?;
        let ours = std::env::current_exe()?;
        let ours = cheapest(|| cost(Command::new(&ours).arg("work-up").arg(&file).arg(folder.path())))?;
        println!(
            "a photo of {name}: {:.2} s ({:.2} s of processors), {:.0} MiB; vipsthumbnail {:.2} s ({:.2}), {:.0} MiB: {:.2} times \
             the time, {:.2} times the processors, {:.2} times the memory",
            ours.clock,
            ours.processors,
            ours.memory,
            vips.clock,
            vips.processors,
            vips.memory,
            ours.clock / vips.clock,
            ours.processors / vips.processors,
            ours.memory / vips.memory,
        );
    }
    bombs(folder.path())
}

/// The commands that make the same files: WebP of the same quality and effort, and the JPEG for others where it is too wide.
fn same_by_vips(file: &Path, folder: &Path, too_wide: bool) -> String {
    let (file, folder) = (file.display(), folder.display());
    let webp =
        |side: &u32| format!("vipsthumbnail {file} --size {side}x{side} -o '{folder}/v{side}.webp[Q=78,effort=2]'");
    let mut commands: Vec<String> = LADDER.iter().map(webp).collect();
    if too_wide {
        commands.push(format!("vipsthumbnail {file} --size 4096x4096 -o '{folder}/v4096.jpg[Q=88]'"));
    }
    commands.join(" && ")
}

/// `bench work-up FILE FOLDER`: all that becomes of an uploaded photo.
pub(crate) fn work_up(file: &Path, folder: &Path) -> anyhow::Result<()> {
    let Processed { original, main, renditions, .. } = process_image(&std::fs::read(file)?.into(), Purpose::Photo)?;
    for (number, made) in original.iter().chain([&main]).chain(&renditions).enumerate() {
        std::fs::write(folder.join(format!("o{number}")), &made.bytes)?;
    }
    Ok(())
}

/// `bench refuse FILE`: how long it takes, in milliseconds, until a file is refused, and why.
pub(crate) fn refuse(file: &Path) -> anyhow::Result<()> {
    let file: Bytes = std::fs::read(file)?.into();
    let mut times = Vec::with_capacity(OFFERS);
    let mut reason = None;
    for _ in 0..OFFERS {
        let begun = Instant::now();
        reason = Some(process_image(&file, Purpose::Photo).err().context("it is taken")?);
        times.push(begun.elapsed());
    }
    let reason = reason.as_ref().map(MediaError::to_string).unwrap_or_default();
    println!("{:.2} ms at most: {reason}", milliseconds(&mut times, 1.0));
    Ok(())
}

/// The cheapest of several runs: whatever disturbs only adds.
fn cheapest(run: impl Fn() -> anyhow::Result<Cost>) -> anyhow::Result<Cost> {
    let mut runs = (0..TIMES).map(|_| run()).collect::<anyhow::Result<Vec<_>>>()?;
    runs.sort_by(|one, other| one.clock.total_cmp(&other.clock));
    runs.first().copied().context("nothing ran")
}

fn cost(command: &mut Command) -> anyhow::Result<Cost> {
    let begun = Instant::now();
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%U %S %M"]).arg(command.get_program()).args(command.get_args());
    let output = timed.output()?;
    let clock = begun.elapsed().as_secs_f64();
    let told = String::from_utf8_lossy(&output.stderr);
    let numbers = told.lines().last().unwrap_or_default().split(' ').map(str::parse).collect::<Result<Vec<f64>, _>>();
    match numbers.as_deref() {
        Ok([user, system, kib]) if output.status.success() => {
            Ok(Cost { clock, processors: user + system, memory: kib / 1024.0 })
        }
        _ => bail!("{command:?} failed: {told}"),
    }
}

/// Something like a photo: soft slopes with grain, which JPEG can make neither tiny nor huge.
fn photo(width: u32, height: u32) -> anyhow::Result<Vec<u8>> {
    let mut grain = 0x2545_f491_u32;
    let image = RgbImage::from_fn(width, height, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        let tone = |shift: f32| 120.0 + 70.0 * (9.0 * x + shift).sin() + 50.0 * (7.0 * y - shift).cos();
        let noise = (grain % 17) as f32 - 8.0;
        image::Rgb([0.0, 1.3, 2.1].map(|shift| (tone(shift) + noise) as u8))
    });
    let mut bytes = Cursor::new(Vec::new());
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&image)?;
    Ok(bytes.into_inner())
}

/// Prints how soon each file that would burst, or lies, is refused.
fn bombs(folder: &Path) -> anyhow::Result<()> {
    let files = [
        ("a PNG of 16,000 by 16,000 pixels", flat_png(16_000, 16_000)?),
        ("a PNG that says 4 by 10⁹ pixels", tall_png()?),
        ("a GIF of 4,000 frames", frames(4_000)?),
        ("a page that begins as a JPEG", [b"\xff\xd8\xff\xe0".as_slice(), b"<script>alert(1)</script>"].concat()),
        ("a page that begins as a GIF", b"GIF89a/*<svg onload=alert(1)>*/=1;".to_vec()),
        ("a picture in SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        ("a ZIP that is called a picture", b"PK\x03\x04\x14\x00".to_vec()),
        ("a JPEG that ends too early", photo(400, 300)?.get(..200).unwrap_or_default().to_vec()),
    ];
    let ours = std::env::current_exe()?;
    for (name, bytes) in files {
        let file = folder.join("bomb");
        std::fs::write(&file, bytes)?;
        let refused = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(&ours).arg("refuse").arg(&file).output()?;
        let (told, memory) = (String::from_utf8_lossy(&refused.stdout), String::from_utf8_lossy(&refused.stderr));
        if !refused.status.success() {
            bail!("{name}: {memory}");
        }
        println!("  {name} is refused in {} ({} KiB at most)", told.trim(), memory.trim());
    }
    Ok(())
}

/// Of one colour, so that it is small as a file.
fn flat_png(width: u32, height: u32) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = vec![0; (width as usize) * (height as usize)];
    image::codecs::png::PngEncoder::new(&mut bytes).write_image(&image, width, height, ExtendedColorType::L8)?;
    Ok(bytes)
}

/// A head that lies, with nothing behind it.
fn tall_png() -> anyhow::Result<Vec<u8>> {
    let mut bytes = flat_png(4, 4)?;
    let lie = [4_u32.to_be_bytes(), 1_000_000_000_u32.to_be_bytes()].concat();
    bytes.get_mut(16..24).context("a PNG has a head")?.write_all(&lie)?;
    let sum = crc32(bytes.get(12..29).context("a PNG has a head")?);
    bytes.get_mut(29..33).context("a PNG has a head")?.write_all(&sum.to_be_bytes())?;
    Ok(bytes)
}

/// The checksum of PNG (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

fn frames(number: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    let delay = Delay::from_saturating_duration(Duration::from_millis(20));
    for number in 0..number {
        let shade = (number % 251) as u8;
        encoder.encode_frame(Frame::from_parts(
            RgbaImage::from_pixel(8, 8, image::Rgba([shade, 0, 0, 255])),
            0,
            0,
            delay,
        ))?;
    }
    drop(encoder);
    Ok(bytes)
}
