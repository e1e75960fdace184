//! How a value crosses: numbers and handles as they are, buffers as copies in arrays of the JVM.
//!
//! No pointer is ever in the JVM's hands, so nothing there can be freed twice or read too late, and a call with buffers is
//! one crossing: neither side asks the other for memory.

use std::mem::ManuallyDrop;

use jni_sys::{JNIEnv, jbyte, jbyteArray, jint, jlong, jobjectArray, jshort};
use uniffi::{RustBuffer, RustCallStatus, RustCallStatusCode};

/// A type of `UniFFI`'s C functions, and what the JVM has for it.
pub(crate) trait Crosses {
    /// The JVM's.
    type Java;

    /// # Safety
    ///
    /// On a thread of the JVM, with its environment and a value that it gave to the method.
    unsafe fn from_java(env: *mut JNIEnv, java: Self::Java) -> Self;

    /// # Safety
    ///
    /// On a thread of the JVM, with its environment.
    unsafe fn into_java(self, env: *mut JNIEnv) -> Self::Java;
}

/// Numbers have the same bits on both sides; only Kotlin's unsigned ones are signed for the JVM.
macro_rules! numbers {
    ($($rust:ty = $java:ty;)*) => { $(
        impl Crosses for $rust {
            type Java = $java;

            unsafe fn from_java(_: *mut JNIEnv, java: $java) -> Self {
                Self::from_ne_bytes(java.to_ne_bytes())
            }

            unsafe fn into_java(self, _: *mut JNIEnv) -> $java {
                <$java>::from_ne_bytes(self.to_ne_bytes())
            }
        }
    )* };
}

numbers! {
    u8 = jbyte; i8 = jbyte; u16 = jshort; i16 = jshort; u32 = jint; i32 = jint; u64 = jlong; i64 = jlong;
}

impl Crosses for () {
    type Java = ();

    unsafe fn from_java(_: *mut JNIEnv, (): ()) {}

    unsafe fn into_java(self, _: *mut JNIEnv) {}
}

impl Crosses for RustBuffer {
    type Java = jbyteArray;

    unsafe fn from_java(env: *mut JNIEnv, array: jbyteArray) -> Self {
        // SAFETY: Kotlin's type of the argument has no null. All of the bytes are written before they count.
        unsafe {
            let length = ((**env).v1_1.GetArrayLength)(env, array);
            let size = usize::try_from(length).expect("an array's length is no negative number");
            let mut bytes = Vec::<u8>::with_capacity(size);
            ((**env).v1_1.GetByteArrayRegion)(env, array, 0, length, bytes.as_mut_ptr().cast());
            bytes.set_len(size);
            Self::from_vec(bytes)
        }
    }

    unsafe fn into_java(self, env: *mut JNIEnv) -> jbyteArray {
        let bytes = self.destroy_into_vec();
        let length = jint::try_from(bytes.len()).expect("no answer is as large as 2 GB");
        // SAFETY: the array has this length. Where the JVM has no memory for it, the method's end throws what waits.
        unsafe {
            let array = ((**env).v1_1.NewByteArray)(env, length);
            if !array.is_null() {
                ((**env).v1_1.SetByteArrayRegion)(env, array, 0, length, bytes.as_ptr().cast());
            }
            array
        }
    }
}

/// Makes a call, and leaves what went wrong in the first place of `status`: the code of `UniFFI`, then its buffer.
///
/// # Safety
///
/// On a thread of the JVM, with its environment and an array of arrays of bytes that has a place.
pub(crate) unsafe fn call<R: Crosses>(
    env: *mut JNIEnv,
    status: jobjectArray,
    function: impl FnOnce(*mut RustCallStatus) -> R,
) -> R::Java {
    let mut result = RustCallStatus::default();
    let returned = function(&raw mut result);
    // SAFETY: the caller's promise.
    unsafe {
        if result.code != RustCallStatusCode::Success {
            report(env, status, result);
        }
        returned.into_java(env)
    }
}

#[cold]
unsafe fn report(env: *mut JNIEnv, status: jobjectArray, result: RustCallStatus) {
    let mut bytes = vec![result.code as u8];
    bytes.append(&mut ManuallyDrop::into_inner(result.error_buf).destroy_into_vec());
    // SAFETY: the promise of `call`.
    unsafe {
        let array = RustBuffer::from_vec(bytes).into_java(env);
        if !array.is_null() {
            ((**env).v1_1.SetObjectArrayElement)(env, status, 0, array);
        }
    }
}

/// Each row a native method of `UniffiLib`, and the function of `UniFFI` that it calls.
macro_rules! functions {
    ($($java:ident = $function:ident($($name:ident: $type:ty),*) -> $returned:ty;)*) => {
        unsafe extern "C" { $(
            fn $function($($name: $type,)* status: *mut uniffi::RustCallStatus) -> $returned;
        )* }

        $(
            #[unsafe(no_mangle)]
            unsafe extern "system" fn $java(
                env: *mut jni_sys::JNIEnv,
                _class: jni_sys::jclass,
                $($name: <$type as $crate::crossing::Crosses>::Java,)*
                status: jni_sys::jobjectArray,
            ) -> <$returned as $crate::crossing::Crosses>::Java {
                // SAFETY: the JVM calls its method with what the method declares, which was made from the same table.
                unsafe {
                    $(let $name = <$type as $crate::crossing::Crosses>::from_java(env, $name);)*
                    $crate::crossing::call(env, status, |result| $function($($name,)* result))
                }
            }
        )*
    };
}
pub(crate) use functions;
