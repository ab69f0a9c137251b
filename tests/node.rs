//! Programs from npm that tests run, as the lock file beside a script says; installed once.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use store::testing::python::build_folder;

/// Installs what the lock file of a folder names, where that was not done yet. Others that want it wait.
///
/// # Panics
///
/// When it cannot be installed.
pub fn install(folder: &Path) {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("a folder with a name");
    let guard = File::create(build_folder().join(format!("npm-{name}.lock"))).expect("a lock file");
    guard.lock().expect("the lock");
    let (lock, installed) = (folder.join("package-lock.json"), folder.join("node_modules/.package-lock.json"));
    let time = |path| std::fs::metadata(path).and_then(|found| found.modified()).ok();
    if time(&installed).is_some_and(|at| Some(at) >= time(&lock)) {
        return;
    }
    let arguments = ["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"];
    let done = Command::new("npm").args(arguments).current_dir(folder).status();
    assert!(done.expect("npm (on Debian the package npm)").success(), "npm ci failed in {}", folder.display());
}
