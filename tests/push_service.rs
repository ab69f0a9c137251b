//! A push service (RFC 8030), and the program that reads what comes through it: with its own keys, as a browser does.

use std::sync::Mutex;

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::web::{Bytes, Data, to};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use serde_json::Value;

use crate::wait::eventually;

/// The secret that program and server share.
const SECRET: [u8; 16] = *b"sixteen secrets!";

/// A message as it arrived.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, encrypted.
    pub body: Vec<u8>,
}

/// The service, with one program behind it. It ends when this goes.
pub struct PushService {
    /// The address that messages go to.
    pub endpoint: String,
    key: PrivateKey,
    shelf: Data<Shelf>,
    handle: ServerHandle,
}

struct Shelf {
    parcels: Mutex<Vec<Parcel>>,
    /// What is answered, and when to come back.
    answer: Mutex<(StatusCode, Option<u32>)>,
}

impl PushService {
    /// Opens one on a free port.
    ///
    /// # Panics
    ///
    /// When it cannot listen.
    pub fn open() -> Self {
        let shelf = Data::new(Shelf { parcels: Mutex::default(), answer: Mutex::new((StatusCode::CREATED, None)) });
        let kept = shelf.clone();
        let port = store::testing::free_port();
        let server = HttpServer::new(move || App::new().app_data(kept.clone()).default_service(to(keep)))
            .workers(1)
            .bind(("127.0.0.1", port))
            .expect("a free port")
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        let key = PrivateKey::generate(&ECDH_P256).expect("a key");
        Self { endpoint: format!("http://push.localhost:{port}/wake/1"), key, shelf, handle }
    }

    /// From now on answers so, and says when to come back, in seconds.
    ///
    /// # Panics
    ///
    /// When a test that failed holds it.
    pub fn answer(&self, status: u16, retry_after: Option<u32>) {
        *self.shelf.answer.lock().expect("the answer") = (StatusCode::from_u16(status).expect("a status"), retry_after);
    }

    /// What a program subscribes with, for messages as the standard has them or as its draft had.
    ///
    /// # Panics
    ///
    /// When the key is none.
    pub fn subscription(&self, standard: bool) -> Vec<(&'static str, String)> {
        let key = self.key.compute_public_key().expect("a key");
        vec![
            ("subscription[endpoint]", self.endpoint.clone()),
            ("subscription[keys][p256dh]", BASE64.encode(key)),
            ("subscription[keys][auth]", BASE64.encode(SECRET)),
            ("subscription[standard]", standard.to_string()),
        ]
    }

    /// All that has come.
    ///
    /// # Panics
    ///
    /// When a test that failed holds it.
    pub fn parcels(&self) -> Vec<Parcel> {
        self.shelf.parcels.lock().expect("the parcels").clone()
    }

    /// The message of that number, from 0, once it has come.
    ///
    /// # Panics
    ///
    /// When it does not come.
    pub async fn parcel(&self, number: usize) -> Parcel {
        eventually(&format!("push message {number}"), async || self.parcels().get(number).cloned()).await
    }

    /// What a message says.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub fn read(&self, parcel: &Parcel) -> Value {
        let text = match parcel.header("content-encoding") {
            "aes128gcm" => self.read_standard(&parcel.body),
            "aesgcm" => self.read_draft(parcel),
            other => panic!("an encoding that is none: {other}"),
        };
        serde_json::from_slice(&text).expect("JSON")
    }

    /// RFC 8188 §2 and RFC 8291 §3.4.
    fn read_standard(&self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(u32::from_be_bytes(size.try_into().expect("four bytes")), 4096);
        let (theirs, record) = rest[1..].split_at(usize::from(rest[0]));
        let info = [b"WebPush: info\0", self.public_key().as_slice(), theirs, &[1]].concat();
        let keys = mac(&mac(&SECRET, &self.agree(theirs)), &info);
        let keys = mac(salt, &keys);
        let mut text = open(&keys, b"Content-Encoding: aes128gcm\0", b"Content-Encoding: nonce\0", &[], record);
        assert_eq!(text.pop(), Some(2), "the delimiter of the last record");
        text
    }

    /// draft-ietf-webpush-encryption-04.
    fn read_draft(&self, parcel: &Parcel) -> Vec<u8> {
        let part = |header: &str, name: &str| {
            let parts = parcel.header(header).split([';', ',']).filter_map(|part| part.trim().split_once('='));
            let found = parts.into_iter().find(|(found, _)| *found == name).expect(name).1;
            BASE64.decode(found).expect("base64")
        };
        let (salt, theirs) = (part("encryption", "salt"), part("crypto-key", "dh"));
        let keys = mac(&mac(&SECRET, &self.agree(&theirs)), b"Content-Encoding: auth\0\x01");
        let context = [b"P-256\0\0\x41", self.public_key().as_slice(), b"\0\x41", &theirs].concat();
        let keys = mac(&salt, &keys);
        let text = open(&keys, b"Content-Encoding: aesgcm\0", b"Content-Encoding: nonce\0", &context, &parcel.body);
        let padding = usize::from(u16::from_be_bytes([text[0], text[1]]));
        text[2 + padding..].to_vec()
    }

    fn public_key(&self) -> Vec<u8> {
        self.key.compute_public_key().expect("a key").as_ref().to_vec()
    }

    fn agree(&self, theirs: &[u8]) -> Vec<u8> {
        let theirs = UnparsedPublicKey::new(&ECDH_P256, theirs);
        agree(&self.key, theirs, (), |secret| Ok(secret.to_vec())).expect("a shared secret")
    }
}

impl Parcel {
    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

/// Decrypts a record with the key and the nonce that are derived from `keys` for these purposes.
fn open(keys: &[u8], key: &[u8], nonce: &[u8], context: &[u8], record: &[u8]) -> Vec<u8> {
    let derive = |purpose: &[u8]| mac(keys, &[purpose, context, &[1]].concat());
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &derive(key)[..16]).expect("a key"));
    let nonce = Nonce::try_assume_unique_for_key(&derive(nonce)[..12]).expect("a nonce");
    let mut record = record.to_vec();
    key.open_in_place(nonce, Aad::empty(), &mut record).expect("a message for this program").to_vec()
}

async fn keep(shelf: Data<Shelf>, req: HttpRequest, body: Bytes) -> HttpResponse {
    let parcel = Parcel { headers: req.headers().clone(), body: body.to_vec() };
    shelf.parcels.lock().expect("the parcels").push(parcel);
    let (status, retry_after) = *shelf.answer.lock().expect("the answer");
    let mut response = HttpResponse::build(status);
    if let Some(seconds) = retry_after {
        response.insert_header(("retry-after", seconds.to_string()));
    }
    response.finish()
}

impl Drop for PushService {
    fn drop(&mut self) {
        // Nobody waits for it to end.
        drop(self.handle.stop(false));
    }
}
