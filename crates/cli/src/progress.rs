//! Progress on standard error, for people who wait longer than a second.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use meter_ingest::Progress;
use meter_score::words::duration;

/// A bar that stays invisible for the first second.
pub struct Bar {
    line: ProgressBar,
    started: Instant,
    visible: AtomicBool,
    files: AtomicU64,
    files_done: AtomicU64,
    bytes: AtomicU64,
    /// How many channels there are; 0 as long as only bytes are counted.
    channels: AtomicU64,
    /// How many of them were read, so that those taken over do not look like speed.
    channels_read: AtomicU64,
}

impl Bar {
    const PATIENCE: Duration = Duration::from_secs(1);

    /// A bar, or none where nobody would see it.
    pub fn new(quiet: bool) -> Option<Self> {
        if quiet || !std::io::stderr().is_terminal() {
            return None;
        }
        let line = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        set_style(&line, "{bar:24} {bytes} of {total_bytes}, {bytes_per_sec}, {msg}");
        Some(Self {
            line,
            started: Instant::now(),
            visible: AtomicBool::new(false),
            files: AtomicU64::new(0),
            files_done: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            channels: AtomicU64::new(0),
            channels_read: AtomicU64::new(0),
        })
    }

    /// What a reading tells its progress to.
    pub fn watching(bar: Option<&Self>) -> &dyn Progress {
        bar.map_or(&(), |bar| bar)
    }

    /// From now on so many channels are counted, not bytes: how many bytes there are in all is only known at the end.
    pub fn count_channels(&self, channels: usize) {
        if channels > 1 {
            self.channels.store(channels as u64, Ordering::Relaxed);
            self.line.set_length(channels as u64);
            self.line.set_position(0);
            set_style(&self.line, "{bar:24} {pos} of {len} channels{msg}");
        }
    }

    /// One more channel is done; `read` tells whether that took its time.
    pub fn channel_done(&self, read: bool) {
        self.channels_read.fetch_add(u64::from(read), Ordering::Relaxed);
        if self.channels.load(Ordering::Relaxed) > 0 {
            self.line.inc(1);
        }
        self.refresh();
    }

    /// Says anew how fast it goes and how long it will take.
    pub fn refresh(&self) {
        let channels = self.channels.load(Ordering::Relaxed);
        if channels == 0 {
            return;
        }
        let elapsed = self.started.elapsed().as_secs_f64().max(f64::EPSILON);
        let bytes = self.bytes.load(Ordering::Relaxed);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bytes a second are far below 2^64"
        )]
        let speed = (bytes as f64 / elapsed) as u64;
        let read = self.channels_read.load(Ordering::Relaxed);
        let left = channels.saturating_sub(self.line.position());
        let time = match read {
            0 => String::new(),
            read => format!(", {} left", duration(elapsed / read as f64 * left as f64)),
        };
        self.line.set_message(format!(", {}, {}/s{time}", HumanBytes(bytes), HumanBytes(speed)));
        self.show();
    }

    /// Does something with the bar out of the way.
    pub fn aside<T>(bar: Option<&Self>, act: impl FnOnce() -> T) -> T {
        match bar {
            Some(bar) => bar.line.suspend(act),
            None => act(),
        }
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        self.line.finish_and_clear();
    }

    fn show(&self) {
        if self.started.elapsed() > Self::PATIENCE && !self.visible.swap(true, Ordering::Relaxed) {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

fn set_style(line: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        line.set_style(style);
    }
}

impl Progress for Bar {
    fn planned(&self, files: u64, bytes: u64) {
        self.files.fetch_add(files, Ordering::Relaxed);
        if self.channels.load(Ordering::Relaxed) == 0 {
            self.line.inc_length(bytes);
        }
    }

    fn bytes_read(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        if self.channels.load(Ordering::Relaxed) == 0 {
            self.line.inc(bytes);
        }
        self.show();
    }

    fn file_done(&self) {
        let done = self.files_done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.channels.load(Ordering::Relaxed) == 0 {
            self.line.set_message(format!("{done} of {} files", self.files.load(Ordering::Relaxed)));
        }
    }
}
