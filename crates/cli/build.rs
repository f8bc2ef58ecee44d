//! Tells the program what it was built from, so that `--version` can. Nothing in here depends on when or in which folder
//! it is built: the same commit gives the same bytes.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SAFETY_METER_COMMIT");
    tell("COMMIT", commit().as_deref().unwrap_or("unknown commit"));
    tell("TARGET", &env::var("TARGET").unwrap_or_default());
    tell("COMPILER", compiler().as_deref().unwrap_or("unknown compiler"));
}

fn tell(name: &str, value: &str) {
    println!("cargo::rustc-env=SAFETY_METER_BUILT_{name}={value}");
}

/// The commit: what a packager says, or else what git does. There may be neither, as in an archive of the sources.
fn commit() -> Option<String> {
    if let Ok(said) = env::var("SAFETY_METER_COMMIT") {
        return Some(said);
    }
    // An archive of the sources may lie in a repository of something else.
    let root = PathBuf::from(output("git", &["rev-parse", "--show-toplevel"])?);
    let workspace = PathBuf::from("../..");
    if root.canonicalize().ok()? != workspace.canonicalize().ok()? {
        return None;
    }
    // The log changes with each commit and each change of branch, and the sources whenever they are no longer those of the commit.
    let log = output("git", &["rev-parse", "--git-path", "logs/HEAD"])?;
    let sources = fs::read_dir("..").ok()?.filter_map(|folder| Some(folder.ok()?.path().join("src")));
    let manifests = ["Cargo.toml", "Cargo.lock"].map(|name| workspace.join(name));
    for watched in sources.chain(manifests).chain([PathBuf::from(log)]).filter(|path| path.exists()) {
        println!("cargo::rerun-if-changed={}", watched.to_str()?);
    }
    let described = ["describe", "--always", "--exclude=*", "--abbrev=12", "--dirty= with changes"];
    Some(format!("commit {}", output("git", &described)?))
}

/// Such as `rustc 1.95.0`, without the date and hash behind it.
fn compiler() -> Option<String> {
    let version = output(&env::var("RUSTC").ok()?, &["--version"])?;
    Some(version.split(' ').take(2).collect::<Vec<_>>().join(" "))
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
