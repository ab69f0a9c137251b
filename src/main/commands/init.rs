//! `kermesse init`: a configuration, a database and keys for a new club.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use host::social::account::{Account, NewMember, Role};
use host::social::{password, secret::Secret};
use host::{App, Config, Modules, membership};

use crate::cli::Global;

/// Write a configuration, a database and keys for a new club.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The host of the square, such as club.example
    #[arg(long)]
    domain: String,
    /// The folder for everything that is kept
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Make an account for the owner
    #[arg(long, requires = "email")]
    owner: Option<String>,
    /// Where mail reaches the owner
    #[arg(long, requires = "owner")]
    email: Option<String>,
}

impl Init {
    pub(crate) async fn run(self, global: &Global, modules: Modules) -> anyhow::Result<()> {
        let path = global.config.clone().unwrap_or_else(|| PathBuf::from("kermesse.toml"));
        if path.exists() {
            bail!("{} exists already: nothing was changed", path.display());
        }
        if self.data.join("kermesse.db").exists() {
            bail!("{} holds a club already: nothing was changed", self.data.display());
        }
        let data = std::path::absolute(&self.data)?;
        let config = Config { domain: self.domain.clone(), data_dir: data, ..Config::default() };
        config.hosts(&modules)?;
        let text = commented(&config, modules);
        // Written first under another name, so that a club that could not be made leaves no configuration behind.
        let draft = path.with_extension("toml.new");
        std::fs::write(&draft, text).with_context(|| draft.display().to_string())?;
        let made = async {
            let config = Config::load(Some(&draft), std::env::vars())?;
            let app = App::open(config, modules).await?;
            self.make_owner(&app).await
        };
        if let Err(error) = made.await {
            std::fs::remove_file(&draft)?;
            return Err(error);
        }
        std::fs::rename(&draft, &path)?;
        println!("wrote {}; next: kermesse check, then kermesse serve", path.display());
        Ok(())
    }

    async fn make_owner(&self, app: &App) -> anyhow::Result<()> {
        let (Some(name), Some(email)) = (self.owner.clone(), self.email.clone()) else {
            return Ok(());
        };
        let chosen = Secret::readable(20).as_str().to_owned();
        let hash = password::hash_off_thread(chosen.clone()).await?;
        let owner = app
            .db
            .write(move |c| {
                let new =
                    NewMember { name: &name, email: &email, password_hash: &hash, locale: "en", role: Role::Owner };
                Account::create(c, new)
            })
            .await?;
        membership::settle(app, owner.id).await?;
        println!("owner {}, password {chosen}", owner.name);
        Ok(())
    }
}

/// The configuration file of a new club: what it must know, and the rest commented out.
fn commented(config: &Config, modules: Modules) -> String {
    let stalls: String = modules
        .iter()
        .map(|module| module.manifest())
        .map(|m| format!("\n[stalls.{0}]\nenabled = true\nhost = \"{1}.{2}\"\n", m.name, m.host, config.domain))
        .collect();
    format!(
        r#"# Kermesse. Every key can also be set by an environment variable: KERMESSE_SECTION__KEY.

# The square. It cannot change later: other servers remember it.
domain = "{domain}"
# http is for localhost and tests only.
scheme = "{scheme}"
# Everything that is kept: database, media, themes of your own.
data_dir = {data}

[server]
# Behind a proxy on the same machine; "unix:/run/kermesse.sock" works too.
listen = ["127.0.0.1:8080"]
# off (a proxy in front ends TLS) | files (the two below) | acme (automatic certificates; listen on port 443)
tls = "off"
# tls_certificate = "/etc/kermesse/fullchain.pem"
# tls_key = "/etc/kermesse/privkey.pem"
# Whose X-Forwarded-For is believed.
trusted_proxies = ["127.0.0.1/8", "::1"]

[database]
# Relative to data_dir; postgres://user:password@host/db in a build with the cargo feature `postgres`.
url = "sqlite:kermesse.db"

[media]
# Relative to data_dir; or s3://bucket/prefix with endpoint, region, access_key_id and secret_access_key.
url = "file:media"
{stalls}
[registration]
# open | approval | invite | closed
mode = "approval"

[mail]
# smtp://user:password@host:587; empty: messages are kept and shown to administrators.
url = ""

[federation]
enabled = true
# Networks beyond the public internet that may be contacted.
# allow_addresses = ["10.0.0.0/8"]
# ca_file = "/etc/kermesse/ca.pem"

[map]
# Maps are drawn with the tiles of another server, which learns who looks at them; empty: there are none.
# tiles = "https://tile.openstreetmap.org/{{z}}/{{x}}/{{y}}.png"

[limits]
# How many characters a post may have.
# post_characters = 5000
# How large an uploaded file may be, in bytes.
# upload_bytes = 20971520
"#,
        domain = config.domain,
        scheme = config.scheme(),
        data = serde_json::Value::String(config.data_dir.display().to_string()),
    )
}
