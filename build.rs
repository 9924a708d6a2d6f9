//! Tells the program what `locales/` holds, so that adding a language is adding one file.
//!
//! - `NEWSSTAND_LOCALES`: the languages, separated by spaces.
//! - `english.txt`: the English strings, which are built in, a line each.

#[path = "xtask/src/embed/texts.rs"]
mod texts;

use serde_json::{Map, Value};
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let mut tags = Vec::new();
    for entry in fs::read_dir("locales")? {
        let name = entry?.file_name();
        if let Some(tag) = name.to_string_lossy().strip_suffix(".json") {
            tags.push(tag.to_owned());
        }
    }
    tags.sort();
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=xtask/src/embed/texts.rs");
    println!("cargo::rustc-env=NEWSSTAND_LOCALES={}", tags.join(" "));

    let english: Map<String, Value> =
        serde_json::from_str(&fs::read_to_string("locales/en.json")?)?;
    let file = Path::new(&env::var("OUT_DIR")?).join("english.txt");
    fs::write(file, texts::in_order(&english, &english)?.join("\n"))?;
    Ok(())
}
