//! The names of states, inputs and categories, without what they carry.

crate::category_table! { [crate::vocabulary] [] }
crate::state_table! { [crate::vocabulary] [] }
crate::input_table! { [crate::vocabulary] [] }

impl Category {
    /// Whether a registration can be made in it here.
    pub const fn is_covered(self) -> bool {
        matches!(self, Self::ApplicantAtCounter)
    }
}
