#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::path::Path;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::GetRange;
use tempfile::TempDir;

use super::{Media, MediaConfig, MediaError, Reading};
use crate::testing::S3;

/// Several pieces when it is read, and several parts when it is written.
fn large() -> Bytes {
    (0..11_000_003_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

async fn all(reading: Reading) -> Vec<u8> {
    reading
        .stream
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend(piece);
            Ok(all)
        })
        .await
        .unwrap()
}

async fn keys(media: &Media, prefix: &str) -> Vec<(String, u64)> {
    let mut keys: Vec<_> =
        media.list(prefix).unwrap().map_ok(|entry| (entry.key, entry.size)).try_collect().await.unwrap();
    keys.sort();
    keys
}

/// What every place for media must do.
async fn check(media: &Media) {
    media.check().await.unwrap();
    assert_eq!(keys(media, "").await, []);

    let small = Bytes::from_static(b"0123456789");
    media.put("a/small.txt", small.clone(), "text/plain").await.unwrap();
    assert_eq!(media.get_bytes("a/small.txt").await.unwrap(), small);
    assert_eq!(media.size("a/small.txt").await.unwrap(), 10);
    for (range, expected) in [
        (None, &b"0123456789"[..]),
        (Some(GetRange::Bounded(2..5)), b"234"),
        (Some(GetRange::Bounded(8..50)), b"89"),
        (Some(GetRange::Offset(7)), b"789"),
        (Some(GetRange::Suffix(3)), b"789"),
    ] {
        let reading = media.get("a/small.txt", range.clone()).await.unwrap();
        assert_eq!(reading.size, 10);
        assert_eq!(reading.range.end - reading.range.start, expected.len() as u64);
        assert_eq!(all(reading).await, expected, "{range:?}");
    }
    let beyond = media.get("a/small.txt", Some(GetRange::Offset(10))).await;
    assert!(matches!(beyond.err(), Some(MediaError::Range { size: 10 })));

    media.put("a/small.txt", Bytes::from_static(b"new"), "text/plain").await.unwrap();
    assert_eq!(media.get_bytes("a/small.txt").await.unwrap(), "new");

    let large = large();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("large");
    std::fs::write(&file, &large).unwrap();
    media.put_file("a/b/large", &file, "application/octet-stream").await.unwrap();
    assert!(all(media.get("a/b/large", None).await.unwrap()).await == large);
    let middle = media.get("a/b/large", Some(GetRange::Bounded(4_999_990..5_300_000))).await.unwrap();
    assert!(all(middle).await == large[4_999_990..5_300_000]);
    std::fs::write(&file, b"").unwrap();
    media.put_file("empty", &file, "text/plain").await.unwrap();
    assert_eq!(all(media.get("empty", None).await.unwrap()).await, b"");

    assert_eq!(keys(media, "a/b").await, [("a/b/large".to_owned(), large.len() as u64)]);
    assert_eq!(keys(media, "").await.len(), 3);
    for key in ["a/b/large", "a/small.txt", "empty", "never"] {
        media.delete(key).await.unwrap();
    }
    assert_eq!(keys(media, "").await, []);
    for missing in [media.get_bytes("a/small.txt").await.err(), media.size("a/small.txt").await.err()] {
        assert!(matches!(missing, Some(MediaError::Missing(key)) if key == "a/small.txt"));
    }
    let missing = media.get("a/small.txt", Some(GetRange::Bounded(0..1))).await.err();
    assert!(matches!(missing, Some(MediaError::Missing(_))), "{missing:?}");
    assert!(media.put_file("x", Path::new("/nonexistent"), "text/plain").await.is_err());

    for key in ["", "/", "/a", "a/", "a//b", "..", "a/../b", ".hidden", "a/.b", "a\\b", "a b", "é", "a\0", "%2e%2e"] {
        assert!(matches!(media.get_bytes(key).await, Err(MediaError::Key(_))), "{key:?}");
        assert!(matches!(media.put(key, small.clone(), "text/plain").await, Err(MediaError::Key(_))), "{key:?}");
    }
    assert!(matches!(media.size(&"a".repeat(513)).await, Err(MediaError::Key(_))));
}

#[tokio::test]
async fn a_disk_keeps_media() {
    let folder = TempDir::new().unwrap();
    let media = Media::open(&MediaConfig::default(), folder.path()).unwrap();
    check(&media).await;
    media.put("ab/cd.txt", Bytes::from_static(b"x"), "text/plain").await.unwrap();
    assert_eq!(std::fs::read(folder.path().join("media/ab/cd.txt")).unwrap(), b"x");
}

#[tokio::test]
async fn an_s3_server_keeps_media() {
    let s3 = S3::start();
    let media = Media::open(&s3.config(), Path::new("/nonexistent")).unwrap();
    check(&media).await;

    // The prefix is part of the names there, and of none here.
    media.put("ab/cd.txt", Bytes::from_static(b"x"), "text/plain").await.unwrap();
    let whole = Media::open(&MediaConfig { url: "s3://club".to_owned(), ..s3.config() }, Path::new("/")).unwrap();
    assert_eq!(keys(&whole, "").await, [("media/ab/cd.txt".to_owned(), 1)]);
    assert_eq!(keys(&media, "").await, [("ab/cd.txt".to_owned(), 1)]);

    let elsewhere = MediaConfig { url: "s3://another".to_owned(), ..s3.config() };
    assert!(Media::open(&elsewhere, Path::new("/")).unwrap().check().await.is_err(), "there is no such bucket");
}

#[test]
fn an_address_of_nothing_is_refused() {
    let folder = TempDir::new().unwrap();
    for url in ["", "media", "file:", "ftp://host/x", "s3:", "s3:///prefix"] {
        let config = MediaConfig { url: url.to_owned(), ..MediaConfig::default() };
        assert!(matches!(Media::open(&config, folder.path()), Err(MediaError::Url { .. })), "{url:?}");
    }
}

#[test]
fn the_key_of_the_store_is_not_shown() {
    let config = MediaConfig { secret_access_key: "hidden".to_owned(), ..MediaConfig::default() };
    assert!(!format!("{config:?}").contains("hidden"));
}
