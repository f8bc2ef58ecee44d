//! Reads back what `score` wrote, as the members of a fleet.

use std::collections::HashSet;
use std::path::Path;

use anyhow::bail;
use meter_report::fleet::Member;

use crate::saved::{self, Found, Get};

/// What a file of scores says.
#[derive(Default)]
pub struct Scores {
    /// The channels, in the order of the file.
    pub members: Vec<Member>,
    /// Rows that tell of no channel: where, and why.
    pub rejects: Vec<String>,
    /// The names of the channels so far.
    names: HashSet<String>,
}

/// Reads the scores at `path`, or from standard input.
pub fn read(path: &Path) -> anyhow::Result<Scores> {
    let mut scores = Scores::default();
    saved::each(path, &mut |found| match found {
        Found::Record { place, get } => scores.add(place, get),
        Found::Broken(why) => scores.rejects.push(why),
    })?;
    if scores.members.is_empty() {
        bail!(
            "{}: holds no scores; give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
            path.display()
        );
    }
    Ok(scores)
}

impl Scores {
    fn add(&mut self, place: &str, get: &Get<'_>) {
        match Member::of(get) {
            Ok(member) if !self.names.insert(member.channel.clone()) => {
                self.rejects.push(format!("{place} is of a channel that is listed before"));
            }
            Ok(member) => self.members.push(member),
            Err("channel") => self.rejects.push(format!("{place} has no channel")),
            Err(column) => self.rejects.push(format!("{place} has no {column} from 1 to 3")),
        }
    }
}
