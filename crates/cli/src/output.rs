//! Where results go: standard output, or a file that appears only when it is complete.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, bail};
use meter_report::table::TableStyle;
use tempfile::{NamedTempFile, TempPath};

use crate::channels::Plan;
use crate::masking::shown;

/// The place for results.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A file, written beside its final place and moved there when complete.
    File {
        /// The unfinished file.
        file: BufWriter<File>,
        /// Where it lies. It is deleted with this value.
        unfinished: TempPath,
        /// Its final place.
        path: PathBuf,
    },
}

/// How wide a table is where no terminal says otherwise.
pub const COLUMNS: u16 = 80;

impl Output {
    /// Opens standard output, for nothing or `-`, or prepares a file at `path`.
    pub fn new(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| !is_standard(path)) else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout().lock())));
        };
        let path = destination(path)?;
        let (file, unfinished) = new_beside(&path)?.into_parts();
        Ok(Self::File { file: BufWriter::new(file), unfinished, path })
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

    /// An error of writing with the place that cannot be written.
    fn named(&self, error: &io::Error) -> io::Error {
        let place = match self {
            Self::Stdout(_) => "standard output: cannot be written".to_owned(),
            Self::File { path, .. } => unwritable(path),
        };
        io::Error::new(error.kind(), format!("{place}: {error}"))
    }

    /// Gives a file up, so that what is in its place stays there. Standard output has nothing to lose.
    ///
    /// # Errors
    /// One sentence about that.
    pub fn unless_nothing(self, is_nothing: bool) -> anyhow::Result<Self> {
        match self {
            Self::File { .. } if is_nothing => bail!("nothing could be scored, so nothing is written"),
            output => Ok(output),
        }
    }

    /// Flushes, and moves a file to its place. It may be read by whoever could read the file that was there, or any new file.
    pub fn finish(self) -> anyhow::Result<()> {
        self.finish_as(mode_of)
    }

    /// The same, and nobody else may read it.
    pub fn finish_private(self) -> anyhow::Result<()> {
        self.finish_as(|_| None)
    }

    fn finish_as(mut self, mode_of: impl FnOnce(&Path) -> Option<Permissions>) -> anyhow::Result<()> {
        match self {
            Self::Stdout(_) => Ok(self.flush()?),
            Self::File { file, unfinished, path } => {
                let failed = || unwritable(&path);
                let file = file.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                let mode = mode_of(&path);
                unfinished.persist(&path).map_err(|unmoved| unmoved.error).with_context(failed)?;
                // Only now, since an unfinished file is nobody else's business.
                mode.map_or(Ok(()), |mode| file.set_permissions(mode)).with_context(failed)
            }
        }
    }
}

/// Where a file called `path` is put: where a link leads to, in place of a regular file or of nothing. Anything else would be
/// gone.
pub fn destination(path: &Path) -> anyhow::Result<PathBuf> {
    let shown = shown(path);
    match std::fs::metadata(path) {
        Ok(there) if there.is_dir() => bail!("{shown}: is a folder; give the name of a file"),
        Ok(there) if !there.is_file() => {
            bail!(
                "{shown}: is no regular file but a device or a pipe; give the name of a file, or use standard output"
            )
        }
        Ok(_) if is_database(path) => {
            bail!("{shown}: is a database, which would be lost; give another name, or remove it first")
        }
        Ok(_) if path.is_symlink() => path.canonicalize().with_context(|| unwritable(path)),
        Err(_) if path.is_symlink() => {
            bail!("{shown}: is a link that leads nowhere; remove it, or give another name")
        }
        _ => Ok(path.to_owned()),
    }
}

/// Whether a history, or a backup of WhatsApp, lies there. No result is one.
fn is_database(path: &Path) -> bool {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begin));
    read.is_ok() && begin == MAGIC
}

/// A temporary file that can be moved to `path`.
pub fn new_beside(path: &Path) -> anyhow::Result<NamedTempFile> {
    let failed = || format!("{}; check that its folder exists and is yours to write to", unwritable(path));
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let file = NamedTempFile::new_in(folder_of(path)).map_err(without_name).with_context(failed)?;
    unfinished.push(file.path().to_owned());
    Ok(file)
}

