//! Albums of the demonstration: one that two members fill, and one for members alone.

use host::App;
use host::social::actor::ActorId;
use host::social::object::ObjectId;

use crate::album::{Album, AlbumError, AlbumForm, Audience};

/// Puts what was published, each with its author, into albums.
pub(super) async fn fill(app: &App, people: &[ActorId], published: Vec<(ActorId, ObjectId)>) -> Result<(), AlbumError> {
    let (Some(ana), Some(chloe), Some(dimitri)) = (people.first(), people.get(2), people.get(3)) else {
        return Ok(());
    };
    let (ana, chloe, dimitri) = (*ana, *chloe, *dimitri);
    app.db
        .write(move |c| {
            let of = |author: ActorId| {
                let own = published.iter().filter(move |(by, _)| *by == author);
                own.map(|(_, photo)| *photo).collect::<Vec<_>>()
            };
            let form = AlbumForm {
                title: "La kermesse, avant et pendant".to_owned(),
                description: "Des repérages aux lampions. Chloé y ajoute le petit train.".to_owned(),
                audience: Audience::Public,
            };
            let fair = Album::create(c, ana, &form)?;
            fair.add(c, ana, &of(ana))?;
            fair.contribute(c, chloe)?;
            fair.add(c, chloe, &of(chloe))?;
            let form = AlbumForm {
                title: "Night shifts".to_owned(),
                description: "For the club only: the mast is not meant to be found.".to_owned(),
                audience: Audience::Members,
            };
            Album::create(c, dimitri, &form)?.add(c, dimitri, &of(dimitri))?;
            Ok(())
        })
        .await
}
