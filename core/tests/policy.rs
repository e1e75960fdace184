//! The settings a host can make, and those that are refused.

use toroku::password::{HashCost, PasswordPolicy, PasswordPolicyError, PasswordRules};
use toroku::{Policy, PolicyError, Setting, SettingError};

#[test]
fn only_addresses_fit_for_a_mail_are_taken() {
    for url in [
        "https://a.example/password",
        "https://a.example",
        "http://127.0.0.1:8080/password",
        "http://localhost/x",
        "http://[::1]:8080/x",
    ] {
        assert!(Policy::new("1", url).is_ok(), "{url}");
    }
    for url in [
        "",
        "https://",
        "https:///x",
        "http://a.example/x",
        "http://127.0.0.1.example/x",
        "ftp://a/x",
        "https://a.example/x?y",
        "https://a.example/#x",
        "https://u@a.example/",
        "https://a.example/ x",
        "https://a.example/\r\nBcc:",
        "javascript:alert(1)",
    ] {
        assert_eq!(Policy::new("1", url).unwrap_err(), PolicyError::PasswordUrl, "{url}");
    }
    assert_eq!(Policy::new("", "https://a.example").unwrap_err(), PolicyError::TermsVersion);
}

#[test]
fn every_setting_but_the_lengths_is_set_and_told_by_its_number() {
    let policy = || Policy::new("1", "https://registration.example/password").unwrap();
    for setting in Setting::ALL {
        let number = if policy().setting(*setting) == Some(1) { 2 } else { 1 };
        let wanted = match setting.name() {
            "keep_draft" => 0,
            "link_lifetime" => 60,
            _ => number,
        };
        match policy().with_setting(*setting, wanted) {
            Ok(changed) => {
                assert_ne!(policy().setting(*setting), Some(wanted), "{setting}");
                assert_eq!(changed.setting(*setting), Some(wanted), "{setting}");
            }
            Err(error) => {
                assert_eq!(error, SettingError::Lengths, "{setting}");
                assert!(setting.name().ends_with("_length"), "{setting}");
            }
        }
        if *setting != Setting::InactivityLimit {
            assert!(policy().with_setting(*setting, u32::MAX).is_err(), "{setting}");
        }
    }
}

#[test]
fn every_figure_has_its_span() {
    let nist = PasswordPolicy::default;
    let legacy = || PasswordPolicy::new(PasswordRules::Legacy);
    for (min, max, good) in [
        (8, 64, true),
        (7, 64, false),
        (15, 63, false),
        (65, 64, false),
        (15, 256, true),
        (15, 257, false),
    ] {
        assert_eq!(nist().with_lengths(min, max).is_ok(), good, "{min} {max}");
    }
    assert!(legacy().with_lengths(8, 8).is_ok());
    assert_eq!(legacy().with_lengths(9, 8), Err(PasswordPolicyError::Lengths));
    for (seconds, good) in [(59, false), (60, true), (2_592_000, true), (2_592_001, false)] {
        assert_eq!(nist().with_link_lifetime(seconds).is_ok(), good);
    }
    for (number, good) in [(0, false), (1, true), (100, true), (101, false)] {
        assert_eq!(nist().with_links_per_day(number).is_ok(), good);
    }
    for (years, good) in [(0, false), (1, true), (10, true), (11, false)] {
        assert_eq!(nist().with_validity_years(years).is_ok(), good);
    }
    assert_eq!(nist().with_reminder_days(&[7, 30]).unwrap().reminder_days(), [30, 7]);
    assert!(nist().with_reminder_days(&[]).is_ok());
    for days in [&[0][..], &[301], &[7, 7], &[1, 2, 3, 4, 5, 6, 7, 8, 9]] {
        assert_eq!(nist().with_reminder_days(days), Err(PasswordPolicyError::Reminders));
    }
}

#[test]
fn a_cost_is_one_that_argon2_takes() {
    for (memory, passes, lanes, good) in [
        (8, 1, 1, true),
        (7, 1, 1, false),
        (16, 1, 2, true),
        (15, 1, 2, false),
        (8, 0, 1, false),
        (8, 17, 1, false),
        (8, 1, 0, false),
        (1024, 1, 17, false),
        (1_048_577, 1, 1, false),
    ] {
        assert_eq!(HashCost::new(memory, passes, lanes).is_ok(), good, "{memory} {passes} {lanes}");
    }
}
