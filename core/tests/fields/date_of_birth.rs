//! The date of birth: a day that was, in three parts.

use toroku::{BirthPart, DateOfBirth, ParamName, ParamValue};

use super::*;

fn check(year: &str, month: &str, day: &str) -> FieldReport {
    let mut form = Form::new();
    form.set(Item::BirthYear, year).set(Item::BirthMonth, month).set(Item::BirthDay, day);
    form.report(Field::DateOfBirth, now(), &policy())
}

fn code(year: &str, month: &str, day: &str) -> Option<Code> {
    check(year, month, day).problem.map(|problem| problem.code())
}

#[test]
fn the_manuals_date_passes() {
    let report = check("2000", "01", "01");
    assert_eq!(report.problem, None);
    assert!(report.conversions.is_empty());
    assert_eq!(DateOfBirth::try_from("2000-01-01".to_owned()).unwrap().iso(), "2000-01-01");
    let [made] = &check("２０００", "1", " 1").conversions[..] else {
        panic!("one conversion")
    };
    assert_eq!(made.code(), Code::BirthWidthConverted);
    assert_eq!(made.after().expose(), "2000-01-01");
}

#[test]
fn each_fault_has_its_own_code() {
    assert_eq!(code("", " ", "　"), Some(Code::BirthRequired));
    assert_eq!(code("2000", "", "1"), Some(Code::BirthIncomplete));
    for (year, month, day) in [
        ("2001", "2", "29"),
        ("2000", "13", "1"),
        ("2000", "1", "x"),
        ("12000", "1", "1"),
        ("2000", "1", "001"),
        ("-200", "1", "1"),
        ("1900", "2", "29"),
    ] {
        assert_eq!(code(year, month, day), Some(Code::BirthNotReal), "{year}-{month}-{day}");
    }
    assert_eq!(code("2024", "3", "1"), Some(Code::BirthFuture));
    assert_eq!(code("2024", "2", "29"), None);
    assert_eq!(code("1894", "2", "28"), Some(Code::BirthTooOld));
    assert_eq!(code("1894", "3", "1"), None);
    assert_eq!(code("85", "1", "1"), Some(Code::BirthTwoDigitYear));
    assert_eq!(code("2000", "0", "1"), Some(Code::BirthUnknown));
}

/// What the check says: the value or the problem with its wrong parts, the conversions, and the suggestions.
fn said(year: &str, month: &str, day: &str, policy: &Policy) -> String {
    let mut form = Form::new();
    form.set(Item::BirthYear, year).set(Item::BirthMonth, month).set(Item::BirthDay, day);
    let report = form.report(Field::DateOfBirth, now(), policy);
    let mut words: Vec<String> = Vec::new();
    if let Some(problem) = &report.problem {
        words.push(problem.code().name().into());
        for param in problem.params() {
            if let ParamValue::Parts(parts) = param.value() {
                words.extend(parts.iter().map(|part| part.name().to_owned()));
            }
        }
        words.extend(problem.suggestions().iter().map(|text| text.expose().to_owned()));
    }
    if let Some(conversion) = report.conversions.first() {
        words.push(conversion.after().expose().to_owned());
    }
    words.extend(report.conversions.iter().map(|conversion| conversion.code().name().to_owned()));
    words.join(" ")
}

