//! The library that a JVM and Android load: `UniFFI`'s C functions, each behind a native method of `UniffiLib`.
//!
//! Which functions those are, `uniffi/generate` writes (`functions.rs`); how a value crosses, stands in `crossing.rs`.
//! Nothing here knows a class, field or method of Kotlin by name: a JVM finds the methods by the names of these functions,
//! so an app's shrinker may rename and remove everything but native methods.

mod crossing;
mod functions;

use jni_sys::{JNIEnv, jbyteArray, jclass};
use uniffi::RustBuffer;

use crate::crossing::Crosses;

/// The fingerprint of this library's API: Kotlin asks for it before anything else.
///
/// # Safety
///
/// As the JVM calls a native method.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn Java_dev_toroku_NativeLibrary_api(
    env: *mut JNIEnv,
    _class: jclass,
) -> jbyteArray {
    // SAFETY: the JVM's own environment, on its thread.
    unsafe { RustBuffer::from_vec(toroku_uniffi::API.into()).into_java(env) }
}
