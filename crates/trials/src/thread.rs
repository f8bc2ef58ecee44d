//! The threads that trials run on.

use rayon::{ThreadPool, ThreadPoolBuilder};

thread_local! {
    static POOL: ThreadPool = ThreadPoolBuilder::new()
        .num_threads(2)
        .use_current_thread()
        .build()
        .expect("a thread that tries can be one of two that read");
}

/// Makes the calling thread a worker of a pool of two, so that parts of an input are still read side by side. If it only asked the pool of
/// all threads, it would sleep and be woken many times for each input, which takes longer than small inputs themselves.
pub(crate) fn join_in() {
    POOL.with(|_| ());
}
