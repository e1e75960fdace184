//! Which day the three boxes of a date say together.

use time::Date;

use super::birth_text::{self, Calendar, Number, Text};
use super::birth_year::{Refusal, bit, settle};
use crate::code::Code;
use crate::item::BirthPart;
use crate::typed::Typed;

/// What was changed on the way to the day.
#[derive(Clone, Copy, Default)]
pub(super) struct Made {
    pub(super) is_narrowed: bool,
    pub(super) is_worded: bool,
    /// A month or day that is not known was made the first.
    pub(super) is_completed: bool,
}

/// How the texts are judged.
#[derive(Clone, Copy)]
struct Judge {
    today: Date,
    is_unknown_first: bool,
}

/// A year with the month and day beside it.
struct Reading {
    year: Number,
    calendar: Option<Calendar>,
    /// Month and day in the order that is meant, or in both that may be.
    days: [[u32; 2]; 2],
}

/// The day, and what was changed. A whole date may stand in one box where the others are empty or say the same.
pub(super) fn judge(
    typed: [Option<Typed<'_>>; 3],
    today: Date,
    is_unknown_first: bool,
) -> Result<(Date, Made), Refusal> {
    let judge = Judge { today, is_unknown_first };
    let texts = typed.map(|typed| typed.and_then(birth_text::read));
    let is_missing = typed.map(|typed| typed.is_none());
    let whole = (0..3).find_map(|at| {
        let text = texts[at]?;
        Some((text.whole()?, text.calendar, at))
    });
    let (date, is_completed) = if let Some((numbers, calendar, at)) = whole {
        let (mut beside, mut is_missing) = (texts, is_missing);
        (beside[at], is_missing[at]) = (None, true);
        judge.whole(numbers, calendar, &beside, is_missing)?
    } else if is_missing == [true; 3] {
        return Err(Refusal { parts: bits(is_missing), ..Refusal::of(Code::BirthRequired) });
    } else if is_missing != [false; 3] {
        let refusal = Refusal { parts: bits(is_missing), ..Refusal::of(Code::BirthIncomplete) };
        return Err(refusal.offering([judge.spread(&texts), None]));
    } else {
        judge.parts(&texts)?
    };
    if whole.is_some() && !is_completed && typed[0].is_some_and(is_canonical) {
        return Ok((date, Made::default()));
    }
    // Beside a whole date the other boxes say nothing.
    let is_used = |at: usize| whole.is_none_or(|(.., whole_at)| at == whole_at);
    let used = [0, 1, 2].map(|at| texts[at].filter(|_| is_used(at)));
    let is_foreign = used.map(|text| text.is_some_and(|text| text.is_foreign));
    if is_foreign != [false; 3] {
        return Err(Refusal::not_real(bits(is_foreign)).offering([Some(date), None]));
    }
    let any = |of: fn(&Text) -> bool| used.iter().flatten().any(of);
    let made = Made {
        is_narrowed: any(|text| text.is_narrowed),
        is_worded: any(|text| text.is_worded) || whole.is_some(),
        is_completed,
    };
    Ok((date, made))
}

/// A day as suggestions write it: it may be set in the year's box as it is.
fn is_canonical(typed: Typed<'_>) -> bool {
    let is_right = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    typed.text.len() == 10 && typed.text.bytes().enumerate().all(is_right)
}

fn bits(parts: [bool; 3]) -> u8 {
    u8::from(parts[0]) | u8::from(parts[1]) << 1 | u8::from(parts[2]) << 2
}

impl Judge {
    /// The day of three boxes with a number each.
    fn parts(self, texts: &[Option<Text>; 3]) -> Result<(Date, bool), Refusal> {
        let numbers = texts.map(|text| text.and_then(|text| text.single()));
        let [Some(year), Some(month), Some(day)] = numbers else {
            return Err(Refusal::not_real(bits(numbers.map(|number| number.is_none()))));
        };
        let calendar = texts[0].and_then(|text| text.calendar);
        let is_day_and_month = month.part == Some(BirthPart::Day)
            || day.part == Some(BirthPart::Month)
            || month.value > 12 && day.value <= 12;
        let swapped = if day.digits >= 3 && year.digits < 3 {
            let parts = bit(BirthPart::Year) | bit(BirthPart::Day);
            Some((parts, day, [[month.value, year.value], [year.value, month.value]]))
        } else {
            let parts = bit(BirthPart::Month) | bit(BirthPart::Day);
            is_day_and_month.then_some((parts, year, [[day.value, month.value]; 2]))
        };
        if let Some((parts, year, days)) = swapped {
            let dates = days.map(|days| Some(self.day(year, calendar, days).ok()?.0));
            if dates != [None; 2] {
                return Err(Refusal::not_real(parts).offering(dates));
            }
        }
        match bits([false, month.digits > 2, day.digits > 2]) {
            0 => self.day(year, calendar, [month.value, day.value]),
            wide => Err(Refusal::not_real(wide)),
        }
    }

    /// The day of three numbers in two boxes, as `1985` and `1/2`.
    fn spread(self, texts: &[Option<Text>; 3]) -> Option<Date> {
        let mut numbers = texts.iter().flatten().flat_map(Text::numbers).copied();
        let three = [numbers.next()?, numbers.next()?, numbers.next()?];
        let calendar = texts.iter().flatten().find_map(|text| text.calendar);
        let found = self.whole(three, calendar, &[None; 3], [true; 3]);
        found.ok().map(|(date, _)| date).filter(|_| numbers.next().is_none())
    }

    /// The day of a whole date in one box, with the others beside it.
    fn whole(
        self,
        numbers: [Number; 3],
        calendar: Option<Calendar>,
        beside: &[Option<Text>; 3],
        is_missing: [bool; 3],
    ) -> Result<(Date, bool), Refusal> {
        let Reading { year, calendar, days } = read(numbers, calendar)?;
        let found = days.map(|days| self.day(year, calendar, days));
        let agrees = |found: &Result<(Date, bool), Refusal>| {
            found.as_ref().is_ok_and(|(date, _)| are_said(*date, beside, is_missing))
        };
        match &found {
            [Ok(first), Ok(second)] if first != second => {
                match (agrees(&found[0]), agrees(&found[1])) {
                    (true, false) => Ok(*first),
                    (false, true) => Ok(*second),
                    (true, true) | (false, false) => {
                        let dates = [Some(first.0), Some(second.0)];
                        Err(Refusal::of(Code::BirthOrder).offering(dates))
                    }
                }
            }
            [Ok(one), _] | [Err(_), Ok(one)] => {
                if are_said(one.0, beside, is_missing) {
                    return Ok(*one);
                }
                Err(Refusal::of(Code::BirthConflict).offering([Some(one.0), None]))
            }
            [Err(first), Err(second)] if days[0] != days[1] => {
                let is_second = first.code == Code::BirthNotReal && second.code != first.code;
                let refusal = if is_second { second } else { first };
                let likeliest = |refusal: &Refusal| refusal.dates.into_iter().flatten().next();
                Err(refusal.offering([likeliest(first), likeliest(second)]))
            }
            [Err(refusal), Err(_)] => {
                // `1985-25-12`
                let swapped = self.day(year, calendar, [days[0][1], days[0][0]]);
                match swapped {
                    Ok((date, _)) if refusal.code == Code::BirthNotReal => {
                        Err(refusal.offering([Some(date), None]))
                    }
                    Ok(_) | Err(_) => Err(*refusal),
                }
            }
        }
    }

    /// The day, with the first for what is not known where the policy says so.
    fn day(
        self,
        year: Number,
        calendar: Option<Calendar>,
        [month, day]: [u32; 2],
    ) -> Result<(Date, bool), Refusal> {
        let is_unknown = month == 0 || day == 0;
        let is_year_unknown = year.value == 0 && matches!(year.digits, 0 | 4);
        // A day of an unknown month is no first of anything.
        let is_completed = self.is_unknown_first && (month != 0 || day == 0);
        if is_year_unknown || is_unknown && !is_completed {
            return Err(Refusal::of(Code::BirthUnknown));
        }
        let date = settle(year, calendar, [month.max(1), day.max(1)], self.today)?;
        Ok((date, is_unknown))
    }
}

/// Which number is the year, the month and the day. The year has three digits at least, or its text says what it
/// is, or it is greater than any day.
fn read(numbers: [Number; 3], calendar: Option<Calendar>) -> Result<Reading, Refusal> {
    let [first, second, third] = numbers;
    let is_year = |number: &Number| number.part == Some(BirthPart::Year) || number.digits >= 3;
    let says_part = |number: &Number| number.part.is_some();
    let (year, rest, is_year_first) = match numbers.iter().position(is_year) {
        Some(0) => (first, [second, third], true),
        None if !numbers.iter().any(says_part) => {
            // No day has such a number.
            match numbers.map(|number| number.value > 31) {
                [true, false, false] => (first, [second, third], true),
                [false, false, true] => (third, [first, second], false),
                _ => return Err(Refusal::of(Code::BirthTwoDigitYear)),
            }
        }
        // `02 JAN 85`
        Some(2) | None => (third, [first, second], false),
        Some(_) => return Err(Refusal::not_real(bit(BirthPart::Year))),
    };
    let [one, other] = rest.map(|number| number.value);
    let says = |number: Number, part| number.part == Some(part);
    let is_day_first = says(rest[0], BirthPart::Day) || says(rest[1], BirthPart::Month);
    let is_month_first = says(rest[0], BirthPart::Month) || says(rest[1], BirthPart::Day);
    let days = match (is_day_first, is_month_first) {
        (true, _) => [[other, one]; 2],
        (false, true) => [[one, other]; 2],
        (false, false) if is_year_first => [[one, other]; 2],
        (false, false) => [[other, one], [one, other]],
    };
    Ok(Reading { year, calendar, days })
}

/// Whether the boxes beside a whole date say nothing else; nought says nothing. A number that no box of its kind
/// can hold is in the wrong box: then it is enough that each is a number of the date.
fn are_said(date: Date, beside: &[Option<Text>; 3], is_missing: [bool; 3]) -> bool {
    let own = [date.year().unsigned_abs(), u8::from(date.month()).into(), date.day().into()];
    let numbers = beside.map(|text| text.and_then(|text| text.single()));
    let is_misplaced = (0..3).any(|at| {
        numbers[at].is_some_and(|number| {
            number.value > [9_999, 12, 31][at]
                || number.part.is_some_and(|part| part as usize != at)
        })
    });
    (0..3).all(|at| match numbers[at] {
        Some(Number { value, .. }) => {
            value == own[at] || value == 0 || is_misplaced && own.contains(&value)
        }
        None => is_missing[at],
    })
}
