//! The vendor's API on one's own machine, and what belongs to it.
//!
//! | room | what |
//! |---|---|
//! | `settings`, `day` | how it is to behave; the clock and the calendar |
//! | `listen`, `observe` | connections and requests, whatever they ask for |
//! | `access`, `problem` | who may ask for what, and what all others are told |
//! | `app`, `store` | the rule of the day, and what is known without a look at the disk |
//! | `routes`, `metrics` | what can be asked for, and what is counted |

mod access;
mod app;
mod day;
mod listen;
mod metrics;
mod observe;
mod problem;
mod routes;
mod settings;
mod store;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use self::app::App;
pub use self::day::Clock;
use self::day::Day;
pub use self::settings::{Limits, Settings};
use self::store::Store;
use crate::compute::Engine;
use crate::database::DatabaseError;

/// A server that listens already and answers once it runs.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    runtime: Runtime,
}

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It cannot listen there.
    #[error("{address}: cannot be listened on; choose another address or port with --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The system gives no threads or signals.
    #[error("the server cannot start")]
    System(
        /// Why.
        #[source]
        io::Error,
    ),
}

/// Ends a server from another thread.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// Takes no more connections, and ends when what runs is answered.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Opens the database and listens.
    ///
    /// # Errors
    /// If either cannot be done.
    pub fn new(settings: Settings, engine: Arc<dyn Engine>) -> Result<Self, ServeError> {
        let Settings { listen, database, zone, policy, jobs, waiting, mut limits, clock } = settings;
        let store = Store::open(&database, policy, Day::of(clock.now(), zone))?;
        limits.connections = limits.connections.min(connections_of_system());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .thread_name("server")
            .build()
            .map_err(ServeError::System)?;
        let bound = runtime.block_on(async { listen_on(listen) });
        let failed = |source| ServeError::Listen { address: listen, source };
        let listener = bound.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let app = App::new(store, engine, (clock, zone), (jobs.get(), waiting), limits);
        Ok(Self { app: Arc::new(app), listener, address, stop: watch::Sender::new(false), runtime })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// By which it is ended.
    #[must_use]
    pub fn stopper(&self) -> Stop {
        Stop(self.stop.clone())
    }

    /// Answers until [`Stop::stop`] is called or, with `signals`, somebody asks the program to end. Then what runs is answered, as long as
    /// [`Limits::stop`] at most.
    ///
    /// # Errors
    /// If signals cannot be watched.
    pub fn run(self, signals: bool) -> Result<(), ServeError> {
        let Self { app, listener, address, stop, runtime } = self;
        let ended = runtime.block_on(async {
            if signals {
                tokio::spawn(stop_on(end_of_program().map_err(ServeError::System)?, stop.clone()));
            }
            let looking = tokio::spawn(look_again_and_again(Arc::clone(&app)));
            let router = routes::router(Arc::clone(&app));
            tracing::info!(%address, "listening");
            warn(&app, address);
            listen::serve(listener, app, router, stop.subscribe()).await;
            looking.abort();
            tracing::info!("stopped");
            Ok(())
        });
        // A computation that still runs is of no use to anybody any more.
        runtime.shutdown_timeout(Duration::from_millis(100));
        ended
    }
}

/// Says what is most likely not meant.
fn warn(app: &App, address: SocketAddr) {
    if !address.ip().is_loopback() {
        tracing::warn!("there is no TLS: whoever is on the way reads the tokens; put a proxy in front");
    }
    if !app.store.accepts_any() {
        tracing::warn!("no token is accepted yet; `safety-meter token add CHANNEL` makes one");
    }
}

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    /// How many connections may wait to be taken in, if the system allows that many.
    const WAITING: u32 = 4_096;
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A server that is started anew does not wait for the connections of the one before.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// For how many connections the system lets us have files, besides our own.
fn connections_of_system() -> usize {
    const OWN: u64 = 256;
    const WANTED: u64 = 65_536;
    let files = rlimit::increase_nofile_limit(WANTED).unwrap_or(1_024);
    usize::try_from(files.saturating_sub(OWN).max(64)).unwrap_or(usize::MAX)
}

async fn look_again_and_again(app: Arc<App>) {
    /// A look that had to wait for another program takes seconds, and what that did must not wait as long again.
    const MOST: Duration = Duration::from_millis(500);
    let mut pause = store::EVERY;
    loop {
        tokio::time::sleep(pause).await;
        let begun = Instant::now();
        let looking = Arc::clone(&app);
        // It does not queue with requests: a token that was revoked must not wait for those who use it. What fails is logged where it fails.
        let _ = tokio::task::spawn_blocking(move || looking.store.look(looking.today())).await;
        // A long history that others write to all the time takes half of a thread and no more.
        pause = begun.elapsed().clamp(store::EVERY, MOST);
    }
}

#[cfg(unix)]
fn end_of_program() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn end_of_program() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

async fn stop_on(asked: impl Future<Output = ()>, stop: watch::Sender<bool>) {
    asked.await;
    tracing::info!("asked to stop");
    stop.send_replace(true);
}
