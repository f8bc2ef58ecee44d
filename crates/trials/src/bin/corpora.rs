//! Writes the seeds of every target into a folder of corpora, one folder a target, for fuzzing to begin with.

use std::path::Path;
use std::process::ExitCode;

use meter_trials::TARGETS;

/// Longer seeds are cut: fuzzing changes few bytes at a time, and every run reads all of them.
const MOST_BYTES: usize = 64 << 10;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else { return ExitCode::from(2) };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn write(folder: &Path) -> std::io::Result<()> {
    for target in TARGETS.iter().filter(|target| target.is_built()) {
        let folder = folder.join(target.name);
        std::fs::create_dir_all(&folder)?;
        for (number, seed) in target.seeds().iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:03}")), &seed[..seed.len().min(MOST_BYTES)])?;
        }
    }
    Ok(())
}
