//! The browser's entry. The loader goes on with `newsstand::element`.

fn main() {
    newsstand::element::report_panics();
}
