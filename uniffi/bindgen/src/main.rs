//! The generator of `UniFFI`, at the version the library is built with; another's glue does not fit it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
