//! Programs that sleep are woken for notifications.

use reqwest::Method;
use tests::{Options, Program, PushService, Server, eventually};

const PATH: &str = "/api/v1/push/subscription";

struct Club {
    server: Server,
    ana: Program,
    bob: Program,
    service: PushService,
}

impl Club {
    async fn open() -> Self {
        let server = Server::start(Options::default()).await;
        for name in ["ana", "bob"] {
            server.account(name);
        }
        let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
        Self { server, ana, bob, service: PushService::open() }
    }

    /// Ana's program subscribes.
    async fn subscribe(&self, standard: bool, data: &[(&str, &str)]) -> serde_json::Value {
        let subscription = self.service.subscription(standard);
        let fields = subscription.iter().map(|(name, value)| (*name, value.as_str())).chain(data.iter().copied());
        self.ana.does(Method::POST, PATH, &fields.collect::<Vec<_>>()).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_wakes_a_program() {
    let club = Club::open().await;
    // What a stranger says in private waits, and wakes nobody.
    let follow = format!("/api/v1/accounts/{}/follow", club.bob.id().await);
    club.ana.does(Method::POST, &follow, &[]).await;
    for (number, standard) in [true, false].into_iter().enumerate() {
        let subscription = club.subscribe(standard, &[("data[alerts][mention]", "true")]).await;
        assert_eq!(subscription["standard"], standard);
        club.bob.say(&format!("@ana hello & welcome, {number}"), &[("visibility", "direct")]).await;
        let parcel = club.service.parcel(number).await;
        assert!(parcel.body.len() <= 4096);
        let authorization = parcel.header("authorization");
        assert!(authorization.starts_with(if standard { "vapid t=" } else { "WebPush " }), "{authorization}");
        let told = club.service.read(&parcel);
        assert_eq!(told["notification_type"], "mention");
        assert_eq!(told["title"], "bob wrote to you");
        assert!(told["body"].as_str().unwrap().ends_with(&format!("hello & welcome, {number}")), "{told}");
        assert_eq!(told["preferred_locale"], "en");
        assert!(told["icon"].as_str().unwrap().starts_with("http"));
        assert!(told["notification_id"].is_i64());
        // Ours is kept as a hash only: there is none to send.
        assert_eq!(told["access_token"], "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_chooses_what_it_is_told() {
    let club = Club::open().await;
    assert_eq!(club.ana.submit(Method::GET, PATH, &[]).await.status, 404);
    assert_eq!(club.ana.submit(Method::PUT, PATH, &[]).await.status, 404);
    let made = club.subscribe(true, &[("data[alerts][favourite]", "true"), ("data[policy]", "followed")]).await;
    assert_eq!(made["endpoint"], club.service.endpoint.as_str());
    assert_eq!((&made["alerts"]["favourite"], &made["alerts"]["mention"]), (&true.into(), &false.into()));
    assert_eq!(made["policy"], "followed");
    assert!(made["id"].as_i64().is_some_and(|id| i32::try_from(id).is_ok()), "{made}");
    assert_eq!(club.ana.does(Method::GET, PATH, &[]).await, made);

    // Ana follows nobody.
    let post = club.ana.say("hello", &[]).await;
    club.bob.does(Method::POST, &format!("/api/v1/statuses/{post}/favourite"), &[]).await;
    let wider = [("data[alerts][mention]", "true"), ("data[policy]", "all")];
    let changed = club.ana.does(Method::PUT, PATH, &wider).await;
    assert_eq!((&changed["alerts"]["favourite"], &changed["alerts"]["mention"]), (&false.into(), &true.into()));
    club.bob.say("@ana hello", &[]).await;
    assert_eq!(club.service.read(&club.service.parcel(0).await)["notification_type"], "mention");
    assert_eq!(club.service.parcels().len(), 1);

    club.ana.does(Method::DELETE, PATH, &[]).await;
    assert_eq!(club.ana.submit(Method::GET, PATH, &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused() {
    let club = Club::open().await;
    let narrow = Program::with_scopes(&club.server, "ana", "read write");
    assert_eq!(narrow.submit(Method::GET, PATH, &[]).await.status, 403);
    for (field, value) in [
        ("subscription[endpoint]", "javascript:alert(1)"),
        ("subscription[keys][p256dh]", "BAAA"),
        ("subscription[keys][auth]", "short"),
        ("data[policy]", "whenever"),
    ] {
        let mut fields = club.service.subscription(true);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(club.ana.submit(Method::POST, PATH, &fields).await.status, 422, "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_gone_is_forgotten() {
    let club = Club::open().await;
    club.subscribe(true, &[("data[alerts][mention]", "true")]).await;
    club.service.answer(410, None);
    club.bob.say("@ana hello", &[]).await;
    club.service.parcel(0).await;
    eventually("the subscription is gone", async || {
        (club.ana.submit(Method::GET, PATH, &[]).await.status == 404).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_busy_is_asked_again_when_it_says() {
    let club = Club::open().await;
    club.subscribe(true, &[("data[alerts][mention]", "true")]).await;
    club.service.answer(429, Some(1));
    club.bob.say("@ana hello", &[]).await;
    club.service.parcel(0).await;
    club.service.answer(201, None);
    let again = club.service.parcel(1).await;
    assert_eq!(club.service.read(&again)["notification_type"], "mention");
}

/// What a push service is told of one member's program is nothing to another's.
#[tokio::test(flavor = "multi_thread")]
async fn each_token_has_its_own() {
    let club = Club::open().await;
    club.subscribe(true, &[("data[alerts][mention]", "true")]).await;
    let other = Program::of(&club.server, "ana");
    assert_eq!(other.submit(Method::GET, PATH, &[]).await.status, 404);
    assert_eq!(club.bob.submit(Method::GET, PATH, &[]).await.status, 404);
}
