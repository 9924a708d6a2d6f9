//! Values that views follow, of one type for the compiler.
//!
//! Leptos' own signals are compiled once for each type of value: twelve types weigh as much as a
//! sixth of the program. A [`Live`] keeps its value behind one erased type and uses Leptos' trigger
//! for everything reactive, so that a further type costs next to nothing. For the same reason all
//! effects of the components are one type too.

use leptos::{prelude::*, reactive::signal::Trigger};
use std::{any::Any, marker::PhantomData, rc::Rc};

/// A value that views follow; a handle that copies freely and belongs to the current reactive
/// owner. To be used as an `RwSignal`.
pub struct Live<T> {
    place: Place,
    value: PhantomData<fn() -> T>,
}

/// Where a value is kept, of whichever type.
#[derive(Clone, Copy)]
struct Place {
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    changed: Trigger,
}

impl Place {
    #[inline(never)]
    fn new(value: Rc<dyn Any>) -> Self {
        Self {
            value: StoredValue::new_local(value),
            changed: Trigger::new(),
        }
    }

    #[inline(never)]
    fn value(self) -> Rc<dyn Any> {
        self.value.get_value()
    }

    #[inline(never)]
    fn tracked_value(self) -> Rc<dyn Any> {
        self.changed.track();
        self.value()
    }

    #[inline(never)]
    fn set(self, value: Rc<dyn Any>) {
        let before = self
            .value
            .try_update_value(|kept| std::mem::replace(kept, value));
        // Dropped outside: dropping may come back here.
        drop(before);
        self.changed.notify();
    }
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
            place: Place::new(Rc::new(value)),
            value: PhantomData,
        }
    }

    /// Reads the value; what calls this is run again when it changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value = self.place.tracked_value();
        let result = read(typed(&*value));
        release(value);
        result
    }

    /// Reads the value once.
    ///
    /// # Panics
    /// After the owner has been cleaned up, as Leptos' signals do.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value = self.place.value();
        let result = read(typed(&*value));
        release(value);
        result
    }

    /// Replaces the value and tells everybody who follows it; nothing after the owner has been
    /// cleaned up.
    pub fn set(self, value: T) {
        self.place.set(Rc::new(value));
    }
}

/// Drops a value: once for the compiler, whatever its type.
#[inline(never)]
fn release(value: Rc<dyn Any>) {
    drop(value);
}

fn typed<T: 'static>(value: &dyn Any) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a place keeps the type that it was made for"),
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

    /// A copy of the value; `None` after the owner has been cleaned up.
    pub fn try_get_untracked(self) -> Option<T> {
        let value = self.place.value.try_get_value()?;
        let copy = value.downcast_ref().cloned();
        release(value);
        copy
    }
}

/// Runs `run` once what is being drawn is in the page, and again whenever what it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    run_boxed(Box::new(run));
}

fn run_boxed(mut run: Box<dyn FnMut()>) {
    let lifetime = Lifetime::new();
    Effect::new(move |_| {
        if !lifetime.is_over() {
            run();
        }
    });
}

/// How long the reactive owner lives that is the current one when this is made. An effect that is
/// due already runs once more after its owner has been cleaned up, and would miss what went then.
#[derive(Clone, Copy)]
pub struct Lifetime(StoredValue<(), LocalStorage>);

impl Lifetime {
    /// The lifetime of the current owner.
    #[inline(never)]
    pub fn new() -> Self {
        Self(StoredValue::new_local(()))
    }

    /// True after the owner has been cleaned up.
    #[inline(never)]
    pub fn is_over(self) -> bool {
        self.0.is_disposed()
    }
}

/// A value that comes from others; what follows it is run again only when it changes, not whenever
/// something changes that it depends on.
pub fn derived<T: PartialEq + 'static>(value: impl Fn() -> T + 'static) -> Live<T> {
    derived_boxed(Box::new(value))
}

fn derived_boxed<T: PartialEq + 'static>(value: Box<dyn Fn() -> T>) -> Live<T> {
    let derived = Live::new(untrack(&value));
    effect(move || {
        let now = value();
        if derived.with_untracked(|before| *before != now) {
            derived.set(now);
        }
    });
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_with_its_owner() {
        let owner = Owner::new();
        let (number, text) = owner.with(|| (Live::new(1), Live::new("one".to_owned())));
        number.set(2);
        assert_eq!(number.get_untracked(), 2);
        assert_eq!(text.with_untracked(String::len), 3);
        assert_eq!(text.try_get_untracked().as_deref(), Some("one"));
        let lifetime = owner.with(Lifetime::new);
        assert!(!lifetime.is_over());
        owner.cleanup();
        assert!(lifetime.is_over());
        number.set(3);
        assert_eq!(number.try_get_untracked(), None);
    }
}
