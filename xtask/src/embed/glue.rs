//! The JavaScript that wasm-bindgen writes, as far as its names go.
//!
//! It is read line by line, by the shape that the pinned wasm-bindgen gives it: a class starts and
//! ends at the margin, and an imported function is a property eight spaces in.

use anyhow::{Context, Result};
use std::collections::HashMap;

/// How far in the imported functions are.
const INDENT: &str = "        ";

/// How an imported function hands a text to the program, without the lines that tell whether there is one …
const RETURNED: &str = "            DECLARE len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
";
/// … and these: one that always is there …
const TEXT: &str = "            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);\n";
/// … and one that may be absent.
const OPTIONAL_TEXT: &str = "            var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);\n";
/// What wasm-bindgen says for the sake of browsers that the stand does not run in anyway, or for callers
/// that it does not have, and what is said instead.
const SHORTER: [(&str, &str); 18] = [
    // What stands around a class that a value is asked for.
    (
        "            let result;
            try {
                result = arg0 instanceof ",
        "            return arg0 instanceof ",
    ),
    (
        ";
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
",
        ";\n",
    ),
    ("typeof globalThis === 'undefined' ? undefined : globalThis", "globalThis"),
    ("typeof global === 'undefined' ? undefined : global;", "globalThis;"),
    ("typeof self === 'undefined' ? undefined : self", "globalThis"),
    ("typeof window === 'undefined' ? undefined : window", "globalThis"),
    (
        "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new Fin",
        "new Fin",
    ),
    (
        "cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
    ),
    (
        "    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }
",
        "",
    ),
    (
        "if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}
",
        "",
    ),
    (
        "    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({module} = module)
        } else {
            console.warn('using deprecated parameters for `initSync()`; pass a single object instead')
        }
    }
",
        "    ({module} = module);\n",
    ),
    ("    if (wasm !== undefined) return wasm;\n\n\n", ""),
    (
        "    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    cachedDataViewMemory0 = null;
    cachedUint8ArrayMemory0 = null;
",
        "    wasm = instance.exports;\n",
    ),
    ("let wasmModule, wasmInstance, wasm;", "let wasm;"),
    (
        "    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
",
        "",
    ),
    ("function() { return handleError(", "handleError("),
    ("}, arguments); },\n", "}),\n"),
    (
        "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}",
        "function handleError(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (e) {
            wasm.__wbindgen_exn_store(addToExternrefTable0(e));
        }
    };
}",
    ),
];

/// The JavaScript that wasm-bindgen writes beside the program.
pub struct Glue {
    text: String,
}

impl Glue {
    /// The glue with this text.
    pub fn new(text: String) -> Self {
        Self { text }
    }

    /// Its text as it is by now.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Says once what wasm-bindgen says in each imported function that hands a text to the program, or
    /// keeps an error for it, and leaves out what only older browsers need: asking, for instance, whether
    /// there is such a class.
    pub fn shorten(&mut self) {
        let optional_value = "isLikeNone(ret) ? 0 : addToExternrefTable0(ret);\n";
        let call = "            returnText(arg0, ret);\n";
        let optional_call = "            return optional(ret);\n";
        let always = [TEXT, &RETURNED.replace("DECLARE", "const")].concat();
        let optional = [OPTIONAL_TEXT, &RETURNED.replace("DECLARE", "var")].concat();
        let mut shorter = self.text.replace(&always, call).replace(&optional, call);
        for (long, short) in SHORTER {
            shorter = shorter.replace(long, short);
        }
        if shorter.contains(optional_value) {
            shorter = shorter.replace(
                &format!("            return {optional_value}"),
                optional_call,
            );
            shorter += &format!("function optional(ret) {{\n    return {optional_value}}}\n");
        }
        if shorter.contains(call) {
            shorter += &format!("function returnText(arg0, ret) {{\n{optional}}}\n");
        }
        let calls = [call, optional_call, "            return ret;\n"];
        self.text = calls.into_iter().fold(shorter, hand_on_at_once);
    }

