//! A WebAssembly module as far as its imports and exports go. Everything else is carried along.

use anyhow::{Result, bail};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{
    CustomSectionReader, Encoding, ExportSectionReader, ImportSectionReader, Parser, Payload,
};

/// A WebAssembly module, as far as names go.
pub struct Module {
    bytes: Vec<u8>,
}

/// What a module expects from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub module: String,
    pub name: String,
}

impl Module {
    /// Reads a module.
    ///
    /// # Errors
    /// What is no WebAssembly, or is cut short.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        for part in Parser::new(0).parse_all(bytes) {
            if let Payload::Version {
                encoding: Encoding::Component,
                ..
            } = part?
            {
                bail!("this is a component and no module");
            }
        }
        Ok(Self {
            bytes: bytes.to_vec(),
        })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it imports, in order.
    pub fn imports(&self) -> Result<Vec<Import>> {
        let mut imports = Vec::new();
        for part in Parser::new(0).parse_all(&self.bytes) {
            if let Payload::ImportSection(section) = part? {
                for import in section.into_imports() {
                    let import = import?;
                    imports.push(Import {
                        module: import.module.to_owned(),
                        name: import.name.to_owned(),
                    });
                }
            }
        }
        Ok(imports)
    }

    /// The names of what it exports, in order.
    pub fn exports(&self) -> Result<Vec<String>> {
        let mut exports = Vec::new();
        for part in Parser::new(0).parse_all(&self.bytes) {
            if let Payload::ExportSection(section) = part? {
                for export in section {
                    exports.push(export?.name.to_owned());
                }
            }
        }
        Ok(exports)
    }

    /// Changes the names of imports, and of exports; an export that gets none is dropped. So is what says nothing to the
    /// engine: custom sections.
    pub fn rename(
        &mut self,
        import: impl FnMut(&mut Import),
        export: impl FnMut(&str) -> Option<String>,
    ) -> Result<()> {
        let mut renamed = wasm_encoder::Module::new();
        let mut renaming = Renaming { import, export };
        renaming.parse_core_module(&mut renamed, Parser::new(0), &self.bytes)?;
        self.bytes = renamed.finish();
        Ok(())
    }
}

/// How imports and exports are renamed.
struct Renaming<I, E> {
    import: I,
    export: E,
}

impl<I: FnMut(&mut Import), E: FnMut(&str) -> Option<String>> Reencode for Renaming<I, E> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let mut renamed = Import {
                module: import.module.to_owned(),
                name: import.name.to_owned(),
            };
            (self.import)(&mut renamed);
            imports.import(&renamed.module, &renamed.name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        for export in section {
            let export = export?;
            if let Some(name) = (self.export)(export.name) {
                let index = self.external_index(export.kind, export.index)?;
                exports.export(&name, self.export_kind(export.kind)?, index);
            }
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut wasm_encoder::Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, MemoryType};

    /// A module that imports one function and a memory, and exports a memory and two functions.
    pub fn small_module() -> Vec<u8> {
        let mut imports = ImportSection::new();
        let log = EntityType::Function(128);
        imports.import("./newsstand_bg.js", "__wbg_log_0123456789abcdef", log);
        let memory = MemoryType {
            minimum: 1,
            maximum: Some(2),
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("env", "shared", memory);
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        exports.export("mount", ExportKind::Func, 1);
        exports.export("unused_export", ExportKind::Func, 2);
        let mut module = wasm_encoder::Module::new();
        module.section(&imports);
        module.section(&exports);
        module.finish()
    }

    #[test]
    fn a_module_without_new_names_loses_nothing_but_custom_sections() {
        let bytes = small_module();
        let custom = [&bytes[..], b"\x00\x05\x04name"].concat();
        let mut module = Module::parse(&custom).unwrap();
        assert_eq!(module.bytes(), custom);
        module.rename(|_| {}, |name| Some(name.to_owned())).unwrap();
        assert_eq!(module.bytes(), bytes);
    }

    #[test]
    fn exports_are_dropped_and_names_change() {
        let mut module = Module::parse(&small_module()).unwrap();
        let import = |import: &mut Import| {
            if import.module == "env" {
                import.name = "s".to_owned();
            }
        };
        let export = |name: &str| match name {
            "unused_export" => None,
            "mount" => Some("m".to_owned()),
            other => Some(other.to_owned()),
        };
        module.rename(import, export).unwrap();
        let module = Module::parse(module.bytes()).unwrap();
        assert_eq!(module.exports().unwrap(), ["memory", "m"]);
        let imports = module.imports().unwrap();
        let names: Vec<&str> = imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(names, ["__wbg_log_0123456789abcdef", "s"]);
    }

    #[test]
    fn what_is_cut_short_is_an_error() {
        let bytes = small_module();
        assert!(Module::parse(&bytes[..bytes.len() - 1]).is_err());
        assert!(Module::parse(b"<!doctype html>").is_err());
    }
}
