//! Completions and manual pages, both made from the command line's own definition.

use std::io::{self, Write};

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::exit::Exit;

/// Writes completions for a shell.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "safety-meter", &mut script);
    out.write_all(&script)
}

/// Prints the manual page of the program or of one of its commands.
pub fn manual(name: Option<&str>) -> anyhow::Result<Exit> {
    let mut command = Arguments::command();
    command.build();
    let page = match name {
        None => clap_mangen::Man::new(command),
        Some(name) => {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let known = known.join(", ");
            let command = command
                .find_subcommand(name)
                .with_context(|| format!("there is no command {name:?}; the commands are {known}"))?;
            let title = format!("safety-meter-{name}");
            clap_mangen::Man::new(command.clone()).title(title)
        }
    };
    super::print(|out| page.render(&mut { out }))
}
