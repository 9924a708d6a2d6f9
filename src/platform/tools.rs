//! The tools of an open article, which work in JavaScript (`embed/tools.js`).

use super::host;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// What the tools have to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// How many minutes the article takes to read; 0 while it is not there.
    Minutes(usize),
    /// The language that the browser can translate it into for its reader.
    Target(String),
    /// How much of a translation is done, 0 to 1; `None` where none is under way.
    Progress(Option<f64>),
    /// The name of what has come of the last use of a tool; empty for nothing.
    Said(String),
}

/// Working tools; dropped, they fall silent and say nothing any more.
pub struct Tools {
    end: js_sys::Function,
    /// What JavaScript reports to, for as long as the tools work.
    _report: Closure<dyn FnMut(String, JsValue)>,
}

impl Tools {
    /// Lets the tools in `article` work, which is in `language` and has its own page at `url`;
    /// `tell` hears what they have to say.
    ///
    /// - `may_store`: whether the size of the text may be kept on the device.
    pub fn new(
        article: &HtmlElement,
        language: &str,
        url: &str,
        may_store: bool,
        mut tell: impl FnMut(Told) + 'static,
    ) -> Self {
        let report = Closure::new(move |what: String, value: JsValue| {
            let number = value.as_f64().unwrap_or_default();
            tell(match what.as_str() {
                "minutes" => Told::Minutes(number as usize),
                "progress" => Told::Progress(Some(number).filter(|done| *done >= 0.0)),
                "target" => Told::Target(value.as_string().unwrap_or_default()),
                _ => Told::Said(value.as_string().unwrap_or_default()),
            });
        });
        Self {
            end: host::tools(article, language, url, may_store, &report),
            _report: report,
        }
    }
}

impl Drop for Tools {
    fn drop(&mut self) {
        // It does not throw.
        let _ = self.end.call0(&JsValue::UNDEFINED);
    }
}
