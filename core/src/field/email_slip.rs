//! Which great mail domain a domain is a slip of, by edit and popularity. The build script takes this file too,
//! to find the real domains that would be questioned.

/// Widely used mail domains in Japan and among its foreign residents, the likeliest to be meant first. Where
/// there is nothing but the one domain of that name, a star says so: with another ending that one is meant.
pub(crate) const GREAT: &str = "\
    *gmail.com yahoo.co.jp *docomo.ne.jp *icloud.com *ezweb.ne.jp *i.softbank.jp *softbank.ne.jp hotmail.com \
    outlook.com outlook.jp yahoo.com au.com *ymobile.ne.jp hotmail.co.jp live.jp qq.com naver.com nifty.com \
    ocn.ne.jp *uqmobile.jp *rakumail.jp rakuten.jp biglobe.ne.jp so-net.ne.jp yahoo.ne.jp plala.or.jp me.com \
    live.com msn.com 163.com 126.com yahoo.com.tw yahoo.com.vn yahoo.com.br yahoo.com.ph yahoo.co.kr \
    yahoo.co.in yahoo.co.id yahoo.co.uk hotmail.co.uk yahoo.com.hk foxmail.com sina.com sina.cn sohu.com \
    yeah.net aliyun.com hanmail.net daum.net nate.com kakao.com aol.com googlemail.com protonmail.com \
    proton.me gmx.de gmx.com gmx.net web.de mail.ru yandex.ru yandex.com mail.com ymail.com rocketmail.com \
    vodafone.ne.jp ymail.ne.jp dion.ne.jp eonet.ne.jp jcom.zaq.ne.jp jcom.home.ne.jp ybb.ne.jp excite.co.jp \
    infoseek.jp asahi-net.or.jp willcom.com comcast.net verizon.net sbcglobal.net att.net bellsouth.net \
    mac.com uol.com.br bol.com.br terra.com.br rediffmail.com yahoo.fr yahoo.de hotmail.fr orange.fr \
    wanadoo.fr laposte.net free.fr t-online.de libero.it btinternet.com rambler.ru ukr.net seznam.cz \
    bigpond.com zoho.com fastmail.com rogers.com shaw.ca sympatico.ca yahoo.ca yahoo.com.au yahoo.com.mx \
    yahoo.com.ar yahoo.com.sg yahoo.it yahoo.es yahoo.in hotmail.it hotmail.es hotmail.de live.fr live.co.uk \
    live.nl live.com.au cox.net charter.net earthlink.net optonline.net sfr.fr neuf.fr alice.it virgilio.it \
    tiscali.it ig.com.br freenet.de sky.com facebook.com";

/// How many of them far more people have than any of the others.
const GREATEST: usize = 16;

/// Where each name of [`GREAT`] begins, and one more where the next would: to look for the spaces would take half the
/// time of a comparison with all.
#[expect(clippy::cast_possible_truncation, reason = "they are fewer than 65,536 letters")]
static STARTS: [u16; COUNT + 1] = {
    let (mut starts, mut number, mut at) = ([0; COUNT + 1], 1, 0);
    while at < GREAT.len() {
        if GREAT.as_bytes()[at] == b' ' {
            starts[number] = at as u16 + 1;
            number += 1;
        }
        at += 1;
    }
    starts[COUNT] = GREAT.len() as u16 + 1;
    starts
};

const COUNT: usize = {
    let (mut count, mut at) = (1, 0);
    while at < GREAT.len() {
        count += (GREAT.as_bytes()[at] == b' ') as usize;
        at += 1;
    }
    count
};

/// The names of [`GREAT`], each with whether no other ending is somebody's.
pub(crate) fn great() -> impl Iterator<Item = (&'static str, bool)> {
    let ends = STARTS.iter().skip(1).map(|next| usize::from(*next) - 1);
    STARTS.iter().zip(ends).map(|(start, end)| {
        let name = GREAT.get(usize::from(*start)..end).unwrap_or_default();
        match name.strip_prefix('*') {
            Some(name) => (name, true),
            None => (name, false),
        }
    })
}

