//! The registration: categories, states, inputs, effects, answers, deliveries.

/// The categories.
#[doc(hidden)]
#[macro_export]
macro_rules! category_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The top page's three buttons under "Register a new user".
            Category "category" {
                /// Foreign national (applicant) or other: not covered here.
                1 ForeignNational "foreign_national",
                /// Attorney or administrative procedures legal specialist: not covered here.
                2 LegalSpecialist "legal_specialist",
                /// Applicant (at a counter) for electronic issuance of a certificate of eligibility.
                3 ApplicantAtCounter "applicant_at_counter",
            }
        }
    };
}

/// The states.
#[doc(hidden)]
#[macro_export]
macro_rules! state_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of a state.
            StateKind "state" {
                /// The top page.
                1 Start "start",
                /// STEP1.
                2 Entry "entry",
                /// STEP2.
                3 Confirmation "confirmation",
                /// Between the click on Registration and STEP3.
                4 Issuing "issuing",
                /// STEP3.
                5 Completion "completion",
            }
        }
    };
}

/// The inputs.
#[doc(hidden)]
#[macro_export]
macro_rules! input_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of an input.
            InputKind "input" {
                /// A button of the top page.
                1 ChooseCategory "choose_category",
                /// The text of one item.
                2 Set "set",
                /// One item emptied.
                3 Clear "clear",
                /// Several items at once.
                4 Fill "fill",
                /// The municipality search window.
                5 SearchMunicipalities "search_municipalities",
                /// The link to the Terms of Use.
                6 ShowTerms "show_terms",
                /// The agreement to the Terms of Use.
                7 Agree "agree",
                /// The agreement taken back.
                8 Disagree "disagree",
                /// The button Confirm of STEP1.
                9 Confirm "confirm",
                /// The button Back of STEP1 and STEP2.
                10 Back "back",
                /// The button Registration of STEP2.
                11 Register "register",
                /// The report that a candidate is reserved.
                12 UserIdReserved "user_id_reserved",
                /// The report of the number that the store has counted up to.
                13 NumberReserved "number_reserved",
                /// The report that the user ID is somebody else's already.
                14 UserIdTaken "user_id_taken",
                /// The report that all is stored.
                15 Committed "committed",
                /// The report that nothing was stored.
                16 StorageFailed "storage_failed",
                /// The button Back to Top Page of STEP3.
                17 BackToTop "back_to_top",
                /// The report that the notification was handed over.
                18 NotificationDelivered "notification_delivered",
                /// The report that the notification was given up.
                19 NotificationFailed "notification_failed",
                /// The report that the office has registered.
                20 Registered "registered",
                /// The report that the office has refused.
                21 Refused "refused",
                /// The report that the office could not be reached.
                22 NotReached "not_reached",
                /// A suggestion taken.
                23 TakeSuggestion "take_suggestion",
            }
        }
    };
}

/// The effects.
#[doc(hidden)]
#[macro_export]
macro_rules! effect_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of an effect.
            EffectKind "effect" {
                /// Reserve a candidate for the user ID.
                1 ReserveUserId "reserve_user_id",
                /// Count the store's sequence up.
                2 ReserveNumber "reserve_number",
                /// Store the registration.
                3 Commit "commit",
                /// Send the registration to the office.
                4 Submit "submit",
            }
        }
    };
}

/// The answers.
#[doc(hidden)]
#[macro_export]
macro_rules! answer_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of an answer.
            AnswerKind "answer" {
                /// STEP1 is open.
                1 Opened "opened",
                /// The category is not covered here.
                2 NotCovered "not_covered",
                /// The entry has changed as asked.
                3 Kept "kept",
                /// The results of a search.
                4 Municipalities "municipalities",
                /// The version of the Terms of Use to show.
                5 Terms "terms",
                /// STEP1 stays, with all that is wrong.
                6 Problems "problems",
                /// STEP2 is open.
                7 ReadyToConfirm "ready_to_confirm",
                /// The page before is open.
                8 WentBack "went_back",
                /// The user ID is being issued.
                9 Issuing "issuing",
                /// The page was not the current one.
                10 NotAsShown "not_as_shown",
                /// Nothing was stored.
                11 StorageFailed "storage_failed",
                /// STEP3 is open.
                12 Registered "registered",
                /// It was registered before.
                13 AlreadyRegistered "already_registered",
                /// The top page is open.
                14 BackAtTop "back_at_top",
                /// The report is taken note of.
                15 Noted "noted",
                /// Nothing was done for too long.
                16 Expired "expired",
                /// The office could not be reached.
                17 NotReached "not_reached",
            }
        }
    };
}

/// What can be reported of a notification.
#[doc(hidden)]
#[macro_export]
macro_rules! delivery_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// How the notification fares.
            Delivery "delivery" {
                /// Not reported yet.
                1 Pending "pending",
                /// Handed over to the applicant's mail service.
                2 Delivered "delivered",
                /// Given up.
                3 Failed "failed",
            }
        }
    };
}
