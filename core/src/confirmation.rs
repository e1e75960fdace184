//! What STEP2 shows and what is then registered: the same values, bound by a digest.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::entry::conversions_of;
use crate::field::{DateOfBirth, Email, Field, Phone, Sex, StreetAddress, UserName, UserType};
use crate::municipality::Municipality;
use crate::personal::Personal;
use crate::problem::{Conversion, Notice};
use crate::state::Confirmation;

/// The values of a registration, each the canonical form of its field.
///
/// Only the check of the entry makes one, so whoever holds it holds values that passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    user_name: UserName,
    sex: Sex,
    date_of_birth: DateOfBirth,
    #[serde(with = "by_code")]
    municipality: Municipality,
    street_address: StreetAddress,
    phone: Phone,
    email: Email,
    user_type: UserType,
    terms_version: String,
}

impl Confirmed {
    #[expect(clippy::too_many_arguments, reason = "one for each field; only the check calls it")]
    pub(crate) fn new(
        user_name: UserName,
        sex: Sex,
        date_of_birth: DateOfBirth,
        municipality: Municipality,
        street_address: StreetAddress,
        phone: Phone,
        email: Email,
        user_type: UserType,
        terms_version: String,
    ) -> Self {
        Self {
            user_name,
            sex,
            date_of_birth,
            municipality,
            street_address,
            phone,
            email,
            user_type,
            terms_version,
        }
    }

    /// The user name.
    pub fn user_name(&self) -> &UserName {
        &self.user_name
    }

    /// The sex.
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// The date of birth.
    pub fn date_of_birth(&self) -> DateOfBirth {
        self.date_of_birth
    }

    /// The prefecture and municipality.
    pub fn municipality(&self) -> Municipality {
        self.municipality
    }

    /// Town, street and house number.
    pub fn street_address(&self) -> &StreetAddress {
        &self.street_address
    }

    /// The phone number.
    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    /// The e-mail address.
    pub fn email(&self) -> &Email {
        &self.email
    }

    /// The user type.
    pub fn user_type(&self) -> &UserType {
        &self.user_type
    }

    /// The version of the Terms of Use that was agreed to.
    pub fn terms_version(&self) -> &str {
        &self.terms_version
    }

    /// The fields that STEP2 shows, in the manual's order, each with its text there.
    fn shown(&self) -> [(Field, String); 8] {
        [
            (Field::UserName, self.user_name.as_str().into()),
            (Field::Sex, self.sex.confirmation_text().into()),
            (Field::DateOfBirth, self.date_of_birth.iso()),
            (Field::Municipality, self.municipality.full_name()),
            (Field::StreetAddress, self.street_address.as_str().into()),
            (Field::Phone, self.phone.as_str().into()),
            (Field::Email, self.email.as_str().into()),
            (Field::UserType, self.user_type.text().into()),
        ]
    }

    /// The fingerprint of these values: SHA-256 of a label and, for each shown field in order and then the
    /// version of the terms, the byte length (4 bytes, big-endian) and the text.
    ///
    /// For the municipality it is the code that counts, which two of the same name do not share.
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new();
        hash.update(b"toroku/confirmed/v1");
        let mut take = |text: &str| {
            let length = u32::try_from(text.len()).expect("every field is capped far below 4 GiB");
            hash.update(length.to_be_bytes());
            hash.update(text.as_bytes());
        };
        take(self.user_name.as_str());
        take(self.sex.name());
        take(&self.date_of_birth.iso());
        take(&self.municipality.code());
        take(self.street_address.as_str());
        take(self.phone.as_str());
        take(self.email.as_str());
        take(self.user_type.name());
        take(&self.terms_version);
        Digest(hash.finalize().into())
    }
}

/// The fingerprint of what was shown; Registration must carry it.
///
/// As text it is 64 lower-case hexadecimal digits, for a hidden field of a page. It tells nothing about the
/// values to who does not have them all.
///
/// ```
/// use toroku::Digest;
/// let digest: Digest = "ab".repeat(32).parse()?;
/// assert_eq!(digest.to_string(), "ab".repeat(32));
/// # Ok::<(), toroku::NotADigest>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest(#[serde(deserialize_with = "crate::array::deserialize")] [u8; 32]);

impl Digest {
    /// The digest of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(..)")
    }
}

impl core::str::FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let text: &[u8; 64] = text.as_bytes().try_into().map_err(|_| NotADigest)?;
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(NotADigest),
        };
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 lower-case hexadecimal digits")]
pub struct NotADigest;

/// The page of STEP2: exactly what Registration will register, in the manual's order and formats.
///
/// The agreement to the Terms of Use is part of it, checked and read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationView {
    /// The eight values shown. The repeated e-mail address is not among them.
    pub items: Vec<ConfirmedItem>,
    /// The version of the Terms of Use agreed to.
    pub terms_version: String,
    /// What is worth telling before Registration.
    pub notices: Vec<Notice>,
    /// What Registration must carry.
    pub digest: Digest,
}

/// One value of STEP2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedItem {
    /// The field.
    pub field: Field,
    /// The text to show.
    pub text: Personal,
    /// The changes the engine made on the way from what was typed; empty where there are none.
    pub conversions: Vec<Conversion>,
}

impl ConfirmationView {
    pub(crate) fn new(confirmation: &Confirmation) -> Self {
        let Confirmation { entry, confirmed, digest, conversions, notices } = confirmation;
        let form = entry.form();
        let item = |(field, text): (Field, String)| ConfirmedItem {
            field,
            conversions: conversions_of(&form, field, conversions, &text),
            text: text.into(),
        };
        Self {
            items: confirmed.shown().into_iter().map(item).collect(),
            terms_version: confirmed.terms_version.clone(),
            notices: notices.clone(),
            digest: *digest,
        }
    }
}

/// A municipality in a snapshot: its 6-digit code.
mod by_code {
    use alloc::string::String;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::municipality::Municipality;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(
        municipality: &Municipality,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        municipality.code().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Municipality, D::Error> {
        let code = String::deserialize(deserializer)?;
        Municipality::by_code(&code).ok_or_else(|| D::Error::custom("not in the directory"))
    }
}
