//! Makes the fingerprint of the API: SHA-256 of the sources' tokens without comments and function bodies.
//!
//! A changed wording or comment leaves it alone; an added field, variant, argument or type changes it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sha2::{Digest, Sha256};

fn main() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    let mut files = Vec::new();
    gather(Path::new("src"), &mut files);
    // Sorted by path: the order in which a file system lists its files is not part of the API.
    files.sort();
    let mut tokens = String::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file that was just listed");
        let stream: TokenStream = text.parse().expect("the sources are Rust");
        skeleton(stream, &mut tokens);
    }
    let mut hex = String::new();
    for byte in Sha256::digest(tokens.as_bytes()) {
        write!(hex, "{byte:02x}").expect("a string takes all");
    }
    println!("cargo::rustc-env=TOROKU_API={hex}");
    let target = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "android" {
        // Android 15 and later load libraries whose segments are aligned to 16 KiB pages only.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the package has its sources") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
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
