//! The latest choice wins, however the answers arrive.

use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// A place for one piece of work: whatever starts in it ends what ran in it before.
///
/// Work that has been ended is dropped at once, so it can neither show its result nor report its
/// failure, and what it was waiting for is let go, which aborts a fetch that nobody else waits for.
#[derive(Default)]
pub struct Latest {
    running: Cell<Option<Rc<Slot>>>,
}

/// Work that waits, and how its task is woken.
#[derive(Default)]
struct Slot {
    work: Cell<Option<Work>>,
    waker: Cell<Option<Waker>>,
}

impl Latest {
    /// Starts `work` and ends what ran before.
    pub fn run(&self, work: Work) {
        self.stop();
        leptos::task::spawn_local(self.start(work));
    }

    fn start(&self, work: Work) -> Running {
        let slot = Rc::new(Slot::default());
        slot.work.set(Some(work));
        self.running.set(Some(slot.clone()));
        Running(slot)
    }

    /// Ends what runs.
    pub fn stop(&self) {
        if let Some(slot) = self.running.take() {
            drop(slot.work.take());
            // The task holds on to itself until it has been told that it is done.
            if let Some(waker) = slot.waker.take() {
                waker.wake();
                // As does whatever waits for a change of what is around it.
                super::stir();
            }
        }
    }
}

impl Drop for Latest {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The work as the executor sees it; it ends when its slot is emptied.
struct Running(Rc<Slot>);

impl Future for Running {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Out of its slot while it runs: work that starts its own successor finds the slot empty.
        let Some(mut work) = self.0.work.take() else {
            return Poll::Ready(());
        };
        let outcome = work.as_mut().poll(context);
        // Nobody else holds the slot of work that has been ended meanwhile.
        let is_latest = Rc::strong_count(&self.0) > 1;
        if outcome.is_pending() && is_latest {
            self.0.work.set(Some(work));
            self.0.waker.set(Some(context.waker().clone()));
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl std::task::Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn work_that_is_ended_is_dropped_and_its_task_told() {
        let held = Rc::new(());
        let holding = held.clone();
        let latest = Latest::default();
        let mut running = latest.start(Box::pin(async move {
            std::future::pending::<()>().await;
            drop(holding);
        }));
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        let mut poll = || Pin::new(&mut running).poll(&mut Context::from_waker(&waker));

        assert!(poll().is_pending());
        assert_eq!(Rc::strong_count(&held), 2);
        latest.stop();
        assert_eq!(Rc::strong_count(&held), 1);
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(poll().is_ready());
    }

    #[test]
    fn work_may_end_itself() {
        let latest = Rc::new(Latest::default());
        let own = latest.clone();
        let mut running = latest.start(Box::pin(async move {
            own.stop();
            std::future::pending().await
        }));
        let outcome = Pin::new(&mut running).poll(&mut Context::from_waker(Waker::noop()));
        assert!(outcome.is_ready());
    }
}
