//! What must hold for whatever bytes come in.
//!
//! ```text
//! fixtures ─▶ seeds ─▶ mutate ─┬▶ tests/      20,000 a target, in every run of the tests
//!                              └▶ fuzz/       without end, guided by coverage
//!                                  both ─▶ [`Target::run`] ─▶ laws
//! ```
//!
//! A law is not only "no panic" but something that a reader, a grammar or the server promises for any input. Every target is a row in
//! [`TARGETS`]; tests, fuzz binaries and the README are compared with it, so none can be forgotten.

pub mod laws;
pub mod mutate;
pub mod random;
pub mod seeds;
mod thread;

use meter_ingest::formats::{FORMATS, Format};

use laws::{dates, http, phone, policy, reader, sniff};

/// What is tried with any bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name; for a format that of the format.
    pub name: &'static str,
    subject: Subject,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subject {
    Reader,
    Sniff,
    Phone,
    Dates,
    Policy,
    Http,
}

/// All targets.
pub static TARGETS: &[Target] = &[
    of("whatsapp-text", Subject::Reader),
    of("whapi-json", Subject::Reader),
    of("baileys-json", Subject::Reader),
    of("evolution-json", Subject::Reader),
    of("whatsapp-web-js", Subject::Reader),
    of("wppconnect-json", Subject::Reader),
    of("waha-json", Subject::Reader),
    of("green-api-json", Subject::Reader),
    of("chat-exporter-json", Subject::Reader),
    of("cloud-api", Subject::Reader),
    of("account-report", Subject::Reader),
    of("android-msgstore", Subject::Reader),
    of("android-wa", Subject::Reader),
    of("ios-chat-storage", Subject::Reader),
    of("ios-contacts", Subject::Reader),
    of("whatsmeow", Subject::Reader),
    of("mautrix-whatsapp", Subject::Reader),
    of("whatsapp-mcp", Subject::Reader),
    of("vcard", Subject::Reader),
    of("google-csv", Subject::Reader),
    of("outlook-csv", Subject::Reader),
    of("contacts-csv", Subject::Reader),
    of("table-csv", Subject::Reader),
    of("table-ndjson", Subject::Reader),
    of("table-parquet", Subject::Reader),
    of("table-ipc", Subject::Reader),
    of("sniff", Subject::Sniff),
    of("phone", Subject::Phone),
    of("dates", Subject::Dates),
    of("policy", Subject::Policy),
    of("http", Subject::Http),
];

const fn of(name: &'static str, subject: Subject) -> Target {
    Target { name, subject }
}

impl Target {
    /// Whether it reads a format.
    #[must_use]
    pub fn is_format(&self) -> bool {
        self.subject == Subject::Reader
    }

    /// Whether this build can run it: Parquet and Arrow IPC need the feature `tables`.
    #[must_use]
    pub fn is_built(&self) -> bool {
        !self.is_format() || format(self.name).is_some()
    }

    /// Tries the bytes.
    ///
    /// # Panics
    /// If a law is broken, or if it is not built.
    pub fn run(&self, bytes: &[u8]) {
        thread::join_in();
        match self.subject {
            Subject::Reader => {
                reader::trial(format(self.name).expect("it needs the feature `tables`"), bytes);
            }
            Subject::Sniff => sniff::trial(bytes),
            Subject::Phone => phone::trial(bytes),
            Subject::Dates => dates::trial(bytes),
            Subject::Policy => policy::trial(bytes),
            Subject::Http => http::trial(bytes),
        }
    }

    /// What mutations begin with.
    #[must_use]
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        match self.subject {
            Subject::Reader => reader::seeds(self.name),
            Subject::Sniff => seeds::SEEDS.iter().map(|seed| seed.bytes.clone()).collect(),
            Subject::Phone => phone::seeds(),
            Subject::Dates => dates::seeds(),
            Subject::Policy => policy::seeds(),
            Subject::Http => http::seeds(),
        }
    }
}

/// Tries the bytes with the target of that name.
///
/// # Panics
/// If there is no such target, or if a law is broken.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("it is in the table of targets");
    target.run(bytes);
}

fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