/// A year of an era, alone and in a whole date.
#[rustfmt::skip]
const ERAS: &[(&str, &str, &str, &str)] = &[
    ("昭和60", "1", "2", "birth.era 1985-01-02"),
    ("昭和60年", "1", "2", "birth.era 1985-01-02"),
    ("昭和 60 年", "1", "2", "birth.era 1985-01-02"),
    ("S60", "1", "2", "birth.era 1985-01-02"),
    ("s60", "1", "2", "birth.era 1985-01-02"),
    ("Ｓ６０", "1", "2", "birth.era 1985-01-02"),
    ("S.60", "1", "2", "birth.era 1985-01-02"),
    ("㍼60", "1", "2", "birth.era 1985-01-02"),
    ("昭60", "1", "2", "birth.era 1985-01-02"),
    ("Showa 60", "1", "2", "birth.era 1985-01-02"),
    ("SHOWA60", "1", "2", "birth.era 1985-01-02"),
    ("Shōwa 60", "1", "2", "birth.era 1985-01-02"),
    ("昭和六十年", "1", "2", "birth.era 1985-01-02"),
    ("昭和六〇", "1", "2", "birth.era 1985-01-02"),
    ("昭和60年1月2日", "", "", "birth.era 1985-01-02"),
    ("S60.1.2", "", "", "birth.era 1985-01-02"),
    ("S60/1/2", "", "", "birth.era 1985-01-02"),
    ("s60-01-02", "", "", "birth.era 1985-01-02"),
    ("S600102", "", "", "birth.era 1985-01-02"),
    ("昭和六十年一月二日", "", "", "birth.era 1985-01-02"),
    ("Ｓ６０．１．２", "", "", "birth.era 1985-01-02"),
    ("令和2", "3", "4", "birth.era 2020-03-04"),
    ("R2", "3", "4", "birth.era 2020-03-04"),
    ("㋿2", "3", "4", "birth.era 2020-03-04"),
    ("平成元年", "1", "8", "birth.era 1989-01-08"),
    ("㍻元", "2", "2", "birth.era 1989-02-02"),
    ("H1", "1", "8", "birth.era 1989-01-08"),
    ("平成元", "1", "7", "birth.era_day 1989-01-07"),
    ("昭和64", "1", "7", "birth.era 1989-01-07"),
    ("昭和64", "1", "8", "birth.era_day 1989-01-08"),
    ("昭和65", "1", "8", "birth.era_day"),
    ("昭和0", "1", "8", "birth.era_day"),
    ("H31", "4", "30", "birth.era 2019-04-30"),
    ("平成31", "5", "1", "birth.era_day 2019-05-01"),
    ("R1", "5", "1", "birth.era 2019-05-01"),
    ("大正15", "12", "25", "birth.era 1926-12-25"),
    ("昭和元", "12", "25", "birth.era 1926-12-25"),
    ("㍽1", "7", "30", "birth.era 1912-07-30"),
    ("明治45", "7", "30", "birth.era 1912-07-30"),
    ("㍾20", "7", "30", "birth.too_old"),
    ("T15", "12", "26", "birth.era_day 1926-12-26"),
    ("令和99", "1", "1", "birth.future"),
    ("S60", "2", "30", "birth.not_real day"),
    ("S60", "13", "2", "birth.not_real month"),
    ("S60", "25", "12", "birth.not_real month"),
    ("昭和", "1", "2", "birth.not_real year"),
    ("S60H2", "1", "2", "birth.not_real year"),
];

/// A year of another calendar.
#[rustfmt::skip]
const CALENDARS: &[(&str, &str, &str, &str)] = &[
    ("2543", "1", "2", "birth.other_calendar 2000-01-02"),
    ("仏暦2543年", "1", "2", "birth.other_calendar 2000-01-02"),
    ("พ.ศ. ๒๕๔๓", "1", "2", "birth.other_calendar 2000-01-02"),
    ("พ.ศ. 2543", "1", "2", "birth.other_calendar 2000-01-02"),
    ("BE 2543", "1", "2", "birth.other_calendar 2000-01-02"),
    ("2543 B.E.", "1", "2", "birth.other_calendar 2000-01-02"),
    ("民國89", "1", "2", "birth.other_calendar 2000-01-02"),
    ("民国89年", "1", "2", "birth.other_calendar 2000-01-02"),
    ("中華民國89年", "1", "2", "birth.other_calendar 2000-01-02"),
    ("ROC 89", "1", "2", "birth.other_calendar 2000-01-02"),
    ("089", "1", "2", "birth.other_calendar 2000-01-02"),
    ("2543-01-02", "", "", "birth.other_calendar 2000-01-02"),
    ("2/1/2543", "", "", "birth.other_calendar 2000-01-02 2000-02-01"),
    ("民國89年1月2日", "", "", "birth.other_calendar 2000-01-02"),
    ("2483", "2", "2", "birth.other_calendar"),
    ("2483", "5", "2", "birth.other_calendar 1940-05-02"),
    ("104", "1", "2", "birth.other_calendar 2015-01-02"),
    ("4318", "1", "2", "birth.other_calendar 1985-01-02"),
    ("1420", "1", "2", "birth.other_calendar"),
    ("1378", "1", "2", "birth.other_calendar"),
    ("5760", "1", "2", "birth.other_calendar"),
    ("2057", "1", "2", "birth.future"),
    ("1996", "1", "2", ""),
];

