//! The password setup: states, inputs, effects, answers, rules, open pages.

/// The states of a password setup.
#[doc(hidden)]
#[macro_export]
macro_rules! password_state_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The states of a password setup.
            PasswordStateKind "pwstate" {
                /// No password has been set yet.
                1 AwaitingPassword "awaiting_password",
                /// There is a password, though it may have expired.
                2 Active "active",
            }
        }
    };
}

/// The inputs of a password setup.
#[doc(hidden)]
#[macro_export]
macro_rules! password_input_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of a password setup's input.
            PasswordInputKind "pwinput" {
                /// A link was opened.
                1 OpenLink "open_link",
                /// The form behind a link was sent.
                2 SetPassword "set_password",
                /// A new link is asked for.
                3 RequestLink "request_link",
                /// A password is replaced by one who knows it.
                4 ChangePassword "change_password",
                /// Someone logs in.
                5 LogIn "log_in",
                /// A reminder was sent.
                6 ReminderSent "reminder_sent",
            }
        }
    };
}

/// The effects of a password setup.
#[doc(hidden)]
#[macro_export]
macro_rules! password_effect_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of a password setup's effect.
            PasswordEffectKind "pweffect" {
                /// Send a link.
                1 SendLink "send_link",
            }
        }
    };
}

/// The answers of a password setup.
#[doc(hidden)]
#[macro_export]
macro_rules! password_answer_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of a password setup's answer.
            PasswordAnswerKind "pw" {
                /// The link can be used.
                1 LinkUsable "link_usable",
                /// The home or login page is open.
                2 Conflict "conflict",
                /// Not, or no longer, the right token.
                3 TokenInvalid "token_invalid",
                /// The right token, too late.
                4 TokenExpired "token_expired",
                /// Something is wrong with the new password or its confirmation.
                5 Problems "problems",
                /// The password is set.
                6 PasswordSet "password_set",
                /// If user ID and e-mail address belong together, a mail is on its way.
                7 LinkRequested "link_requested",
                /// The right password.
                8 LoggedIn "logged_in",
                /// Not the right password.
                9 PasswordWrong "password_wrong",
                /// The right password, too old.
                10 PasswordExpired "password_expired",
                /// It is noted that the reminder was sent.
                11 ReminderNoted "reminder_noted",
            }
        }
    };
}

/// The rules for passwords.
#[doc(hidden)]
#[macro_export]
macro_rules! password_rules_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// Which rules a new password must meet.
            PasswordRules "rules" {
                /// NIST SP 800-63B-4: length counts, composition does not. 15 to 128 characters unless set
                /// otherwise, of any script; not one of those that are guessed first; without the account's
                /// user ID, name or e-mail address.
                1 NistB4 "nist_b4",
                /// As older systems have it: 8 to 32 characters of printable ASCII, a letter, a digit and a
                /// sign (the space is none) among them; without the account's user ID, name or e-mail
                /// address. There is no block list.
                2 Legacy "legacy",
            }
        }
    };
}

/// The pages that can be open beside a link.
#[doc(hidden)]
#[macro_export]
macro_rules! open_pages_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// Which pages of the system are open in the browser that opened the link, as the host knows it
            /// (its session cookies, say). The manual: an error occurs while the home page or login page is
            /// open.
            OpenPages "pages" {
                /// Neither of the two.
                1 None "none",
                /// The home page or the login page, or both.
                2 HomeOrLogin "home_or_login",
            }
        }
    };
}
