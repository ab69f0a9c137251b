//! `kermesse check`: what would stop it working, a line each.

use std::time::{Duration, SystemTime};

use anyhow::bail;
use host::store::{Db, media, migrations};
use host::web::config::Tls;
use host::{Config, Modules, mail};

use crate::cli::{Global, load};

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was found out about one thing.
enum Finding {
    Fine(String),
    Passed(String),
    Wrong(String),
}

/// Looks at everything and prints a line for each; an error if anything is wrong.
pub(crate) async fn run(global: &Global, modules: Modules) -> anyhow::Result<()> {
    let config = match load(global).and_then(|config| Ok((config.hosts(&modules)?, config).1)) {
        Ok(config) => config,
        Err(error) => {
            report(global.json, &[("configuration", Finding::Wrong(format!("{error:#}")))])?;
            bail!("the configuration is wrong");
        }
    };
    let findings = [
        ("configuration", Finding::Fine(format!("{}://{}", config.scheme(), config.domain))),
        ("database", database(&config, modules).await),
        ("media", media(&config).await),
        ("clock", clock()),
        ("dns", dns(&config, modules).await),
        ("tls", tls(&config)),
        ("mail", self::mail(&config).await),
    ];
    report(global.json, &findings)?;
    let wrong = findings.iter().filter(|(_, finding)| matches!(finding, Finding::Wrong(_))).count();
    if wrong > 0 {
        bail!("{wrong} of {} would stop it working", findings.len());
    }
    Ok(())
}

fn report(json: bool, findings: &[(&str, Finding)]) -> anyhow::Result<()> {
    let words = |finding: &Finding| match finding {
        Finding::Fine(text) => ("ok", text.clone()),
        Finding::Passed(text) => ("skipped", text.clone()),
        Finding::Wrong(text) => ("FAILED", text.clone()),
    };
    if json {
        let list: Vec<_> = findings
            .iter()
            .map(|(what, finding)| {
                let (state, text) = words(finding);
                serde_json::json!({ "check": what, "state": state.to_lowercase(), "detail": text })
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&list)?);
        return Ok(());
    }
    for (what, finding) in findings {
        let (state, text) = words(finding);
        println!("{state:<8}{what:<15}{text}");
    }
    Ok(())
}

async fn database(config: &Config, modules: Modules) -> Finding {
    let config = config.clone();
    let look = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&config.data_dir).map_err(|error| format!("{}: {error}", config.data_dir.display()))?;
        let db = Db::open(&config.database, &config.data_dir).map_err(|error| error.to_string())?;
        migrations::pending(&db, &modules.migrations()).map_err(|error| error.to_string())
    });
    match look.await {
        Ok(Ok(pending)) if pending.is_empty() => Finding::Fine("up to date".to_owned()),
        Ok(Ok(pending)) => Finding::Fine(format!("{} migrations will run at the next start", pending.len())),
        Ok(Err(reason)) => Finding::Wrong(reason),
        Err(error) => Finding::Wrong(error.to_string()),
    }
}

async fn media(config: &Config) -> Finding {
    let attempt = async {
        let store = media::Media::open(&config.media, &config.data_dir)?;
        let key = format!("check/{:032x}", rand::random::<u128>());
        store.put(&key, "check".into(), "text/plain").await?;
        store.get_bytes(&key).await?;
        store.delete(&key).await
    };
    match tokio::time::timeout(PATIENCE, attempt).await {
        Ok(Ok(())) => Finding::Fine("writes, reads and deletes".to_owned()),
        Ok(Err(error)) => Finding::Wrong(error.to_string()),
        Err(_) => Finding::Wrong("does not answer".to_owned()),
    }
}

/// A clock that is off makes signatures worthless. Without asking anybody only the impossible can be noticed.
fn clock() -> Finding {
    let built = chrono::DateTime::from_timestamp(1_795_000_000, 0).map(SystemTime::from);
    match built {
        Some(built) if SystemTime::now() < built => {
            Finding::Wrong("the clock stands before this program was made".to_owned())
        }
        _ => Finding::Fine(chrono::Utc::now().format("%Y-%m-%d %H:%M:%S UTC").to_string()),
    }
}

async fn dns(config: &Config, modules: Modules) -> Finding {
    if config.is_local() {
        return Finding::Passed("localhost needs none".to_owned());
    }
    let Ok(hosts) = config.hosts(&modules) else {
        return Finding::Wrong("no hosts".to_owned());
    };
    let origins = std::iter::once(hosts.square()).chain(hosts.stalls().iter().map(|stall| &stall.origin));
    let mut missing = Vec::new();
    for origin in origins {
        let name = origin.host().rsplit_once(':').map_or(origin.host(), |(name, _)| name).to_owned();
        let look = tokio::net::lookup_host((name.clone(), 443));
        let found = match tokio::time::timeout(PATIENCE, look).await {
            Ok(Ok(mut addresses)) => addresses.next().is_some(),
            _ => false,
        };
        if !found {
            missing.push(name);
        }
    }
    match missing.is_empty() {
        true => Finding::Fine("every host has an address".to_owned()),
        false => Finding::Wrong(format!("no address for {}", missing.join(", "))),
    }
}

fn tls(config: &Config) -> Finding {
    match config.server.tls {
        Tls::Off if config.scheme() == "https" => Finding::Passed("a proxy in front must end it".to_owned()),
        Tls::Off => Finding::Passed("plain http".to_owned()),
        Tls::Files => match host::web::server::probe_certificate(&config.server) {
            Ok(_) => Finding::Fine("certificate and key fit".to_owned()),
            Err(error) => Finding::Wrong(error.to_string()),
        },
        Tls::Acme => Finding::Fine("certificates are fetched as needed".to_owned()),
    }
}

async fn mail(config: &Config) -> Finding {
    if config.mail.url.is_empty() {
        return Finding::Passed("no mail server: messages are kept and shown to administrators".to_owned());
    }
    match tokio::time::timeout(PATIENCE, mail::probe(config)).await {
        Ok(Ok(())) => Finding::Fine("the mail server answers".to_owned()),
        Ok(Err(reason)) => Finding::Wrong(reason),
        Err(_) => Finding::Wrong("the mail server does not answer".to_owned()),
    }
}
