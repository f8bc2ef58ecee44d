//! `token`: who may ask the server for what.

use anyhow::bail;
use meter_report::tokens::{self, TokenView};
use meter_score::words::count;
use meter_service::Database;
use meter_service::tokens::{Revocation, Scope, TokenId, TokenRow};

use super::print;
use crate::arguments::{TokenArguments, TokenCommand, TokenFormat};
use crate::as_of::now;
use crate::database::{open, open_existing};
use crate::exit::Exit;
use crate::output::Output;
use crate::stderr;

/// Runs `token`.
pub fn run(arguments: TokenArguments) -> anyhow::Result<Exit> {
    match arguments.command {
        TokenCommand::Add { channel, admin: _, database } => {
            if channel.as_deref() == Some("") {
                bail!("a channel has a name; give it, or --admin for every channel");
            }
            add(&open(database.db.as_deref())?, channel.map_or(Scope::Admin, Scope::Channel))
        }
        TokenCommand::List { database, format } => list(&open_existing(database.db.as_deref())?, format),
        TokenCommand::Revoke { which, id, channel, database } => {
            let database = open_existing(database.db.as_deref())?;
            let revocation = match (which, id, channel) {
                (Some(which), ..) => meant(&database, which)?,
                (None, Some(id), _) => Revocation::Id(id),
                (None, None, channel) => Revocation::Channel(channel.unwrap_or_default()),
            };
            revoke(&database, &revocation)
        }
    }
}

/// The token goes to standard output alone, so that it can be put where it belongs without being seen.
fn add(database: &Database, scope: Scope) -> anyhow::Result<Exit> {
    let (id, token) = database.add_token(&scope, now())?;
    let opens = match scope {
        Scope::Admin => "every channel".to_owned(),
        Scope::Channel(channel) => format!("the channel {channel}"),
    };
    stderr::warn(format_args!(
        "token {id} opens {opens}; it is shown this once and kept as a hash only; send it as `Authorization: Bearer TOKEN`"
    ));
    print(|out| writeln!(out, "{token}"))
}

fn list(database: &Database, format: TokenFormat) -> anyhow::Result<Exit> {
    let rows = database.tokens()?;
    let views: Vec<TokenView<'_>> = rows.iter().map(view).collect();
    let mut output = Output::new(None)?;
    match format {
        TokenFormat::Table => {
            let style = output.table_style();
            tokens::write_table(&views, &style, &mut output)?;
        }
        TokenFormat::Csv => tokens::rows(&views).write_csv(&mut output)?,
        TokenFormat::Json => tokens::rows(&views).write_json(&mut output)?,
    }
    output.finish()?;
    Ok(Exit::Done)
}

fn view(row: &TokenRow) -> TokenView<'_> {
    TokenView {
        id: row.id.0,
        channel: match &row.scope {
            Scope::Admin => None,
            Scope::Channel(channel) => Some(channel),
        },
        added_at: row.added_at,
        revoked_at: row.revoked_at,
    }
}

/// Which tokens a word means, that may be a number or a channel.
fn meant(database: &Database, which: String) -> anyhow::Result<Revocation> {
    let rows = database.tokens()?;
    let number = which.parse().map(TokenId).ok().filter(|id| rows.iter().any(|row| row.id == *id));
    let is_channel = rows.iter().any(|row| row.scope == Scope::Channel(which.clone()));
    match number {
        Some(id) if is_channel => {
            bail!("{id} is the number of a token and a channel; say which with --id {id} or --channel {id}")
        }
        Some(id) => Ok(Revocation::Id(id)),
        None => Ok(Revocation::Channel(which)),
    }
}

fn revoke(database: &Database, which: &Revocation) -> anyhow::Result<Exit> {
    let revoked = database.revoke(which, now())?;
    if revoked.is_empty() {
        let name = match which {
            Revocation::Id(id) => id.to_string(),
            Revocation::Channel(channel) => channel.clone(),
        };
        bail!(
            "{name}: is neither the number of a valid token nor a channel that has one; see `safety-meter token list`"
        );
    }
    let ids = revoked.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(", ");
    print(|out| writeln!(out, "{} revoked: {ids}", count(revoked.len() as u64, "token", "tokens")))
}