/// A year of two digits.
#[rustfmt::skip]
const TWO_DIGITS: &[(&str, &str, &str, &str)] = &[
    ("85", "1", "2", "birth.two_digit_year 1985-01-02"),
    ("'85", "1", "2", "birth.two_digit_year 1985-01-02"),
    ("’85", "1", "2", "birth.two_digit_year 1985-01-02"),
    ("８５", "1", "2", "birth.two_digit_year 1985-01-02"),
    ("05", "1", "2", "birth.two_digit_year 2005-01-02 1905-01-02"),
    ("00", "1", "2", "birth.two_digit_year 2000-01-02 1900-01-02"),
    ("85", "13", "2", "birth.not_real month"),
    // No day or month is greater than 31; else any of the three may be the year.
    ("02/01/85", "", "", "birth.two_digit_year 1985-01-02 1985-02-01"),
    ("13/02/85", "", "", "birth.two_digit_year 1985-02-13"),
    ("85/1/2", "", "", "birth.two_digit_year 1985-01-02"),
    ("850102", "", "", "birth.two_digit_year 1985-01-02"),
    ("02/01/05", "", "", "birth.two_digit_year"),
    ("85/45/2", "", "", "birth.two_digit_year"),
    ("02 JAN 85", "", "", "birth.two_digit_year 1985-01-02"),
    ("5", "1", "2", "birth.too_old"),
    ("198", "1", "2", "birth.other_calendar"),
];

