//! The native half: a table of the functions, which `crossing.rs` of the library makes into native methods.

use std::fmt::Write as _;

use uniffi_bindgen::interface::{FfiFunction, FfiType};

/// The object whose native methods they are, as JNI writes it.
const OBJECT: &str = "Java_dev_toroku_engine_UniffiLib_";

/// The file.
pub(crate) fn functions(functions: &[FfiFunction]) -> Result<String, String> {
    let mut text = String::from(
        "// Written by uniffi/generate.\n#![allow(non_snake_case, reason = \"JNI's names\")]\n\nuse uniffi::RustBuffer;\n\ncrate::crossing::functions! {\n",
    );
    for function in functions {
        let name = function.name();
        let arguments: Result<Vec<_>, _> = function
            .arguments()
            .into_iter()
            .map(|argument| {
                Ok::<_, String>(format!("{}: {}", argument.name(), of(&argument.type_())?))
            })
            .collect();
        let returned = function.return_type().map_or(Ok("()"), of)?;
        let java = name.replace('_', "_1");
        let arguments = arguments?.join(", ");
        writeln!(text, "    {OBJECT}{java} =\n        {name}({arguments}) -> {returned};")
            .expect("a string takes all");
    }
    text.push_str("}\n");
    Ok(text)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what else UniFFI has needs a way of its own")]
fn of(ffi: &FfiType) -> Result<&'static str, String> {
    Ok(match ffi {
        FfiType::UInt8 => "u8",
        FfiType::Int8 => "i8",
        FfiType::UInt16 => "u16",
        FfiType::Int16 => "i16",
        FfiType::UInt32 => "u32",
        FfiType::Int32 => "i32",
        FfiType::UInt64 | FfiType::Handle => "u64",
        FfiType::Int64 => "i64",
        FfiType::RustBuffer(_) => "RustBuffer",
        other => return Err(format!("no way over JNI is known for {other:?}")),
    })
}
