//! Tables from elsewhere: read here, shown, confirmed, and carried out behind the pages.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::account::AccountId;
use host::social::actor::{Actor, ActorId};
use host::social::import::{
    Counts, Import, ImportId, ImportKind, ImportMode, ImportState, KEPT, MOST_BYTES, MOST_OPEN, MOST_ROWS, NewImport,
    Row,
};
use host::store::{Conn, clock};
use host::web::{self, Bucket, FieldErrors, Form, Key, MemberVisit, Message};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::import::CarryOut;
use crate::import::file::{File, FileError};
use host::web::csv;

/// How many rows of a file are shown.
const SHOWN: i64 = 10;

/// How many refused rows are shown; all of them are in the table that can be saved.
const SHOWN_REFUSED: i64 = 50;

#[derive(Serialize)]
struct Index {
    actors: Vec<Choice>,
    kinds: &'static [ImportKind],
    form: ImportForm,
    imports: Vec<Line>,
    most_rows: usize,
    most_mebibytes: u64,
}

/// An actor that tables can be brought for.
#[derive(Serialize)]
struct Choice {
    value: ActorId,
    label: String,
}

/// What is to become of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ImportForm {
    actor: Option<ActorId>,
    /// What it is; where nothing is said, the file says it.
    kind: Option<ImportKind>,
    mode: ImportMode,
}

impl Default for ImportForm {
    fn default() -> Self {
        Self { actor: None, kind: None, mode: ImportMode::Merge }
    }
}

/// An import, as a list and its own page show it.
#[derive(Serialize)]
struct Line {
    id: ImportId,
    kind: ImportKind,
    mode: ImportMode,
    state: ImportState,
    file_name: String,
    handle: String,
    counts: Tally,
    created_at: NaiveDateTime,
    finished_at: Option<NaiveDateTime>,
    expires_at: Option<NaiveDateTime>,
}

#[derive(Serialize)]
struct Tally {
    total: i64,
    done: i64,
    refused: i64,
    left: i64,
}

impl From<Counts> for Tally {
    fn from(counts: Counts) -> Self {
        Self { total: counts.total, done: counts.done, refused: counts.refused, left: counts.left() }
    }
}

#[derive(Serialize)]
struct Show {
    import: Line,
    columns: &'static [&'static str],
    /// The first rows of what is to be confirmed.
    rows: Vec<Vec<String>>,
    refused: Vec<Refused>,
    /// How much of what is here would go.
    surplus: usize,
    /// How many rows wait for servers that do not answer.
    put_off: i64,
}

#[derive(Serialize)]
struct Refused {
    line: i32,
    text: String,
    reason: String,
}

/// `GET /settings/imports`
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, ImportForm::default(), &FieldErrors::new()).await
}

async fn page(visit: &MemberVisit, app: &App, form: ImportForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let read = app.db.read(move |c| {
        let imports = Import::list(c, me)?;
        Ok::<_, web::Error>((Actor::of_account(c, me)?, lines(c, imports)?))
    });
    let (actors, imports) = read.await?;
    let choice = |actor: Actor| {
        let stall = app.hosts.stall(actor.stall.as_deref()?)?;
        let title = visit.translate(app.modules.find(stall.name)?.manifest().title);
        Some(Choice { value: actor.id, label: format!("{title} · @{}", actor.handle()) })
    };
    let index = Index {
        actors: actors.into_iter().filter_map(choice).collect(),
        kinds: ImportKind::ALL,
        form,
        imports,
        most_rows: MOST_ROWS,
        most_mebibytes: MOST_BYTES.min(app.web.upload_bytes) >> 20,
    };
    match errors.is_empty() {
        true => visit.render("square/settings/imports.html", &index),
        false => visit.render_invalid("square/settings/imports.html", &index, errors),
    }
}

/// `POST /settings/imports`: reads a file. Nothing is done with it yet.
pub(super) async fn create(visit: MemberVisit, app: App, mut form: Form<ImportForm>) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.web.limiter.check(Bucket::Upload, Key::account(me))?;
    let actors = app.db.read(move |c| Actor::of_account(c, me)).await?;
    let Some(actor) = actors.iter().find(|actor| Some(actor.id) == form.actor && actor.home(&app.hosts).is_ok()) else {
        return page(&visit, &app, form.into_inner(), &FieldErrors::one("actor", "form-required")).await;
    };
    let Some(upload) = form.take_upload("file") else {
        return page(&visit, &app, form.into_inner(), &FieldErrors::one("file", "form-required")).await;
    };
    if upload.size > MOST_BYTES {
        return page(&visit, &app, form.into_inner(), &FieldErrors::one("file", too_large())).await;
    }
    let (bytes, name, said) = (upload.read().await.map_err(web::Error::internal)?, upload.name.clone(), form.kind);
    let read = actix_web::web::block(move || File::read(&bytes, &name, said)).await.map_err(web::Error::internal)?;
    let file = match read {
        Ok(file) => file,
        Err(error) => return page(&visit, &app, form.into_inner(), &said_of(error)).await,
    };
    let new = NewImport {
        account_id: me,
        actor_id: actor.id,
        kind: file.kind,
        mode: form.mode,
        file_name: upload.name.clone(),
    };
    let Some(import) = app.db.write(move |c| Import::create(c, &new, &file.rows)).await? else {
        let errors = FieldErrors::one("file", Message::new("import-too-many").with("most", MOST_OPEN));
        return page(&visit, &app, form.into_inner(), &errors).await;
    };
    if let Some(other) = file.looks_like {
        let other = visit.translate(Message::new(format!("import-kind-{}", other.as_str())));
        visit.warn(Message::new("import-looks-like").with("kind", other));
    }
    Ok(visit.see_other(&format!("/settings/imports/{}", import.id)))
}