/// The great domain that `typed`, in lower case, is likeliest a slip of: by what the finger did and by popularity.
/// That `typed` is great or real itself is not looked at.
pub(crate) fn likeliest(typed: &[u8]) -> Option<&'static str> {
    let mut best: Option<(u8, &str)> = None;
    let mut is_guess = false;
    for (rank, (name, is_alone)) in great().enumerate() {
        let is_greatest = rank < GREATEST;
        let Some(cost) = cost(typed, name, is_alone) else { continue };
        // One and a half more, so that only two of the greatest or two of the others cost the same.
        let cost = 2 * cost + if is_greatest { 0 } else { 3 };
        match best {
            Some((least, _)) if cost > least => {}
            // Of the greatest the first is more popular by far; of the others none is.
            Some((least, _)) if cost == least => is_guess |= !is_greatest,
            _ => (best, is_guess) = (Some((cost, name)), false),
        }
    }
    best.filter(|_| !is_guess).map(|(_, name)| name)
}

/// What a finger did, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    /// A letter twice instead of once, or once instead of twice.
    Doubled,
    /// Two neighbours swapped.
    Swapped,
    /// The key beside the right one.
    Neighbour,
    /// The key beside the right one with it.
    Both,
    Missing,
    /// A letter two places too early or too late, as in `icould`.
    Moved,
    Other,
}

impl Slip {
    const fn cost(self) -> u8 {
        match self {
            Self::Doubled | Self::Swapped | Self::Neighbour => 1,
            Self::Both | Self::Missing | Self::Moved => 2,
            Self::Other => 3,
        }
    }
}

const SECOND_SLIP: u8 = 2;
const WRONG_ENDING: u8 = 2;

/// How unlikely it is that who typed this meant `name`; `None` where that is out of the question.
fn cost(typed: &[u8], name: &str, is_alone: bool) -> Option<u8> {
    let meant = name.as_bytes();
    // Nearly every other name ends here.
    if !has_like_beginning(typed, meant) {
        return None;
    }
    if let Some((slip, at)) = slip(typed, meant) {
        let label = label(name);
        let most = if at < label.len() { most_in(label) } else { most_in_ending(label) };
        return (slip <= most).then(|| slip.cost());
    }
    // What follows is looked for only where the first letter is right.
    if typed.first() != meant.first() {
        return None;
    }
    if are_same_but_for_dots(typed, meant) {
        return Some(1);
    }
    let label = label(name);
    if label.len() < 5 {
        return None;
    }
    // One slip before the ending, and another in it.
    let dot = (label.len() - 1..=label.len() + 1).find(|at| typed.get(*at) == Some(&b'.'))?;
    let (typed_label, typed_ending) = (typed.get(..dot)?, typed.get(dot + 1..)?);
    if is_alone && typed_label == label.as_bytes() {
        return Some(WRONG_ENDING);
    }
    let (first, _) = slip(typed_label, label.as_bytes())?;
    let (second, _) = slip(typed_ending, meant.get(label.len() + 1..)?)?;
    (first <= most_in(label) && second.cost() == 1).then(|| first.cost() + SECOND_SLIP)
}

/// The unlikeliest slip in a name without its ending: short ones have many real neighbours.
fn most_in(label: &str) -> Slip {
    match label.len() {
        ..=2 => Slip::Doubled,
        3 => Slip::Swapped,
        4 => Slip::Neighbour,
        _ if label.contains('-') => Slip::Both,
        _ => Slip::Other,
    }
}

fn most_in_ending(label: &str) -> Slip {
    if label.len() < 5 { Slip::Missing } else { Slip::Other }
}

/// Whether of the first two letters one is where a slip leaves it: nearly every other name ends here.
fn has_like_beginning(typed: &[u8], meant: &[u8]) -> bool {
    match (typed, meant) {
        ([one, two, ..], [first, second, ..]) => {
            one == first || two == second || one == second || two == first
        }
        _ => false,
    }
}

/// A name without its ending: `yahoo` of `yahoo.co.jp`, `i.softbank` of `i.softbank.jp`.
fn label(name: &str) -> &str {
    let (rest, _) = name.rsplit_once('.').unwrap_or((name, ""));
    match rest.rsplit_once('.') {
        Some((label, "co" | "com" | "ne" | "or")) => label,
        _ => rest,
    }
}