/// A whole date in one box.
#[rustfmt::skip]
const WHOLE: &[(&str, &str, &str, &str)] = &[
    ("1985年1月2日", "", "", "1985-01-02 birth.text.converted"),
    ("19850102", "", "", "1985-01-02 birth.text.converted"),
    ("1985/1/2", "", "", "1985-01-02 birth.text.converted"),
    ("1985.1.2", "", "", "1985-01-02 birth.text.converted"),
    ("1985. 1. 2.", "", "", "1985-01-02 birth.text.converted"),
    ("1985-1-2", "", "", "1985-01-02 birth.text.converted"),
    ("1985 1 2", "", "", "1985-01-02 birth.text.converted"),
    ("1985 01 02", "", "", "1985-01-02 birth.text.converted"),
    ("1985年01月02日生", "", "", "1985-01-02 birth.text.converted"),
    ("1985년 1월 2일", "", "", "1985-01-02 birth.text.converted"),
    ("西暦1985年1月2日", "", "", "1985-01-02 birth.text.converted"),
    ("2 January 1985", "", "", "1985-01-02 birth.text.converted"),
    ("January 2, 1985", "", "", "1985-01-02 birth.text.converted"),
    ("02 JAN 1985", "", "", "1985-01-02 birth.text.converted"),
    ("02-Jan-1985", "", "", "1985-01-02 birth.text.converted"),
    ("2nd of January 1985", "", "", "1985-01-02 birth.text.converted"),
    ("1985 Jan 2", "", "", "1985-01-02 birth.text.converted"),
    ("1985-01-02", "", "", ""),
    ("1985-01-02", "1", "2", ""),
    ("1985-01-02", "1", "", ""),
    ("1985-01-02", "00", "00", ""),
    ("", "1985-01-02", "", "1985-01-02 birth.text.converted"),
    ("", "", "1985-01-02", "1985-01-02 birth.text.converted"),
    ("1985", "", "1985-01-02", "1985-01-02 birth.text.converted"),
    ("１９８５０１０２", "", "", "1985-01-02 birth.width.converted birth.text.converted"),
    ("25/12/1985", "", "", "1985-12-25 birth.text.converted"),
    ("12/25/1985", "", "", "1985-12-25 birth.text.converted"),
    ("25121985", "", "", "1985-12-25 birth.text.converted"),
    ("05/05/1985", "", "", "1985-05-05 birth.text.converted"),
    ("02/01/1985", "", "", "birth.order 1985-01-02 1985-02-01"),
    ("02011985", "", "", "birth.order 1985-01-02 1985-02-01"),
    ("02/01/1985", "1", "2", "1985-01-02 birth.text.converted"),
    ("02/01/1985", "2", "1", "1985-02-01 birth.text.converted"),
    ("02/01/1985", "3", "1", "birth.order 1985-01-02 1985-02-01"),
    ("1985-01-02", "3", "4", "birth.conflict 1985-01-02"),
    ("1985-01-02", "1", "3", "birth.conflict 1985-01-02"),
    ("1985-01-02", "x", "2", "birth.conflict 1985-01-02"),
    ("1985-01-02", "1990-03-04", "", "birth.conflict 1985-01-02"),
    ("1985", "", "1985-01-02 x", "birth.incomplete month"),
    ("1985-25-12", "", "", "birth.not_real month 1985-12-25"),
    ("1985-13-32", "", "", "birth.not_real month day"),
    ("30/02/1985", "", "", "birth.not_real day"),
    ("1985-02-30", "", "", "birth.not_real day"),
    ("1985-1", "2", "", "birth.incomplete day 1985-01-02"),
    ("1985", "1月2日", "", "birth.incomplete day 1985-01-02"),
    ("1985", "", "1/2", "birth.incomplete month 1985-01-02"),
    ("1985", "1/2", "3/4", "birth.not_real month day"),
    ("1985", "1/2", "3", "birth.not_real month"),
    ("1985", "25/12", "", "birth.incomplete day"),
    // The kanji for one, typed for a dash.
    ("1985一1一2", "", "", "birth.not_real year 1985-01-02"),
    ("一九八五年一月二日", "", "", "birth.not_real year 1985-01-02"),
];

/// Words, digits of other scripts, and numbers in the wrong box.
#[rustfmt::skip]
const PARTS: &[(&str, &str, &str, &str)] = &[
    ("1985", "JAN", "2", "1985-01-02 birth.text.converted"),
    ("1985", "January", "2", "1985-01-02 birth.text.converted"),
    ("1985", "jan.", "2nd", "1985-01-02 birth.text.converted"),
    ("1985", "1月", "2日", "1985-01-02 birth.text.converted"),
    ("1985", "01月", "02日", "1985-01-02 birth.text.converted"),
    ("1985", "1월", "2일", "1985-01-02 birth.text.converted"),
    ("1985年", "1", "2", "1985-01-02 birth.text.converted"),
    ("1985", "Sept", "2", "1985-09-02 birth.text.converted"),
    ("1985", "１月", "２日", "1985-01-02 birth.width.converted birth.text.converted"),
    ("1985", " 1", "2 ", "1985-01-02 birth.width.converted"),
    ("1985", "Ja", "2", "birth.not_real month"),
    ("1985", "Janvier", "2", "birth.not_real month"),
    ("1985", "1", "2x", "birth.not_real day"),
    ("2000", "25", "12", "birth.not_real month day 2000-12-25"),
    ("1985", "2日", "1月", "birth.not_real month day 1985-01-02"),
    ("1985", "2", "JAN", "birth.not_real month day 1985-01-02"),
    ("2", "1", "1985", "birth.not_real year day 1985-01-02 1985-02-01"),
    ("12", "25", "1985", "birth.not_real year day 1985-12-25"),
    ("2000", "13", "32", "birth.not_real month day"),
    ("2000", "1", "32", "birth.not_real day"),
    ("2000", "2", "30", "birth.not_real day"),
    ("20000", "1", "1", "birth.not_real year"),
    ("-2000", "1", "1", "birth.not_real year"),
    ("two", "1", "1", "birth.not_real year"),
    ("19 85", "1", "2", "birth.not_real year"),
    ("二千", "1", "1", "birth.not_real year 2000-01-01"),
    ("1985", "十二月", "二十五", "birth.not_real month day 1985-12-25"),
    ("٢٠٠٠", "1", "1", "birth.not_real year 2000-01-01"),
    ("۱۹۸۵", "۱", "۲", "birth.not_real year month day 1985-01-02"),
    ("2000\u{200E}", "1", "1", "text.invisible 2000-01-01"),
    ("2000\u{200E}", "13", "13", "text.invisible"),
    ("20\u{200B}00", "1", "1", "text.invisible"),
    ("\u{200B}1985\u{200B}-01-02", "", "", "text.invisible 1985-01-02"),
    ("1985", "JA\u{200B}N", "1", "text.invisible"),
];

