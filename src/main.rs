//! The browser's entry. The loader goes on with `newsstand::element`.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    newsstand::element::report_panics();
}
