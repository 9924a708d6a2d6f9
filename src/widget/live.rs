//! Values that views follow, of one type for the compiler.
//!
//! Leptos' own signals are compiled once for each type of value: twelve types weigh as much as a
//! sixth of the program. A [`Live`] keeps its value behind one erased type and uses Leptos' trigger
//! for everything reactive, so that a further type costs next to nothing.

use leptos::{prelude::*, reactive::signal::Trigger};
use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc};

/// A value that views follow; a handle that copies freely and belongs to the current reactive
/// owner. To be used as an `RwSignal`.
pub struct Live<T> {
    slot: StoredValue<Rc<dyn Any>, LocalStorage>,
    changed: Trigger,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: 'static> Live<T> {
    /// A value to begin with.
    pub fn new(value: T) -> Self {
        Self {
            slot: StoredValue::new_local(Rc::new(RefCell::new(value))),
            changed: Trigger::new(),
            value: PhantomData,
        }
    }

    /// Reads the value; what calls this is run again when it changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Reads the value once.
    ///
    /// # Panics
    /// After the owner has been cleaned up, as Leptos' signals do.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let slot = self.slot.get_value();
        match slot.downcast_ref::<RefCell<T>>() {
            Some(value) => read(&value.borrow()),
            None => unreachable!("a slot keeps the type that it was made for"),
        }
    }

    /// Replaces the value and tells everybody who follows it.
    pub fn set(self, value: T) {
        let slot = self.slot.get_value();
        if let Some(place) = slot.downcast_ref::<RefCell<T>>() {
            // Dropped outside the borrow: dropping may come back here.
            let before = place.replace(value);
            drop(before);
        }
        self.changed.notify();
    }
}

impl<T: Clone + 'static> Live<T> {
    /// A copy of the value; what calls this is run again when it changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}
