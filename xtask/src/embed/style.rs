//! The stylesheets: one file per component in `style/`, one stylesheet in a stand.

use crate::project::{file_name, files_in, read};
use anyhow::Result;
use std::path::Path;

/// First, because the others refer to it.
const TOKENS: &str = "tokens.css";
/// Last, because it takes back what the others say.
const PRINT: &str = "print.css";
/// The loader carries it, and draws with it before the stylesheet is there.
const SKELETON: &str = "skeleton.css";
/// Not for the stylesheet of a stand: for the page of the demo, for any host page, for the loader.
const OUTSIDE: [&str; 3] = ["demo.css", "reserve.css", SKELETON];

/// All styles of the inside of a stand.
pub fn join(folder: &Path) -> Result<String> {
    let mut files = files_in(folder, "css")?;
    files.retain(|path| !OUTSIDE.contains(&file_name(path).as_str()));
    // The sort is stable, so the others stay in alphabetical order.
    files.sort_by_key(|path| match file_name(path).as_str() {
        TOKENS => 0,
        PRINT => 2,
        _ => 1,
    });
    let mut joined = String::new();
    for path in files {
        joined.push_str(&read(&path)?);
        joined.push('\n');
    }
    Ok(joined)
}

/// The styles of the skeleton, which may be none.
pub fn skeleton(folder: &Path) -> Result<String> {
    let path = folder.join(SKELETON);
    if path.is_file() {
        read(&path)
    } else {
        Ok(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_print_last_and_the_demo_stays_out() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "reader", "card", "print", "tokens", "demo", "reserve", "skeleton",
        ];
        for name in names {
            std::fs::write(
                folder.path().join(format!("{name}.css")),
                format!(".{name}{{}}"),
            )
            .unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "not a stylesheet").unwrap();
        let joined = join(folder.path()).unwrap();
        assert_eq!(joined, ".tokens{}\n.card{}\n.reader{}\n.print{}\n");
        assert_eq!(skeleton(folder.path()).unwrap(), ".skeleton{}");
    }
}
