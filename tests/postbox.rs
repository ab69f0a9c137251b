//! A mail server that keeps what it is sent: SMTP (RFC 5321) over a real connection, as far as a client needs it.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use crate::wait::eventually;

/// A letter as it arrived.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What `RCPT TO` said.
    pub to: String,
    /// Headers and body, decoded from quoted-printable.
    pub text: String,
}

/// The server. It ends when this goes.
pub struct Postbox {
    port: u16,
    letters: Arc<Mutex<Vec<Letter>>>,
    task: AbortHandle,
}

impl Postbox {
    /// Opens one on a free port.
    ///
    /// # Panics
    ///
    /// When it cannot listen.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let letters = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&letters);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that hangs up in between has sent nothing.
                tokio::spawn(receive(stream, Arc::clone(&kept)));
            }
        });
        Self { port, letters, task: task.abort_handle() }
    }

    /// How the configuration names it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The first letter to somebody that says these words.
    ///
    /// # Panics
    ///
    /// When none comes.
    pub async fn letter(&self, to: &str, words: &str) -> Letter {
        eventually(&format!("a letter to {to} that says {words}"), async || {
            let letters = self.letters.lock().expect("the letters");
            letters.iter().find(|letter| letter.to == to && letter.text.contains(words)).cloned()
        })
        .await
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Letter {
    /// The first link in it that begins so.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn link(&self, beginning: &str) -> String {
        let start = self.text.find(beginning).unwrap_or_else(|| panic!("no link to {beginning} in:\n{}", self.text));
        self.text[start..].split_whitespace().next().expect("a link").to_owned()
    }
}

async fn receive(mut stream: TcpStream, letters: Arc<Mutex<Vec<Letter>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 postbox\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-postbox\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 fine\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push('\n');
                }
                letters.lock().expect("the letters").push(Letter { to: to.clone(), text: printed(&raw) });
                b"250 kept\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 fine\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

/// Quoted-printable (RFC 2045, 6.7) read back; links are ASCII, so that what is beyond it may stay as it is.
fn printed(raw: &str) -> String {
    raw.replace("=\n", "").replace("=3D", "=")
}
