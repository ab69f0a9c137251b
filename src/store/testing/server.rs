//! A program that serves the tests and ends with them.

use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A program in the background. It is asked to end when this goes, or when the process that started it does, however
/// that ends: the shell between them holds a pipe whose other end is here.
pub struct Server(Child);

/// `$1` is the folder of the program, which goes with it, `$2` the signal that ends it, the rest its command line.
const SCRIPT: &str = r#"
folder=$1 signal=$2
shift 2
exec 3<&0
"$@" >"$folder/log" 2>&1 </dev/null 3<&- &
server=$!
{ read -r _ <&3; touch "$folder/asked"; kill -s "$signal" "$server"; } &
reader=$!
exec 3<&-
wait "$server"
if [ -e "$folder/asked" ]; then rm -rf "$folder"; else kill "$reader"; fi
"#;

impl Server {
    /// Starts a program, as another user and group where they are named; `signal` ends it. What it says is in `log` in its
    /// folder, which is removed with it. It may not be ready yet.
    ///
    /// # Panics
    ///
    /// When there is no shell.
    pub fn start(run: &Command, folder: &Path, signal: &str, user: Option<(u32, u32)>) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "sh"]).arg(folder).arg(signal).arg(run.get_program()).args(run.get_args());
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder);
        become_user(&mut shell, user);
        // An interrupt at the terminal is for the tests; the server ends after them.
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        Self(shell.spawn().expect("a shell"))
    }

    /// It has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        drop(self.0.wait());
    }
}

/// Has a program run as another user, where one is named.
pub(super) fn become_user(command: &mut Command, user: Option<(u32, u32)>) {
    use std::os::unix::process::CommandExt;
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
}

/// A port of the loopback address on which nobody listens.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
