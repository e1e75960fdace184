//! The names of states and inputs, without what they carry.

use crate::mirror::mirror;

toroku::input_table! { [mirror] InputKind = toroku::InputKind => }
toroku::password_state_table! { [mirror] PasswordStateKind = toroku::password::PasswordStateKind => }
toroku::password_input_table! { [mirror] PasswordInputKind = toroku::password::PasswordInputKind => }
toroku::state_table! { [mirror] StateKind = toroku::StateKind => }
