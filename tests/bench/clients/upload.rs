//! A picture on its way into a post: until it is taken, until its files are made, and what a program says and asks about it then.

use std::io::Cursor;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use image::RgbImage;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{call, show};
use crate::club::Club;

/// How many pictures come.
const TIMES: usize = 60;
/// How often it is asked whether one is made.
const GLANCE: Duration = Duration::from_millis(1);
const BOUNDARY: &str = "a-line-that-no-picture-has";

/// Prints the times of each step; returns the worst p99 of those that a program waits for, in milliseconds.
pub(super) async fn measure(club: &Club, client: &Client, yardstick: f64) -> anyhow::Result<f64> {
    let picture = picture()?;
    let (mut uploads, mut made, mut describes, mut asks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..TIMES {
        let begun = Instant::now();
        let (took, media) = upload(club, client, &picture).await?;
        uploads.push(took);
        let path = format!("/api/v1/media/{}", media.get("id").and_then(Value::as_str).context("a file has an id")?);
        while !is_made(club, client, &path).await? {
            tokio::time::sleep(GLANCE).await;
        }
        made.push(begun.elapsed());
        let words = json!({"description": format!("Lanterns, number {number}"), "focus": "0.1,0.2"});
        describes.push(call(club, client, &club.quiet_token, Method::PUT, &path, Some(words)).await?.0);
        asks.push(call(club, client, &club.quiet_token, Method::GET, &path, None).await?.0);
    }
    show("until its files are made", &mut made, yardstick);
    let calls =
        [("upload 2 megapixels", &mut uploads), ("describe a file", &mut describes), ("ask after a file", &mut asks)];
    Ok(calls.into_iter().map(|(name, times)| show(name, times, yardstick)).fold(0.0, f64::max))
}

async fn is_made(club: &Club, client: &Client, path: &str) -> anyhow::Result<bool> {
    let (_, media) = call(club, client, &club.quiet_token, Method::GET, path, None).await?;
    Ok(media.get("url").is_some_and(Value::is_string))
}

/// What a telephone sends after it made it smaller.
fn picture() -> anyhow::Result<Vec<u8>> {
    let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, (x * y % 31) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(1632, 1224, paint).write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}

async fn upload(club: &Club, client: &Client, picture: &[u8]) -> anyhow::Result<(Duration, Value)> {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n"
    );
    let body = [head.as_bytes(), picture, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let begun = Instant::now();
    let answer = client
        .post(format!("http://127.0.0.1:{}/api/v2/media", club.port))
        .header("host", club.host())
        .bearer_auth(&club.quiet_token)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(body)
        .send()
        .await?;
    let status = answer.status();
    let body = answer.text().await?;
    let took = begun.elapsed();
    if status != 202 {
        bail!("an upload is answered {status}: {body}");
    }
    Ok((took, serde_json::from_str(&body)?))
}
