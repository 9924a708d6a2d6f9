//! Which version of which tool: `tools.toml`, and `Cargo.lock` for the one tool that follows it.

use crate::project::Project;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Says in `tools.toml` that the version is that of the `wasm-bindgen` crate.
const FROM_LOCK: &str = "Cargo.lock";

/// One tool as `tools.toml` pins it.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The package's name in its registry: the key in `tools.toml`.
    #[serde(skip)]
    pub package: String,
    /// Empty for what is read rather than run.
    #[serde(default)]
    pub executable: String,
    pub registry: Registry,
    pub version: String,
    #[serde(default)]
    pub locked: bool,
    pub minutes: u32,
}

#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    Cargo,
    Npm,
}

impl Pin {
    /// Whether this answer to `--version` comes from the pinned version.
    ///
    /// npm's binaryen 132.0.0 calls itself "version 132", hence the second spelling.
    pub fn is_answered_by(&self, answer: &str) -> bool {
        let short = self.version.strip_suffix(".0.0").unwrap_or(&self.version);
        let mut words = answer.lines().next().unwrap_or_default().split_whitespace();
        words.any(|word| word == self.version || word == short)
    }
}

/// All pins of the project.
pub struct Pins(BTreeMap<String, Pin>);

impl Pins {
    /// Reads `tools.toml`.
    pub fn load(project: &Project) -> Result<Self> {
        let tools = project.read("tools.toml")?;
        let lock = project.read("Cargo.lock")?;
        Self::parse(&tools, &lock)
    }

    fn parse(tools: &str, lock: &str) -> Result<Self> {
        let mut pins: BTreeMap<String, Pin> =
            toml::from_str(tools).context("tools.toml is not as expected")?;
        for (package, pin) in &mut pins {
            pin.package.clone_from(package);
            if pin.version == FROM_LOCK {
                pin.version = locked_version(lock, "wasm-bindgen")?;
            }
        }
        Ok(Self(pins))
    }

    /// The pin of a package.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn get(&self, package: &str) -> Result<&Pin> {
        self.0
            .get(package)
            .with_context(|| format!("tools.toml does not pin {package}"))
    }
}

/// The version of a crate in the text of a `Cargo.lock`.
fn locked_version(lock: &str, name: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock is not as expected")?;
    let mut versions = lock
        .package
        .into_iter()
        .filter(|package| package.name == name);
    match (versions.next(), versions.next()) {
        (Some(only), None) => Ok(only.version),
        (None, _) => bail!("Cargo.lock has no {name}"),
        (Some(_), Some(_)) => bail!("Cargo.lock has more than one version of {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        [[package]]
        name = "wasm-bindgen-futures"
        version = "0.4.60"
        [[package]]
        name = "twice"
        version = "1.0.0"
        [[package]]
        name = "twice"
        version = "2.0.0"
    "#;

    fn pin(version: &str) -> Pin {
        Pin {
            package: "tool".to_owned(),
            executable: "tool".to_owned(),
            registry: Registry::Cargo,
            version: version.to_owned(),
            locked: false,
            minutes: 1,
        }
    }

    #[test]
    fn a_locked_version_is_found_by_its_exact_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked_version(LOCK, "wasm").is_err());
        assert!(locked_version(LOCK, "twice").is_err());
    }

    #[test]
    fn the_projects_own_pins_can_be_read() {
        let pins = Pins::load(&Project::find().unwrap()).unwrap();
        assert_ne!(pins.get("wasm-bindgen-cli").unwrap().version, FROM_LOCK);
        for package in [
            "trunk",
            "geckodriver",
            "binaryen",
            "esbuild",
            "cldr-core",
            "cldr-localenames-full",
            "axe-core",
            "minisearch",
            "flexsearch",
            "lunr",
            "cargo-fuzz",
        ] {
            assert_eq!(pins.get(package).unwrap().package, package);
        }
    }

    #[test]
    fn answers_are_compared_word_by_word() {
        assert!(pin("0.21.14").is_answered_by("trunk 0.21.14\n"));
        assert!(pin("132.0.0").is_answered_by("wasm-opt version 132 (version_132)"));
        assert!(pin("0.37.1").is_answered_by("geckodriver 0.37.1\n\nThe source code …"));
        assert!(pin("0.28.2").is_answered_by("0.28.2\n"));
        assert!(!pin("0.2.13").is_answered_by("wasm-bindgen 0.2.130"));
        assert!(!pin("132.0.0").is_answered_by("wasm-opt version 108 (version_132)"));
    }

    #[test]
    fn a_misspelt_field_is_an_error() {
        let tools = "[trunk]\nexecutable = 'trunk'\nregistry = 'cargo'\nversion = '1'\nminuets = 1";
        assert!(Pins::parse(tools, LOCK).is_err());
    }
}
