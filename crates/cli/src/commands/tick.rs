//! `tick`: lets time act.

use crate::arguments::{Listing, StoreArgument};
use crate::commands::due::instant;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::{self, Url};
use clap::Args;
use serde_json::json;
use shouwen::{Clock, OpenMode, SystemClock, VirtualClock};

#[derive(Debug, Args)]
pub(crate) struct Tick {
    #[command(flatten)]
    store: StoreArgument,
    #[arg(
        long,
        value_name = "INSTANT",
        help = "处理到这一时刻为止到期的；默认为现在 || What is due up to this instant; by default now"
    )]
    at: Option<String>,
    #[arg(
        long,
        requires = "at",
        help = "以 --at 为现在（演练用） || Take --at for now (to play a day-book)"
    )]
    virtual_clock: bool,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Tick) -> Result<Exit, Stop> {
    let url = Url::parse(&arguments.store.store)?;
    let at = arguments.at.as_deref().map(instant).transpose()?;
    let now = SystemClock.now(None);
    let until = at.unwrap_or(now);
    if until > now && !arguments.virtual_clock {
        return Err(Stop::usage(
            format!("{until} 还没有到；演练请加 --virtual-clock"),
            format!("{until} has not come yet; add --virtual-clock to play a day-book"),
        ));
    }
    let store = url.open(OpenMode::ReadWrite)?;
    let mut runtime = if arguments.virtual_clock {
        stores::runtime(store, VirtualClock::at(until))?
    } else {
        stores::runtime(store, SystemClock)?
    };
    let swept = runtime.sweep(until)?;
    let fired = swept.fired;
    for (case, refusal) in &swept.stuck {
        session.talk(&format!("{case}：{}", refusal.message.zh), &format!("{case}: {}", refusal.message.en));
    }
    let stuck: Vec<_> =
        swept.stuck.iter().map(|(case, refusal)| json!({ "case": case, "refusal": refusal })).collect();
    match arguments.listing.format {
        Format::Json => session.json(&json!({
            "behind": swept.behind, "convened": swept.convened, "fired": fired, "stuck": stuck,
        }))?,
        Format::Text => {
            let (zh, en) = (format!("处理了 {fired} 件到期事项"), format!("time acted {fired} times"));
            let text = session.say(&zh, &en).to_owned();
            session.line(text)?;
            if swept.convened > 0 {
                let (zh, en) = (
                    format!("到时召集 {} 期，还有 {} 期下次处理", swept.convened, swept.behind),
                    format!(
                        "{} session(s) came round, {} left for the next time",
                        swept.convened, swept.behind
                    ),
                );
                let text = session.say(&zh, &en).to_owned();
                session.line(text)?;
            }
        }
    }
    Ok(if swept.stuck.is_empty() { Exit::Fine } else { Exit::Refused })
}
