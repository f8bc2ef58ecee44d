//! `diff`: two saved results, or two policies on the same exports: what changed, and why.

use std::path::Path;

use anyhow::bail;
use meter_report::Row;
use meter_report::diff::{self, Diff, Pair, Snapshot, Trend};
use meter_report::mask::Names;
use meter_score::Policy;

use crate::arguments::{DiffArguments, DiffFormat, InputArguments, policy};
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::exit::Exit;
use crate::gather::{Gathered, gather};
use crate::masking::{self, shown};
use crate::output::Output;
use crate::saved::{self, Listed};
use crate::scored::scored;

/// Runs `diff`.
pub fn run(arguments: &DiffArguments) -> anyhow::Result<Exit> {
    let (diff, exit) = match (&*arguments.policy, &*arguments.input.paths) {
        ([], [before, after]) => {
            check_saved(arguments)?;
            of_files(before, after)?
        }
        ([one, other], _) => of_policies(arguments, [one, other])?,
        ([], _) => bail!(
            "diff compares two files of saved results, or two policies on the same exports; name two files, or give --policy twice"
        ),
        ([..], _) => bail!("--policy: diff compares two policies; give it exactly twice"),
    };
    let mut output = Output::new(None)?;
    match arguments.format {
        DiffFormat::Table => {
            let style = output.table_style();
            diff::write_table(&diff, &style, &mut output)?;
        }
        DiffFormat::Csv => diff::write_csv(&diff, &mut output)?,
        DiffFormat::Json => diff::write_json(&diff, &mut output)?,
    }
    output.finish()?;
    let fell = if diff.count(Trend::Fell) > 0 { Exit::Fell } else { Exit::Done };
    Ok(exit.max(fell))
}

/// What says how exports are read says nothing about saved results.
fn check_saved(arguments: &DiffArguments) -> anyhow::Result<()> {
    let InputArguments { paths, fleet, timezone, registered, me, region, channel, .. } = &arguments.input;
    let given = [
        ("--fleet", !fleet.is_empty()),
        ("--timezone", timezone.is_some()),
        ("--registered", registered.is_some()),
        ("--me", !me.is_empty()),
        ("--region", region.is_some()),
        ("--channel", channel.is_some()),
        ("--as-of", arguments.as_of != AsOf::Latest),
    ];
    if let Some((option, _)) = given.into_iter().find(|(_, is_given)| *is_given) {
        bail!(
            "{option} is for exports, and saved results are compared as they are; leave it out, or give --policy twice"
        );
    }
    if paths.iter().all(|path| path.as_os_str() == "-") {
        bail!("-: standard input can be read only once; name it once");
    }
    if let Some(folder) = paths.iter().find(|path| path.is_dir()) {
        bail!(
            "{}: is a folder, and diff compares files of saved results; save them with `safety-meter score`, or give --policy twice",
            shown(folder)
        );
    }
    Ok(())
}

fn of_files(before: &Path, after: &Path) -> anyhow::Result<(Diff, Exit)> {
    let read = |path| saved::list(path, &|get| Snapshot::of(get), &|snapshot: &Snapshot| &snapshot.channel);
    let sides: [Listed<Snapshot>; 2] = [read(before)?, read(after)?];
    let exit =
        saved::say_rejects(before, &sides[0].rejects).max(saved::say_rejects(after, &sides[1].rejects));
    let [one, other] = sides.map(|listed| listed.results);
    let mut diff = Diff::of(names([before, after]), one, other);
    mask(&mut diff);
    Ok((diff, exit))
}

/// Masks channels that were not when they were saved. By then they are joined.
fn mask(diff: &mut Diff) {
    let mut names = Names::new(masking::mask());
    let alone = diff.only_before.iter_mut().chain(&mut diff.only_after);
    let snapshots = diff.pairs.iter_mut().flat_map(|pair| [&mut pair.before, &mut pair.after]).chain(alone);
    for snapshot in snapshots {
        snapshot.channel = names.of(&snapshot.channel);
    }
}

fn names(paths: [&Path; 2]) -> [String; 2] {
    paths.map(shown)
}

/// The policy of a file, or the default one by its name.
fn named(path: &Path) -> anyhow::Result<Policy> {
    policy(Some(path).filter(|path| path.as_os_str() != "default"), "--policy")
}

fn of_policies(arguments: &DiffArguments, paths: [&Path; 2]) -> anyhow::Result<(Diff, Exit)> {
    let plan = Plan::new(&arguments.input)?;
    let policies = [named(paths[0])?, named(paths[1])?];
    let as_of = arguments.as_of.settled();
    let Gathered { made, exit, .. } =
        gather(&arguments.input, masking::mask(), &plan, as_of, &|name, reading, declared| {
            let by = |policy: &Policy| {
                Snapshot::of_row(&Row::of(&scored(name, reading, declared.timezone, policy, as_of)))
                    .map_err(|column| anyhow::anyhow!("a result lacks {column}"))
            };
            Ok(Pair { before: by(&policies[0])?, after: by(&policies[1])? })
        })?;
    let changes = policies[0].changes_to(&policies[1]);
    let pairs = made.into_iter().map(|(_, pair)| pair).collect();
    let diff = Diff { policy: Some(changes), pairs, ..Diff::of(names(paths), Vec::new(), Vec::new()) };
    Ok((diff, exit))
}
