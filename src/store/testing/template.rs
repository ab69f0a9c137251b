//! Migrations are run once for each set of them; every further database is a copy.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use diesel::migration::MigrationSource;

use crate::Backend;
use crate::migrations::Folder;

/// What was made for each set of migrations.
pub(super) struct Templates<T>(Mutex<Option<HashMap<String, T>>>);

impl<T: Clone> Templates<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The template for these migrations; `make` is called for the first who asks, while others wait.
    pub(super) fn get(&self, migrations: &[Folder], make: impl FnOnce() -> T) -> T {
        let mut templates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        templates.get_or_insert_default().entry(key(migrations)).or_insert_with(make).clone()
    }
}

fn key(folders: &[Folder]) -> String {
    let mut names = Vec::new();
    for folder in folders {
        let migrations = MigrationSource::<Backend>::migrations(folder.migrations).expect("embedded migrations");
        names.extend(migrations.iter().map(|migration| format!("{}/{}", folder.owner, migration.name())));
    }
    names.sort();
    names.join(" ")
}
