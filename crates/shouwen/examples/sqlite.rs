//! A log in a file: what one run wrote, the next one carries on; the same request again has no second effect.

use shouwen::{
    LogInfo, NoLibrary, OpenMode, OsSalts, Request, Runtime, Salts, SqliteStore, SystemClock, story,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::temp_dir().join("shouwen-example.db");
    let mut salts = OsSalts::new()?;
    let store = if file.exists() {
        SqliteStore::open(&file, OpenMode::ReadWrite)?
    } else {
        SqliteStore::create(&file, &LogInfo::new("example", salts.secret())?)?
    };
    let mut runtime = Runtime::new(store, SystemClock, salts)?;
    runtime.begin("admin")?;
    let compiled = shouwen::compile("m.proc", include_bytes!("../tests/data/minimal.proc"), &NoLibrary);
    for procedure in &compiled.procedures {
        runtime.publish(procedure)?;
    }
    let answer = runtime.execute(&Request::open("minimal", "2026-31").applicant("张三"))?;
    println!("{}: {}", file.display(), if answer.repeated { "open already" } else { "opened" });
    for record in runtime.find("@2026-31")?.map(|case| runtime.records(case)).transpose()?.unwrap_or_default()
    {
        let told = story::tell(&record);
        println!("{} {}", story::clock(told.at), told.said.en);
    }
    Ok(())
}
