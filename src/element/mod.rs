//! What the custom element asks of the program: mounting, attributes, methods, unmounting, and
//! what happens when the program itself fails.
//!
//! The class is JavaScript (`embed/news-stand.js`), because WebAssembly cannot extend
//! `HTMLElement`; it calls the functions of [`handle`] with a number. Nothing here draws.

mod crash;
mod handle;

pub use crash::report_panics;
