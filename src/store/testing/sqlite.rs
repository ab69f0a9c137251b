//! Each test has a file of its own.

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::template::Templates;
use super::{migrate, open};
use crate::DatabaseConfig;
use crate::migrations::Folder;

static TEMPLATES: Templates<Arc<Vec<u8>>> = Templates::new();

pub(super) struct Fresh;

impl Fresh {
    pub(super) fn new(migrations: &[Folder], folder: &Path) -> Self {
        let file = TEMPLATES.get(migrations, || {
            let folder = TempDir::with_prefix("kermesse-").expect("a temporary folder");
            let config = DatabaseConfig::default();
            migrate(&open(&config, folder.path()), migrations);
            // Closed by now, and so without a log beside it.
            Arc::new(std::fs::read(folder.path().join("kermesse.db")).expect("the file of the template"))
        });
        std::fs::write(folder.join("kermesse.db"), &*file).expect("a copy of the template");
        Self
    }

    pub(super) fn config(&self) -> DatabaseConfig {
        DatabaseConfig::default()
    }
}
