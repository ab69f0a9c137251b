//! Moderation by programs: the same verbs as on the pages of the square, and the same roles.

use clients::table::Access;
use serde_json::{Value, json};
use social::account::Role;
use tests::program::Program;
use tests::{Browser, Options, Server};

const SCOPES: &str = "read write admin:read admin:write";

fn account(server: &Server, name: &str, role: &str) {
    let email = format!("{name}@mail.example");
    server.does(
        &["account", "create", name, "--email", &email, "--role", role, "--password-stdin"],
        &tests::server::password(name),
    );
}

/// A club with somebody of every role.
async fn begin(registration: &'static str) -> Server {
    let server = Server::start(Options { registration, ..Options::default() }).await;
    for (name, role) in [("ana", "member"), ("mona", "moderator"), ("adam", "admin"), ("olga", "owner")] {
        account(&server, name, role);
    }
    server
}

fn staff(server: &Server, name: &str) -> Program {
    Program::with_scopes(server, name, SCOPES)
}

/// The number of a member's actor.
async fn id_of(program: &Program, name: &str) -> String {
    let found = program.get(&format!("/api/v1/accounts/lookup?acct={name}")).await.expect(200);
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_of_the_staff_is_closed_to_whoever_has_a_lower_role() {
    let server = begin("open").await;
    let people: Vec<(Role, Program)> = [("ana", Role::Member), ("mona", Role::Moderator), ("adam", Role::Admin)]
        .into_iter()
        .map(|(name, role)| (role, staff(&server, name)))
        .collect();
    let table = clients::table();
    let mut tried = 0;
    for entry in table.entries() {
        let Access::Staff(_, least) = entry.access else {
            assert!(!entry.path.contains("/admin/"), "{} is open to members", entry.path);
            continue;
        };
        let path: Vec<&str> =
            entry.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        for (role, program) in &people {
            let answer = program.send(entry.method.as_str().parse().unwrap(), &path.join("/"), None).await;
            let refused = answer.status == 403 && answer.json["error"] == "This action is not allowed";
            assert_eq!(refused, *role < least, "{} {} as {role}: {}", entry.method, entry.path, answer.status);
            assert!(answer.status < 500, "{} {} as {role}", entry.method, entry.path);
        }
        tried += 1;
    }
    assert!(tried >= 28, "only {tried} routes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_is_let_in_or_turned_down() {
    let server = begin("approval").await;
    let mona = staff(&server, "mona");
    let visitor = Browser::new();
    for name in ["nils", "nina"] {
        let form = visitor.open(&server.square("/sign-up")).await;
        let email = format!("{name}@mail.example");
        let password = tests::server::password(name);
        let fields =
            [("name", name), ("email", &email), ("password", &password), ("reason", "I like waffles"), ("agree", "on")];
        visitor.submit(&form, "/sign-up", &fields).await.expect(200);
    }
    // Without a mail server nobody confirms their address: an administrator vouches for it.
    let pending = mona.get("/api/v2/admin/accounts?status=pending").await.expect(200);
    let unconfirmed = pending.as_array().unwrap().is_empty();
    let list = if unconfirmed { confirmed(&server, &mona).await } else { pending };
    let find = |name: &str| list.as_array().unwrap().iter().find(|row| row["username"] == name).unwrap().clone();
    let (nils, nina) = (find("nils"), find("nina"));
    assert_eq!((&nils["approved"], &nils["invite_request"]), (&json!(false), &json!("I like waffles")));
    assert_eq!(nils["account"]["acct"], "nils");

    let let_in = format!("/api/v1/admin/accounts/{}/approve", nils["id"].as_str().unwrap());
    let approved = mona.post(&let_in, json!({})).await.expect(200);
    assert_eq!((&approved["approved"], &approved["username"]), (&json!(true), &json!("nils")));
    id_of(&mona, "nils").await;
    let turned_down = format!("/api/v1/admin/accounts/{}/reject", nina["id"].as_str().unwrap());
    mona.post(&turned_down, json!({})).await.expect(200);
    mona.post(&turned_down, json!({})).await.expect(404);
    assert_eq!(mona.get("/api/v1/admin/accounts?pending=true").await.expect(200), json!([]));
}

/// Vouches for the addresses of all sign-ups, on the pages of the square.
async fn confirmed(server: &Server, mona: &Program) -> Value {
    let browser = Browser::new();
    browser.log_in(server, "mona").await;
    let page = browser.open(&server.square("/admin/accounts?state=unconfirmed")).await;
    let is_vouching = |word: &&str| word.starts_with("/admin/accounts/") && word.ends_with("/confirmation");
    let mut buttons: Vec<&str> = page.html.split('"').filter(is_vouching).collect();
    buttons.dedup();
    for button in buttons {
        browser.submit(&page, button, &[]).await.expect(200);
    }
    mona.get("/api/v2/admin/accounts?status=pending").await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_found_silenced_suspended_and_deleted() {
    let server = begin("open").await;
    let (mona, adam) = (staff(&server, "mona"), staff(&server, "adam"));
    let ana = Program::of(&server, "ana");
    let id = id_of(&mona, "ana").await;
    let here = format!("/api/v1/admin/accounts/{id}");
    let found = mona.get("/api/v1/admin/accounts?local=true&username=an").await.expect(200);
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!((&found[0]["id"], &found[0]["email"]), (&json!(id), &json!("ana@mail.example")));
    let team = mona.get("/api/v2/admin/accounts?permissions=staff").await.expect(200);
    assert_eq!(team.as_array().unwrap().len(), 3);
    let page = mona.get("/api/v2/admin/accounts?limit=2").await;
    assert!(page.links.contains("max_id=") && page.links.contains("rel=\"next\""), "{}", page.links);

    mona.post(&format!("{here}/action"), json!({"type": "silence"})).await.expect(200);
    assert_eq!(mona.get(&here).await.expect(200)["silenced"], json!(true));
    assert_eq!(mona.post(&format!("{here}/unsilence"), json!({})).await.expect(200)["silenced"], json!(false));
    mona.post(&format!("{here}/action"), json!({"type": "sensitive"})).await.expect(422);
    mona.post(&format!("{here}/action"), json!({"type": "dance"})).await.expect(422);

    adam.delete(&here).await.expect(403);
    mona.post(&format!("{here}/action"), json!({"type": "suspend", "text": "enough"})).await.expect(200);
    ana.get("/api/v1/accounts/verify_credentials").await.expect(401);
    let suspended = mona.get("/api/v2/admin/accounts?status=suspended").await.expect(200);
    assert_eq!(suspended[0]["username"], "ana");
    assert_eq!(mona.post(&format!("{here}/unsuspend"), json!({})).await.expect(200)["suspended"], json!(false));

    // Nobody acts on who stands no lower.
    let above = format!("/api/v1/admin/accounts/{}/action", id_of(&mona, "adam").await);
    mona.post(&above, json!({"type": "suspend"})).await.expect(403);
    let own = format!("/api/v1/admin/accounts/{}/action", id_of(&mona, "mona").await);
    mona.post(&own, json!({"type": "silence"})).await.expect(403);

    mona.post(&format!("{here}/action"), json!({"type": "suspend"})).await.expect(200);
    assert_eq!(adam.delete(&here).await.expect(200)["username"], "ana");
    mona.get(&here).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_made_by_one_program_and_settled_by_another() {
    let server = begin("open").await;
    account(&server, "bob", "member");
    let (ana, bob, mona) = (Program::of(&server, "ana"), Program::of(&server, "bob"), staff(&server, "mona"));
    let rude = bob.post("/api/v1/statuses", json!({"status": "Grr"})).await.expect(200);
    let target = id_of(&ana, "bob").await;
    let form = json!({
        "account_id": target, "status_ids": [rude["id"], "1"], "comment": "He growls", "category": "spam",
        "forward": true,
    });
    let filed = ana.post("/api/v1/reports", form).await.expect(200);
    assert_eq!((&filed["category"], &filed["action_taken"]), (&json!("spam"), &json!(false)));
    assert_eq!((&filed["status_ids"], &filed["forwarded"]), (&json!([rude["id"]]), &json!(false)));
    assert_eq!(filed["target_account"]["acct"], "bob");
    ana.post("/api/v1/reports", json!({"account_id": "1"})).await.expect(404);
    ana.post("/api/v1/reports", json!({})).await.expect(422);
    ana.post("/api/v1/reports", json!({"account_id": target, "category": "nonsense"})).await.expect(422);

    let open = mona.get("/api/v1/admin/reports").await.expect(200);
    assert_eq!(open.as_array().unwrap().len(), 1);
    let here = format!("/api/v1/admin/reports/{}", open[0]["id"].as_str().unwrap());
    let report = mona.get(&here).await.expect(200);
    assert_eq!((&report["account"]["username"], &report["target_account"]["username"]), (&json!("ana"), &json!("bob")));
    assert_eq!(report["statuses"][0]["id"], rude["id"]);
    let mine = mona.post(&format!("{here}/assign_to_self"), json!({})).await.expect(200);
    assert_eq!(mine["assigned_account"]["username"], "mona");
    let sorted = mona.put(&here, json!({"category": "legal"})).await.expect(200);
    assert_eq!(sorted["category"], "legal");
    let free = mona.post(&format!("{here}/unassign"), json!({})).await.expect(200);
    assert_eq!(free["assigned_account"], Value::Null);
    let done = mona.post(&format!("{here}/resolve"), json!({})).await.expect(200);
    assert_eq!((&done["action_taken"], &done["action_taken_by_account"]["username"]), (&json!(true), &json!("mona")));
    assert_eq!(mona.get("/api/v1/admin/reports").await.expect(200), json!([]));
    assert_eq!(mona.get("/api/v1/admin/reports?resolved=true").await.expect(200).as_array().unwrap().len(), 1);
    mona.post(&format!("{here}/reopen"), json!({})).await.expect(200);
    let other = format!("/api/v1/admin/reports?target_account_id={}", id_of(&ana, "ana").await);
    assert_eq!(mona.get(&other).await.expect(200), json!([]));

    let browser = Browser::new();
    browser.log_in(&server, "mona").await;
    let page = browser.open(&server.square(&format!("/admin/reports/{}", open[0]["id"].as_str().unwrap()))).await;
    assert!(page.says("Something illegal") && page.says("He growls"));
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_and_providers_are_kept_out_and_let_in() {
    let server = begin("open").await;
    let mona = staff(&server, "mona");
    let blocks = "/api/v1/admin/domain_blocks";
    let made = mona
        .post(blocks, json!({"domain": "Bad.Example", "severity": "suspend", "private_comment": "spam"}))
        .await
        .expect(200);
    assert_eq!((&made["domain"], &made["severity"]), (&json!("bad.example"), &json!("suspend")));
    assert_eq!((&made["private_comment"], &made["reject_media"]), (&json!("spam"), &json!(false)));
    mona.post(blocks, json!({"domain": "bad.example"})).await.expect(422);
    mona.post(blocks, json!({"domain": "no host"})).await.expect(422);
    mona.post(blocks, json!({"domain": format!("microblog.{}", server.domain())})).await.expect(422);
    mona.post(blocks, json!({"domain": "c.example", "severity": "nonsense"})).await.expect(422);
    let here = format!("{blocks}/{}", made["id"].as_str().unwrap());
    let changed = mona.put(&here, json!({"severity": "silence", "reject_media": true})).await.expect(200);
    assert_eq!((&changed["id"], &changed["severity"]), (&made["id"], &json!("silence")));
    assert_eq!((&changed["reject_media"], &changed["private_comment"]), (&json!(true), &json!("spam")));
    assert_eq!(mona.get(blocks).await.expect(200).as_array().unwrap().len(), 1);
    mona.delete(&here).await.expect(200);
    mona.get(&here).await.expect(404);

    let allows = "/api/v1/admin/domain_allows";
    let welcome = mona.post(allows, json!({"domain": "good.example"})).await.expect(200);
    let again = mona.post(allows, json!({"domain": "good.example"})).await.expect(200);
    assert_eq!(welcome["id"], again["id"]);
    assert_eq!(mona.get(blocks).await.expect(200), json!([]));
    mona.delete(&format!("{allows}/{}", welcome["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(mona.get(allows).await.expect(200), json!([]));

    let providers = "/api/v1/admin/email_domain_blocks";
    let refused = mona.post(providers, json!({"domain": "throwaway.example"})).await.expect(200);
    mona.post(providers, json!({"domain": "throwaway.example"})).await.expect(422);
    assert_eq!(mona.get(providers).await.expect(200)[0]["domain"], "throwaway.example");
    mona.delete(&format!("{providers}/{}", refused["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(mona.get(providers).await.expect(200), json!([]));
}
