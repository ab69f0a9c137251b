//! The client API, as programs use it: resource by resource, and by programs of other people's.

mod admin;
mod announcements;
mod filters;
mod instance;
mod media;
mod notifications;
mod occasions;
mod previews;
mod programs;
mod scheduled;
