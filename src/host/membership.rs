//! What an account becomes at the stalls: one actor at each, made when the account may log in.

use federation::key::PrivateKey;
use social::account::{Account, AccountId};
use social::actor::{Actor, ActorKind, NewActor};
use social::key::{KeyAlgorithm, NewKey};
use store::uri::Hosts;
use store::{Conn, Db};

use crate::App;

/// Why actors could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// No key pair could be made.
    #[error(transparent)]
    Key(#[from] federation::key::KeyError),
    /// The threads for long work are gone: the server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Gives the account its actor at each stall that is open, where it may log in and has none there yet.
pub async fn settle(app: &App, account: AccountId) -> Result<(), MembershipError> {
    let hosts = app.hosts.clone();
    let missing = app.db.read(move |c| missing(c, &hosts, account)).await?;
    for (stall, name) in missing {
        let keys = key_pairs().await?;
        let hosts = app.hosts.clone();
        app.db
            .write(move |c| {
                // Somebody else may have made it meanwhile.
                if Actor::of_account_at(c, account, stall)?.is_some() {
                    return Ok(());
                }
                let new = NewActor {
                    stall,
                    account_id: Some(account),
                    kind: ActorKind::Person,
                    username: &name,
                    name: "",
                    keys: &keys,
                };
                Actor::create(c, &hosts, &new).map(|_| ())
            })
            .await
            .map_err(|error: diesel::result::Error| MembershipError::from(error))?;
    }
    Ok(())
}

/// [`settle`] for every account: a stall may have been opened since, or the server stopped in between.
pub async fn settle_all(app: &App) -> Result<(), MembershipError> {
    let accounts = app.db.read(Account::may_log_in_ids).await?;
    for account in accounts {
        settle(app, account).await?;
    }
    Ok(())
}

/// Gives each open stall the actor that signs for it as a whole and owns its federated timeline.
pub(crate) async fn settle_stalls(db: &Db, hosts: &Hosts) -> Result<(), MembershipError> {
    for stall in hosts.stalls() {
        let name = stall.name;
        if db.read(move |c| Actor::of_stall(c, name)).await?.is_some() {
            continue;
        }
        let keys = key_pairs().await?;
        let hosts = hosts.clone();
        let username = stall.origin.host().to_owned();
        db.write(move |c| {
            let new = NewActor {
                stall: name,
                account_id: None,
                kind: ActorKind::Application,
                username: &username,
                name: "",
                keys: &keys,
            };
            Actor::create(c, &hosts, &new).map(|_| ())
        })
        .await
        .map_err(|error: diesel::result::Error| MembershipError::from(error))?;
    }
    Ok(())
}

/// The stalls where the account has no actor yet, with its name.
fn missing(
    c: &mut Conn,
    hosts: &Hosts,
    account: AccountId,
) -> Result<Vec<(&'static str, String)>, diesel::result::Error> {
    let Some(account) = Account::find(c, account)?.filter(|account| account.may_log_in().is_ok()) else {
        return Ok(Vec::new());
    };
    let mut missing = Vec::new();
    for stall in hosts.stalls() {
        if Actor::of_account_at(c, account.id, stall.name)?.is_none() {
            missing.push((stall.name, account.name.clone()));
        }
    }
    Ok(missing)
}

/// Suspends all actors of an account, or lets them in again.
pub fn suspend(c: &mut Conn, account: AccountId, suspended: bool) -> Result<(), diesel::result::Error> {
    for actor in Actor::of_account(c, account)? {
        Actor::suspend(c, actor.id, suspended)?;
    }
    Ok(())
}

/// Deletes an account with all its actors, and what modules keep of them; the servers that know them are told.
pub fn delete(
    c: &mut Conn,
    app: &App,
    account: Account,
    by: Option<AccountId>,
) -> Result<(), social::account::StandingError> {
    let actors = Actor::of_account(c, account.id)?;
    account.delete(c, by)?;
    for actor in actors {
        Actor::delete(c, &app.hosts, actor.id)?;
    }
    for module in app.modules.iter() {
        module.sweep(c)?;
    }
    Ok(())
}

/// An RSA and an Ed25519 pair, made off the async threads: together they take about a tenth of a second.
pub(crate) async fn key_pairs() -> Result<Vec<NewKey>, MembershipError> {
    let make = || {
        let (rsa, ed25519) = (PrivateKey::generate_rsa()?, PrivateKey::generate_ed25519()?);
        Ok(vec![
            NewKey { algorithm: KeyAlgorithm::Rsa, public: rsa.public().to_pem(), private: rsa.to_pkcs8()? },
            NewKey {
                algorithm: KeyAlgorithm::Ed25519,
                public: ed25519.public().to_multibase(),
                private: ed25519.to_pkcs8()?,
            },
        ])
    };
    tokio::task::spawn_blocking(make).await.map_err(|_| MembershipError::Stopping)?
}
