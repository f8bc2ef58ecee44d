//! What the machine could do at most: the least work that touches every byte of a file, so that the engine has something to be held against.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, anyhow};
use clap::{Parser, ValueEnum};
use serde::Deserialize;

/// Do the least that reading a file takes, and print how many lines or records it has.
#[derive(Parser)]
#[command(name = "limits", version)]
struct Arguments {
    /// What is done with the bytes
    #[arg(value_enum)]
    work: Work,
    /// File of one record a line
    path: PathBuf,
    /// Threads, each of which takes an equal part of the file
    #[arg(long, default_value_t = 1)]
    threads: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Work {
    /// Find the ends of the lines
    Newlines,
    /// Take three fields out of the JSON object on each line, borrowed, and pass over the rest
    Json,
    /// Cut each line of CSV into its cells
    Csv,
}

/// The three fields without which there is no touch.
#[derive(Deserialize)]
struct Touch<'a> {
    chat_id: &'a str,
    from_me: bool,
    timestamp: i64,
}

/// How much is read at once.
const BLOCK: usize = 1 << 20;

fn main() -> anyhow::Result<()> {
    let Arguments { work, path, threads } = Arguments::parse();
    let size = path.metadata().with_context(|| format!("{}: cannot be read", path.display()))?.len();
    let threads = threads.max(1);
    let parts: Vec<anyhow::Result<u64>> = thread::scope(|scope| {
        let part = |number| (size * number / threads, size * (number + 1) / threads);
        let spawned: Vec<_> = (0..threads)
            .map(|number| (part(number), &path))
            .map(|(part, path)| scope.spawn(move || each_block(path, part, |lines| count(work, lines))))
            .collect();
        let join =
            |thread: thread::ScopedJoinHandle<'_, _>| thread.join().map_err(|_| anyhow!("a thread died"))?;
        spawned.into_iter().map(join).collect()
    });
    let total = parts.into_iter().sum::<anyhow::Result<u64>>()?;
    Ok(writeln!(io::stdout(), "{total}")?)
}

/// How many lines or records are in some whole lines.
fn count(work: Work, lines: &[u8]) -> anyhow::Result<u64> {
    let ends = memchr::memchr_iter(b'\n', lines);
    Ok(match work {
        Work::Newlines => ends.count() as u64,
        Work::Json => {
            let (mut begin, mut touches) = (0, 0);
            for end in ends {
                let touch: Touch<'_> = sonic_rs::from_slice(&lines[begin..end])?;
                // Every field has a say, so none can be optimised away.
                touches += u64::from(touch.from_me || touch.timestamp > 0 || !touch.chat_id.is_empty());
                begin = end + 1;
            }
            touches
        }
        Work::Csv => {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(lines);
            let mut record = csv::ByteRecord::new();
            let mut records = 0;
            while reader.read_byte_record(&mut record)? {
                records += 1;
            }
            records
        }
    })
}

/// Adds up what `visit` says of the lines that begin in `from..to`, block by block.
fn each_block(
    path: &Path,
    (from, to): (u64, u64),
    visit: impl Fn(&[u8]) -> anyhow::Result<u64>,
) -> anyhow::Result<u64> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; BLOCK];
    // A line that begins right at `from` ends the part before with its line end, hence the byte before.
    let mut position = from.saturating_sub(1);
    file.seek(SeekFrom::Start(position))?;
    let (mut kept, mut total, mut aligned) = (0, 0, from == 0);
    while position < to {
        let read = file.read(&mut buffer[kept..])?;
        let filled = kept + read;
        let mut begin = 0;
        if !aligned {
            begin = memchr::memchr(b'\n', &buffer[..filled]).map_or(filled, |end| end + 1);
            aligned = true;
        }
        // Lines up to the first that begins at or after `to`.
        let inside = usize::try_from(to - position).unwrap_or(usize::MAX).saturating_sub(1).min(filled);
        let last = if inside < filled {
            memchr::memchr(b'\n', &buffer[inside..filled]).map(|end| inside + end + 1)
        } else {
            memchr::memrchr(b'\n', &buffer[..filled]).map(|end| end + 1)
        };
        let end = match last {
            Some(end) => end.max(begin),
            None if read == 0 => filled,
            None if filled == buffer.len() => return Err(anyhow!("a line is longer than a block")),
            None => begin,
        };
        total += visit(&buffer[begin..end])?;
        if read == 0 {
            break;
        }
        buffer.copy_within(end..filled, 0);
        kept = filled - end;
        position += end as u64;
    }
    Ok(total)
}
