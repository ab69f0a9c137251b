//! Figures about the club that anybody may ask for again and again: they are counted once in a while, so that a crawler costs
//! nothing.

use std::sync::Arc;
use std::time::Duration;

use diesel::QueryResult;
use federation::nodeinfo;
use moka::sync::Cache;
use social::activity::{self, Week};
use social::domain::Peer;
use social::object::ObjectId;
use social::preview::PreviewId;
use social::tag::TagId;
use social::trend;
use store::Db;
use store::uri::Stall;

/// How long a count holds.
const FRESH: Duration = Duration::from_secs(5 * 60);
/// How long the history of a stall holds.
const OLD: Duration = Duration::from_secs(3600);
/// How many weeks of it are told, as at Mastodon.
const WEEKS: u64 = 12;

/// How large a stall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Members with an actor there.
    pub members: u64,
    /// Those of them who were seen within a month.
    pub active: u64,
    /// What they published.
    pub objects: u64,
    /// Servers that were met.
    pub peers: usize,
}

/// What a stall talks about: see [`social::trend`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trends {
    /// Hashtags, the most used first.
    pub tags: Vec<TagId>,
    /// Objects, the most liked and boosted first.
    pub objects: Vec<ObjectId>,
    /// Pages, the most linked first.
    pub links: Vec<PreviewId>,
}

/// The figures as they were counted last, by the name of the stall.
#[derive(Debug)]
pub struct Figures {
    sizes: Cache<&'static str, Size>,
    trends: Cache<&'static str, Arc<Trends>>,
    weeks: Cache<&'static str, Arc<Vec<Week>>>,
    peers: Cache<(), Arc<Vec<String>>>,
}

impl Default for Figures {
    fn default() -> Self {
        Self { sizes: holding(FRESH), trends: holding(FRESH), weeks: holding(OLD), peers: holding(FRESH) }
    }
}

fn holding<K, V>(time: Duration) -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder().max_capacity(100).time_to_live(time).build()
}

impl Figures {
    /// How large a stall is.
    pub async fn size(&self, db: &Db, stall: &Stall) -> QueryResult<Size> {
        if let Some(size) = self.sizes.get(stall.name) {
            return Ok(size);
        }
        let peers = self.peers(db).await?.len();
        let counted = stall.clone();
        let usage = db.read(move |c| nodeinfo::usage(c, &counted)).await?;
        let users = usage.users.unwrap_or_default();
        let size = Size {
            members: users.total.unwrap_or(0),
            active: users.active_month.unwrap_or(0),
            objects: usage.local_posts.unwrap_or(0) + usage.local_comments.unwrap_or(0),
            peers,
        };
        self.sizes.insert(stall.name, size);
        Ok(size)
    }

    /// What a stall talks about.
    pub async fn trends(&self, db: &Db, stall: &Stall) -> QueryResult<Arc<Trends>> {
        let name = stall.name;
        if let Some(trends) = self.trends.get(name) {
            return Ok(trends);
        }
        let ranked = db.read(move |c| {
            Ok::<_, diesel::result::Error>(Trends {
                tags: trend::tags(c, name)?,
                objects: trend::objects(c, name)?,
                links: trend::links(c, name)?,
            })
        });
        let trends = Arc::new(ranked.await?);
        self.trends.insert(name, Arc::clone(&trends));
        Ok(trends)
    }

    /// How much happened at a stall in the last weeks, this one first.
    pub async fn weeks(&self, db: &Db, stall: &Stall) -> QueryResult<Arc<Vec<Week>>> {
        let name = stall.name;
        if let Some(weeks) = self.weeks.get(name) {
            return Ok(weeks);
        }
        let weeks = Arc::new(db.read(move |c| activity::weeks(c, name, WEEKS)).await?);
        self.weeks.insert(name, Arc::clone(&weeks));
        Ok(weeks)
    }

    /// The servers that were met, by name.
    pub async fn peers(&self, db: &Db) -> QueryResult<Arc<Vec<String>>> {
        if let Some(peers) = self.peers.get(&()) {
            return Ok(peers);
        }
        let peers = Arc::new(db.read(Peer::hosts).await?);
        self.peers.insert((), Arc::clone(&peers));
        Ok(peers)
    }
}
