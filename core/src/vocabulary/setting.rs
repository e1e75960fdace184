//! The settings of a policy that are one number, a switch or a choice.

/// The settings, by where they belong.
///
/// - `policy`: number, variant, name; the field, the type that sets it, the type it is kept in, its default;
///   the functions that set and read it. Any value of the type will do.
/// - `rules`: the choice of the rules for passwords, which sets all that follows.
/// - `password`: as `policy`, with the span of values, and the error for a value outside it with its message.
/// - `lengths`: the lengths of a password, set together, with their defaults under either of the rules.
#[doc(hidden)]
#[macro_export]
macro_rules! setting_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// A setting of a policy that is one number.
            Setting "setting"
            policy {
                /// No conversions: what would have been converted is a problem with the converted text as its
                /// suggestion.
                1 Strict "strict"
                    strict: bool as bool = false, with_strict is_strict;
                /// A phone number outside Japan's numbering plan is a problem instead of a notice.
                2 PhonePlanRequired "phone_plan_required"
                    phone_plan_required: bool as bool = false,
                    with_phone_plan_required is_phone_plan_required;
                /// After this many seconds without an input, entry and confirmation expire.
                3 InactivityLimit "inactivity_limit"
                    inactivity_limit: u32 as Option<u32> = None, with_inactivity_limit inactivity_limit;
                /// Whether an expired registration that is started again keeps what was entered (the default)
                /// or forgets it, as on a terminal that strangers share.
                4 KeepDraft "keep_draft"
                    draft_outlives_expiry: bool as bool = true,
                    with_draft_outliving_expiry is_draft_outliving_expiry;
                /// A month or day of birth that is not known (`00` in many passports) is the first of January,
                /// or of the month, instead of a problem.
                12 BirthUnknownFirst "birth_unknown_first"
                    birth_unknown_first: bool as bool = false,
                    with_birth_unknown_first is_birth_unknown_first;
            }
            rules {
                /// Which rules a new password must meet. They bring every other setting about passwords with
                /// them.
                5 PasswordRules "password_rules";
            }
            password {
                /// How many seconds a link can be used; it counts for the links made from now on.
                6 LinkLifetime "link_lifetime"
                    link_lifetime: u32 = 86_400, in 60..=30 * 86_400, with_link_lifetime
                    LinkLifetime "a link must be usable for a minute to 30 days";
                /// How many links are made within any 24 hours, the notification's among them. Any 24 hours
                /// rather than a calendar day, so that no midnight doubles it.
                8 LinksPerDay "links_per_day"
                    links_per_day: u8 = 5, in 1..=100, with_links_per_day
                    LinksPerDay "1 to 100 links must be allowed a day";
                /// How many years a password is valid; it counts for the passwords set from now on.
                ///
                /// It is valid to the end of the same calendar day, in Japan, that many years later; set on
                /// 29 February, to the end of 28 February where that year has no 29th.
                9 ValidityYears "validity_years"
                    validity_years: u8 = 1, in 1..=10, with_validity_years
                    Validity "a password must be valid for 1 to 10 years";
            }
            lengths {
                /// The fewest characters (Unicode code points after NFC) of a password.
                10 PasswordMinLength "password_min_length" min_length: NistB4 15, Legacy 8;
                /// The most characters (Unicode code points after NFC) of a password.
                11 PasswordMaxLength "password_max_length" max_length: NistB4 128, Legacy 32;
            }
        }
    };
}
