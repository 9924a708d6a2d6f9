//! The functions that the loader calls. A handle that is gone is ignored, never an error.

use crate::{
    platform::host::{self, Loader, Port},
    widget::{Command, Session, Setting, Settings, Stand},
};
use js_sys::Array;
use leptos::prelude::*;
use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, prelude::*};

/// One mounted stand: dropping it unmounts the view and frees all that it held.
struct Mounted {
    handle: u32,
    session: Session,
    _view: Box<dyn Any>,
}

#[derive(Default)]
struct Desk {
    mounted: Vec<Mounted>,
    last: u32,
}

impl Desk {
    fn find(&self, handle: u32) -> Option<usize> {
        self.mounted.iter().position(|one| one.handle == handle)
    }
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

fn with_session(handle: u32, act: impl FnOnce(Session)) {
    let session = DESK.with_borrow(|desk| desk.find(handle).map(|at| desk.mounted[at].session));
    if let Some(session) = session {
        act(session);
    }
}

/// Introduces the page's loader; called once, before anything else.
#[wasm_bindgen]
pub fn start(loader: Loader) {
    host::set_loader(loader);
}

/// Draws a stand into `drawing` and gives its handle. `attributes` are the element's, in the
/// order of [`Setting::ALL`]; absent ones are `undefined`.
#[wasm_bindgen]
pub fn mount(
    element: web_sys::HtmlElement,
    drawing: web_sys::HtmlElement,
    port: Port,
    attributes: &Array,
) -> u32 {
    let mut settings = Settings::default();
    for (setting, value) in Setting::ALL.iter().zip(attributes.iter()) {
        if let Err(complaint) = settings.set(*setting, value.as_string().as_deref()) {
            host::warn(&complaint);
        }
    }
    host::watch_pictures(&drawing);
    let made = Rc::new(Cell::new(None));
    let making = made.clone();
    let view = leptos::mount::mount_to(drawing.unchecked_into(), move || {
        let session = Session::new(settings, port, element);
        making.set(Some(session));
        view! { <Stand session /> }
    });
    DESK.with_borrow_mut(|desk| {
        desk.last += 1;
        if let Some(session) = made.get() {
            let one = Mounted {
                handle: desk.last,
                session,
                _view: Box::new(view),
            };
            desk.mounted.push(one);
        }
        desk.last
    })
}

/// The attribute `name` has changed to `value`, which is `undefined` where it was removed. Both come as values of the
/// page: for `&str` and `Option<String>` the glue has to be ready to take one back when the other fails.
#[wasm_bindgen]
pub fn set(handle: u32, name: &JsValue, value: &JsValue) {
    let (name, value) = (name.as_string(), value.as_string());
    let is_meant = |setting: &&Setting| name.as_deref() == Some(setting.name());
    if let Some(setting) = Setting::ALL.iter().find(is_meant) {
        with_session(handle, |session| session.set(*setting, value.as_deref()));
    }
}

/// The element's method `open`; what is no string opens nothing.
#[wasm_bindgen]
pub fn open(handle: u32, id_or_url: &JsValue) {
    if let Some(id_or_url) = id_or_url.as_string() {
        with_session(handle, |session| session.command(Command::Open(id_or_url)));
    }
}

/// The element's method `close`.
#[wasm_bindgen]
pub fn close(handle: u32) {
    with_session(handle, |session| session.command(Command::Close));
}

/// The element's method `reload`.
#[wasm_bindgen]
pub fn reload(handle: u32) {
    with_session(handle, |session| session.command(Command::Reload));
}

/// The element has been removed.
#[wasm_bindgen]
pub fn unmount(handle: u32) {
    let mounted =
        DESK.with_borrow_mut(|desk| desk.find(handle).map(|at| desk.mounted.swap_remove(at)));
    // Dropped here, because what is cleaned up may come back to the desk.
    drop(mounted);
}