/// The one slip that makes `typed` of `meant`, and where.
fn slip(typed: &[u8], meant: &[u8]) -> Option<(Slip, usize)> {
    let at = typed.iter().zip(meant).take_while(|(one, other)| one == other).count();
    let before = at.checked_sub(1).map(|before| meant[before]);
    let slip = match (&typed[at..], &meant[at..]) {
        ([a, b, typed @ ..], [c, d, meant @ ..]) if a == d && b == c && typed == meant => {
            Slip::Swapped
        }
        (typed, meant) if is_moved(typed, meant) => Slip::Moved,
        ([wrong, typed @ ..], [right, meant @ ..]) if typed == meant => {
            if are_neighbours(*wrong, *right) { Slip::Neighbour } else { Slip::Other }
        }
        ([extra, typed @ ..], meant) if typed == meant => {
            let beside = [before, meant.first().copied()];
            let is_any =
                |is: fn(u8, u8) -> bool| beside.iter().flatten().any(|letter| is(*extra, *letter));
            if is_any(|one, other| one == other) {
                Slip::Doubled
            } else if is_any(are_neighbours) {
                Slip::Both
            } else {
                Slip::Other
            }
        }
        (typed, [missing, meant @ ..]) if typed == meant => {
            if before == Some(*missing) {
                Slip::Doubled
            } else {
                Slip::Missing
            }
        }
        _ => return None,
    };
    Some((slip, at))
}

/// Whether of the first three letters the first stands last, or the last first, and the rest is the same.
fn is_moved(typed: &[u8], meant: &[u8]) -> bool {
    let (Some((three, typed)), Some((meant_three, meant))) =
        (typed.split_first_chunk::<3>(), meant.split_first_chunk::<3>())
    else {
        return false;
    };
    let [one, two, last] = *three;
    typed == meant && [[last, one, two], [two, last, one]].contains(meant_three)
}

fn are_same_but_for_dots(typed: &[u8], meant: &[u8]) -> bool {
    letters(typed).eq(letters(meant))
}

fn letters(name: &[u8]) -> impl Iterator<Item = &u8> {
    name.iter().filter(|byte| !matches!(byte, b'.' | b'-'))
}

/// Whether two keys of a keyboard touch.
fn are_neighbours(one: u8, other: u8) -> bool {
    // The rows with how far each stands to the right, in quarters of a key.
    const ROWS: [(&[u8], usize); 4] =
        [(b"1234567890-", 0), (b"qwertyuiop", 2), (b"asdfghjkl", 3), (b"zxcvbnm,.", 5)];
    let place = |key: u8| {
        let mut rows = ROWS.iter().enumerate();
        rows.find_map(|(row, (keys, shift))| {
            Some((row, keys.iter().position(|k| *k == key)? * 4 + shift))
        })
    };
    let (Some((row, x)), Some((other_row, other_x))) = (place(one), place(other)) else {
        return false;
    };
    let apart = x.abs_diff(other_x);
    match row.abs_diff(other_row) {
        0 => apart == 4,
        1 => apart <= 3,
        _ => false,
    }
}

/// What tells apart what is real: of a domain in letters of either case, 32 bits (FNV-1a).
pub(crate) fn fingerprint(domain: &[u8]) -> u32 {
    domain
        .iter()
        .fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(*byte | 0x20)).wrapping_mul(0x0100_0193))
}

/// Where a slip leaves three letters of a domain as they are: at its beginning, or from the fifth on.
pub(crate) const BEGINNING: usize = 0;
pub(crate) const FURTHER: usize = 4;

/// How many bits there are: a tenth of other domains has one that is set.
pub(crate) const BITS: usize = 1 << 14;

/// Which bit is that of the three letters from `place` on.
pub(crate) fn bit(domain: &[u8], place: usize) -> usize {
    let letter = |at| domain.get(place + at).map_or(0, |byte| u32::from(*byte | 0x20));
    let letters = letter(0) | letter(1) << 8 | letter(2) << 16;
    (letters.wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS.trailing_zeros())) as usize
}
