//! Edits on the command line, in the order in which they are given.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, ValueHint};
use meter_report::mask::Mask;
use meter_score::Policy;
use meter_score::what_if::{self, Campaign, ChatPattern, Edit, Quantity};

use super::input::policy;
use super::whole::whole;
use crate::masking;

/// One edit as it is given.
#[derive(Clone, Debug)]
enum Given {
    Age(u64),
    Save(Quantity),
    Answer(Quantity),
    Send(u64),
    Known(f64),
    Reply(f64),
    DropChats(ChatPattern),
    Window(u32),
    Policy(PathBuf),
}

/// All edits, in their order.
#[derive(Clone, Debug)]
pub struct EditArguments {
    given: Vec<Given>,
}

/// How they are parsed and explained.
#[derive(Args, Debug)]
#[command(next_help_heading = "Edits, made in the order in which they are given")]
struct Options {
    /// The number is DAYS older, such as +30d
    #[arg(long, allow_hyphen_values = true, value_name = "DAYS", value_parser = what_if::days, action = clap::ArgAction::Append)]
    age: Vec<u64>,
    /// N (a number, P% or all) of the unknown people who were written to are in the address book, those reached last first
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = Quantity::parse, action = clap::ArgAction::Append)]
    save: Vec<Quantity>,
    /// N (a number, P% or all) of the conversations without an answer in time were answered at once, the oldest first
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = Quantity::parse, action = clap::ArgAction::Append)]
    answer: Vec<Quantity>,
    /// N more people were written to, spread evenly over the last day
    #[arg(long, allow_hyphen_values = true, value_name = "N", value_parser = whole(0, what_if::MOST), action = clap::ArgAction::Append)]
    send: Vec<u64>,
    /// P% of the people of the nearest --send are in the address book [default: 0%]
    #[arg(long, allow_hyphen_values = true, value_name = "P%", value_parser = what_if::percent, action = clap::ArgAction::Append)]
    known: Vec<f64>,
    /// P% of the people of the nearest --send answer at once, the others not at all [default: 0%]
    #[arg(long, allow_hyphen_values = true, value_name = "P%", value_parser = what_if::percent, action = clap::ArgAction::Append)]
    reply: Vec<f64>,
    /// Leave out the chats with people whose number, LID or name is like GLOB, such as '+4477*'; the age stays
    #[arg(long, value_name = "GLOB", value_parser = ChatPattern::parse, action = clap::ArgAction::Append)]
    drop_chats: Vec<ChatPattern>,
    /// The window has DAYS days
    #[arg(long, allow_hyphen_values = true, value_name = "DAYS", value_parser = whole(1, Policy::MOST_WINDOW_DAYS), action = clap::ArgAction::Append)]
    window: Vec<u32>,
    /// Another policy, a file like the one that `safety-meter policy` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, action = clap::ArgAction::Append)]
    policy: Vec<PathBuf>,
}

impl Args for EditArguments {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}

