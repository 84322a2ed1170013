//! How a command ends.

use super::interrupt::INTERRUPTED;
use super::output;
use crate::pipeline::PortError;
use std::process::ExitCode;

/// How a command ended that could do its work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// All is well: exit code 0.
    Fine,
    /// Something was found, or an evaluation failed: exit code 1.
    Found,
    /// A threshold of the job is exceeded: exit code 3.
    Exceeded,
    /// It was interrupted between two of its parts: exit code 130.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => Self::SUCCESS,
            Exit::Found => Self::from(1),
            Exit::Exceeded => Self::from(3),
            Exit::Interrupted => Self::from(INTERRUPTED),
        }
    }
}

/// Why a command could not do its work (wrong usage, unreadable file): exit code 2.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    message: String,
    help: Option<String>,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.help {
            Some(help) => write!(f, "{}: {help}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// A port's failure as the end of a command.
impl From<PortError> for Trouble {
    fn from(error: PortError) -> Self {
        Self {
            message: error.message,
            help: error.help,
        }
    }
}

impl Trouble {
    /// What went wrong: lower case, no final period, the user's text in backticks.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// An unknown name, with the nearest known one.
    pub fn unknown<'n>(
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        list: &str,
    ) -> Self {
        let trouble = Self::new(format!("there is no {what} `{name}`"));
        match crate::diag::nearest(name, known) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble.help(format!("`{list}` lists all of them")),
        }
    }

    /// Writes it to standard error, as wrong usage is written, and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        let styles = clap::builder::Styles::styled();
        let (error, tip) = (styles.get_error(), styles.get_valid());
        let mut said = format!("{error}error:{error:#} {}\n", self.message);
        if let Some(text) = &self.help {
            said.push_str(&format!("\n  {tip}tip:{tip:#} {text}\n"));
        }
        output::tell(&said);
        ExitCode::from(2)
    }
}
