// Written by uniffi/generate.
#![allow(non_snake_case, reason = "JNI's names")]

use uniffi::RustBuffer;

crate::crossing::functions! {
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1clone_1passwordsetup =
        uniffi_toroku_uniffi_fn_clone_passwordsetup(handle: u64) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1free_1passwordsetup =
        uniffi_toroku_uniffi_fn_free_passwordsetup(handle: u64) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1constructor_1passwordsetup_1restore =
        uniffi_toroku_uniffi_fn_constructor_passwordsetup_restore(snapshot: RustBuffer, guard: RustBuffer) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1account =
        uniffi_toroku_uniffi_fn_method_passwordsetup_account(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1expires_1at =
        uniffi_toroku_uniffi_fn_method_passwordsetup_expires_at(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1handle =
        uniffi_toroku_uniffi_fn_method_passwordsetup_handle(ptr: u64, input: RustBuffer, now: i64, policy: u64, language: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1link_1digest =
        uniffi_toroku_uniffi_fn_method_passwordsetup_link_digest(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1link_1expires_1at =
        uniffi_toroku_uniffi_fn_method_passwordsetup_link_expires_at(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1password_1hash =
        uniffi_toroku_uniffi_fn_method_passwordsetup_password_hash(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1reminder_1due =
        uniffi_toroku_uniffi_fn_method_passwordsetup_reminder_due(ptr: u64, now: i64, policy: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1reminder_1mail =
        uniffi_toroku_uniffi_fn_method_passwordsetup_reminder_mail(ptr: u64, days: u16, policy: u64, language: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1save =
        uniffi_toroku_uniffi_fn_method_passwordsetup_save(ptr: u64, guard: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1set_1at =
        uniffi_toroku_uniffi_fn_method_passwordsetup_set_at(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordsetup_1state =
        uniffi_toroku_uniffi_fn_method_passwordsetup_state(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1clone_1policy =
        uniffi_toroku_uniffi_fn_clone_policy(handle: u64) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1free_1policy =
        uniffi_toroku_uniffi_fn_free_policy(handle: u64) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1constructor_1policy_1new =
        uniffi_toroku_uniffi_fn_constructor_policy_new(settings: RustBuffer) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1policy_1terms_1version =
        uniffi_toroku_uniffi_fn_method_policy_terms_version(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1policy_1user_1types =
        uniffi_toroku_uniffi_fn_method_policy_user_types(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1clone_1registration =
        uniffi_toroku_uniffi_fn_clone_registration(handle: u64) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1free_1registration =
        uniffi_toroku_uniffi_fn_free_registration(handle: u64) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1constructor_1registration_1new =
        uniffi_toroku_uniffi_fn_constructor_registration_new(policy: u64, language: RustBuffer) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1constructor_1registration_1restore =
        uniffi_toroku_uniffi_fn_constructor_registration_restore(snapshot: RustBuffer, guard: RustBuffer, policy: u64, language: RustBuffer) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1enter =
        uniffi_toroku_uniffi_fn_method_registration_enter(ptr: u64, item: RustBuffer, text: RustBuffer, now: i64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1handle =
        uniffi_toroku_uniffi_fn_method_registration_handle(ptr: u64, input: RustBuffer, now: i64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1language =
        uniffi_toroku_uniffi_fn_method_registration_language(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1next_1effect =
        uniffi_toroku_uniffi_fn_method_registration_next_effect(ptr: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1policy =
        uniffi_toroku_uniffi_fn_method_registration_policy(ptr: u64) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1save =
        uniffi_toroku_uniffi_fn_method_registration_save(ptr: u64, guard: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1screen =
        uniffi_toroku_uniffi_fn_method_registration_screen(ptr: u64, now: i64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1set_1language =
        uniffi_toroku_uniffi_fn_method_registration_set_language(ptr: u64, language: RustBuffer) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1set_1policy =
        uniffi_toroku_uniffi_fn_method_registration_set_policy(ptr: u64, policy: u64) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1registration_1taking =
        uniffi_toroku_uniffi_fn_method_registration_taking(ptr: u64, field: RustBuffer, suggestion: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1clone_1sequencekey =
        uniffi_toroku_uniffi_fn_clone_sequencekey(handle: u64) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1free_1sequencekey =
        uniffi_toroku_uniffi_fn_free_sequencekey(handle: u64) -> ();
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1constructor_1sequencekey_1new =
        uniffi_toroku_uniffi_fn_constructor_sequencekey_new(key: RustBuffer) -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1sequencekey_1number =
        uniffi_toroku_uniffi_fn_method_sequencekey_number(ptr: u64, user_id: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1sequencekey_1user_1id =
        uniffi_toroku_uniffi_fn_method_sequencekey_user_id(ptr: u64, number: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1code_1facts =
        uniffi_toroku_uniffi_fn_method_code_facts(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1field_1stable_1name =
        uniffi_toroku_uniffi_fn_method_field_stable_name(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1item_1field =
        uniffi_toroku_uniffi_fn_method_item_field(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1item_1stable_1name =
        uniffi_toroku_uniffi_fn_method_item_stable_name(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1misuse_1uniffi_1trait_1display =
        uniffi_toroku_uniffi_fn_method_misuse_uniffi_trait_display(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1passwordmisuse_1uniffi_1trait_1display =
        uniffi_toroku_uniffi_fn_method_passwordmisuse_uniffi_trait_display(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1snapshoterror_1uniffi_1trait_1display =
        uniffi_toroku_uniffi_fn_method_snapshoterror_uniffi_trait_display(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1policyerror_1uniffi_1trait_1display =
        uniffi_toroku_uniffi_fn_method_policyerror_uniffi_trait_display(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1abolishedmunicipality_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_abolishedmunicipality_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1designatedcity_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_designatedcity_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1municipality_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_municipality_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1confirmed_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_confirmed_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1birthdate_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_birthdate_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1method_1guard_1uniffi_1trait_1debug =
        uniffi_toroku_uniffi_fn_method_guard_uniffi_trait_debug(ptr: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1catalogue =
        uniffi_toroku_uniffi_fn_func_catalogue(language: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1catalogue_1text =
        uniffi_toroku_uniffi_fn_func_catalogue_text(language: RustBuffer, key: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1language_1by_1tag =
        uniffi_toroku_uniffi_fn_func_language_by_tag(tag: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1languages =
        uniffi_toroku_uniffi_fn_func_languages() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1negotiate_1language =
        uniffi_toroku_uniffi_fn_func_negotiate_language(wishes: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1all_1codes =
        uniffi_toroku_uniffi_fn_func_all_codes() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1code_1by_1name =
        uniffi_toroku_uniffi_fn_func_code_by_name(name: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1code_1by_1number =
        uniffi_toroku_uniffi_fn_func_code_by_number(number: u16) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1directory_1facts =
        uniffi_toroku_uniffi_fn_func_directory_facts() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1look_1up_1municipality =
        uniffi_toroku_uniffi_fn_func_look_up_municipality(text: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1municipalities_1of =
        uniffi_toroku_uniffi_fn_func_municipalities_of(prefecture_number: u8) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1municipality_1by_1code =
        uniffi_toroku_uniffi_fn_func_municipality_by_code(code: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1prefectures =
        uniffi_toroku_uniffi_fn_func_prefectures() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1search_1municipalities =
        uniffi_toroku_uniffi_fn_func_search_municipalities(query: RustBuffer, prefecture_number: RustBuffer, limit: u32) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1entry_1fields =
        uniffi_toroku_uniffi_fn_func_entry_fields() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1item_1by_1name =
        uniffi_toroku_uniffi_fn_func_item_by_name(name: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1misuse_1code =
        uniffi_toroku_uniffi_fn_func_misuse_code(misuse: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1snapshot_1error_1code =
        uniffi_toroku_uniffi_fn_func_snapshot_error_code() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1decoy_1log_1in =
        uniffi_toroku_uniffi_fn_func_decoy_log_in(password: RustBuffer, policy: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1decoy_1request_1link =
        uniffi_toroku_uniffi_fn_func_decoy_request_link(entropy: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1hash_1cost =
        uniffi_toroku_uniffi_fn_func_hash_cost(policy: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1password_1setup_1for_1account =
        uniffi_toroku_uniffi_fn_func_password_setup_for_account(account: RustBuffer, entropy: RustBuffer, now: i64, policy: u64, language: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1token_1digest =
        uniffi_toroku_uniffi_fn_func_token_digest(token: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1verify_1password_1hash =
        uniffi_toroku_uniffi_fn_func_verify_password_hash(phc: RustBuffer, password: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1sexes =
        uniffi_toroku_uniffi_fn_func_sexes() -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1word_1problem =
        uniffi_toroku_uniffi_fn_func_word_problem(problem: RustBuffer, language: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1parse_1digest =
        uniffi_toroku_uniffi_fn_func_parse_digest(text: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1parse_1notification_1key =
        uniffi_toroku_uniffi_fn_func_parse_notification_key(text: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1parse_1user_1id =
        uniffi_toroku_uniffi_fn_func_parse_user_id(text: RustBuffer) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1random_1candidate =
        uniffi_toroku_uniffi_fn_func_random_candidate(entropy: RustBuffer, k: u32) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1user_1id_1count =
        uniffi_toroku_uniffi_fn_func_user_id_count() -> u64;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1user_1id_1from_1number =
        uniffi_toroku_uniffi_fn_func_user_id_from_number(number: u64) -> RustBuffer;
    Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1func_1user_1id_1number =
        uniffi_toroku_uniffi_fn_func_user_id_number(user_id: RustBuffer) -> RustBuffer;
}
