//! The Kotlin half: what of `UniFFI`'s glue JNA did is cut out and done over JNI.
//!
//! Each cut is between two texts of the glue; where one of them has moved, nothing is written.

use std::fmt::Write as _;

use uniffi_bindgen::interface::{FfiFunction, FfiType};

/// The glue over JNI.
pub(crate) fn over_jni(glue: &str, functions: &[FfiFunction]) -> Result<String, String> {
    let library = include_str!("library.kt").replace("// FUNCTIONS\n", &declarations(functions)?);
    let mut glue = glue.to_owned();
    for (from, to, instead) in [
        ("import com.sun.jna.Library\n", "import java.nio.ByteBuffer\n", ""),
        (
            "// This is a helper for safely working with byte buffers",
            "/**\n * The FfiConverter interface",
            "",
        ),
        (
            "    // Lower a value into a `RustBuffer`\n",
            "/**\n * FfiConverter that uses `RustBuffer` as the FfiType",
            include_str!("buffer.kt"),
        ),
        (
            "// A handful of classes and functions to support the generated data structures.",
            "// Public interface members begin here.",
            &library,
        ),
        (
            "// The fallback Jna cleaner",
            "/**\n * @suppress\n */\npublic object FfiConverter",
            include_str!("cleaner.kt"),
        ),
        (
            "    // Note: we don't inherit from FfiConverterRustBuffer, because we use a\n",
            "    // We aren't sure exactly how many bytes our string will be once it's UTF-8\n",
            include_str!("string.kt"),
        ),
        (
            "    override fun write(value: String, buf: ByteBuffer) {\n",
            "/**\n * @suppress\n */\npublic object FfiConverterByteArray",
            include_str!("string_write.kt"),
        ),
    ] {
        glue = cut(&glue, from, to, instead)?;
    }
    let glue =
        without_companions(&without_aliases(&glue.replace("RustBuffer.ByValue", "ByteArray")));
    for left in ["com.sun", "Pointer", "Structure", "RustBuffer.", ".Companion"] {
        if let Some(line) = glue.lines().find(|line| line.contains(left)) {
            return Err(format!("the glue has changed its shape, {left} is left: {line}"));
        }
    }
    Ok(glue)
}

fn cut(glue: &str, from: &str, to: &str, instead: &str) -> Result<String, String> {
    let moved = || format!("the glue has changed its shape: {from}");
    let (before, rest) = glue.split_once(from).ok_or_else(moved)?;
    let at = rest.find(to).ok_or_else(moved)?;
    if rest[at..].contains(from) {
        return Err(moved());
    }
    Ok([before, instead, &rest[at..]].concat())
}

/// Names for classes of other packages become imports: as names of this package they would stand beside the classes' own
/// wherever both packages are imported.
fn without_aliases(glue: &str) -> String {
    let alias = |line: &str| {
        let (name, class) = line.strip_prefix("public typealias ")?.split_once(" = ")?;
        Some((format!("dev.toroku.engine.{name}"), class.to_owned()))
    };
    let aliases: Vec<_> = glue.lines().filter_map(alias).collect();
    let mut text = String::with_capacity(glue.len());
    for line in glue.lines().filter(|line| alias(line).is_none()) {
        if line == "import java.nio.ByteBuffer" {
            for (_, class) in &aliases {
                writeln!(text, "import {class}").expect("a string takes all");
            }
        }
        let mut line = line.to_owned();
        for (alias, class) in &aliases {
            line = renamed(&line, alias, class);
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Without the companions that hold nothing: each is one more class that a JVM reads with its type.
fn without_companions(glue: &str) -> String {
    let mut text = String::with_capacity(glue.len());
    for line in glue.lines().filter(|line| line.trim() != "companion object") {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The line with another name for a class; a longer name is another class.
fn renamed(line: &str, from: &str, to: &str) -> String {
    let mut parts = line.split(from);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_longer = part.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        text.push_str(if is_longer { from } else { to });
        text.push_str(part);
    }
    text
}

fn declarations(functions: &[FfiFunction]) -> Result<String, String> {
    let mut text = String::new();
    for function in functions {
        text.push_str("    @JvmStatic external fun ");
        text.push_str(function.name());
        text.push('(');
        for argument in function.arguments() {
            write!(text, "`{}`: {}, ", argument.name(), of(&argument.type_())?)
                .expect("a string takes all");
        }
        text.push_str("uniffi_out_err: UniffiRustCallStatus)");
        if let Some(returned) = function.return_type() {
            text.push_str(": ");
            text.push_str(of(returned)?);
        }
        text.push('\n');
    }
    Ok(text)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what else UniFFI has needs a way of its own")]
fn of(ffi: &FfiType) -> Result<&'static str, String> {
    Ok(match ffi {
        FfiType::UInt8 | FfiType::Int8 => "Byte",
        FfiType::UInt16 | FfiType::Int16 => "Short",
        FfiType::UInt32 | FfiType::Int32 => "Int",
        FfiType::UInt64 | FfiType::Int64 | FfiType::Handle => "Long",
        FfiType::RustBuffer(_) => "ByteArray",
        other => return Err(format!("no way over JNI is known for {other:?}")),
    })
}
