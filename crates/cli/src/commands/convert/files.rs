//! Where the tables go: two files, of which none appears before both are complete.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use meter_tables::{Table, TableFormat, write};

use crate::channels::Plan;
use crate::masking::shown;
use crate::output::{Output, destination, input_around, refuse_input_as_output};

/// The two files.
pub(super) struct Files {
    messages: PathBuf,
    contacts: PathBuf,
    /// A folder to be made for them.
    folder: Option<PathBuf>,
    format: TableFormat,
}

const FORMATS: [TableFormat; 4] =
    [TableFormat::Parquet, TableFormat::Ipc, TableFormat::Csv, TableFormat::Ndjson];

impl Files {
    /// Checks where they go, before anything is read.
    pub(super) fn plan(output: &Path, format: Option<TableFormat>, plan: &Plan) -> anyhow::Result<Self> {
        let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let by_ending = FORMATS.into_iter().find(|format| format.extension() == ending);
        let files = if let Some(by_ending) = by_ending.filter(|_| !output.is_dir()) {
            Self::pair(output, ending, by_ending, format)?
        } else {
            Self::in_folder(output, format)?
        };
        files.refuse_inputs(plan)?;
        Ok(files)
    }

    /// A file of messages, and one of contacts named after it.
    fn pair(
        output: &Path,
        ending: &str,
        by_ending: TableFormat,
        format: Option<TableFormat>,
    ) -> anyhow::Result<Self> {
        if let Some(format) = format.filter(|&format| format != by_ending) {
            bail!(
                "--output {}: ends in .{ending}, but --format asks for .{}; leave one of them out",
                shown(output),
                format.extension()
            );
        }
        let stem = output.file_stem().unwrap_or_default().to_string_lossy();
        let contacts = output.with_file_name(format!("{stem}-contacts.{ending}"));
        Ok(Self { messages: output.to_owned(), contacts, folder: None, format: by_ending })
    }

    /// Both files in a folder of their own.
    fn in_folder(output: &Path, format: Option<TableFormat>) -> anyhow::Result<Self> {
        if output.exists() && !output.is_dir() {
            bail!(
                "--output {}: is a file of another kind; give a folder, or a file that ends in .parquet, .arrow, .csv or \
                 .ndjson",
                shown(output)
            );
        }
        let format = format.unwrap_or(TableFormat::Parquet);
        let file = |name: &str| output.join(format!("{name}.{}", format.extension()));
        let (messages, contacts) = (file("messages"), file("contacts"));
        Ok(Self { messages, contacts, folder: Some(output.to_owned()), format })
    }

    /// What is written there would be read as an export of the same channel the next time.
    fn refuse_inputs(&self, plan: &Plan) -> anyhow::Result<()> {
        for file in [&self.messages, &self.contacts] {
            refuse_input_as_output("--output", file, plan, [])?;
            destination(file)?;
        }
        let inside = input_around(&self.messages, plan);
        if let Some(input) = inside {
            bail!(
                "--output {}: lies inside the exports in {}, among which it would be read the next time; give another place",
                shown(&self.messages),
                shown(input)
            );
        }
        Ok(())
    }

    pub(super) fn format(&self) -> TableFormat {
        self.format
    }

    /// Writes both, and moves them to their places when both are complete.
    pub(super) fn write(&self, messages: &Table, contacts: &Table) -> anyhow::Result<()> {
        if let Some(folder) = self.folder.as_ref().filter(|folder| !folder.is_dir()) {
            std::fs::create_dir(folder)
                .with_context(|| format!("--output {}: cannot be made", shown(folder)))?;
        }
        let outputs = [(messages, &self.messages), (contacts, &self.contacts)].map(|(table, path)| {
            let mut output = Output::new(Some(path))?;
            write(table, self.format, &mut output)?;
            Ok(output)
        });
        let outputs: Vec<Output> = outputs.into_iter().collect::<anyhow::Result<_>>()?;
        outputs.into_iter().try_for_each(Output::finish)
    }
}
