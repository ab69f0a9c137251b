//! The server: pages, workers and an orderly end.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get};
use anyhow::Context;
use clients::streaming::Hub;
use host::web::Certified;
use host::{App, Config, Modules};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Serves until the process is told to stop (SIGINT, SIGTERM), then lets requests and jobs end.
pub async fn serve(config: Config, modules: Modules) -> anyhow::Result<()> {
    let app = App::open(config, modules).await?;
    announce(&app);
    serve_app(app).await
}

/// Serves an application that is open already.
pub async fn serve_app(app: App) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    host::membership::settle_all(&app).await?;
    let mut workers = app.start_workers(&stopped, |runner| clients::jobs(portal::jobs(runner)));
    let (close, closing) = watch::channel(false);
    let (hub, passing) = Hub::open(&app, &closing);
    workers.push(passing);
    let metrics = PrometheusBuilder::new().install_recorder().ok();
    let certified = certified(&app);
    let site = app.clone();
    let serving = host::web::server::bind(&app.web, &certified, move |config| {
        config.app_data(site.clone()).app_data(metrics.clone()).app_data(hub.clone());
        routes(&site, config);
    })
    .context("the server cannot listen")?;
    // The server waits for requests to end, and streams have no end of their own.
    let streams = tokio::spawn(async move {
        told_to_stop().await;
        close.send(true)
    });
    let outcome = serving.server.await;
    streams.abort();
    tracing::info!("stopping");
    // The receivers may be gone already: then there is nobody to be told.
    let _ = stop.send(true);
    for worker in workers {
        if let Err(error) = worker.await {
            tracing::error!(%error, "a worker ended badly");
        }
    }
    outcome.context("the server stopped")
}

/// Returns when the process is told to stop, which the server hears by itself.
async fn told_to_stop() {
    let mut terminated = match signal(SignalKind::terminate()) {
        Ok(terminated) => terminated,
        Err(error) => {
            tracing::warn!(%error, "the signal to stop cannot be heard: streams keep the server for a while");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Every address: what all sites have, then each stall's own, then what clients and pages ask of every stall, then the square.
fn routes(app: &App, config: &mut ServiceConfig) {
    config.route("/healthz", get().to(healthy)).route("/readyz", get().to(ready)).route("/metrics", get().to(figures));
    app.stall_routes(config, |config| {
        clients::routes(config);
        stall::routes(config);
    });
    portal::routes(config);
}

async fn healthy() -> &'static str {
    "ok"
}

/// Ready when the database answers.
async fn ready(app: App) -> host::web::Result<&'static str> {
    use diesel::prelude::*;
    app.db.read(|c| diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("1")).execute(c)).await?;
    Ok("ready")
}

/// Figures for Prometheus, on the square, for the addresses that `server.metrics_allow` names.
async fn figures(app: App, req: actix_web::HttpRequest) -> host::web::Result<HttpResponse> {
    let square =
        app.web.square().is_some_and(|square| host::web::Site::of(&req).is_ok_and(|site| site.name == square.name));
    let allowed = {
        let address = host::web::client_ip(&req);
        app.config.server.metrics_allow.iter().any(|network| network.contains(address))
    };
    let handle = req.app_data::<Option<PrometheusHandle>>().cloned().flatten();
    match handle.filter(|_| square && allowed) {
        Some(handle) => Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render())),
        None => Err(host::web::Error::not_found("page")),
    }
}

/// The hosts that automatic certificates are for, and where those are kept.
fn certified(app: &App) -> Certified {
    let origins = std::iter::once(app.hosts.square()).chain(app.hosts.stalls().iter().map(|stall| &stall.origin));
    let name = |host: &str| host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    Certified {
        hosts: origins.map(|origin| name(origin.host())).collect(),
        cache: app.config.data_dir.join("certificates"),
    }
}

fn announce(app: &App) {
    tracing::info!(square = %app.hosts.square(), version = env!("CARGO_PKG_VERSION"), "open");
    for stall in app.hosts.stalls() {
        tracing::info!(stall = stall.name, address = %stall.origin, "open");
    }
}