    /// Whether the glue calls this export of the program, or reads it.
    pub fn uses_export(&self, name: &str) -> bool {
        let access = format!("wasm.{name}");
        let mut uses = self.text.match_indices(&access);
        uses.any(|(start, _)| !is_identifier(self.text[start + access.len()..].chars().next()))
    }

    /// Calls the exports of the program by these names, the old ones being the keys.
    pub fn rename_exports(&mut self, names: &HashMap<String, String>) {
        let mut renamed = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some(start) = rest.find("wasm.") {
            let (before, access) = rest.split_at(start + "wasm.".len());
            let end = access.find(|character| !is_identifier(Some(character)));
            let (name, after) = access.split_at(end.unwrap_or(access.len()));
            renamed.push_str(before);
            renamed.push_str(names.get(name).map_or(name, String::as_str));
            rest = after;
        }
        renamed.push_str(rest);
        self.text = renamed;
    }

    /// Renames the imported functions that are in `names`, says them in the fewest characters and removes the
    /// others. Returns the names that the glue does not define.
    pub fn keep_and_rename_imports(&mut self, names: &HashMap<String, String>) -> Vec<String> {
        let mut missing: Vec<String> = names.keys().cloned().collect();
        let mut kept = String::with_capacity(self.text.len());
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            let Some((name, definition)) = imported_function(line) else {
                kept.push_str(line);
                kept.push('\n');
                continue;
            };
            let Some(short) = names.get(name) else {
                lines.by_ref().find(|line| ends_imported_function(line));
                continue;
            };
            missing.retain(|missing| missing != name);
            let body = lines
                .by_ref()
                .take_while(|line| !ends_imported_function(line));
            kept.push_str(&property(short, definition, &body.collect::<Vec<_>>()));
        }
        self.text = kept;
        missing
    }

    /// Imported functions that do the same as another: their names, each with the name of the first
    /// that does. wasm-bindgen writes one for each class that has a method of that name.
    pub fn repeated_imports(&self) -> HashMap<String, String> {
        let mut first = HashMap::new();
        let mut repeated = HashMap::new();
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            let Some((name, definition)) = imported_function(line) else {
                continue;
            };
            let mut body = definition.to_owned();
            for line in lines.by_ref() {
                body.push_str(line);
                if ends_imported_function(line) {
                    break;
                }
            }
            let known = first.entry(body).or_insert(name);
            if *known != name {
                repeated.insert(name.to_owned(), (*known).to_owned());
            }
        }
        repeated
    }

    /// The name of the module that the program imports its functions from.
    pub fn module_name(&self) -> Result<&str> {
        let quoted = self
            .text
            .lines()
            .find_map(|line| line.trim().strip_suffix(": import0,"));
        let name = quoted.and_then(|quoted| quoted.strip_prefix('"')?.strip_suffix('"'));
        name.context("wasm-bindgen's glue does not name its module as expected")
    }

    /// Offers the imports as those of a module of this name.
    pub fn rename_module(&mut self, short: &str) {
        let lines = self
            .text
            .lines()
            .map(|line| match line.trim().strip_suffix(": import0,") {
                Some(_) => format!("{INDENT}{short}: import0,\n"),
                None => format!("{line}\n"),
            });
        self.text = lines.collect();
    }
}

/// Hands the values that are for `call` on without naming them (`ret`, its last word) before.
fn hand_on_at_once(text: String, call: &str) -> String {
    let (before_value, after_value) = call.rsplit_once("ret").unwrap_or((call, ""));
    let mut parts: Vec<&str> = text.split(call).collect();
    let rest = parts.pop().unwrap_or_default();
    let mut shorter = String::with_capacity(text.len());
    for part in parts {
        let named = part
            .rsplit_once("            const ret = ")
            .and_then(|(before, value)| Some((before, value.strip_suffix(";\n")?)))
            .filter(|(_, value)| !value.contains('\n'));
        match named {
            Some((before, value)) => shorter.extend([before, before_value, value, after_value]),
            None => shorter.extend([part, call]),
        }
    }
    shorter + rest
}

