//! Several files as one ZIP file. It is written as it is sent: nothing is held but the file at hand.

use std::io::{self, Write};

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use bytes::Bytes;
use futures::stream;
use social::media::Media;
use store::media::MediaError;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::App;

/// How many pieces wait for a slow reader.
const PIECES: usize = 4;

/// What a reader gets in one file.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// What the file is called.
    pub name: String,
    /// What stands in its `README.txt`.
    pub about: String,
    /// The files in it: the key of each, and what it is called without its ending.
    pub files: Vec<(String, String)>,
}

/// Which of the files of a picture is handed out: to its author the one that was uploaded, to others the one that is shown.
/// None: it is not kept here.
pub fn key(media: &Media, own: bool) -> Option<String> {
    media.original_key.clone().filter(|_| own).or_else(|| media.media_key.clone())
}

impl Bundle {
    /// The answer that it is sent with.
    pub fn send(self, app: &App) -> HttpResponse {
        let disposition = ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(self.name.clone())],
        };
        let pieces = self.pack(app.clone());
        HttpResponse::Ok()
            .content_type("application/zip")
            .insert_header(disposition)
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .streaming(stream::unfold(pieces, async |mut pieces: Receiver<io::Result<Bytes>>| {
                pieces.recv().await.map(|piece| (piece, pieces))
            }))
    }

    /// Writes the archive on a thread that may block; where nobody reads any more it ends.
    fn pack(self, app: App) -> Receiver<io::Result<Bytes>> {
        let (sender, receiver) = channel(PIECES);
        let handle = Handle::current();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = self.write(&app, &handle, Pipe(sender.clone())) {
                tracing::debug!(%error, "an archive was not sent to its end");
                let _ = sender.blocking_send(Err(error));
            }
        });
        receiver
    }

    fn write(&self, app: &App, handle: &Handle, pipe: Pipe) -> io::Result<()> {
        // Pictures do not get smaller.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut archive = ZipWriter::new_stream(pipe);
        archive.start_file("README.txt", stored)?;
        archive.write_all(self.about.as_bytes())?;
        for (key, name) in &self.files {
            let bytes = match handle.block_on(app.media.get_bytes(key)) {
                Ok(bytes) => bytes,
                // One that is lost is left out.
                Err(MediaError::Missing(_)) => continue,
                Err(error) => return Err(io::Error::other(error)),
            };
            let ending = key.rsplit('.').next().unwrap_or("bin");
            archive.start_file(format!("{name}.{ending}"), stored)?;
            archive.write_all(&bytes)?;
        }
        archive.finish()?;
        Ok(())
    }
}

/// What is written here is read by the connection.
struct Pipe(Sender<io::Result<Bytes>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))) {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
