//! The `attrflow` command.

fn main() -> std::process::ExitCode {
    attrflow::cli::run()
}
