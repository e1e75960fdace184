//! Makes the tables that the engine holds: some are read-only, and large texts are deflated.

extern crate alloc;

use std::env;
use std::path::PathBuf;

#[path = "build/canonical.rs"]
mod canonical;
#[path = "build/deflated.rs"]
mod deflated;
#[path = "build/facts.rs"]
mod facts;
#[path = "build/letters.rs"]
mod letters;
#[path = "build/look_alike.rs"]
mod look_alike;
#[path = "build/mail_domains.rs"]
mod mail_domains;
#[path = "build/municipality.rs"]
mod municipality;
#[path = "build/passwords.rs"]
mod passwords;
#[path = "build/postal.rs"]
mod postal;
#[path = "build/two_byte.rs"]
mod two_byte;
#[path = "build/wording.rs"]
mod wording;

fn main() {
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    canonical::build(&out_dir);
    letters::build(&out_dir, &root);
    look_alike::build(&out_dir, &root);
    mail_domains::build(&out_dir, &root);
    municipality::build(&out_dir, &root);
    passwords::build(&out_dir, &root);
    two_byte::build(&out_dir);
    wording::build(&out_dir, &root);
}
