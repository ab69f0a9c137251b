//! A program on its way in: it registers, buys a token with the code that a member's consent gave it, looks who that is, and
//! gives the token up again. The consent itself is a page, given here without it.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use host::social::application::Application;
use host::social::authorization::{Authorization, Consent};
use host::social::scope::Scopes;
use reqwest::Client;
use serde_json::{Value, json};

use super::show;
use crate::club::Club;

/// How often it comes in.
const TIMES: usize = 200;
const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
const SCOPES: &str = "read write follow push";

/// Prints the times of each step; returns the worst p99 in milliseconds.
pub(super) async fn measure(club: &Club, client: &Client, yardstick: f64) -> anyhow::Result<f64> {
    let mut taken = [const { Vec::new() }; 3];
    for _ in 0..TIMES {
        let asked = json!({"client_name": "bench", "redirect_uris": OUT_OF_BAND, "scopes": SCOPES});
        let registered = post(club, client, "/api/v1/apps", &asked).await?;
        let told = |key: &str| registered.1.get(key).and_then(Value::as_str).map(str::to_owned).context(key.to_owned());
        let (id, secret) = (told("client_id")?, told("client_secret")?);
        let code = consent(club, id.clone()).await?;
        let grant = json!({
            "grant_type": "authorization_code", "client_id": id, "client_secret": secret, "code": code, "redirect_uri": OUT_OF_BAND,
        });
        let bought = post(club, client, "/oauth/token", &grant).await?;
        let token = bought.1.get("access_token").and_then(Value::as_str).context("a token")?;
        let surrender = json!({"client_id": id, "client_secret": secret, "token": token});
        let given_up = post(club, client, "/oauth/revoke", &surrender).await?;
        for (times, took) in taken.iter_mut().zip([registered.0, bought.0, given_up.0]) {
            times.push(took);
        }
    }
    let names = ["register a program", "buy a token", "give it up"];
    Ok(names.into_iter().zip(&mut taken).map(|(name, times)| show(name, times, yardstick)).fold(0.0, f64::max))
}

/// The code that the member's consent gives.
async fn consent(club: &Club, client_id: String) -> anyhow::Result<String> {
    let scopes: Scopes = SCOPES.parse().map_err(|_| anyhow::anyhow!("the scopes"))?;
    let account = club.account;
    let code = club.app.db.write(move |c| {
        let program =
            Application::find_by_client_id(c, "microblog", &client_id)?.ok_or(diesel::result::Error::NotFound)?;
        let consent = Consent { account, scopes: &scopes, redirect_uri: OUT_OF_BAND, challenge: None };
        Authorization::issue(c, &program, consent)
    });
    Ok(code.await?.into())
}

async fn post(club: &Club, client: &Client, path: &str, body: &Value) -> anyhow::Result<(Duration, Value)> {
    let begun = Instant::now();
    let url = format!("http://127.0.0.1:{}{path}", club.port);
    let request = client.post(url).header("host", club.host()).header("content-type", "application/json");
    let answer = request.body(body.to_string()).send().await?;
    let status = answer.status();
    let body = answer.text().await?;
    let took = begun.elapsed();
    if status != 200 {
        bail!("{path} answers {status}: {body}");
    }
    Ok((took, serde_json::from_str(&body)?))
}
