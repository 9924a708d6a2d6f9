//! The latest choice wins, however the answers arrive.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// A place for one piece of work: whatever starts in it ends what ran in it before.
///
/// Work that has been ended is dropped at once, so it can neither show its result nor report its
/// failure, and what it was waiting for is let go, which aborts a fetch that nobody else waits for.
#[derive(Default)]
pub struct Latest {
    running: RefCell<Rc<RefCell<Option<Work>>>>,
}

impl Latest {
    /// Starts `work` and ends what ran before.
    pub fn run(&self, work: Work) {
        let slot = Rc::new(RefCell::new(Some(work)));
        let before = self.running.replace(slot.clone());
        end(&before);
        leptos::task::spawn_local(Running(slot));
    }

    /// Ends what runs.
    pub fn stop(&self) {
        end(&self.running.borrow());
    }
}

impl Drop for Latest {
    fn drop(&mut self) {
        self.stop();
    }
}

fn end(slot: &RefCell<Option<Work>>) {
    // Taken first and dropped outside the borrow: dropping may come back here.
    let work = slot.try_borrow_mut().map(|mut slot| slot.take());
    drop(work);
}

/// The work as the executor sees it; it ends when its slot is emptied.
struct Running(Rc<RefCell<Option<Work>>>);

impl Future for Running {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Out of its slot while it runs: work that starts its own successor finds the slot empty.
        let Some(mut work) = self.0.take() else {
            return Poll::Ready(());
        };
        let outcome = work.as_mut().poll(context);
        // Nobody else holds the slot of work that has been ended meanwhile.
        let is_latest = Rc::strong_count(&self.0) > 1;
        if outcome.is_pending() && is_latest {
            self.0.replace(Some(work));
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}
