//! Connections: taken in, served, and given up where they are too slow, too many or too old.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::app::App;
use super::settings::Limits;

/// Serves connections until `stop` is true, and then those that are being answered.
pub(super) async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let limits = app.limits;
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        let place = tokio::select! {
            Ok(place) = Arc::clone(&places).acquire_owned() => place,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let stream = tokio::select! {
            stream = accept(&listener) => stream,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let (router, app, stop) = (router.clone(), Arc::clone(&app), stop.clone());
        tokio::spawn(async move {
            let _connected = app.metrics.connected();
            connection(stream, router, app.limits, stop).await;
            drop(place);
        });
    }
    // From here on nobody new is let in.
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    if timeout(limits.stop, places.acquire_many(all)).await.is_err() {
        tracing::warn!("some requests were not answered before the time to stop was over");
    }
}

async fn accept(listener: &TcpListener) -> TcpStream {
    /// Until some connection has ended and given back what there was too little of.
    const PAUSE: Duration = Duration::from_millis(50);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small and whole.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken in");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    const HEAD_BYTES: usize = 16 * 1_024;
    let inner = TowerToHyperService::new(router);
    let busy = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&busy);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (inner, one) = (inner.clone(), Busy::one(&counted));
        async move {
            let _one = one;
            inner.call(request.map(Body::new)).await
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut served = std::pin::pin!(served);
    let old = sleep(limits.lifetime);
    // What it ends with is of no interest: a client that goes, or says what is no HTTP.
    tokio::select! {
        _ = served.as_mut() => return,
        () = old => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
    served.as_mut().graceful_shutdown();
    finish(served, &busy, limits.stop).await;
}

/// Lets a connection finish what it is at, if it is at anything.
async fn finish(mut served: std::pin::Pin<&mut impl Future>, busy: &AtomicUsize, most: Duration) {
    /// For what is on its way in or out.
    const GRACE: Duration = Duration::from_millis(500);
    let end = Instant::now() + most;
    loop {
        tokio::select! {
            _ = served.as_mut() => return,
            () = sleep(GRACE) => if busy.load(Ordering::Relaxed) == 0 { return },
            () = sleep_until(end) => return,
        }
    }
}

/// A request that is being answered.
struct Busy(Arc<AtomicUsize>);

impl Busy {
    fn one(all: &Arc<AtomicUsize>) -> Self {
        all.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(all))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