/// The name of the temporary file, which stands behind the reason, tells nobody anything.
fn without_name(error: io::Error) -> io::Error {
    match error.to_string().rsplit_once(" at path ") {
        Some((reason, _)) => io::Error::new(error.kind(), reason),
        None => error,
    }
}

/// Whether `-` is given for standard output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Where files were begun. Those that were finished or given up are no longer there.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Deletes what is unfinished, for a program that is about to end. Nobody can begin a file afterwards.
pub fn discard_unfinished() {
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in unfinished.iter() {
        // Most are no longer there.
        let _ = std::fs::remove_file(path);
    }
    std::mem::forget(unfinished);
}

/// What is said of a file that cannot be written, before the reason.
pub fn unwritable(path: &Path) -> String {
    format!("{}: cannot be written", shown(path))
}

/// The folder in which a file called `path` lies.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Who may read what is put there; `None` if it is as it is.
fn mode_of(place: &Path) -> Option<Permissions> {
    #[cfg(unix)]
    let new = Some(std::os::unix::fs::PermissionsExt::from_mode(0o666 & !umask()));
    #[cfg(not(unix))]
    let new = None;
    std::fs::metadata(place).ok().map(|replaced| replaced.permissions()).or(new)
}

/// What new files are not allowed. Only Linux tells without changing it; elsewhere it is what it usually is.
#[cfg(unix)]
fn umask() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = status.lines().find_map(|line| line.strip_prefix("Umask:"));
    told.and_then(|octal| u32::from_str_radix(octal.trim(), 8).ok()).unwrap_or(0o022)
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        };
        written.map_err(|error| self.named(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { file, .. } => file.flush(),
        };
        flushed.map_err(|error| self.named(&error))
    }
}

/// Results must not replace what they were made from: exports and what lies beside them, nor policies and whatever `others` are read.
pub fn refuse_input_as_output<'p>(
    option: &str,
    output: &Path,
    plan: &'p Plan,
    others: impl IntoIterator<Item = &'p Path>,
) -> anyhow::Result<()> {
    let Ok(existing) = output.canonicalize() else { return Ok(()) };
    let mut inputs = plan.inputs().chain(others).filter_map(|input| input.canonicalize().ok());
    match inputs.find(|input| existing.starts_with(input)) {
        Some(input) if input == existing => {
            bail!("{option} {}: is one of the inputs; give another name", shown(output))
        }
        Some(_) => {
            bail!("{option} {}: exists and lies among the inputs; give a path outside of them", shown(output))
        }
        None => Ok(()),
    }
}

/// The input in which a new file at `output` would lie.
pub fn input_around<'p>(output: &Path, plan: &'p Plan) -> Option<&'p Path> {
    fn or_here(folder: &Path) -> &Path {
        if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
    }
    // A folder that is yet to be made lies where the one above it does.
    let folder = folder_of(output).ancestors().find_map(|folder| or_here(folder).canonicalize().ok())?;
    plan.inputs().find(|input| input.canonicalize().is_ok_and(|input| folder.starts_with(input)))
}

/// Whether the reader of our output went away (`| head`), which is not an error.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{BufWriter, Write};

    use tempfile::{NamedTempFile, TempDir};

    use super::{Output, destination};

    /// As on a full disk, nothing can be written to a file that is only open for reading.
    #[cfg(unix)]
    #[test]
    fn what_cannot_be_written_is_named() {
        let folder = TempDir::new().unwrap();
        let (_, unfinished) = NamedTempFile::new_in(&folder).unwrap().into_parts();
        let file = BufWriter::new(File::open(&unfinished).unwrap());
        let mut output = Output::File { file, unfinished, path: "s.csv".into() };
        output.write_all(b"few bytes").unwrap();
        let error = output.flush().unwrap_err();
        assert_eq!(
            error.to_string().split(" (").next(),
            Some("s.csv: cannot be written: Bad file descriptor")
        );
    }

    #[test]
    fn folders_are_no_destination_and_new_files_are() {
        let folder = TempDir::new().unwrap();
        let error = destination(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with(": is a folder; give the name of a file"), "{error}");
        let new = folder.path().join("new.csv");
        assert_eq!(destination(&new).unwrap(), new);
    }
}