impl FromArgMatches for EditArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut given = Vec::new();
        collect(matches, "age", Given::Age, &mut given);
        collect(matches, "save", Given::Save, &mut given);
        collect(matches, "answer", Given::Answer, &mut given);
        collect(matches, "send", Given::Send, &mut given);
        collect(matches, "known", Given::Known, &mut given);
        collect(matches, "reply", Given::Reply, &mut given);
        collect(matches, "drop_chats", Given::DropChats, &mut given);
        collect(matches, "window", Given::Window, &mut given);
        collect(matches, "policy", Given::Policy, &mut given);
        given.sort_by_key(|(index, _)| *index);
        Ok(Self { given: given.into_iter().map(|(_, given)| given).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Adds the values of an option, each with its place on the command line.
fn collect<T: Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    name: &str,
    make: impl Fn(T) -> Given,
    given: &mut Vec<(usize, Given)>,
) {
    let places = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<T>(name).into_iter().flatten().cloned();
    given.extend(places.zip(values.map(make)));
}

impl EditArguments {
    /// The files of all policies.
    pub fn policies(&self) -> impl Iterator<Item = &Path> {
        self.given.iter().filter_map(|given| match given {
            Given::Policy(path) => Some(path.as_path()),
            _ => None,
        })
    }

    /// The edits, policies read. A share that belongs to no `--send` is one of a campaign whose size is swept, if `sends` says so.
    pub fn edits(&self, sends: bool) -> anyhow::Result<Vec<Edit>> {
        let mut given = self.given.clone();
        let has_send = given.iter().any(|given| matches!(given, Given::Send(_)));
        if !has_send && sends {
            given.push(Given::Send(0));
        }
        let campaigns = campaigns(&given)?;
        let mut edits = Vec::new();
        for (index, given) in given.into_iter().enumerate() {
            edits.push(match given {
                Given::Age(days) => Edit::Age(days),
                Given::Save(quantity) => Edit::Save(quantity),
                Given::Answer(quantity) => Edit::Answer(quantity),
                Given::DropChats(pattern) if masking::mask().is_on() => {
                    Edit::DropChats(pattern.called(Mask::NOTHING))
                }
                Given::DropChats(pattern) => Edit::DropChats(pattern),
                Given::Window(days) => Edit::Window(days),
                Given::Policy(path) => Edit::Policy(Box::new(policy(Some(&path), "--policy")?)),
                Given::Send(_) => match campaigns.iter().find(|(place, _)| *place == index) {
                    Some((_, campaign)) => Edit::Send(*campaign),
                    None => continue,
                },
                Given::Known(_) | Given::Reply(_) => continue,
            });
        }
        Ok(edits)
    }
}

/// Each campaign with its place. A share belongs to the `--send` before it, or else to the first one behind it.
fn campaigns(given: &[Given]) -> anyhow::Result<Vec<(usize, Campaign)>> {
    let mut campaigns: Vec<(usize, Campaign)> = Vec::new();
    for (index, given) in given.iter().enumerate() {
        if let Given::Send(number) = given {
            campaigns.push((index, Campaign { number: *number, known: 0.0, reply: 0.0 }));
        }
    }
    for (index, given) in given.iter().enumerate() {
        let (name, share, is_known) = match given {
            Given::Known(share) => ("--known", *share, true),
            Given::Reply(share) => ("--reply", *share, false),
            _ => continue,
        };
        let before = campaigns.iter().rposition(|(place, _)| *place < index);
        let Some((_, campaign)) = campaigns.get_mut(before.unwrap_or(0)) else {
            bail!("{name} says something of a campaign, but there is none; add --send N");
        };
        let place = if is_known { &mut campaign.known } else { &mut campaign.reply };
        *place = share;
    }
    Ok(campaigns)
}

#[cfg(test)]
mod tests {
    use clap::{Args, FromArgMatches};

    use super::EditArguments;

    fn edits(line: &str) -> anyhow::Result<Vec<String>> {
        let command = EditArguments::augment_args(clap::Command::new("test").no_binary_name(true));
        let matches = command.try_get_matches_from(line.split(' ').filter(|word| !word.is_empty()))?;
        let edits = EditArguments::from_arg_matches(&matches)?.edits(false)?;
        Ok(edits.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn edits_come_in_the_order_in_which_they_are_given() {
        let line = "--save 3 --age +5d --answer 10% --save all --window 60";
        let expected = ["--save 3", "--age +5d", "--answer 10%", "--save all", "--window 60"];
        assert_eq!(edits(line).unwrap(), expected);
        assert_eq!(edits("").unwrap(), [""; 0]);
    }

    #[test]
    fn shares_belong_to_the_nearest_campaign() {
        let two = edits("--reply 50% --send 8 --known 25% --send 4 --known 75 --reply 0").unwrap();
        assert_eq!(two, ["--send 8 --known 25% --reply 50%", "--send 4 --known 75% --reply 0%"]);
        let error = edits("--known 3%").unwrap_err();
        assert_eq!(
            error.to_string(),
            "--known says something of a campaign, but there is none; add --send N"
        );
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        for wrong in [
            "--age 10001d",
            "--save -3",
            "--answer 101%",
            "--send 1000001",
            "--window 0",
            "--known 120%",
            "--drop-chats [",
        ] {
            assert!(edits(wrong).is_err(), "{wrong}");
        }
    }
}
