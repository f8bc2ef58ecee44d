//! `serve`: answers the vendor's API from exports on this machine.

mod exports;

use std::num::NonZeroUsize;
use std::sync::Arc;

use anyhow::bail;
use meter_service::logs::{Format, Logs};
use meter_service::server::{Clock, Limits, Server, Settings};

use self::exports::Exports;
use crate::arguments::{LogFormat, ServeArguments, policy};
use crate::database;
use crate::exit::Exit;
use crate::masking::shown;
use crate::output::{input_around, refuse_input_as_output};

/// Runs `serve`, until somebody ends it.
pub fn run(arguments: &ServeArguments) -> anyhow::Result<Exit> {
    let policy = policy(arguments.policy.as_deref(), "--policy")?;
    let fingerprint = policy.stamp().fingerprint;
    let exports = Exports::new(&arguments.channels, arguments.timezone.as_deref(), policy)?;
    let database = database::path(arguments.database.db.as_deref())?;
    let plan = exports.plan()?;
    refuse_input_as_output("--db", &database, &plan, arguments.policy.as_deref())?;
    if input_around(&database, &plan).is_some() {
        bail!("--db {}: would lie among the exports; give a path outside of them", shown(&database));
    }
    let settings = Settings {
        listen: arguments.listen,
        database,
        zone: exports.zone(),
        policy: fingerprint,
        jobs: jobs(arguments)?,
        waiting: arguments.queue.into(),
        limits: Limits::default(),
        clock: Clock::system(),
    };
    let format = match arguments.log {
        LogFormat::Text => Format::Text,
        LogFormat::Json => Format::Json,
    };
    let server = Server::new(settings, Arc::new(exports))?;
    let logs = Logs::begin(format, !arguments.quiet)?;
    let ended = server.run(true);
    // Those of a computation that nobody waits for any more.
    meter_ingest::discard_copies();
    logs.finish();
    ended?;
    Ok(Exit::Done)
}

fn jobs(arguments: &ServeArguments) -> anyhow::Result<NonZeroUsize> {
    match arguments.jobs {
        Some(jobs) => Ok(NonZeroUsize::try_from(usize::from(jobs))?),
        None => Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    }
}
