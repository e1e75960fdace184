//! Turns `UniFFI`'s Kotlin for JNA into Kotlin over JNI, and writes the native half of it in Rust:
//!
//!     jni-bindgen LIBRARY KOTLIN RUST
//!
//! LIBRARY is the built library with `UniFFI`'s metadata, KOTLIN what `UniFFI` made of it, changed in place; RUST is written.
//! Types, objects and converters stay `UniFFI`'s: a buffer becomes an array of bytes, and the functions that the glue calls
//! become native methods.

mod kotlin;
mod rust;

use std::error::Error;
use std::{env, fs};

use uniffi_bindgen::interface::FfiFunction;
use uniffi_bindgen::{EmptyCrateConfigSupplier, library_mode};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library, kotlin, rust] = &arguments[..] else {
        return Err("usage: jni-bindgen LIBRARY KOTLIN RUST".into());
    };
    let glue = fs::read_to_string(kotlin)?;
    let functions = called(&glue, declared(library)?)?;
    fs::write(kotlin, kotlin::over_jni(&glue, &functions)?)?;
    fs::write(rust, rust::functions(&functions)?)?;
    Ok(())
}

/// All functions of the library's one component.
fn declared(library: &str) -> Result<Vec<FfiFunction>, Box<dyn Error>> {
    let mut components = library_mode::find_cis(library.into(), &EmptyCrateConfigSupplier)?;
    let (Some(mut component), true) = (components.pop(), components.is_empty()) else {
        return Err("the library has one component".into());
    };
    component.derive_ffi_funcs()?;
    Ok(component.iter_ffi_function_definitions().collect())
}

/// Those that the glue calls: not its checksums and futures, nor what hands buffers over.
fn called(glue: &str, declared: Vec<FfiFunction>) -> Result<Vec<FfiFunction>, Box<dyn Error>> {
    let is_called = |function: &FfiFunction| {
        glue.contains(&format!("UniffiLib.{}(", function.name()))
            && !function.name().starts_with("ffi_")
    };
    let functions: Vec<_> = declared.into_iter().filter(is_called).collect();
    match functions
        .iter()
        .find(|function| function.is_async() || !function.has_rust_call_status_arg())
    {
        Some(other) => Err(format!("{} is no plain function", other.name()).into()),
        None => Ok(functions),
    }
}
