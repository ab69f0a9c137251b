//! What a member posts, out to two hundred hosts: how many deliveries arrive in a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use actix_web::web::{Bytes, Data, post};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::bail;
use host::Statement;
use host::social::actor::Actor;

use crate::club::{Club, SINKS, peer};

/// How many posts are written; each goes to every host.
const POSTS: usize = 50;
/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(300);

async fn sink(count: Data<AtomicUsize>, _body: Bytes) -> HttpResponse {
    count.fetch_add(1, Ordering::Relaxed);
    HttpResponse::Accepted().finish()
}

pub(crate) async fn measure(club: &Club, signatures: f64) -> anyhow::Result<()> {
    let count = Data::new(AtomicUsize::new(0));
    let counted = count.clone();
    let mut sinks =
        HttpServer::new(move || App::new().app_data(counted.clone()).route("/inbox", post().to(sink))).workers(1);
    for number in 0..SINKS {
        sinks = sinks.bind(peer(number, club.sink_port))?;
    }
    let sinks = sinks.disable_signals().run();
    let handle = sinks.handle();
    let running = tokio::spawn(sinks);
    write(club).await?;
    let (wanted, asked) = (POSTS * SINKS, Instant::now());
    let mut first = None;
    while count.load(Ordering::Relaxed) < wanted {
        if first.is_none() && count.load(Ordering::Relaxed) > 0 {
            first = Some((Instant::now(), count.load(Ordering::Relaxed)));
        }
        if asked.elapsed() > PATIENCE {
            bail!("{} of {wanted} deliveries arrived in {PATIENCE:?}", count.load(Ordering::Relaxed));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (begun, before) = first.unwrap_or((asked, 0));
    let rate = (wanted - before) as f64 / begun.elapsed().as_secs_f64();
    println!("deliveries: {rate:.0}/s to {SINKS} hosts ({:.0} % of bare signing)", 100.0 * rate / signatures);
    handle.stop(true).await;
    running.await??;
    Ok(())
}

/// Writes the posts in one transaction, so that the deliveries are all there when the server wakes.
async fn write(club: &Club) -> anyhow::Result<()> {
    let desk = Arc::new(club.app.desk());
    let member = club.member;
    club.app
        .db
        .write(move |c| {
            let author = Actor::get(c, member)?;
            for number in 0..POSTS {
                let statement =
                    Statement { text: format!("Post number {number} to everybody."), ..Statement::default() };
                statement.publish(c, &desk, &author)?;
            }
            Ok::<_, host::StatementError>(())
        })
        .await?;
    Ok(())
}
