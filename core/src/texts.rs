//! Many texts in one: a reference to each would take more room than most of them.

/// Of how many texts the first one's place is held. The build script has the same number.
pub(crate) const EVERY: usize = 16;

/// Texts that stand one after the other, each ended by bytes that are not its own: the length of each in a byte, and
/// the place of every sixteenth, so that few lengths are to be added up to find one.
pub(crate) struct Texts {
    all: &'static str,
    /// How many bytes end each text: 1 where it is a line, or 0.
    ending: usize,
    lengths: &'static [u8],
    places: &'static [u16],
}

impl Texts {
    /// As the build script wrote them.
    pub(crate) const fn new(
        all: &'static str,
        ending: usize,
        lengths: &'static [u8],
        places: &'static [u16],
    ) -> Self {
        assert!(
            places.len() == lengths.len() / EVERY + 1,
            "places of each sixteenth, and the end's"
        );
        Self { all, ending, lengths, places }
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.lengths.len()
    }

    /// All of them, one after the other.
    pub(crate) const fn all(&self) -> &'static str {
        self.all
    }

    /// Text `at`.
    pub(crate) const fn get(&self, at: usize) -> &'static str {
        const WHOLE: &str = "the lengths are those of the texts";
        let start = self.start(at);
        let end = start + self.length(at) - self.ending;
        let (until_end, _) = self.all.split_at_checked(end).expect(WHOLE);
        until_end.split_at_checked(start).expect(WHOLE).1
    }

    /// Where text `at` begins; where all end, if `at` is how many there are.
    pub(crate) const fn start(&self, at: usize) -> usize {
        let mut start = self.places[at / EVERY] as usize;
        let mut before = at - at % EVERY;
        while before < at {
            start += self.length(before);
            before += 1;
        }
        start
    }

    /// The length of the longest text.
    pub(crate) const fn longest(&self) -> usize {
        let (mut longest, mut at) = (0, 0);
        while at < self.count() {
            if self.length(at) > longest {
                longest = self.length(at);
            }
            at += 1;
        }
        longest - self.ending
    }

    const fn length(&self, at: usize) -> usize {
        self.lengths[at] as usize
    }
}

/// One text, from which one goes on to others after it.
pub(crate) struct Walk {
    texts: &'static Texts,
    at: usize,
    start: usize,
}

impl Walk {
    /// At text `at`.
    pub(crate) fn from(texts: &'static Texts, at: usize) -> Self {
        Self { texts, at, start: texts.start(at) }
    }

    /// The text's number.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Where the text begins.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Where what ends the text ends, and the next one begins.
    pub(crate) fn next(&self) -> usize {
        self.start + self.texts.length(self.at)
    }

    /// The text's bytes from `place` of it on.
    pub(crate) fn rest(&self, place: usize) -> &'static [u8] {
        &self.texts.all.as_bytes()[self.start + place..self.next() - self.texts.ending]
    }

    /// Goes to text `at`: this one or one after it.
    pub(crate) fn go_to(&mut self, at: usize) {
        if at / EVERY > self.at / EVERY {
            (self.at, self.start) = (at - at % EVERY, usize::from(self.texts.places[at / EVERY]));
        }
        while self.at < at {
            (self.at, self.start) = (self.at + 1, self.next());
        }
    }

    /// Goes to the text in which `place` is: this one or one after it.
    pub(crate) fn go_to_place(&mut self, place: usize) {
        let places = self.texts.places;
        let coming = self.at / EVERY + 1;
        let is_before = |start: &u16| usize::from(*start) <= place;
        if places.get(coming).is_some_and(is_before) {
            let last = coming + places[coming..].partition_point(is_before) - 1;
            (self.at, self.start) = (last * EVERY, usize::from(places[last]));
        }
        while self.next() <= place {
            (self.at, self.start) = (self.at + 1, self.next());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "0\n1\n22\n333\n4444\n5\n6\n7\n8\n9\na\nb\nc\nd\ne\nffffffff\ng\nhh\ni\n";
    static TEXTS: Texts =
        Texts::new(LINES, 1, &[2, 2, 3, 4, 5, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 9, 2, 3, 2], &[0, 45]);

    #[test]
    fn texts_are_found_by_number_and_by_place() {
        assert_eq!(TEXTS.count(), LINES.lines().count());
        assert_eq!(TEXTS.longest(), "ffffffff".len());
        assert_eq!(TEXTS.start(TEXTS.count()), LINES.len());
        for (at, line) in LINES.lines().enumerate() {
            assert_eq!(TEXTS.get(at), line);
            let start = line.as_ptr() as usize - LINES.as_ptr() as usize;
            for place in start..=start + line.len() {
                for from in 0..=at {
                    let mut walk = Walk::from(&TEXTS, from);
                    walk.go_to_place(place);
                    assert_eq!((walk.at(), walk.start()), (at, start), "{place} from {from}");
                    let mut walk = Walk::from(&TEXTS, from);
                    walk.go_to(at);
                    assert_eq!((walk.at(), walk.start()), (at, start), "{at} from {from}");
                    assert_eq!(walk.next(), start + line.len() + 1);
                    assert_eq!(walk.rest(1), &line.as_bytes()[1..]);
                }
            }
        }
    }
}