/// The name and the rest of a line that starts the definition of an imported function.
fn imported_function(line: &str) -> Option<(&str, &str)> {
    let property = line.strip_prefix(INDENT)?;
    let (name, definition) = property.split_once(": ")?;
    let is_function = definition.starts_with("function") || definition.starts_with("handleError");
    (name.starts_with("__wb") && is_name(name) && is_function && definition.ends_with('{'))
        .then_some((name, definition))
}

/// An imported function as a property with a short name. One that only calls another with what it is
/// given is that other one, and one that does no more than give a value is an arrow to it: nobody asks
/// them for `this`.
///
/// - `definition`: its first line, from behind the name.
/// - `body`: the lines between that and the last one.
fn property(short: &str, definition: &str, body: &[&str]) -> String {
    let (parameters, catches) = match definition.strip_prefix("handleError(function (") {
        Some(parameters) => (parameters, true),
        None => (definition.trim_start_matches("function("), false),
    };
    let parameters = parameters.trim_end_matches(") {");
    let function = match body {
        [line] if is_expression(line) => {
            let value = line.trim().trim_end_matches(';');
            let value = value.strip_prefix("return ").unwrap_or(value);
            match value.strip_suffix(&format!("({parameters})")) {
                Some(called) if is_name(called) => called.to_owned(),
                _ => format!("({parameters}) => {value}"),
            }
        }
        _ => format!("({parameters}) => {{\n{}\n{INDENT}}}", body.join("\n")),
    };
    match catches {
        true => format!("{INDENT}{short}: handleError({function}),\n"),
        false => format!("{INDENT}{short}: {function},\n"),
    }
}

/// True for a line that gives a value or calls something, and for nothing else.
fn is_expression(line: &str) -> bool {
    let first = line.trim().split([' ', '(']).next().unwrap_or_default();
    !["const", "for", "if", "let", "throw", "try", "var", "while"].contains(&first)
}

fn ends_imported_function(line: &str) -> bool {
    line.strip_prefix(INDENT)
        .is_some_and(|rest| rest.starts_with('}') && rest.ends_with(','))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| is_identifier(Some(letter)))
}

