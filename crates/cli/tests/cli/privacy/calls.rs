//! Every command in every format, as it is called on a case.

use super::secrets::Kind::{self, Id, Name, Number, Path, Text};

/// One call of the program.
pub struct Call {
    /// What it is called in the table of what may be shown.
    pub name: &'static str,
    /// Its words; `INPUT` stands for the case's folder with what its `case.toml` adds, `FLEET` for the folder above.
    pub words: &'static str,
    /// What it shows of persons, as documented; with `--mask`, nothing.
    pub shows: &'static [Kind],
    /// Whether there is anything to mask.
    pub has_mask: bool,
}

const NOTHING: &[Kind] = &[];
/// Where something was read from.
const PATHS: &[Kind] = &[Path];

const fn call(name: &'static str, words: &'static str, shows: &'static [Kind]) -> Call {
    Call { name, words, shows, has_mask: true }
}

/// All of what may be shown, and by whom. What is read is said on standard error (`-v`) by its path, whoever reads it.
pub const CALLS: &[Call] = &[
    call("score vendor", "score INPUT", NOTHING),
    call("score table", "score INPUT --format table", PATHS),
    call("score json", "score INPUT --format json", PATHS),
    call("score ndjson", "score INPUT --format ndjson", PATHS),
    call("score csv", "score INPUT --format csv", NOTHING),
    call("score parquet", "score INPUT --format parquet -o out/score.parquet", NOTHING),
    // Masked anyway.
    call("score html", "score INPUT --format html", NOTHING),
    // The file beside the results knows where they are from, since it keeps them as they are.
    call("score fleet", "score FLEET --format json -o out/fleet.json --resume", PATHS),
    call("score fleet", "score FLEET -o out/fleet.csv --resume", NOTHING),
    call("score save", "score INPUT --save --db out/h.db", PATHS),
    call("history", "history --db out/h.db", NOTHING),
    call("history", "history input --db out/h.db --format csv", NOTHING),
    call("history full", "history input --db out/h.db --format json --full", PATHS),
    call("report", "report INPUT", NOTHING),
    call("report", "report INPUT --sweep save=0..2", NOTHING),
    call("report fleet", "report FLEET", NOTHING),
    Call { has_mask: false, ..call("report shown", "report INPUT --show-numbers", &[Name, Number, Path]) },
    call("what-if", "what-if INPUT --save 1 --answer 1 --reach 3", NOTHING),
    call("what-if", "what-if INPUT --save 1 --drop-chats *zq* --stability --format json", PATHS),
    call("what-if", "what-if INPUT --send 3 --format ndjson", PATHS),
    call("what-if", "what-if INPUT --age 5 --format csv", NOTHING),
    call("what-if", "what-if INPUT --age 5 --format vendor", NOTHING),
    call("what-if sweep", "what-if INPUT --sweep save=0..2 --format ndjson", NOTHING),
    call("timeline", "timeline INPUT", NOTHING),
    call("timeline", "timeline INPUT --every 1w --format csv", NOTHING),
    call("timeline", "timeline INPUT --every 1w --format json", NOTHING),
    call("plan", "plan INPUT --per-day 1 --days 1 --runs 5", NOTHING),
    call("plan", "plan INPUT --per-day 1 --days 1 --runs 5 --format json", NOTHING),
    call("fleet", "fleet out/fleet.csv", NOTHING),
    call("fleet", "fleet out/fleet.json --format csv", NOTHING),
    call("fleet", "fleet out/score.parquet --format json", NOTHING),
    call("diff", "diff out/fleet.json out/fleet.csv", NOTHING),
    call("diff", "diff out/fleet.json out/fleet.csv --format json", NOTHING),
    call("diff", "diff INPUT --policy default --policy default --format csv", NOTHING),
    call("calibrate", "calibrate INPUT", NOTHING),
    call("calibrate", "calibrate INPUT --format json -o out/policy.toml", NOTHING),
    // Under which names the owner writes.
    call("inspect", "inspect INPUT", &[Name, Path]),
    call("inspect", "inspect INPUT --format json", &[Name, Path]),
    call("convert", "convert INPUT -o out/parquet --format parquet", &[Name, Number]),
    call("convert", "convert INPUT -o out/ipc --format ipc", &[Name, Number]),
    call("convert", "convert INPUT -o out/csv --format csv", &[Name, Number]),
    call("convert", "convert FLEET -o out/ndjson --format ndjson", &[Name, Number]),
    call("convert hidden", "convert INPUT -o out/hidden --format csv --pseudonymise", NOTHING),
    Call {
        has_mask: false,
        ..call(
            "convert texts",
            "convert INPUT -o out/texts --format csv --with-text",
            &[Name, Number, Text, Id],
        )
    },
];

/// What is called on files that are broken, so that errors and rejects are told.
pub const OF_BROKEN: &[Call] = &[
    call("score table", "score INPUT --format table", PATHS),
    call("score json", "score FLEET --format json", PATHS),
    call("inspect", "inspect INPUT --format json", &[Name, Path]),
    call("report", "report INPUT", NOTHING),
    call("convert hidden", "convert INPUT -o out/hidden --format csv --pseudonymise", NOTHING),
];
