//! A WebAssembly module as far as its imports and exports go. Everything else is carried along.
//!
//! A module is a header and sections (`id`, length, contents); the import section (2) and the export
//! section (7) are lists of names, each followed by what it names. Custom sections (0) say nothing to the
//! engine ([WebAssembly Core Specification, binary
//! format](https://webassembly.github.io/spec/core/binary/modules.html)).

use anyhow::{Context, Result, bail};

const HEADER_BYTES: usize = 8;
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// In an import's description: it is a function.
const FUNCTION: u8 = 0;

/// A WebAssembly module, as far as names go.
pub struct Module {
    header: Vec<u8>,
    sections: Vec<(u8, Vec<u8>)>,
}

/// What a module expects from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub module: String,
    pub name: String,
    /// What it is, in the module's own encoding.
    description: Vec<u8>,
}

impl Module {
    /// Reads a module.
    ///
    /// # Errors
    /// What is no WebAssembly, or is cut short.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if !bytes.starts_with(b"\0asm") || bytes.len() < HEADER_BYTES {
            bail!("this is not WebAssembly");
        }
        let mut reader = Reader {
            bytes,
            position: HEADER_BYTES,
        };
        let mut sections = Vec::new();
        while reader.position < bytes.len() {
            let id = reader.byte()?;
            let length = reader.number()?;
            sections.push((id, reader.take(length)?.to_vec()));
        }
        Ok(Self {
            header: bytes[..HEADER_BYTES].to_vec(),
            sections,
        })
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.clone();
        for (id, contents) in &self.sections {
            bytes.push(*id);
            write_number(&mut bytes, contents.len());
            bytes.extend(contents);
        }
        bytes
    }

    /// What it imports, in order.
    pub fn imports(&self) -> Result<Vec<Import>> {
        self.list(IMPORTS, |reader| {
            let module = reader.name()?;
            let name = reader.name()?;
            let start = reader.position;
            reader.skip_description()?;
            let description = reader.bytes[start..reader.position].to_vec();
            Ok(Import {
                module,
                name,
                description,
            })
        })
    }

    /// Changes the names of imports.
    pub fn rename_imports(&mut self, mut rename: impl FnMut(&mut Import)) -> Result<()> {
        let mut imports = self.imports()?;
        let mut contents = Vec::new();
        write_number(&mut contents, imports.len());
        for import in &mut imports {
            rename(import);
            write_name(&mut contents, &import.module);
            write_name(&mut contents, &import.name);
            contents.extend(&import.description);
        }
        self.replace(IMPORTS, contents);
        Ok(())
    }

    /// Drops what says nothing to the engine.
    pub fn drop_custom_sections(&mut self) {
        self.sections.retain(|(id, _)| *id != CUSTOM);
    }

    /// The names of what it exports, in order.
    pub fn exports(&self) -> Result<Vec<String>> {
        Ok(self
            .exports_with_indices()?
            .into_iter()
            .map(|(name, _)| name)
            .collect())
    }

    /// Drops the exports whose names are not to be kept.
    pub fn retain_exports(&mut self, keep: impl Fn(&str) -> bool) -> Result<()> {
        let mut exports = self.exports_with_indices()?;
        exports.retain(|(name, _)| keep(name));
        self.write_exports(&exports);
        Ok(())
    }

    /// Gives an export the name that `rename` returns, if it returns one.
    pub fn rename_exports(&mut self, rename: impl Fn(&str) -> Option<String>) -> Result<()> {
        let mut exports = self.exports_with_indices()?;
        for (name, _) in &mut exports {
            if let Some(new) = rename(name) {
                *name = new;
            }
        }
        self.write_exports(&exports);
        Ok(())
    }

    /// Each export's name and, in the module's own encoding, its kind and index.
    fn exports_with_indices(&self) -> Result<Vec<(String, Vec<u8>)>> {
        self.list(EXPORTS, |reader| {
            let name = reader.name()?;
            let start = reader.position;
            reader.byte()?;
            reader.number()?;
            Ok((name, reader.bytes[start..reader.position].to_vec()))
        })
    }

    /// What is in a section that is a list: its length, then one after the other as `read` reads it.
    /// Nothing where there is no such section.
    fn list<'a, T>(
        &'a self,
        section: u8,
        mut read: impl FnMut(&mut Reader<'a>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Some(bytes) = self.section(section) else {
            return Ok(Vec::new());
        };
        let mut reader = Reader { bytes, position: 0 };
        let count = reader.number()?;
        (0..count).map(|_| read(&mut reader)).collect()
    }

    fn write_exports(&mut self, exports: &[(String, Vec<u8>)]) {
        let mut contents = Vec::new();
        write_number(&mut contents, exports.len());
        for (name, index) in exports {
            write_name(&mut contents, name);
            contents.extend(index);
        }
        self.replace(EXPORTS, contents);
    }

    fn section(&self, id: u8) -> Option<&[u8]> {
        let section = self.sections.iter().find(|section| section.0 == id);
        section.map(|(_, contents)| contents.as_slice())
    }

    fn replace(&mut self, id: u8, contents: Vec<u8>) {
        if let Some(section) = self.sections.iter_mut().find(|section| section.0 == id) {
            section.1 = contents;
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let end = self
            .position
            .checked_add(count)
            .context("a length is too big")?;
        let taken = self
            .bytes
            .get(self.position..end)
            .context("the module ends too early")?;
        self.position = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned number in LEB128: seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("a number is too long")
    }

    fn name(&mut self) -> Result<String> {
        let length = self.number()?;
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).context("a name is not UTF-8")
    }

    fn skip_description(&mut self) -> Result<()> {
        match self.byte()? {
            // The index of its type.
            FUNCTION => {
                self.number()?;
            }
            // A table: the type of its elements, then its limits.
            1 => {
                self.byte()?;
                self.skip_limits()?;
            }
            // A memory: its limits.
            2 => self.skip_limits()?,
            // A global: its type and whether it can change.
            3 => {
                self.take(2)?;
            }
            kind => bail!("an import of the unknown kind {kind}"),
        }
        Ok(())
    }

    fn skip_limits(&mut self) -> Result<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
}

fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn write_name(bytes: &mut Vec<u8>, name: &str) {
    write_number(bytes, name.len());
    bytes.extend(name.as_bytes());
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A module that imports one function and a memory, and exports a memory and two
    /// functions.
    pub fn small_module() -> Vec<u8> {
        let mut imports = vec![2];
        write_name(&mut imports, "./newsstand_bg.js");
        write_name(&mut imports, "__wbg_log_0123456789abcdef");
        imports.extend([0, 0x80, 0x01]);
        write_name(&mut imports, "env");
        write_name(&mut imports, "shared");
        imports.extend([2, 1, 1, 2]);
        let mut exports = vec![3];
        for (name, kind, index) in [("memory", 2, 0), ("mount", 0, 1), ("unused_export", 0, 2)] {
            write_name(&mut exports, name);
            exports.extend([kind, index]);
        }
        let sections = [
            (CUSTOM, vec![7; 300]),
            (IMPORTS, imports),
            (EXPORTS, exports),
        ];
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        for (id, contents) in sections {
            bytes.push(id);
            write_number(&mut bytes, contents.len());
            bytes.extend(contents);
        }
        bytes
    }

    #[test]
    fn reading_and_writing_changes_nothing() {
        let bytes = small_module();
        let mut module = Module::parse(&bytes).unwrap();
        assert_eq!(module.to_bytes(), bytes);
        module.rename_imports(|_| {}).unwrap();
        module.rename_exports(|_| None).unwrap();
        assert_eq!(module.to_bytes(), bytes);
    }

    #[test]
    fn exports_can_be_dropped_and_renamed() {
        let mut module = Module::parse(&small_module()).unwrap();
        module
            .retain_exports(|name| name != "unused_export")
            .unwrap();
        module
            .rename_exports(|name| (name == "mount").then(|| "m".to_owned()))
            .unwrap();
        let module = Module::parse(&module.to_bytes()).unwrap();
        assert_eq!(module.exports().unwrap(), ["memory", "m"]);
        assert_eq!(module.imports().unwrap().len(), 2);
    }

    #[test]
    fn what_is_cut_short_is_an_error() {
        let bytes = small_module();
        assert!(Module::parse(&bytes[..bytes.len() - 1]).is_err());
        assert!(Module::parse(b"<!doctype html>").is_err());
    }
}
