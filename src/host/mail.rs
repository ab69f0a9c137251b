//! Mail leaves by a loop of its own, from the queue in the database. Without a mail server nothing leaves: the messages
//! stay where administrators read them.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use social::mail::{Mail, TOPIC};
use store::{Db, clock};
use tokio::sync::watch;

use crate::Config;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How many messages are taken from the queue at a time.
const BATCH: i64 = 20;

/// Refuses the address of a mail server that cannot be one.
pub(crate) fn check_url(url: &str) -> Result<(), String> {
    transport(url).map(|_| ())
}

fn transport(url: &str) -> Result<Transport, String> {
    let parsed = url::Url::parse(url).map_err(|_| "is no address such as smtp://user:password@host:587".to_owned())?;
    if !matches!(parsed.scheme(), "smtp" | "smtps") {
        return Err("begins with neither smtp:// nor smtps://".to_owned());
    }
    let local =
        parsed.host_str().is_some_and(|host| host == "localhost" || host.starts_with("127.") || host == "[::1]");
    // Passwords and tokens must not cross a network in the clear: only a server on this machine may do without TLS.
    let url = match (parsed.scheme(), parsed.query(), local) {
        ("smtp", None, true) => format!("{url}?tls=opportunistic"),
        ("smtp", None, false) => format!("{url}?tls=required"),
        _ => url.to_owned(),
    };
    let builder = Transport::from_url(&url).map_err(|error| error.to_string())?;
    Ok(builder.timeout(Some(Duration::from_secs(30))).build())
}

/// Sends what is queued until `shutdown` says true. Returns at once where no mail server is configured.
pub(crate) async fn run(db: Db, config: Config, mut shutdown: watch::Receiver<bool>) {
    if config.mail.url.is_empty() {
        return;
    }
    let transport = match transport(&config.mail.url) {
        Ok(transport) => transport,
        Err(reason) => return tracing::error!(reason, "no mail can be sent"),
    };
    let from = sender(&config);
    let mut queued = db.listen(TOPIC);
    while !*shutdown.borrow() {
        let batch = db.write(|c| Mail::claim(c, BATCH)).await;
        let next = match batch {
            Ok(batch) if batch.is_empty() => pause(&db).await,
            Ok(batch) => {
                for mail in batch {
                    send(&db, &transport, &from, mail).await;
                }
                Duration::ZERO
            }
            Err(error) => {
                tracing::error!(%error, "the queue of mail cannot be read");
                Duration::from_secs(10)
            }
        };
        tokio::select! {
            () = queued.wait() => {}
            () = tokio::time::sleep(next) => {}
            changed = shutdown.changed() => if changed.is_err() { break },
        }
    }
}

/// How long until the next message is due.
async fn pause(db: &Db) -> Duration {
    let longest = Duration::from_secs(600);
    match db.read(Mail::next_at).await {
        Ok(Some(at)) => (at - clock::now()).to_std().unwrap_or_default().clamp(Duration::from_secs(1), longest),
        _ => longest,
    }
}

fn sender(config: &Config) -> String {
    let domain = config.domain.rsplit_once(':').map_or(config.domain.as_str(), |(name, _)| name);
    match config.mail.from.as_str() {
        "" => format!("kermesse@{domain}"),
        from => from.to_owned(),
    }
}

async fn send(db: &Db, transport: &Transport, from: &str, mail: Mail) {
    let outcome = match compose(from, &mail) {
        Ok(message) => transport.send(message).await.map(|_| ()).map_err(|e| (e.to_string(), e.is_permanent())),
        Err(reason) => Err((reason, true)),
    };
    if let Err((reason, _)) = &outcome {
        tracing::warn!(mail = %mail.id, reason, "a mail was not sent");
    }
    let noted = db.write(move |c| match &outcome {
        Ok(()) => mail.sent(c),
        Err((reason, for_good)) => mail.failed(c, reason, *for_good),
    });
    if let Err(error) = noted.await {
        tracing::error!(%error, "what became of a mail cannot be written down");
    }
}

fn compose(from: &str, mail: &Mail) -> Result<Message, String> {
    let mailbox = |address: &str| address.parse::<Mailbox>().map_err(|error| format!("{address}: {error}"));
    Message::builder()
        .from(mailbox(from)?)
        .to(mailbox(&mail.recipient)?)
        .subject(&mail.subject)
        .body(mail.body.clone())
        .map_err(|error| error.to_string())
}

/// Whether the mail server answers; for `kermesse check`.
pub async fn probe(config: &Config) -> Result<(), String> {
    match transport(&config.mail.url)?.test_connection().await {
        Ok(true) => Ok(()),
        Ok(false) => Err("the mail server does not answer".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