fn is_identifier(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphanumeric() || "_$".contains(character))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The shape of what wasm-bindgen writes.
    pub fn small_glue() -> String {
        r#"export function mount(el) {
    return wasm.mount(el);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_log_0123456789abcdef: function(arg0) {
            console.log(arg0);
        },
        __wbg_close_fedcba9876543210: function() { return handleError(function (arg0) {
            arg0.close();
        }, arguments); },
    };
    return {
        __proto__: null,
        "./newsstand_bg.js": import0,
    };
}
let wasm;
"#
        .to_owned()
    }

    fn names(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs
            .iter()
            .map(|(long, short)| ((*long).to_owned(), (*short).to_owned()))
            .collect()
    }

    #[test]
    fn texts_are_returned_by_one_function() {
        let import = |first: &str, declared: &str| {
            let rest = RETURNED.replace("DECLARE", declared);
            format!(
                "        __wbg_id_0: function(arg0, arg1) {{\n            const ret = arg1.id;\n{first}{rest}        }},\n"
            )
        };
        let both = [import(TEXT, "const"), import(OPTIONAL_TEXT, "var")].concat();
        let mut glue = Glue::new(both);
        glue.shorten();
        let text = glue.into_text();
        assert_eq!(
            text.matches("returnText(arg0, arg1.id);").count(),
            2,
            "{text}"
        );
        assert_eq!(text.matches("setInt32").count(), 2, "{text}");
        assert!(text.contains("len1 = WASM_VECTOR_LEN;"), "{text}");
        assert!(text.ends_with("}\n"), "{text}");
    }

    #[test]
    fn what_is_handed_on_at_once_has_no_name() {
        let import = |value: &str| {
            format!(
                "            const ret = {value};\n            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);\n"
            )
        };
        let plain = "            const ret = now();\n            return ret;\n";
        let lines = "arg0.map(\n    one => one)";
        let mut glue = Glue::new([plain, &import("arg0.target"), &import(lines)].concat());
        glue.shorten();
        let text = glue.into_text();
        let expected = format!(
            "            return now();\n            return optional(arg0.target);\n            const ret = {lines};\n            return optional(ret);\n"
        );
        assert!(text.starts_with(&expected), "{text}");
    }

    #[test]
    fn what_only_older_browsers_need_is_left_out() {
        for (long, short) in SHORTER {
            let mut glue = Glue::new(format!("{long}\n"));
            glue.shorten();
            assert_eq!(glue.into_text(), format!("{short}\n"));
        }
    }

    #[test]
    fn exports_are_whole_names() {
        let mut glue = Glue::new("wasm.mount(1); wasm.mount_all(2); wasm = x.mount;".to_owned());
        assert!(glue.uses_export("mount"));
        assert!(!glue.uses_export("moun"));
        glue.rename_exports(&names(&[("mount", "a")]));
        assert_eq!(
            glue.into_text(),
            "wasm.a(1); wasm.mount_all(2); wasm = x.mount;"
        );
    }

    #[test]
    fn imports_are_renamed_or_removed() {
        let mut glue = Glue::new(small_glue());
        glue.shorten();
        let missing = glue.keep_and_rename_imports(&names(&[
            ("__wbg_close_fedcba9876543210", "b"),
            ("__wbg_gone_0000000000000000", "c"),
        ]));
        assert_eq!(missing, ["__wbg_gone_0000000000000000"]);
        let text = glue.into_text();
        assert!(!text.contains("console.log"), "{text}");
        assert!(
            text.contains("        b: handleError((arg0) => arg0.close()),\n    };\n"),
            "{text}"
        );
    }

    #[test]
    fn imports_are_as_short_as_what_they_do() {
        let short = |body: &str| property("a", "function(arg0, arg1) {", &[body]);
        assert_eq!(
            short("            return arg0.at(arg1);"),
            "        a: (arg0, arg1) => arg0.at(arg1),\n"
        );
        assert_eq!(
            short("            arg0.value = arg1;"),
            "        a: (arg0, arg1) => arg0.value = arg1,\n"
        );
        assert_eq!(
            short("            follow(arg0, arg1);"),
            "        a: follow,\n"
        );
        assert_eq!(
            short("            follow(arg1, arg0);"),
            "        a: (arg0, arg1) => follow(arg1, arg0),\n"
        );
        assert_eq!(
            short("            throw new Error(arg0);"),
            "        a: (arg0, arg1) => {\n            throw new Error(arg0);\n        },\n"
        );
        assert_eq!(
            property(
                "a",
                "handleError(function (arg0) {",
                &["            return read(arg0);"]
            ),
            "        a: handleError(read),\n"
        );
    }

    #[test]
    fn imports_that_do_the_same_are_found() {
        let import = |name: &str, body: &str| {
            format!("        {name}: function(arg0) {{\n            {body}\n        }},\n")
        };
        let glue = Glue::new(
            [
                import("__wbg_item_0", "return arg0.item();"),
                import("__wbg_length_1", "return arg0.length;"),
                import("__wbg_item_2", "return arg0.item();"),
            ]
            .concat(),
        );
        assert_eq!(
            glue.repeated_imports(),
            names(&[("__wbg_item_2", "__wbg_item_0")])
        );
    }

    #[test]
    fn the_module_is_found_and_renamed() {
        let mut glue = Glue::new(small_glue());
        assert_eq!(glue.module_name().unwrap(), "./newsstand_bg.js");
        glue.rename_module("a");
        assert!(glue.into_text().contains("        a: import0,\n"));
        assert!(Glue::new("let wasm;".to_owned()).module_name().is_err());
    }
}
