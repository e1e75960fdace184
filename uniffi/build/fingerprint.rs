//! The fingerprint of sources, by what of them is the API.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sha2::{Digest, Sha256};

/// Reads the Rust file at a path, or every one under the folder there.
pub(crate) fn gather(path: &Path, sources: &mut Vec<String>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the package has its sources");
        let mut paths: Vec<_> =
            entries.map(|entry| entry.expect("a readable folder").path()).collect();
        // The order in which a file system lists its files is not part of the API.
        paths.sort();
        for path in &paths {
            gather(path, sources);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        sources.push(fs::read_to_string(path).expect("a file that was just listed"));
    }
}

/// The fingerprint in hexadecimal digits.
pub(crate) fn of(sources: &[String]) -> String {
    let mut tokens = String::new();
    for source in sources {
        skeleton(source.parse().expect("the sources are Rust"), &mut tokens);
    }
    let mut hex = String::new();
    for byte in Sha256::digest(tokens.as_bytes()) {
        write!(hex, "{byte:02x}").expect("a string takes all");
    }
    hex
}

/// Writes the tokens without attributes' documentation and without the bodies of functions.
fn skeleton(stream: TokenStream, out: &mut String) {
    let mut tokens = stream.into_iter().peekable();
    let mut in_signature = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let is_doc = |tree: &TokenTree| match tree {
                    TokenTree::Group(group) => group.stream().to_string().starts_with("doc"),
                    TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => false,
                };
                // `//!` is written `#![doc = …]`.
                if tokens.peek().is_some_and(|next| next.to_string() == "!") {
                    tokens.next();
                }
                if tokens.next_if(is_doc).is_none() {
                    out.push_str("# ");
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && in_signature => {
                in_signature = false;
                out.push_str("; ");
            }
            TokenTree::Group(group) => {
                out.push_str("( ");
                skeleton(group.stream(), out);
                out.push_str(") ");
            }
            TokenTree::Ident(ident) => {
                in_signature |= ident == "fn";
                write!(out, "{ident} ").expect("a string takes all");
            }
            TokenTree::Punct(punct) => {
                in_signature &= punct.as_char() != ';';
                write!(out, "{punct} ").expect("a string takes all");
            }
            TokenTree::Literal(literal) => {
                write!(out, "{literal} ").expect("a string takes all");
            }
        }
    }
}
