//! A real browser (Chromium, driven by `browser/sign_up.mjs`) comes to the club.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use tests::tree::root;
use tests::{Browser, Options, Postbox, Server, node};

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_signs_up_posts_and_is_read() {
    node::install(&root().join("tests/browser"));
    let postbox = Postbox::open().await;
    let server = Server::start(Options { mail: postbox.url(), ..Options::default() }).await;
    let mut node = Command::new("node");
    node.arg(root().join("tests/browser/sign_up.mjs")).args([server.square(""), server.url("")]);
    let mut driver =
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node (on Debian the package nodejs)");
    let (mut input, mut output) = (driver.stdin.take().unwrap(), BufReader::new(driver.stdout.take().unwrap()));
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "sent\n", "the form was taken");
    let link = postbox.letter("ana@mail.example", "/confirm/").await.link(&server.square("/confirm/"));
    writeln!(input, "{link}").unwrap();
    // While its input is open the driver does not end.
    drop(input);
    let mut address = String::new();
    output.read_to_string(&mut address).unwrap();
    assert!(driver.wait().unwrap().success(), "the browser did not get to the end");
    assert!(Browser::new().open(address.trim()).await.says("The lanterns are up."));
}
