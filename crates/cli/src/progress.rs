//! Progress on standard error, for people who wait longer than a second.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use meter_ingest::Progress;

/// A bar that stays invisible for the first second.
pub struct Bar {
    line: ProgressBar,
    started: Instant,
    visible: AtomicBool,
    files: AtomicU64,
    files_done: AtomicU64,
}

impl Bar {
    const PATIENCE: Duration = Duration::from_secs(1);

    /// A bar, or none where nobody would see it.
    pub fn new(quiet: bool) -> Option<Self> {
        if quiet || !std::io::stderr().is_terminal() {
            return None;
        }
        let line = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = "{bar:24} {bytes} of {total_bytes}, {bytes_per_sec}, {msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            line.set_style(style);
        }
        Some(Self {
            line,
            started: Instant::now(),
            visible: AtomicBool::new(false),
            files: AtomicU64::new(0),
            files_done: AtomicU64::new(0),
        })
    }

    /// What a reading tells its progress to.
    pub fn watching(bar: Option<&Self>) -> &dyn Progress {
        bar.map_or(&(), |bar| bar)
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        self.line.finish_and_clear();
    }
}

impl Progress for Bar {
    fn planned(&self, files: u64, bytes: u64) {
        self.files.fetch_add(files, Ordering::Relaxed);
        self.line.inc_length(bytes);
    }

    fn bytes_read(&self, bytes: u64) {
        self.line.inc(bytes);
        if self.started.elapsed() > Self::PATIENCE && !self.visible.swap(true, Ordering::Relaxed) {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn file_done(&self) {
        let done = self.files_done.fetch_add(1, Ordering::Relaxed) + 1;
        self.line.set_message(format!("{done} of {} files", self.files.load(Ordering::Relaxed)));
    }
}
