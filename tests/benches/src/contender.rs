//! What is measured: groups of contenders that do the same work on the same input.

/// One way to do the work of its group.
pub struct Contender {
    /// What the tables call it.
    pub name: &'static str,
    /// Does the work of `units` once.
    pub run: Box<dyn FnMut() -> usize>,
    /// How many records, calls or queries one run is.
    pub units: usize,
}

impl Contender {
    /// A contender whose one run is `units` pieces of work. What `run` returns depends on all it did, so
    /// that nothing is optimised away.
    pub fn new(name: &'static str, units: usize, run: impl FnMut() -> usize + 'static) -> Self {
        Self { name, units, run: Box::new(run) }
    }
}

/// Contenders to be compared with each other.
pub struct Group {
    /// The heading.
    pub name: &'static str,
    /// What one unit is: `record`, `call`.
    pub unit: &'static str,
    /// The first is what ratios are taken against.
    pub contenders: Vec<Contender>,
    /// The targets of this group, each with what it came to.
    pub targets: Vec<Target>,
}

/// A bound that a contender is to keep.
pub struct Target {
    /// Of which contender.
    pub of: &'static str,
    /// The bound.
    pub bound: Bound,
}

/// What a target is measured in.
pub enum Bound {
    /// At most this many nanoseconds a unit.
    Nanoseconds(f64),
    /// At most this many times the time of that contender.
    TimesOf(f64, &'static str),
    /// At least this many times faster than the fastest of those.
    FasterThan(f64, &'static [&'static str]),
    /// No allocation.
    NoAllocation,
}

impl Group {
    /// A group without targets yet.
    pub fn new(name: &'static str, unit: &'static str, contenders: Vec<Contender>) -> Self {
        Self { name, unit, contenders, targets: Vec::new() }
    }

    /// Adds a target.
    #[must_use]
    pub fn with(mut self, of: &'static str, bound: Bound) -> Self {
        self.targets.push(Target { of, bound });
        self
    }
}
