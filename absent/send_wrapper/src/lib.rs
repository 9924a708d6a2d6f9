//! Stands in for the crate [`send_wrapper`](https://docs.rs/send_wrapper/0.6).
//!
//! Leptos keeps in it what belongs to one thread, and it asks at every touch which thread that is. In a
//! browser there is one; but the standard library's answer brings its own allocator along, beside
//! the program's: together they weigh more than a dialect. Here nobody asks in WebAssembly without
//! threads; elsewhere it is as strict as the crate itself.

#![allow(unsafe_code)] // The promise of this crate is one that the compiler cannot check.

use home::Home;
use std::{
    fmt,
    mem::ManuallyDrop,
    ops::{Deref, DerefMut},
};

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
mod home {
    /// The only thread.
    #[derive(Clone)]
    pub struct Home;

    impl Home {
        pub fn here() -> Self {
            Self
        }

        pub fn is_here(&self) -> bool {
            true
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", not(target_feature = "atomics"))))]
mod home {
    use std::thread::{self, ThreadId};

    /// The thread that may touch a value.
    #[derive(Clone)]
    pub struct Home(ThreadId);

    impl Home {
        pub fn here() -> Self {
            Self(thread::current().id())
        }

        pub fn is_here(&self) -> bool {
            self.0 == thread::current().id()
        }
    }
}

/// A value that may be sent to other threads, and touched and dropped only on its own.
pub struct SendWrapper<T> {
    value: ManuallyDrop<T>,
    home: Home,
}

// SAFETY: the value is reached through `touch` and `drop` alone, which refuse on other threads.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: likewise.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value of the current thread.
    pub fn new(value: T) -> Self {
        Self {
            value: ManuallyDrop::new(value),
            home: Home::here(),
        }
    }

    /// True on the value's own thread.
    pub fn valid(&self) -> bool {
        self.home.is_here()
    }

    /// The value itself.
    ///
    /// # Panics
    /// On another thread.
    pub fn take(self) -> T {
        self.touch();
        let mut whole = ManuallyDrop::new(self);
        // SAFETY: `whole` is neither dropped nor touched any more.
        unsafe { ManuallyDrop::take(&mut whole.value) }
    }

    fn touch(&self) {
        assert!(
            self.valid(),
            "a value was touched by a thread that is not its own"
        );
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.touch();
        &self.value
    }
}

impl<T> DerefMut for SendWrapper<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.touch();
        &mut self.value
    }
}

impl<T> Drop for SendWrapper<T> {
    fn drop(&mut self) {
        if std::mem::needs_drop::<T>() {
            self.touch();
            // SAFETY: nothing touches the value after this.
            unsafe { ManuallyDrop::drop(&mut self.value) }
        }
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}

#[cfg(feature = "futures")]
mod futures {
    use super::SendWrapper;
    use futures_core::Stream;
    use std::{
        pin::Pin,
        task::{Context, Poll},
    };

    impl<T> SendWrapper<T> {
        fn pinned(self: Pin<&mut Self>) -> Pin<&mut T> {
            self.touch();
            // SAFETY: the value does not move as long as what is around it does not.
            unsafe { self.map_unchecked_mut(|whole| &mut *whole.value) }
        }
    }

    impl<F: Future> Future for SendWrapper<F> {
        type Output = F::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            self.pinned().poll(context)
        }
    }

    impl<S: Stream> Stream for SendWrapper<S> {
        type Item = S::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.pinned().poll_next(context)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{rc::Rc, thread};

    #[test]
    fn a_value_is_for_its_own_thread() {
        let mut value = SendWrapper::new(Rc::new(1));
        assert!(value.valid());
        *value = Rc::new(2);
        assert_eq!(**value.clone(), 2);
        let elsewhere = thread::spawn(move || (value.valid(), value));
        let (is_valid, value) = elsewhere.join().unwrap();
        assert!(!is_valid);
        assert_eq!(*value.take(), 2);
    }

    #[test]
    fn another_thread_is_refused() {
        let value = SendWrapper::new(Rc::new(1));
        let refused = thread::spawn(move || {
            let value = ManuallyDrop::new(value);
            **value.deref().deref()
        });
        assert!(refused.join().is_err());
    }
}
