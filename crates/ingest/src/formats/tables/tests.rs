//! Proven below.
