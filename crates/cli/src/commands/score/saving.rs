//! `--save`: results on their way into the history.

use std::path::{Path, PathBuf};

use anyhow::bail;
use meter_report::vendor::SixKeys;
use meter_report::{ChannelResult, full};
use meter_score::words::count;
use meter_service::Database;
use meter_service::history::Entry;

use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::as_of::now;
use crate::channels::Plan;
use crate::database;
use crate::inputs::{Print, hexadecimal};
use crate::masking::{self, shown};
use crate::output::{input_around, refuse_input_as_output};
use crate::pending::Pending;

/// Whoever saves the results of a run.
pub struct Keeper {
    database: Database,
    /// Results that are not saved.
    lost: u64,
}

impl Keeper {
    /// Where the history lies, if results shall be saved: checked before any work begins.
    pub fn place(arguments: &ScoreArguments, plan: &Plan) -> anyhow::Result<Option<PathBuf>> {
        if !arguments.save {
            return Ok(None);
        }
        if arguments.format() == ScoreFormat::Html {
            bail!(
                "--save keeps results and no pages; save in another format, and write the page by a call of its own"
            );
        }
        let path = database::path(arguments.db.as_deref())?;
        refuse_input_as_output("--db", &path, plan, arguments.rating.policy.as_deref())?;
        if input_around(&path, plan).is_some() {
            bail!("--db {}: would lie among the inputs; give a path outside of them", shown(&path));
        }
        if arguments.output.as_deref().is_some_and(|output| is_same(output, &path)) {
            bail!("--output {}: is the history; give another name", shown(&path));
        }
        Ok(Some(path))
    }

    /// Opens or begins the history at `path` for these channels. It knows numbers by their names, and two of them may be the same behind a
    /// mask.
    pub fn open(path: &Path, channels: &[Pending]) -> anyhow::Result<Self> {
        if channels.iter().any(|channel| channel.name != channel.called) {
            bail!(
                "--save --mask: a channel is called like a person or a number, and behind a mask the history could not tell it from \
                 another; name it with --channel, or save without --mask and mask what you show"
            );
        }
        Ok(Self { database: database::open(Some(path))?, lost: 0 })
    }

    /// Saves a result; an error is to be said. After one, nothing more is tried: each trial may take long, and end in the same.
    pub fn save(&mut self, entry: Option<Entry>) -> anyhow::Result<()> {
        let Some(entry) = entry.filter(|_| self.lost == 0) else {
            self.lost += 1;
            return Ok(());
        };
        let saved = self.database.save(&Entry { saved_at: now(), ..entry });
        self.lost += u64::from(saved.is_err());
        saved.map_err(masking::database_error)?;
        Ok(())
    }

    /// What has to be said at the end, if not everything was saved.
    pub fn lost(&self) -> Option<String> {
        let results = count(self.lost, "result is", "results are");
        (self.lost > 0).then(|| {
            format!("{results} not in the history; the same call saves what is missing once that is possible")
        })
    }
}

/// Whether both are the same file, which need not exist.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

/// What the history keeps of a result. When it is saved is not known yet.
pub fn entry(result: &ChannelResult, inputs: Option<&Print>) -> Option<Entry> {
    let mut line = Vec::new();
    full::write_line(result, &mut line).ok()?;
    Some(Entry {
        as_of: result.assessment.as_of,
        saved_at: 0,
        score: SixKeys::of(result).into_owned(),
        full: String::from_utf8(line).ok()?.trim_end().to_owned(),
        policy: result.assessment.policy.fingerprint.clone(),
        inputs: inputs.map(|print| hexadecimal(print)),
    })
}
