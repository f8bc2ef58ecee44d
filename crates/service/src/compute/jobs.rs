//! Work that several callers may ask for at once: each piece is done once, so many at a time, and no more wait than can be served.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, watch};

/// Why a caller got no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotDone {
    /// So many pieces of work wait already that this one was not begun.
    Busy,
    /// The work panicked.
    Failed,
}

/// Pieces of work by their keys, which run on threads that may block.
#[derive(Debug)]
pub struct Jobs<K, T> {
    shared: Arc<Shared<K, T>>,
}

#[derive(Debug)]
struct Shared<K, T> {
    /// Those who wait for a piece of work have a receiver of it, however many they are.
    begun: Mutex<HashMap<K, watch::Receiver<Option<T>>>>,
    /// Places for work that runs or waits.
    places: Arc<Semaphore>,
    /// Places for work that runs.
    running: Arc<Semaphore>,
}

impl<K, T> Clone for Jobs<K, T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<K, T> Jobs<K, T>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    /// `running` pieces at once, while `waiting` more may wait.
    #[must_use]
    pub fn new(running: usize, waiting: usize) -> Self {
        let shared = Shared {
            begun: Mutex::new(HashMap::new()),
            places: Arc::new(Semaphore::new(running + waiting)),
            running: Arc::new(Semaphore::new(running)),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The result of the work with this key: of what others have asked for already, or else of `work`, which then runs on a thread of its own.
    ///
    /// A caller who no longer waits does not end it.
    ///
    /// # Errors
    /// If there is no place to wait in, or the work panicked.
    pub async fn result(&self, key: &K, work: impl FnOnce() -> T + Send + 'static) -> Result<T, NotDone> {
        let mut receiver = self.join_or_begin(key, work)?;
        let done = receiver.wait_for(Option::is_some).await;
        // Whoever sends has gone without a result only if it panicked.
        done.ok().and_then(|done| done.clone()).ok_or(NotDone::Failed)
    }

    /// How many pieces run or wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether nothing runs or waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn join_or_begin(
        &self,
        key: &K,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<watch::Receiver<Option<T>>, NotDone> {
        let mut begun = self.lock();
        if let Some(receiver) = begun.get(key) {
            return Ok(receiver.clone());
        }
        let place = Arc::clone(&self.shared.places).try_acquire_owned().map_err(|_| NotDone::Busy)?;
        let (sender, receiver) = watch::channel(None);
        begun.insert(key.clone(), receiver.clone());
        let ended = Ended { jobs: self.clone(), key: key.clone() };
        let running = Arc::clone(&self.shared.running);
        tokio::spawn(async move {
            let _place = place;
            let Ok(_runs) = running.acquire_owned().await else { return };
            let done = tokio::task::spawn_blocking(work).await.ok();
            // Nobody may join what is done: its result could be of before they asked.
            drop(ended);
            if done.is_some() {
                sender.send_replace(done);
            }
        });
        Ok(receiver)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, watch::Receiver<Option<T>>>> {
        self.shared.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a piece of work off the list, whatever became of it.
struct Ended<K, T>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    jobs: Jobs<K, T>,
    key: K,
}

impl<K, T> Drop for Ended<K, T>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    fn drop(&mut self) {
        self.jobs.lock().remove(&self.key);
    }
}
