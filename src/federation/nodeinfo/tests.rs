#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use serde_json::{Value, json};
use social::account::RegistrationMode;
use social::setting;
use social::visibility::Visibility;

use super::{document, index};
use crate::fixture::{Club, hosts};

#[test]
fn the_index_leads_to_both_versions_and_to_the_stalls_actor() {
    let hosts = hosts();
    let index = index(hosts.stall("photos").unwrap());
    assert_eq!(index.newest().unwrap().as_str(), "https://photos.club.example/nodeinfo/2.1");
    assert_eq!(index.application().unwrap().as_str(), "https://photos.club.example/actor");
}

#[tokio::test]
async fn a_stall_counts_what_is_its_own() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let hosts = club.hosts.clone();
    let told = club
        .write(move |c| {
            setting::TITLE.set(c, &"The club".to_owned())?;
            let told = ["microblog", "photos"]
                .map(|stall| document(c, hosts.stall(stall).unwrap(), &[], RegistrationMode::Open));
            Ok(told.map(|info| serde_json::from_str::<Value>(&info.unwrap().to_json_2_0()).unwrap()))
        })
        .await;
    let [microblog, photos] = told;
    assert_eq!((microblog["usage"]["localPosts"].clone(), photos["usage"]["localPosts"].clone()), (json!(1), json!(0)));
    assert_eq!(microblog["software"]["name"], "kermesse");
    let metadata = json!({"nodeName": "The club", "nodeDescription": "", "upstream": {"name": "mastodon"}});
    assert_eq!(microblog["metadata"], metadata);
    assert_eq!((microblog["openRegistrations"].clone(), microblog["version"].clone()), (json!(true), json!("2.0")));
}
