//! What is made of one channel, on whichever thread.

use meter_report::Row;
use meter_report::table::TableChannel;
use meter_score::Policy;
use sha2::{Digest, Sha256};

use super::sink::Known;
use super::{elements, saving};
use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::as_of::AsOf;
use crate::inputs::{Print, field, hexadecimal, state};
use crate::journal::{Place, Record};
use crate::pending::{Pending, Read, Said, Session, Unread};
use crate::scored::{in_the_future, scored, weeks};

/// A scored channel and what has to be said about it.
pub struct Made {
    pub score: Score,
    /// Files that could not be read.
    pub failures: Vec<String>,
    /// What was read.
    pub read: Vec<String>,
}

/// Where a score comes from.
pub enum Score {
    /// Computed now. The result itself is only kept for views of all channels together.
    Fresh(Box<Record>, Option<Box<TableChannel>>),
    /// Taken over from an earlier run.
    Known(Place),
}

/// Whoever makes scores.
pub struct Maker<'m> {
    arguments: &'m ScoreArguments,
    policy: &'m Policy,
    session: &'m Session<'m>,
    known: &'m Known,
    /// The instant for which all scores hold: one now for the whole run.
    as_of: AsOf,
    /// Everything but the inputs that decides a result.
    setting: Vec<u8>,
}

impl<'m> Maker<'m> {
    pub fn new(
        arguments: &'m ScoreArguments,
        policy: &'m Policy,
        session: &'m Session<'m>,
        known: &'m Known,
    ) -> Self {
        let as_of = arguments.rating.as_of.settled();
        let policy_stamp = policy.stamp();
        let format = format!("{:?}", arguments.format());
        let instant = format!("{as_of:?}");
        let mut setting = Sha256::new();
        for part in
            [env!("CARGO_PKG_VERSION"), &format, &instant, &policy_stamp.name, &policy_stamp.fingerprint]
        {
            field(&mut setting, part.as_bytes());
        }
        field(&mut setting, format!("{:?}", session.results).as_bytes());
        if arguments.save {
            // What a run without it has kept is not all that the history needs.
            field(&mut setting, b"save");
        }
        // A program that was built anew may score differently and have the same version.
        if let Ok(program) = std::env::current_exe().and_then(std::fs::metadata) {
            state(&mut setting, &program);
        }
        Self { arguments, policy, session, known, as_of, setting: setting.finalize().to_vec() }
    }

    /// Takes the channel's score over from an earlier run, or reads and scores it.
    pub fn make(&self, channel: Pending) -> Result<Made, Unread> {
        // Before anything is read, so that what changes meanwhile looks changed to the next run.
        let needs_inputs = self.known.is_some() || self.arguments.save;
        let inputs = needs_inputs.then(|| channel.print()).flatten();
        let print = self.known.as_ref().zip(inputs).map(|(_, inputs)| self.print(&channel, &inputs));
        let known = print.as_ref().and_then(|print| self.known.as_ref()?.get(print));
        if let Some(place) = known {
            return Ok(Made { score: Score::Known(*place), failures: Vec::new(), read: Vec::new() });
        }
        let name = channel.name.clone();
        let Read { reading, declared, mut said } = channel.read(self.session)?;
        let result = scored(&name, &reading, declared.timezone, self.policy, self.as_of);
        if let Some(doubt) = in_the_future(&reading.ledger, self.as_of) {
            said.doubt(&doubt);
        }
        let Said { failures, doubts, read, .. } = said;
        let record = Record {
            // A file that could not be read may be readable the next time, and its failure has to be said again if not.
            print: print.filter(|_| failures.is_empty()),
            doubts,
            row: Row::of(&result),
            line: elements::line(self.arguments.format(), &result),
            entry: self.arguments.save.then(|| saving::entry(&result, inputs.as_ref())).flatten(),
        };
        let read = if self.arguments.input.is_verbose() { read } else { Vec::new() };
        let whole = (self.arguments.format() == ScoreFormat::Table).then(|| {
            let weeks = weeks(&reading.ledger, self.policy, result.assessment.as_of);
            Box::new(TableChannel { result, weeks })
        });
        Ok(Made { score: Score::Fresh(Box::new(record), whole), failures, read })
    }

    /// By what the result is known again: everything that decides it, hashed.
    fn print(&self, channel: &Pending, inputs: &Print) -> String {
        const BYTES: usize = 16;
        let mut hash = Sha256::new();
        field(&mut hash, &self.setting);
        field(&mut hash, channel.called.as_bytes());
        field(&mut hash, channel.name.as_bytes());
        field(&mut hash, inputs);
        hexadecimal(&hash.finalize()[..BYTES])
    }
}
