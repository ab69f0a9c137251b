//! Photos brought by the hundred from a folder, by the command in a process of its own: how many a second, what of the processors
//! is used, and the most memory it holds. The yardstick is the same work done bare: one thread for each core decodes the same
//! pictures and makes of them what the pipeline does.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use host::social::media::{Purpose, pipeline};

use crate::club::Club;

/// How many photos at a time.
const SIZES: [usize; 3] = [50, 250, 500];
/// How many are worked on for the yardstick.
const BARE: usize = 24;
/// How often the process is looked at.
const GLANCE: Duration = Duration::from_millis(20);
/// The size of a photo of 12 megapixels.
const WIDTH: u32 = 4000;
const HEIGHT: u32 = 3000;
/// How many photos differ in what they show; the others differ in a comment.
const SCENES: u32 = 8;

/// Prints the figures of each size.
pub(crate) async fn measure(club: &Club) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism()?.get();
    let scenes: Vec<Vec<u8>> = (0..SCENES).map(scene).collect::<Result<_, _>>()?;
    let bare = bare(&scenes, cores)?;
    println!("photos of 12 megapixels, bare on {cores} cores: {bare:.2} a second");
    let mut begun = 0;
    for size in SIZES {
        let folder = tempfile::tempdir()?;
        for number in begun..begun + size {
            let scene = scenes.get(number % scenes.len()).context("a scene")?;
            std::fs::write(folder.path().join(format!("{number:04}.jpg")), numbered(scene, number))?;
        }
        begun += size;
        let run = import(club, folder.path())?;
        let rate = size as f64 / run.took.as_secs_f64();
        println!(
            "import of {size} photos: {rate:.2} a second, {:.2} of bare; {:.0} % of one core; at most {:.0} MiB, {:.2} a photo",
            rate / bare,
            100.0 * run.processor.as_secs_f64() / run.took.as_secs_f64(),
            run.memory,
            run.memory / size as f64,
        );
    }
    Ok(())
}

/// A photo that is as hard to pack as photos are: hills with grain.
fn scene(number: u32) -> anyhow::Result<Vec<u8>> {
    let mut grain = 0x9e37_79b9_u32.wrapping_add(number);
    let picture = image::RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let wave = (f64::from(x) / (90.0 + f64::from(number) * 11.0)).sin() + (f64::from(y) / 70.0).cos();
        let noise = (grain & 15) as f64 - 8.0;
        let channel = |base: f64, swing: f64| (base + wave * swing + noise).clamp(0.0, 255.0) as u8;
        image::Rgb([channel(140.0, 50.0), channel(120.0, 40.0), channel(90.0 + f64::from(y) / 40.0, 30.0)])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture)?;
    Ok(bytes)
}

/// The same photo with a comment in it (ITU T.81, B.2.4.5), so that it is another file.
fn numbered(scene: &[u8], number: usize) -> Vec<u8> {
    let (start, rest) = scene.split_at(2);
    let comment = format!("{number:08}");
    [start, &[0xff, 0xfe, 0, 10], comment.as_bytes(), rest].concat()
}

/// Photos a second that all cores work up with nothing around it.
fn bare(scenes: &[Vec<u8>], cores: usize) -> anyhow::Result<f64> {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let work = |first: usize| {
            (first..BARE).step_by(cores).try_for_each(|number| {
                let scene = scenes.get(number % scenes.len()).context("a scene")?;
                pipeline::process_image(&Bytes::copy_from_slice(scene), Purpose::Photo)?;
                anyhow::Ok(())
            })
        };
        let threads: Vec<_> = (0..cores).map(|first| scope.spawn(move || work(first))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow::anyhow!("a thread broke off"))?)
    })?;
    Ok(BARE as f64 / begun.elapsed().as_secs_f64())
}

/// What a process took until it ended.
pub(crate) struct Run {
    pub(crate) took: Duration,
    /// Time of the processors, all together.
    pub(crate) processor: Duration,
    /// The most resident memory in MiB.
    pub(crate) memory: f64,
}

/// Runs the command and watches its process.
fn import(club: &Club, folder: &Path) -> anyhow::Result<Run> {
    let mut command = kermesse(club, &["photos", "import", "--as", "ana"])?;
    command.arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    watch(&mut command)
}

/// The executable beside this one, for a club.
pub(crate) fn kermesse(club: &Club, arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?.with_file_name("kermesse"));
    command.args(arguments).arg("--config").arg(&club.config).stdin(Stdio::null());
    Ok(command)
}

/// Runs a command to its end and watches its process.
pub(crate) fn watch(command: &mut Command) -> anyhow::Result<Run> {
    let begun = Instant::now();
    let mut process = command.spawn().with_context(|| command.get_program().display().to_string())?;
    let (mut memory, mut processor) = (0.0, Duration::ZERO);
    let status = loop {
        if let Some(status) = process.try_wait()? {
            break status;
        }
        // It may end between the question and the look.
        memory = peak(process.id()).unwrap_or(memory);
        processor = used(process.id()).unwrap_or(processor);
        std::thread::sleep(GLANCE);
    };
    if !status.success() {
        bail!("{} failed: {status}", command.get_program().display());
    }
    Ok(Run { took: begun.elapsed(), processor, memory })
}

/// The most resident memory of a process so far, in MiB, from /proc.
fn peak(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}

/// The time that processors spent on a process, from /proc, which counts it in hundredths of a second.
fn used(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything, `utime` and `stime` are the twelfth and thirteenth.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}
