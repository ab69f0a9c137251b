//! What a token may do: every route of the client API is tried with every scope, without a token, and with the token of another
//! stall.

use std::path::PathBuf;

use clients::table::{Access, Entry};
use reqwest::{Client, Method};
use tests::browser::client;
use tests::{Options, Server};
use tokio::task::JoinSet;

/// Scopes that stand for others.
const WHOLE: &[&str] = &["read", "write", "follow", "push", "profile", "admin:read", "admin:write"];
/// What `follow` stands for.
const FOLLOW: &[&str] = &["read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"];
/// How many are tried at once.
const TOGETHER: usize = 8;

/// A club with a second stall, and its owner, who may all that a role can give.
async fn begin() -> Server {
    let executable = Some(PathBuf::from(env!("CARGO_BIN_EXE_toy-club")));
    let server = Server::start(Options { executable, ..Options::default() }).await;
    server.does(
        &["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"],
        &tests::server::password("olga"),
    );
    server
}

/// The address of a route, where what varies in it names nothing.
fn address(server: &Server, entry: &Entry) -> String {
    let parts = entry.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
    server.url(&parts.collect::<Vec<_>>().join("/"))
}

/// What comes back. The answers of streams have no end, so nothing is read of it but this.
async fn ask(client: &Client, method: &str, address: &str, token: Option<&str>) -> u16 {
    let mut request = client.request(method.parse::<Method>().unwrap(), address);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.send().await.unwrap_or_else(|error| panic!("{method} {address}: {error}")).status().as_u16()
}

/// As the documentation of the API says which scope stands for which.
fn covers(granted: &str, needed: &str) -> bool {
    granted == needed
        || needed.strip_prefix(granted).is_some_and(|rest| rest.starts_with(':'))
        || (granted == "follow" && FOLLOW.contains(&needed))
        || (needed == "profile" && matches!(granted, "read" | "read:accounts"))
}

#[test]
fn every_scope_of_the_table_is_one_of_mastodons() {
    for entry in clients::table().entries() {
        if let Some(scope) = entry.access.scope() {
            let known = social::scope::SCOPES.contains(&scope);
            assert!(known, "{} {} needs {scope}, which does not exist", entry.method, entry.path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_its_scope_says_and_nothing_else() {
    let (server, client) = (begin().await, client());
    let table = clients::table();
    let mut scopes: Vec<&str> = table.entries().iter().filter_map(|entry| entry.access.scope()).collect();
    scopes.extend(WHOLE);
    scopes.sort_unstable();
    scopes.dedup();
    let (mut running, mut wrong, mut tried) = (JoinSet::new(), Vec::new(), 0);
    for scope in scopes {
        let arguments = ["account", "token", "olga", "--stall", "microblog", "--scopes", scope];
        let token = server.does(&arguments, "").trim().to_owned();
        for entry in table.entries() {
            let Some(needed) = entry.access.scope() else { continue };
            let (client, method, address) = (client.clone(), entry.method.to_string(), address(&server, entry));
            let (token, what) = (token.clone(), format!("{method} {} with {scope}", entry.path));
            let may = covers(scope, needed);
            running.spawn(async move {
                let status = ask(&client, &method, &address, Some(&token)).await;
                let right = if may { !matches!(status, 401 | 403 | 500..) } else { status == 403 };
                (!right).then(|| format!("{what} is {status}, and {}", if may { "may" } else { "may not" }))
            });
            tried += 1;
            if running.len() >= TOGETHER {
                wrong.extend(running.join_next().await.unwrap().unwrap());
            }
        }
    }
    wrong.extend(running.join_all().await.into_iter().flatten());
    println!("{tried} calls to {} routes", table.entries().len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_in_without_a_token_or_with_one_of_another_stall() {
    let (server, client) = (begin().await, client());
    let elsewhere = server.token("olga", "cookbook");
    let mut wrong = Vec::new();
    for entry in clients::table().entries() {
        let address = address(&server, entry);
        let without = ask(&client, entry.method.as_str(), &address, None).await;
        let closed = entry.access.needs_token();
        if closed != (without == 401) || without >= 500 {
            wrong.push(format!("{} {} without a token is {without}", entry.method, entry.path));
        }
        let foreign = ask(&client, entry.method.as_str(), &address, Some(&elsewhere)).await;
        if entry.access != Access::Public && foreign != 401 {
            wrong.push(format!("{} {} with the token of another stall is {foreign}", entry.method, entry.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who has no role gets nowhere near what the administrators do, whatever the scope.
#[tokio::test(flavor = "multi_thread")]
async fn members_do_not_administer() {
    let (server, client) = (begin().await, client());
    server.account("ana");
    let arguments = ["account", "token", "ana", "--stall", "microblog", "--scopes", "admin:read admin:write"];
    let token = server.does(&arguments, "").trim().to_owned();
    for entry in clients::table().entries().iter().filter(|entry| matches!(entry.access, Access::Staff(..))) {
        let status = ask(&client, entry.method.as_str(), &address(&server, entry), Some(&token)).await;
        assert_eq!(status, 403, "{} {}", entry.method, entry.path);
    }
}
