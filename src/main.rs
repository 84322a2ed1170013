//! The `attrflow` command.

fn main() {}
