//! The layout of table A.5.
