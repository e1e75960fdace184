//! The engine for pages: the npm package's files, from the folder that the settings name.
//!
//! It is the very engine that the portal has, by its fingerprint, or it is not served: a page never says of a text what
//! the portal would not.

use std::path::Path;

use axum::body::Bytes;

use crate::secret;

/// The SHA-256 of the sources, tables and wordings of the portal's own engine.
pub(crate) const FINGERPRINT: &str = env!("ENGINE_FINGERPRINT");

const SCRIPT: &str = "text/javascript; charset=utf-8";
/// The package's files that a page asks for, with their types.
const FILES: [(&str, &str); 4] = [
    ("toroku.js", SCRIPT),
    ("crossing.js", SCRIPT),
    ("registration.js", SCRIPT),
    ("toroku.wasm", "application/wasm"),
];

/// The files, as they were at the start.
#[derive(Debug)]
pub(crate) struct PageEngine {
    /// A part of the hash of all of them: they belong together.
    version: String,
    files: [Bytes; FILES.len()],
}

impl PageEngine {
    /// The engine in this folder. Where there is none that fits the log says so, and pages ask the portal.
    pub(crate) fn found(folder: &Path) -> Option<Self> {
        let mut files = [const { Bytes::new() }; FILES.len()];
        for (file, (name, _)) in files.iter_mut().zip(FILES) {
            match std::fs::read(folder.join(name)) {
                Ok(bytes) => *file = bytes.into(),
                Err(error) => {
                    tracing::warn!(name, %error, "page_engine: pages ask the portal");
                    return None;
                }
            }
        }
        let is_ours = |file: &Bytes| {
            let mut parts = file.windows(FINGERPRINT.len());
            parts.any(|part| part == FINGERPRINT.as_bytes())
        };
        if !files.last().is_some_and(is_ours) {
            tracing::warn!(
                "page_engine: built from other sources than the portal; pages ask the portal"
            );
            return None;
        }
        let hash = secret::hex(&secret::hash(&files.concat()));
        Some(Self { version: format!("engine-{}", &hash[..16]), files })
    }

    /// The folder of the addresses of these files.
    pub(crate) fn folder(&self) -> String {
        format!("/assets/{}", self.version)
    }

    /// A file by its version and name, with its type.
    pub(crate) fn file(&self, version: &str, name: &str) -> Option<(&'static str, Bytes)> {
        let place = FILES.iter().position(|(file, _)| *file == name)?;
        (version == self.version).then(|| (FILES[place].1, self.files[place].clone()))
    }
}
