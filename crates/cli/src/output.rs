//! Where results go: standard output, or a file that appears only when it is complete.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, bail};
use meter_report::table::TableStyle;
use tempfile::NamedTempFile;

use crate::channels::Plan;

/// The place for results.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A file, written beside its final place and moved there when complete.
    File {
        /// The unfinished file.
        file: BufWriter<NamedTempFile>,
        /// Its final place.
        path: PathBuf,
    },
}

/// How wide a table is where no terminal says otherwise.
pub const COLUMNS: u16 = 80;

impl Output {
    /// Opens standard output, or prepares a file at `path`.
    pub fn new(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout().lock())));
        };
        Ok(Self::File { file: BufWriter::new(new_beside(path)?), path: path.to_owned() })
    }

    /// How a table looks there: as wide as the terminal, in colours where the terminal and the user want them. In a file or a
    /// pipe it has 80 columns and no colours.
    pub fn table_style(&self) -> TableStyle {
        match self {
            Self::Stdout(_) => TableStyle {
                width: terminal_size::terminal_size_of(io::stdout())
                    .map_or(COLUMNS, |(width, _)| width.0)
                    .into(),
                colour: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            },
            Self::File { .. } => TableStyle { width: COLUMNS.into(), colour: false },
        }
    }

    /// Flushes, and moves a file to its place.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut stdout) => Ok(stdout.flush()?),
            Self::File { file, path } => {
                let failed = || format!("{}: cannot be written", path.display());
                let file = file.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                make_readable(file.as_file()).with_context(failed)?;
                file.persist(&path).with_context(failed)?;
                Ok(())
            }
        }
    }
}

/// A temporary file that can be moved to `path`.
pub fn new_beside(path: &Path) -> anyhow::Result<NamedTempFile> {
    let unwritable = || format!("{}: cannot be written; check that its folder exists", path.display());
    if path.is_dir() {
        bail!("{}: is a folder; give the name of a file", path.display());
    }
    NamedTempFile::new_in(folder_of(path)).with_context(unwritable)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are private; a finished result gets the permissions of any new file that others may read.
#[cfg(unix)]
pub fn make_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub fn make_readable(_file: &File) -> io::Result<()> {
    Ok(())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

/// Results must not replace what they were made from, nor anything that lies beside it.
pub fn refuse_input_as_output(option: &str, output: &Path, plan: &Plan) -> anyhow::Result<()> {
    let Ok(existing) = output.canonicalize() else { return Ok(()) };
    let mut inputs = plan.inputs().filter_map(|input| input.canonicalize().ok());
    match inputs.find(|input| existing.starts_with(input)) {
        Some(input) if input == existing => {
            bail!("{option} {}: is one of the inputs; give another name", output.display())
        }
        Some(_) => {
            bail!(
                "{option} {}: exists and lies among the inputs; give a path outside of them",
                output.display()
            )
        }
        None => Ok(()),
    }
}

/// Whether a new file at `output` would lie where the inputs are looked for.
pub fn lies_among_inputs(output: &Path, plan: &Plan) -> bool {
    let Ok(folder) = folder_of(output).canonicalize() else { return false };
    plan.inputs().filter_map(|input| input.canonicalize().ok()).any(|input| folder.starts_with(input))
}

/// Whether the reader of our output went away (`| head`), which is not an error.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
