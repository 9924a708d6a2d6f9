//! A panic reaches every stand of the page.

use crate::platform::host;

/// True in a build whose panics stop the program before anybody could be told (`cargo xtask build`).
const STOPS_AT_ONCE: bool = option_env!("NEWSSTAND_PANIC").is_some();

/// Tells the loader of a panic. The instance is dead afterwards (`panic = "abort"`), so the
/// loader shows every stand's fallback and calls nothing here again.
pub fn report_panics() {
    if STOPS_AT_ONCE {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        if let Some(loader) = host::loader() {
            loader.crash(&panic.to_string());
        }
    }));
}