/// What is not known, where the policy says nothing of it.
#[rustfmt::skip]
const UNKNOWN: &[(&str, &str, &str, &str)] = &[
    ("1985", "00", "00", "birth.unknown"),
    ("1985", "0", "0", "birth.unknown"),
    ("1985", "1", "00", "birth.unknown"),
    ("1985", "00", "5", "birth.unknown"),
    ("1985", "XX", "XX", "birth.unknown"),
    ("1985", "xx", "XX", "birth.unknown"),
    ("1985", "--", "--", "birth.unknown"),
    ("1985", "ー", "ー", "birth.unknown"),
    ("1985", "**", "**", "birth.unknown"),
    ("1985", "??", "??", "birth.unknown"),
    ("1985", "不明", "不明", "birth.unknown"),
    ("1985", "unknown", "unknown", "birth.unknown"),
    ("1985", "０", "０", "birth.unknown"),
    ("1985-00-00", "", "", "birth.unknown"),
    ("1985-XX-XX", "", "", "birth.unknown"),
    ("19850000", "", "", "birth.unknown"),
    ("00/00/1985", "", "", "birth.unknown"),
    ("0000", "1", "1", "birth.unknown"),
    // In two, or it would be looked for as unfinished work.
    (concat!("XX", "XX"), "1", "1", "birth.unknown"),
    ("不明", "1", "1", "birth.unknown"),
    ("0", "1", "1", "birth.too_old"),
];

/// The same where the first is taken for it.
#[rustfmt::skip]
const FIRST: &[(&str, &str, &str, &str)] = &[
    ("1985", "00", "00", "1985-01-01 birth.unknown.converted"),
    ("1985", "3", "00", "1985-03-01 birth.unknown.converted"),
    ("1985", "0", "0", "1985-01-01 birth.unknown.converted"),
    ("1985", "XX", "XX", "1985-01-01 birth.text.converted birth.unknown.converted"),
    ("1985-00-00", "", "", "1985-01-01 birth.text.converted birth.unknown.converted"),
    ("1985", "00", "5", "birth.unknown"),
    ("0000", "00", "00", "birth.unknown"),
    ("2024", "12", "00", "birth.future"),
    ("1985", "1", "2", ""),
    ("S60", "00", "00", "birth.era 1985-01-01"),
];

const ALL: [&[(&str, &str, &str, &str)]; 6] = [ERAS, CALENDARS, TWO_DIGITS, WHOLE, PARTS, UNKNOWN];

#[test]
fn whatever_people_type_has_its_answer() {
    for (year, month, day, expected) in ALL.concat() {
        assert_eq!(said(year, month, day, &policy()), expected, "{year}|{month}|{day}");
    }
    let first = policy().with_birth_unknown_first(true);
    for (year, month, day, expected) in FIRST {
        assert_eq!(said(year, month, day, &first), *expected, "{year}|{month}|{day}");
    }
}

