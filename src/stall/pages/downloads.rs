//! What is attached to an object, as one ZIP file. It is written as it is sent: nothing is held but the file at hand.

use std::io::{self, Write};

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use actix_web::web::Path;
use bytes::Bytes;
use futures::stream;
use host::App;
use host::social::actor::Actor;
use host::social::media::Media;
use host::social::object::{Object, ObjectId};
use host::web;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::here::Here;

/// How many pieces wait for a slow reader.
const PIECES: usize = 4;

/// All files of an object that are kept here: for its author as they were uploaded, for others as they are shown.
pub(crate) async fn show(here: Here, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let own = here.viewer() == Some(author.id);
    let media = here.app.db.read(move |c| Media::of_object(c, id)).await?;
    let files: Vec<(String, Media)> = media.into_iter().filter_map(|media| Some((key(&media, own)?, media))).collect();
    if files.is_empty() {
        return Err(web::Error::not_found("file"));
    }
    let name = format!("{}-{id}.zip", author.username);
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    let pieces = pack(here.app.clone(), read_me(&author, &object, &files), files);
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header(disposition)
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .streaming(stream::unfold(pieces, async |mut pieces: Receiver<io::Result<Bytes>>| {
            pieces.recv().await.map(|piece| (piece, pieces))
        })))
}

fn key(media: &Media, own: bool) -> Option<String> {
    media.original_key.clone().filter(|_| own).or_else(|| media.media_key.clone())
}

/// Whose it is, where it is from, and what is to be seen on each.
fn read_me(author: &Actor, object: &Object, files: &[(String, Media)]) -> String {
    let mut text = format!("{} (@{})\n{}\n", author.name, author.handle(), object.page());
    for (number, (_, media)) in (1..).zip(files) {
        let licence = media.licence.map(|licence| format!(" [{}]", licence.title())).unwrap_or_default();
        text.push_str(&format!("\n{number:02}{licence}: {}", media.description));
    }
    text.push('\n');
    text
}

/// Writes the archive on a thread that may block; where nobody reads any more it ends.
fn pack(app: App, read_me: String, files: Vec<(String, Media)>) -> Receiver<io::Result<Bytes>> {
    let (sender, receiver) = channel(PIECES);
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write(&app, &read_me, &files, &handle, Pipe(sender.clone())) {
            tracing::debug!(%error, "an archive was not sent to its end");
            let _ = sender.blocking_send(Err(error));
        }
    });
    receiver
}

fn write(app: &App, read_me: &str, files: &[(String, Media)], handle: &Handle, pipe: Pipe) -> io::Result<()> {
    // Pictures do not get smaller.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new_stream(pipe);
    archive.start_file("README.txt", stored)?;
    archive.write_all(read_me.as_bytes())?;
    for (number, (key, _)) in (1..).zip(files) {
        let bytes = handle.block_on(app.media.get_bytes(key)).map_err(io::Error::other)?;
        let ending = key.rsplit('.').next().unwrap_or("bin");
        archive.start_file(format!("{number:02}.{ending}"), stored)?;
        archive.write_all(&bytes)?;
    }
    archive.finish()?;
    Ok(())
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
