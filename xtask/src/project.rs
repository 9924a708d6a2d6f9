//! Where the project's files are.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The repository this program was built from.
pub struct Project {
    pub root: PathBuf,
    /// This program. Asked for at the start: a later build of it may take the file's place.
    pub executable: PathBuf,
}

impl Project {
    /// The project that this program was built in.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask is not inside the project")?
            .to_owned();
        let executable = std::env::current_exe().context("this program does not find itself")?;
        Ok(Self { root, executable })
    }

    /// A path inside the project.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The demo site.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// What a publisher copies.
    pub fn dist_embed(&self) -> PathBuf {
        self.dist().join("embed")
    }

    /// The text of one of the project's files.
    pub fn read(&self, relative: &str) -> Result<String> {
        read(&self.path(relative))
    }
}

/// The text of a file, or an error that names it.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file, or says which one it could not write.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

/// The files directly in a folder whose names end in `extension`, in alphabetical order.
pub fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_file() && path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The last part of a path, for messages and look-ups.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
