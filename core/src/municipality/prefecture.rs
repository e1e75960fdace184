//! The 47 prefectures.

use super::Municipality;
use super::table::{self, PREFECTURES};

/// One of the 47 prefectures (都道府県), by its number in JIS X 0401.
///
/// ```
/// use toroku::municipality::Prefecture;
/// let tokyo = Prefecture::by_number(13).unwrap();
/// assert_eq!((tokyo.name(), tokyo.english()), ("東京都", "Tokyo"));
/// assert_eq!(tokyo.municipalities().count(), 62);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefecture(u8);

impl Prefecture {
    /// All prefectures, from Hokkaido to Okinawa.
    ///
    /// ```
    /// use toroku::municipality::Prefecture;
    /// let names: Vec<_> = Prefecture::all().map(Prefecture::name).collect();
    /// assert_eq!((names.len(), names[0], names[46]), (47, "北海道", "沖縄県"));
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (1..=47).map(Self)
    }

    /// The prefecture of a JIS X 0401 number, 1 (Hokkaido) to 47 (Okinawa).
    ///
    /// ```
    /// use toroku::municipality::Prefecture;
    /// assert_eq!(Prefecture::by_number(47).map(Prefecture::english), Some("Okinawa"));
    /// assert_eq!(Prefecture::by_number(48), None);
    /// ```
    pub fn by_number(number: u8) -> Option<Self> {
        (1..=47).contains(&number).then_some(Self(number))
    }

    /// The JIS X 0401 number, 1 to 47: the first two digits of its municipalities' codes.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The name in Japanese with 都, 道, 府 or 県: `東京都`.
    pub fn name(self) -> &'static str {
        PREFECTURES[self.at()].name
    }

    /// The reading in hiragana: `とうきょうと`.
    pub fn kana(self) -> &'static str {
        PREFECTURES[self.at()].kana
    }

    /// The name in English, plain Hepburn without the suffix: `Tokyo`, `Oita`.
    pub fn english(self) -> &'static str {
        PREFECTURES[self.at()].english
    }

    /// Its selectable municipalities and wards, in the order of their codes.
    ///
    /// ```
    /// use toroku::municipality::Prefecture;
    /// let hokkaido = Prefecture::by_number(1).unwrap();
    /// assert_eq!(hokkaido.municipalities().next().unwrap().name(), "札幌市中央区");
    /// ```
    pub fn municipalities(
        self,
    ) -> impl DoubleEndedIterator<Item = Municipality> + ExactSizeIterator {
        PREFECTURES[self.at()].entries.clone().map(Municipality::at)
    }

    /// The prefecture that `text` begins with the name of, and what follows it.
    pub(super) fn split_from(text: &str) -> Option<(Self, &str)> {
        let at = table::prefecture_before(text)?;
        let (_, rest) = text.split_at(PREFECTURES[at].name.len());
        Some((Self::all().nth(at)?, rest))
    }

    /// The one that the first two digits of a municipality's code stand for.
    pub(super) fn of_code(code: u16) -> Self {
        Self(u8::try_from(code / 1000).expect("two digits"))
    }

    /// Its index in the tables.
    pub(super) fn at(self) -> usize {
        usize::from(self.0) - 1
    }
}
