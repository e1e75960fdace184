//! Japan's numbering plan, as far as a telephone number tells by its first five digits and its length.
//!
//! Sources: the area codes in use are those of the Ministry of Internal Affairs and Communications
//! (総務省 市外局番の一覧) as the package `phonenumbers-jp` 0.1.0 of January 2023 holds them, 387 codes; which
//! first digits after them are in use is what libphonenumber 9.0.43 of November 2026 knows. A test holds the
//! table against both (`tests/tables`).

/// What a number is by the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// One of a person or an office.
    Subscriber,
    /// One of the plan that cannot be called back, with its first digits.
    Service(&'static str),
    /// One that the plan has for something else than to reach somebody, with its first digits.
    Unreachable(&'static str),
    /// None of Japan's numbers.
    Outside,
}

impl Plan {
    /// What a number is that begins with the digits of `head` and has `count` of them.
    pub(super) fn of(head: &[u8], count: usize) -> Self {
        let &[b'0', a, b, c, ref rest @ ..] = head else { return Self::Outside };
        match (count, [a, b, c]) {
            (10, [b'1', b'2', b'0']) => Self::Service("0120"),
            (10, [b'5', b'7', b'0']) => Self::Service("0570"),
            (11, [b'8', b'0', b'0']) => Self::Service("0800"),
            (10, [b'1', b'7', b'0']) => Self::Unreachable("0170"),
            (10, [b'1', b'8', b'0']) => Self::Unreachable("0180"),
            (10, [b'9', b'9', b'0']) => Self::Unreachable("0990"),
            // Pagers (0204) and machines.
            (11, [b'2', b'0', _]) => Self::Unreachable("020"),
            (11, [b'5'..=b'9', b'0', b'1'..=b'9']) => Self::Subscriber,
            // 0851 holds but two area codes, of islands.
            (10, [b'8', b'5', b'1']) if matches!(rest, [b'2' | b'4', ..]) => Self::Subscriber,
            (10, _) if is_area([a, b, c]) => Self::Subscriber,
            _ => Self::Outside,
        }
    }

    /// Whether it is one of Japan's numbers, whatever for.
    pub(super) fn is_known(self) -> bool {
        self != Self::Outside
    }

    /// Whether somebody, or some service, can be called by it.
    pub(super) fn has_subscribers(self) -> bool {
        matches!(self, Self::Subscriber | Self::Service(_))
    }

    /// The first digits of a number that cannot be called back.
    pub(super) fn uncalled(self) -> Option<&'static str> {
        match self {
            Self::Service(prefix) | Self::Unreachable(prefix) => Some(prefix),
            Self::Subscriber | Self::Outside => None,
        }
    }
}

/// Whether a number of ten digits that has these three after its first 0 begins with an area code in use.
/// Of other characters than digits it says nothing, without a panic.
#[inline]
pub(super) fn is_area([a, b, c]: [u8; 3]) -> bool {
    let digit = |byte: u8| usize::from(byte & 0x0F);
    let index = digit(a) * 100 + digit(b) * 10 + digit(c);
    AREAS.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// The three digits after the first 0 of all geographic numbers, but those of 0851, first and last.
const RANGES: [(usize, usize); 36] = [
    (112, 113),
    (115, 118),
    (123, 126),
    (133, 139),
    (142, 146),
    (152, 158),
    (162, 167),
    (172, 179),
    (182, 188),
    (191, 199),
    (220, 299),
    (310, 399),
    (420, 460),
    (462, 468),
    (470, 489),
    (492, 495),
    (499, 499),
    (520, 559),
    (561, 569),
    (572, 578),
    (580, 599),
    (610, 699),
    (720, 729),
    (734, 740),
    (742, 799),
    (820, 829),
    (832, 839),
    (845, 849),
    (852, 880),
    (883, 899),
    (920, 940),
    (942, 944),
    (946, 959),
    (961, 969),
    (971, 989),
    (991, 999),
];

/// A bit for each three digits.
static AREAS: [u64; 16] = areas();

const fn areas() -> [u64; 16] {
    let mut areas = [0; 16];
    let mut at = 0;
    while at < RANGES.len() {
        let (mut index, last) = RANGES[at];
        while index <= last {
            areas[index / 64] |= 1 << (index % 64);
            index += 1;
        }
        at += 1;
    }
    areas
}
