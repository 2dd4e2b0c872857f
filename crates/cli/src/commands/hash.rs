//! `hash`: definition hashes.

use crate::arguments::Listing;
use crate::folder;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Hash {
    #[arg(required = true, help = "文件或文件夹；- 为标准输入 || Files or folders; - is standard input")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Hash) -> Result<Exit, Stop> {
    let found = match folder::all(session, &arguments.paths)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if arguments.listing.format == Format::Json {
        let procedures: Vec<_> = found
            .iter()
            .map(|f| {
                let item = &f.compiled.form.item;
                let hash = f.compiled.hash.to_string();
                json!({ "name": item.name, "alias": item.alias, "file": f.file, "hash": hash })
            })
            .collect();
        session.json(&json!({ "procedures": procedures }))?;
        return Ok(Exit::Fine);
    }
    for f in &found {
        let item = &f.compiled.form.item;
        session.line(format_args!("{}  {}  {}  {}", f.compiled.hash, item.alias, item.name, f.file))?;
    }
    Ok(Exit::Fine)
}