/// `GET /settings/imports/{id}`: what was read, how far it is, or what became of it.
pub(super) async fn show(visit: MemberVisit, app: App, id: Path<ImportId>) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    let read = app.db.read(move |c| {
        let import = mine(c, me, id)?;
        let is_draft = import.state == ImportState::Draft;
        let rows = if is_draft { Row::first(c, id, SHOWN)? } else { Vec::new() };
        let overwrites = is_draft && import.mode == ImportMode::Overwrite;
        let surplus = if overwrites { import.surplus(c)?.len() } else { 0 };
        let (refused, put_off) = (Row::refused(c, id, SHOWN_REFUSED)?, Row::put_off(c, id)?);
        let show = Show {
            columns: import.kind.columns(),
            rows: rows.into_iter().map(|row| row.cells.0).collect(),
            refused: Vec::new(),
            surplus,
            put_off,
            import: lines(c, vec![import])?.pop().ok_or(web::Error::not_found("import"))?,
        };
        Ok::<_, web::Error>((show, refused))
    });
    let (mut show, refused) = read.await?;
    let refusal = |row: Row| Refused { line: row.line, text: row.cells.join(" · "), reason: reason(&visit, &row) };
    show.refused = refused.into_iter().map(refusal).collect();
    visit.render("square/settings/import.html", &show)
}

/// `POST /settings/imports/{id}/confirmation`: from now on it is carried out.
pub(super) async fn confirm(
    visit: MemberVisit,
    app: App,
    id: Path<ImportId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    let confirmed = app.db.write(move |c| {
        if mine(c, me, id)?.confirm(c)? {
            CarryOut::later(c, id, clock::now())?;
        }
        Ok::<_, web::Error>(())
    });
    confirmed.await?;
    Ok(visit.see_other(&format!("/settings/imports/{id}")))
}

/// `POST /settings/imports/{id}/cancellation`: what was done stays, the rest is left.
pub(super) async fn cancel(
    visit: MemberVisit,
    app: App,
    id: Path<ImportId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    app.db.write(move |c| Ok::<_, web::Error>(mine(c, me, id)?.cancel(c)?)).await?;
    visit.notice("import-cancelled");
    Ok(visit.see_other(&format!("/settings/imports/{id}")))
}

/// `DELETE /settings/imports/{id}`: drops what was read; what was done stays.
pub(super) async fn destroy(
    visit: MemberVisit,
    app: App,
    id: Path<ImportId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    app.db.write(move |c| Ok::<_, web::Error>(mine(c, me, id)?.delete(c)?)).await?;
    visit.notice("import-dropped");
    Ok(visit.see_other("/settings/imports"))
}

/// `GET /settings/imports/{id}/refused.csv`: the rows that were not done, as they came and with the reason, to be mended and
/// brought again.
pub(super) async fn refused(visit: MemberVisit, app: App, id: Path<ImportId>) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    let read = app.db.read(move |c| {
        let import = mine(c, me, id)?;
        Ok::<_, web::Error>((import.kind, Row::refused(c, id, MOST_ROWS as i64)?))
    });
    let (kind, rows) = read.await?;
    let head: Vec<&str> = kind.columns().iter().copied().chain(["Reason"]).collect();
    let mut table = csv::Table::new(&head);
    for row in &rows {
        let reason = reason(&visit, row);
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).chain([reason.as_str()]).collect();
        table.row(&cells);
    }
    Ok(csv::download(&format!("refused_{}", kind.file_name()), table.into_string()))
}

fn mine(c: &mut Conn, me: AccountId, id: ImportId) -> web::Result<Import> {
    Import::find(c, me, id)?.ok_or(web::Error::not_found("import"))
}

/// Some imports with how far they are, in a constant number of queries.
fn lines(c: &mut Conn, imports: Vec<Import>) -> diesel::QueryResult<Vec<Line>> {
    let ids: Vec<ImportId> = imports.iter().map(|import| import.id).collect();
    let actors: Vec<ActorId> = imports.iter().map(|import| import.actor_id).collect();
    let (counts, actors) = (Import::counts(c, &ids)?, Actor::load(c, &actors)?);
    let line = |import: Import| Line {
        counts: counts.get(&import.id).copied().unwrap_or_default().into(),
        handle: actors.iter().find(|actor| actor.id == import.actor_id).map(Actor::handle).unwrap_or_default(),
        id: import.id,
        kind: import.kind,
        mode: import.mode,
        state: import.state,
        file_name: import.file_name,
        created_at: import.created_at,
        finished_at: import.finished_at,
        expires_at: import.finished_at.map(|at| at + KEPT),
    };
    Ok(imports.into_iter().map(line).collect())
}

fn reason(visit: &MemberVisit, row: &Row) -> String {
    let said = row.refusal.map(|refusal| Message::new(format!("import-refusal-{}", refusal.as_str())));
    said.map(|said| visit.translate(said)).unwrap_or_default()
}

fn too_large() -> Message {
    Message::new("import-too-large").with("most", (MOST_BYTES >> 20) as i64)
}

/// What is said of a file that is not read, beside the field that can mend it.
fn said_of(error: FileError) -> FieldErrors {
    match error {
        FileError::NotText => FieldErrors::one("file", "import-not-text"),
        FileError::Empty => FieldErrors::one("file", "import-empty"),
        FileError::TooManyRows => {
            FieldErrors::one("file", Message::new("import-too-many-rows").with("most", MOST_ROWS as i64))
        }
        FileError::UnknownKind => FieldErrors::one("kind", "import-unknown-kind"),
        FileError::WrongColumns => FieldErrors::one("kind", "import-wrong-columns"),
    }
}
