//! A panic reaches every stand of the page.

use crate::platform::host;

/// Tells the loader of a panic. The instance is dead afterwards (`panic = "abort"`), so the
/// loader shows every stand's fallback and calls nothing here again.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(loader) = host::loader() {
            loader.crash(&panic.to_string());
        }
    }));
}
