//! Signs sheets onto the chain.

fn main() {}
