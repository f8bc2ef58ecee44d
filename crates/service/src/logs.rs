//! Where the server says what it does: lines on standard error, written by a thread of their own.
//!
//! Whoever reads them slowly, or not at all, slows nobody down. Lines for which there is no room are counted and left out.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How a line looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// The log of this program, which ends well with [`Logs::finish`].
#[derive(Debug)]
pub struct Logs {
    lines: Lines,
}

/// Takes the lines in.
#[derive(Clone, Debug)]
struct Lines {
    sender: SyncSender<Line>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Line {
    Text(Vec<u8>),
    /// Everything before it is to be written; then this is told.
    End(SyncSender<()>),
}

impl Logs {
    /// Writes whatever is logged in this program to standard error from now on; without `requests`, only what goes wrong.
    ///
    /// # Errors
    /// If there is no thread for it, or something logs already.
    pub fn begin(format: Format, requests: bool) -> io::Result<Self> {
        /// Some megabytes.
        const ROOM: usize = 16_384;
        let (sender, receiver) = sync_channel(ROOM);
        let lines = Lines { sender, lost: Arc::new(AtomicU64::new(0)) };
        let lost = Arc::clone(&lines.lost);
        let writing = move || write_all(&receiver, &lost, &mut io::stderr());
        std::thread::Builder::new().name("log".to_owned()).spawn(writing)?;
        let level = if requests { tracing::Level::INFO } else { tracing::Level::WARN };
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_target(false)
            .with_ansi(false)
            .with_writer(lines.clone());
        let set = match format {
            Format::Text => tracing::subscriber::set_global_default(subscriber.finish()),
            Format::Json => {
                tracing::subscriber::set_global_default(subscriber.json().flatten_event(true).finish())
            }
        };
        set.map_err(io::Error::other)?;
        Ok(Self { lines })
    }

    /// Waits until everything is written, for a second at most.
    pub fn finish(self) {
        const MOST: Duration = Duration::from_secs(1);
        let (sender, receiver) = sync_channel(1);
        if self.lines.sender.try_send(Line::End(sender)).is_ok() {
            let _ = receiver.recv_timeout(MOST);
        }
    }
}

/// Writes what there is at once, however many lines that are.
fn write_all(lines: &Receiver<Line>, lost: &AtomicU64, out: &mut impl Write) {
    const ENOUGH: usize = 1 << 20;
    const PAUSE: Duration = Duration::from_millis(5);
    let mut text = Vec::new();
    while let Ok(line) = lines.recv() {
        let mut next = Ok(line);
        let mut told = None;
        while let Ok(line) = next {
            match line {
                Line::Text(line) => text.extend_from_slice(&line),
                Line::End(sender) => told = Some(sender),
            }
            next = if text.len() < ENOUGH { lines.try_recv() } else { Err(TryRecvError::Empty) };
        }
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            text.extend_from_slice(format!("{lost} lines of the log were left out\n").as_bytes());
        }
        // There is nowhere to say that nothing can be said.
        let _ = out.write_all(&text).and_then(|()| out.flush());
        text.clear();
        if let Some(told) = told {
            let _ = told.send(());
        }
        // So that many lines are one piece of work, and whoever logs has nobody to wake.
        std::thread::sleep(PAUSE);
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.sender.try_send(Line::Text(line.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Arc;
    use std::sync::atomic::AtomicU64;
    use std::sync::mpsc::sync_channel;

    use super::{Line, Lines, write_all};

    #[test]
    fn who_reads_slowly_loses_lines_and_hears_how_many() {
        let (sender, receiver) = sync_channel(2);
        let mut lines = Lines { sender, lost: Arc::new(AtomicU64::new(0)) };
        let lost = Arc::clone(&lines.lost);
        for line in ["one\n", "two\n", "three\n", "four\n"] {
            assert_eq!(lines.write(line.as_bytes()).unwrap(), line.len(), "nobody waits");
        }
        drop(lines);
        let mut written = Vec::new();
        write_all(&receiver, &lost, &mut written);
        assert_eq!(written, b"one\ntwo\n2 lines of the log were left out\n");
    }

    #[test]
    fn what_came_before_the_end_is_written_when_that_is_told() {
        let (sender, receiver) = sync_channel(8);
        let (told, end) = sync_channel(1);
        for line in [Line::Text(b"last\n".to_vec()), Line::End(told)] {
            sender.send(line).unwrap();
        }
        drop(sender);
        let mut written = Vec::new();
        write_all(&receiver, &AtomicU64::new(0), &mut written);
        assert_eq!((written, end.recv()), (b"last\n".to_vec(), Ok(())));
    }
}
