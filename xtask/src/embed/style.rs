//! The stylesheets: one file per component in `style/`, one stylesheet in a stand.

use super::shrink::short_name;
use crate::project::{file_name, files_in, read};
use anyhow::Result;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
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

/// What a page may set: these names are a public contract.
const PUBLIC: &str = "--news-";

/// What no page's own properties begin with: those are inherited into the stand.
const SHORT: &str = "--N";

/// Gives the stand's own custom properties short names, the same in all `sheets`; the most used ones
/// get the shortest.
pub fn shorten<const COUNT: usize>(sheets: [String; COUNT]) -> [String; COUNT] {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in &sheets {
        rewrite(sheet, |name| {
            *uses.entry(name.to_owned()).or_default() += 1;
            None
        });
    }
    let mut names: Vec<(String, usize)> = uses.into_iter().collect();
    names.sort_by_key(|(_, count)| Reverse(*count));
    let short: HashMap<String, String> = names
        .into_iter()
        .enumerate()
        .map(|(at, (name, _))| (name, format!("{SHORT}{}", short_name(at))))
        .collect();
    sheets.map(|sheet| rewrite(&sheet, |name| short.get(name).map(String::as_str)))
}

/// The sheet with what `rename` says in place of each name of a custom property that is not public.
fn rewrite<'a>(sheet: &str, mut rename: impl FnMut(&str) -> Option<&'a str>) -> String {
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut written = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("--") {
        let (before, from) = rest.split_at(at);
        let (name, behind) = from.split_at(from.find(|c| !is_in_name(c)).unwrap_or(from.len()));
        let is_public = name.starts_with(PUBLIC);
        let renamed = (!is_public).then(|| rename(name)).flatten();
        written.push_str(before);
        written.push_str(renamed.unwrap_or(name));
        rest = behind;
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_properties_get_short_names_everywhere() {
        let sheets = [
            ".a{--ink:var(--news-ink,red);--space-1:4px;gap:var(--space-1)}".to_owned(),
            ".b{margin:calc(-1*var(--space-1));color:var(--ink)}@media (x){}".to_owned(),
        ];
        assert_eq!(
            shorten(sheets),
            [
                ".a{--Nb:var(--news-ink,red);--Na:4px;gap:var(--Na)}",
                ".b{margin:calc(-1*var(--Na));color:var(--Nb)}@media (x){}",
            ]
        );
    }

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
