//! Programs from PyPI that tests run: each set in an environment of its own in the folder that cargo builds in, installed once.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python of an environment that has what the lines of a requirements file ask for. The first time, and when they
/// changed, it is installed, which needs Python and PyPI; others that want it wait for that.
///
/// # Panics
///
/// When it cannot be installed.
pub fn environment(name: &str, requirements: &str) -> PathBuf {
    let target = build_folder();
    let environment = target.join(name);
    let python = environment.join("bin/python");
    let lock = File::create(target.join(format!("{name}.lock"))).expect("a lock file");
    lock.lock().expect("the lock");
    // What was installed is written down when it is all there.
    let installed = environment.join("requirements.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|found| found == requirements) {
        return python;
    }
    let path = environment.to_str().expect("a path in UTF-8");
    run(Path::new("python3"), &["-m", "venv", "--clear", path]);
    let wanted = environment.join("wanted.txt");
    std::fs::write(&wanted, requirements).expect("a requirements file");
    let wanted = wanted.to_str().expect("a path in UTF-8");
    run(&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted]);
    std::fs::rename(wanted, &installed).expect("the mark of a whole installation");
    python
}

/// The folder that cargo builds in, where what the tests install lies beside what they are.
///
/// # Panics
///
/// When this program does not lie in one.
pub fn build_folder() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this program");
    let target = test.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    target.expect("the folder that cargo builds in").to_owned()
}

fn run(program: &Path, arguments: &[&str]) {
    let wanted = "programs that the tests use are installed with Python 3 (on Debian also python3-venv) from PyPI";
    let command = format!("{} {}", program.display(), arguments.join(" "));
    match Command::new(program).args(arguments).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!("{wanted}, but `{command}` failed:\n{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => panic!("{wanted}, but `{command}` cannot be run: {error}"),
    }
}
