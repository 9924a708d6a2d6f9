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
    /// What has come of the last use of a tool.
    Said(Option<Outcome>),
}

/// What may come of the use of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The link is in the clipboard.
    Copied,
    /// The link could not be put into the clipboard.
    Uncopied,
    /// The whole article is translated.
    Translated,
    /// The translation has failed.
    Failed,
}

/// Working tools; dropped, they fall silent and say nothing any more.
pub struct Tools {
    end: js_sys::Function,
    /// What JavaScript reports to, for as long as the tools work.
    _report: Closure<dyn FnMut(u32, JsValue)>,
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
        let report = Closure::new(move |what: u32, value: JsValue| {
            let number = value.as_f64().unwrap_or_default();
            // As in tools.js.
            tell(match what {
                0 => Told::Minutes(number as usize),
                1 => Told::Progress(Some(number).filter(|done| *done >= 0.0)),
                2 => Told::Said(outcome(number)),
                _ => Told::Target(value.as_string().unwrap_or_default()),
            });
        });
        Self {
            end: host::tools(article, language, url, may_store, &report),
            _report: report,
        }
    }
}

fn outcome(number: f64) -> Option<Outcome> {
    match number {
        0.0 => Some(Outcome::Copied),
        1.0 => Some(Outcome::Uncopied),
        2.0 => Some(Outcome::Translated),
        3.0 => Some(Outcome::Failed),
        _ => None,
    }
}

impl Drop for Tools {
    fn drop(&mut self) {
        // It does not throw.
        let _ = self.end.call0(&JsValue::UNDEFINED);
    }
}
