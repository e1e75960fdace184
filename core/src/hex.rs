//! Bytes as hexadecimal digits in lower case, and no other way.

/// The `N` bytes that `text` is the digits of.
pub(crate) fn parse<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let read = base16ct::lower::decode(text, &mut bytes).ok()?.len();
    (read == N).then_some(bytes)
}
