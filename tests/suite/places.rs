//! Places: they are found by name, listed, and put on the map by hand; what travels of it.

use serde_json::{Value, json};
use tests::browser::client;
use tests::{Browser, Options, Peer, Program, Server, eventually};

/// Where the tiles of the tests would come from.
const TILES: &str = "https://tiles.example/{z}/{x}/{y}.png";

fn photograph() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(640, 480, image::Rgb([9, 90, 200]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

async fn publish(ana: &Program, words: &str, visibility: &str) -> Value {
    let media = [ana.upload(&photograph(), &format!("Picture: {words}")).await];
    let status = json!({"status": words, "media_ids": media, "visibility": visibility});
    ana.post("/api/v1/statuses", status).await.expect(200)
}

/// A member's browser at the photos.
async fn at_photos(server: &Server, name: &str) -> Browser {
    let browser = Browser::new();
    browser.log_in(server, name).await;
    browser.open(&server.square("/log-in?site=photos&next=/")).await;
    browser
}

/// Puts a status on the map.
async fn put(browser: &Browser, status: &Value, fields: &[(&str, &str)]) -> tests::Page {
    let page = browser.open(&format!("{}/place", status["url"].as_str().unwrap())).await;
    let path = url::Url::parse(&page.url).unwrap().path().to_owned();
    browser.submit(&page, &format!("{path}?_method=put"), fields).await
}

async fn policy(url: &str) -> String {
    let page = client().get(url).send().await.unwrap();
    page.headers()["content-security-policy"].to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_on_the_map_by_hand_is_on_it() {
    let server = Server::start(Options { tiles: TILES, ..Options::default() }).await;
    server.account("ana");
    server.account("bob");
    let program = Program::at(&server, "ana", "photos");
    let ana = at_photos(&server, "ana").await;
    let (mill, home) = (publish(&program, "The mill", "public").await, publish(&program, "At home", "private").await);
    let map = server.stall("photos", "/map.geojson");
    let points = async |url: &str| -> Vec<Value> {
        let found = client().get(url).send().await.unwrap().bytes().await.unwrap();
        let found: Value = serde_json::from_slice(&found).unwrap();
        assert_eq!(found["type"], "FeatureCollection");
        found["features"].as_array().unwrap().clone()
    };
    assert!(points(&map).await.is_empty());

    let refused = put(&ana, &mill, &[("name", "Moulin d'Évreux"), ("latitude", "91"), ("longitude", "1")]).await;
    assert!(
        refused.status == 422 && refused.says("value=\"91\"") && refused.says("no point on the earth"),
        "{}",
        refused.html
    );
    put(&ana, &mill, &[("name", "Moulin d'Évreux"), ("latitude", "49,0241"), ("longitude", "1.1511")])
        .await
        .expect(200);
    put(&ana, &home, &[("name", "Moulin d'Évreux"), ("latitude", "49.5, 1.5"), ("longitude", "")]).await.expect(200);
    let shown = points(&map).await;
    assert_eq!(shown.len(), 1, "what is for followers is on no map");
    assert_eq!(shown[0]["geometry"], json!({"type": "Point", "coordinates": [1.1511, 49.0241]}));
    assert_eq!(shown[0]["properties"]["title"], "The mill");
    assert_eq!(points(&format!("{map}?place=moulin%20d%20evreux")).await.len(), 1);
    assert!(points(&format!("{map}?place=lyon")).await.is_empty());

    // Pages with a map may ask for tiles, and no others.
    for page in ["/map", "/places?name=moulin+d+evreux"] {
        assert!(policy(&server.stall("photos", page)).await.contains("data: https://tiles.example;"), "{page}");
    }
    for page in ["/discover", "/places", "/places?name=lyon", "/@ana"] {
        assert!(!policy(&server.stall("photos", page)).await.contains("tiles.example"), "{page}");
    }
    let places = Browser::new().open(&server.stall("photos", "/map")).await;
    assert!(
        places.says("Moulin d&#39;Évreux") || places.says("Moulin d&#x27;Évreux") || places.says("Moulin d'Évreux")
    );
    let found = Browser::new().open(&server.stall("photos", "/search?q=moulin")).await;
    assert!(!found.says("At home"));
    let own = ana.open(&server.stall("photos", "/search?q=moulin")).await;
    assert!(own.says("The mill") && own.says("/map#15/49.0241/1.1511"), "{}", own.html);

    // Others cannot move it; and it can be taken off again, with its name left.
    let bob = at_photos(&server, "bob").await;
    assert_eq!(bob.get(&format!("{}/place", mill["url"].as_str().unwrap())).await.status, 404);
    let page = ana.open(&format!("{}/place", mill["url"].as_str().unwrap())).await;
    let path = url::Url::parse(&page.url).unwrap().path().to_owned();
    let page = ana.submit(&page, &format!("{path}?_method=delete"), &[]).await.expect(200);
    assert!(page.says("Moulin d") && !page.says("/map#15"), "{}", page.html);
    assert!(points(&map).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tiles_there_is_no_map() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    left.account("ana");
    right.account("bob");
    let (program, bob) = (Program::at(&left, "ana", "photos"), Program::at(&right, "bob", "photos"));
    let handle = left.handle_at("photos", "ana");
    bob.follow(&handle, &program).await;
    let mill = publish(&program, "The mill", "public").await;
    let ana = at_photos(&left, "ana").await;
    let page =
        put(&ana, &mill, &[("name", "Moulin"), ("latitude", "49.0241"), ("longitude", "1.1511")]).await.expect(200);
    assert!(page.says("https://www.openstreetmap.org/?mlat=49.0241"), "{}", page.html);
    for missing in ["/map", "/map.geojson"] {
        assert_eq!(client().get(left.stall("photos", missing)).send().await.unwrap().status(), 404);
    }
    let places = Browser::new().open(&left.stall("photos", "/places")).await;
    assert!(places.says("Moulin") && !places.says("href=\"/map\""), "{}", places.html);

    // Its document says where it is, and those who have it are told.
    let accept = "application/activity+json";
    let wire = client().get(mill["uri"].as_str().unwrap()).header("accept", accept).send().await.unwrap();
    let wire: Value = serde_json::from_slice(&wire.bytes().await.unwrap()).unwrap();
    assert_eq!(wire["location"]["type"], "Place");
    assert_eq!((&wire["location"]["latitude"], &wire["location"]["longitude"]), (&json!(49.0241), &json!(1.1511)));
    let bob = at_photos(&right, "bob").await;
    bob.until(&right.stall("photos", "/"), "where it is arrives", |page| page.says("mlat=49.0241")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_put_on_the_map_by_a_geocoder() {
    let geocoder = Peer::open("geo");
    geocoder.serve("/search", "application/json", r#"[{"lat": "47.996", "lon": "-4.1024", "name": "Quimper"}]"#);
    let address = format!("{}?q={{query}}", geocoder.url("/search"));
    let server = Server::start(Options { tiles: TILES, geocoder: address, ..Options::default() }).await;
    let ana = server.member("ana").await;
    let form = ana.open(&server.square("/log-in?site=events&next=/events/new")).await.expect(200);
    let starts_at = (store::clock::now() + chrono::TimeDelta::days(7)).format("%Y-%m-%dT19:00").to_string();
    let publish = async |fields: &[(&str, &str)]| {
        let mut all = vec![("starts_at", starts_at.as_str()), ("zone", "Europe/Paris"), ("action", "publish")];
        all.extend(fields);
        ana.submit(&form, "/events", &all).await.expect(200).url
    };
    // A place without a town, and one that has its point already, are nobody else's business.
    publish(&[("title", "Somewhere"), ("place", "Town hall")]).await;
    let by_hand = [("title", "By hand"), ("locality", "Brest"), ("latitude", "48.39"), ("longitude", "-4.48")];
    publish(&by_hand).await;
    let event = publish(&[("title", "By address"), ("place", "Town hall"), ("locality", "Quimper")]).await;
    let points = server.stall("events", "/map.geojson");
    eventually("the event is on the map", async || {
        let points: Value =
            serde_json::from_str(&client().get(&points).send().await.unwrap().text().await.unwrap()).unwrap();
        let found =
            points["features"].as_array().unwrap().iter().find(|point| point["properties"]["title"] == "By address");
        found.map(|point| assert_eq!(point["geometry"]["coordinates"], json!([-4.1024, 47.996])))
    })
    .await;
    assert_eq!(geocoder.asked("/search"), 1);
    let wire = client().get(&event).header("accept", "application/activity+json").send().await.unwrap();
    let wire: Value = serde_json::from_slice(&wire.bytes().await.unwrap()).unwrap();
    assert_eq!(wire["location"]["latitude"], 47.996, "{wire}");
}
