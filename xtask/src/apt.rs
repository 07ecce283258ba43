//! Debian packages: installs them when it may, says the exact command when it may not.

use crate::{Result, say, shell};
use std::process::Command;

/// Installs the packages, telling what for and how long it usually takes.
pub fn install(packages: &[&str], what_for: &str, usually: &str) -> Result {
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if shell::which("apt-get").is_none() {
        return Err(format!(
            "{what_for} is missing, and this is not a Debian system, so it cannot be installed from here.\n\
             Install the equivalent of `{by_hand}` and run the same command again."
        ));
    }
    let Some(prefix) = root_prefix() else {
        return Err(format!(
            "{what_for} is missing. Installing it needs root; run this, then the same command again:\n\n    sudo {by_hand}"
        ));
    };
    let _step = say::step(&format!("Installing {what_for}: {}", packages.join(" ")), usually);
    let get = |args: &[&str]| {
        let mut words = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        let mut command = Command::new(words.next().unwrap_or("env"));
        command.args(words).args(["-qq", "-o", "Dpkg::Use-Pty=0"]).args(args);
        shell::run(&mut command)
    };
    let install: Vec<&str> = ["install", "-y", "--no-install-recommends"].iter().chain(packages).copied().collect();
    // Lists may be absent or out of date on a fresh machine: look again once before giving up.
    if get(&install).is_ok() {
        return Ok(());
    }
    say::note("Fetching Debian's package lists and trying again");
    get(&["update"]).and_then(|()| get(&install)).map_err(|_| {
        format!("{what_for} could not be installed from Debian's packages. When the network is back, run this, then the same command again:\n\n    sudo {by_hand}")
    })
}

/// How to become root without asking: nothing when we are, `sudo -n` when allowed, `None` otherwise.
fn root_prefix() -> Option<&'static [&'static str]> {
    if shell::output(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    let sudo = shell::which("sudo").is_some() && shell::output(Command::new("sudo").args(["-n", "true"])).is_some();
    sudo.then_some(&["sudo", "-n"])
}