/// Taken through its items, and set in the year's item as it is: either way nothing more is asked, under the strict
/// policy too.
#[test]
fn a_suggestion_that_is_taken_passes() {
    let mut taken = 0;
    for policy in [policy(), policy().with_strict(true)] {
        for (year, month, day, _) in ALL.concat() {
            let mut form = Form::new();
            form.set(Item::BirthYear, year).set(Item::BirthMonth, month);
            form.set(Item::BirthDay, day);
            let Some(problem) = form.report(Field::DateOfBirth, now(), &policy).problem else {
                continue;
            };
            for suggestion in problem.suggestions() {
                let mut whole = form;
                whole.set(Item::BirthYear, suggestion.expose());
                let is_elsewhere = [month, day].concat().contains('\u{200E}')
                    || [Code::BirthConflict, Code::BirthOrder, Code::BirthIncomplete]
                        .contains(&problem.code())
                    || [month, day].iter().any(|text| text.len() == 10);
                let again = whole.report(Field::DateOfBirth, now(), &policy);
                assert!(is_elsewhere || again.problem.is_none(), "{year}|{month}|{day}: {again:?}");
                let texts = form.taking(Field::DateOfBirth, suggestion);
                let mut form = Form::new();
                for (item, text) in &texts {
                    form.set(*item, text.expose());
                }
                let report = form.check(now(), &policy);
                assert!(report.problems.iter().all(|other| other.field() != Field::DateOfBirth));
                assert!(report.conversions.is_empty());
                taken += 1;
            }
        }
    }
    assert!(taken > 150, "{taken}");
}

/// Every day that lives in memory, in every way of writing it that says one day: the same day, or asked about with
/// it.
#[test]
fn every_way_of_writing_a_day_is_that_day() {
    let today = time::Date::from_calendar_date(2023, time::Month::November, 15).unwrap();
    let mut date = time::Date::from_calendar_date(1894, time::Month::March, 1).unwrap();
    let mut written = 0;
    while date <= today {
        let (y, m, d) = (date.year(), u8::from(date.month()), date.day());
        let name = date.month().to_string();
        let short = &name[..3];
        let iso = format!("{y:04}-{m:02}-{d:02}");
        let mut whole = vec![
            iso.clone(),
            format!("{y}{m:02}{d:02}"),
            format!("{y}/{m}/{d}"),
            format!("{y}年{m}月{d}日"),
            format!("{d} {name} {y}"),
            format!("{d:02} {} {y}", short.to_uppercase()),
            format!("{name} {d}, {y}"),
            format!("{}-{m:02}-{d:02}", y + 543),
        ];
        if y < 1941 {
            whole.pop();
        }
        for (name, letter, before, first, last) in [
            ("大正", "T", 1911, (1912, 7, 30), (1926, 12, 25)),
            ("昭和", "S", 1925, (1926, 12, 25), (1989, 1, 7)),
            ("平成", "H", 1988, (1989, 1, 8), (2019, 4, 30)),
            ("令和", "R", 2018, (2019, 5, 1), (9999, 1, 1)),
        ] {
            if (first..=last).contains(&(y, m, d)) {
                whole.push(format!("{name}{}年{m}月{d}日", y - before));
                whole.push(format!("{letter}{}.{m}.{d}", y - before));
            }
        }
        for text in &whole {
            let said = said(text, "", "", &policy());
            let is_asked = said.ends_with(&iso) && said.starts_with("birth.");
            let is_that_day = said == format!("{iso} birth.text.converted");
            assert!(is_asked || is_that_day || (said.is_empty() && *text == iso), "{text}: {said}");
            written += 1;
        }
        date = date.saturating_add(time::Duration::days(11));
    }
    assert!(written > 35_000, "{written}");
}

#[test]
fn the_missing_parts_are_named() {
    let problem = check("2000", "", "").problem.unwrap();
    let [missing] = problem.params() else { panic!("one parameter") };
    assert_eq!(missing.name(), ParamName::Missing);
    assert_eq!(missing.value(), &ParamValue::Parts(vec![BirthPart::Month, BirthPart::Day]));
}
