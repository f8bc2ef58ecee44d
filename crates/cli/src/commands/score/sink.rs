//! Where results go while a run goes on.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use meter_report::table::{self, TableChannel};
use meter_score::Policy;

use super::elements::Elements;
use super::make::Score;
use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::channels::Plan;
use crate::journal::{Journal, Place, Record};
use crate::masking::shown;
use crate::output::{Output, destination, input_around, is_standard, new_beside};
use crate::stderr;

/// Results of earlier runs by their prints; `None` if nobody keeps results for later ones either.
pub type Known = Option<HashMap<String, Place>>;

/// The place for results.
pub enum Sink {
    /// Standard output, to which each result goes as soon as those before it are there.
    Stream(Elements, Output),
    /// For people, who get all channels together.
    Pages(Vec<TableChannel>, Output),
    /// A file, made at the end of what was noted until then.
    File(Box<Noted>),
}

/// Results on their way to a file.
pub struct Noted {
    format: ScoreFormat,
    path: PathBuf,
    journal: Journal,
    places: BTreeMap<usize, Place>,
    resumes: bool,
}

impl Sink {
    /// Opens what the arguments ask for, and says which results are already there.
    pub fn new(arguments: &ScoreArguments, plan: &Plan) -> anyhow::Result<(Self, Known)> {
        let format = arguments.format();
        let mut output = match &arguments.output {
            Some(path) if format != ScoreFormat::Table && !is_standard(path) => {
                return file(path, arguments, plan);
            }
            path => Output::new(path.as_deref())?,
        };
        let sink = match format {
            ScoreFormat::Table => Self::Pages(Vec::new(), output),
            _ => Self::Stream(Elements::begin(format, &mut output)?, output),
        };
        Ok((sink, None))
    }

    /// Notes a result that has arrived, perhaps before its turn.
    pub fn note(&mut self, index: usize, score: &Score) -> anyhow::Result<()> {
        if let Self::File(noted) = self {
            let place = match score {
                Score::Fresh(record, _) => noted.journal.add(record)?,
                Score::Known(place) => *place,
            };
            noted.places.insert(index, place);
        }
        Ok(())
    }

    /// Takes a result whose turn it is, and gives back what is known of it.
    pub fn take(&mut self, score: Score) -> anyhow::Result<Record> {
        match (self, score) {
            (Self::Stream(elements, output), Score::Fresh(record, _)) => {
                elements.put(&record, output)?;
                output.flush()?;
                Ok(*record)
            }
            (Self::Pages(channels, _), Score::Fresh(record, channel)) => {
                channels.extend(channel.map(|channel| *channel));
                Ok(*record)
            }
            (Self::File(noted), Score::Known(place)) => noted.journal.read(place),
            (Self::File(_), Score::Fresh(record, _)) => Ok(*record),
            (_, Score::Known(_)) => bail!("a result was taken over that nobody has kept"),
        }
    }

    /// Writes what is left to write. `policy` is that of all scores, and `whole` tells whether every channel had its turn.
    pub fn finish(self, policy: &Policy, whole: bool) -> anyhow::Result<()> {
        match self {
            Self::Stream(elements, mut output) => {
                elements.end(&mut output)?;
                output.finish()
            }
            Self::Pages(channels, output) => {
                let mut output = output.unless_nothing(channels.is_empty())?;
                let style = output.table_style();
                table::write_all(&channels, policy, &style, &mut output)?;
                output.finish()
            }
            Self::File(noted) => noted.finish(whole),
        }
    }
}

impl Noted {
    fn finish(mut self, whole: bool) -> anyhow::Result<()> {
        if !whole && self.places.is_empty() {
            // Nothing is done, so nothing is to be seen; what lies there from an earlier run stays.
            return Ok(());
        }
        let mut output = Output::new(Some(&self.path))?;
        if self.places.is_empty() {
            if !self.resumes {
                self.journal.remove()?;
            }
            return output.unless_nothing(true).map(drop);
        }
        let mut elements = Elements::begin(self.format, &mut output)?;
        for place in self.places.values() {
            elements.put(&self.journal.read(*place)?, &mut output)?;
        }
        elements.end(&mut output)?;
        output.finish()?;
        match (whole, self.resumes) {
            (false, _) => Ok(()),
            (true, true) => self.journal.keep_only(self.places.values().copied()),
            (true, false) => self.journal.remove(),
        }
    }
}

fn file(path: &Path, arguments: &ScoreArguments, plan: &Plan) -> anyhow::Result<(Sink, Known)> {
    // Found out now, not when everything is done.
    drop(new_beside(&destination(path)?)?);
    let journal_path = Journal::path_of(path);
    let among_inputs = input_around(path, plan).is_some();
    let (journal, known) = if arguments.resume {
        if among_inputs {
            bail!(
                "--output {}: would lie among the inputs; with --resume give a path outside of them",
                shown(path)
            );
        }
        if path.exists() && !journal_path.exists() && !arguments.input.quiet {
            stderr::warn(format_args!(
                "{}: nothing tells what it was made from, so every channel is scored anew; {} will tell it the next time",
                shown(path),
                shown(&journal_path)
            ));
        }
        let (journal, found) = Journal::resume(&journal_path)?;
        (journal, Some(found))
    } else if plan.is_single() || among_inputs {
        (Journal::unnamed(path)?, None)
    } else {
        (Journal::begin(&journal_path)?, Some(HashMap::new()))
    };
    let noted = Noted {
        format: arguments.format(),
        path: path.to_owned(),
        journal,
        places: BTreeMap::new(),
        resumes: arguments.resume,
    };
    Ok((Sink::File(Box::new(noted)), known))
}
