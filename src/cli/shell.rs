//! `attrflow completions` and `attrflow man`: made from the same tree as the help.

use super::{Cli, Exit, Trouble, given, output};
use clap::CommandFactory;
use std::path::PathBuf;

const COMPLETION_EXAMPLES: &str = "\
Examples:
  attrflow completions bash > ~/.local/share/bash-completion/completions/attrflow
  attrflow completions zsh > ~/.zfunc/_attrflow
  attrflow completions powershell >> $PROFILE";

const MAN_EXAMPLES: &str = "\
Examples:
  attrflow man | man -l -
  attrflow man --dir ~/.local/share/man/man1";

/// Write the completions of a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = COMPLETION_EXAMPLES)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "attrflow", &mut script);
        output::print(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Fine)
    }
}

/// Write the manual: the main page, or all pages into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = MAN_EXAMPLES)]
pub struct Man {
    /// Write one page a command into this folder.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let main = Cli::command();
        let Some(dir) = &self.dir else {
            output::print(&manual(main)?)?;
            return Ok(Exit::Fine);
        };
        std::fs::create_dir_all(dir).map_err(|error| given::unwritable(dir, &error))?;
        clap_mangen::generate_to(main, dir).map_err(|error| given::unwritable(dir, &error))?;
        Ok(Exit::Fine)
    }
}

fn manual(command: clap::Command) -> Result<String, Trouble> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Trouble::new(format!("cannot write the manual: {error}")))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
