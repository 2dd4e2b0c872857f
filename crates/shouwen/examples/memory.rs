//! A log in memory: a procedure is published, a case is opened and decided, and the log is verified and replayed.

use shouwen::{LogInfo, MemoryStore, NoLibrary, Request, Runtime, Secret, SeededSalts, VirtualClock};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let compiled = shouwen::compile("m.proc", include_bytes!("../tests/data/minimal.proc"), &NoLibrary);
    let store = MemoryStore::new(LogInfo::new("example", Secret::new([7; 32]))?);
    let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?);
    let mut runtime = Runtime::new(store, clock, SeededSalts::new(1))?;
    runtime.begin("admin")?;
    for procedure in &compiled.procedures {
        runtime.publish(procedure)?;
    }
    runtime.execute(&Request::open("minimal", "2026-31").applicant("张三").at("2026-03-02 09:10"))?;
    let complete = Request::complete("@2026-31", "w-2", "收件").officer("陈岚", "窗口岗");
    let answer = runtime.execute(&complete.conclude("意见", "准予").at("2026-03-02 09:30"))?;
    println!("accepted: {}", answer.accepted());

    let mut export = Vec::new();
    shouwen::export(runtime.store(), &mut export)?;
    let verified = shouwen::verify(&export[..], &shouwen::VerifyOptions::default())?;
    let replayed = shouwen::replay(&runtime.log()?);
    println!("{} records, verified: {}", verified.records, verified.ok());
    println!("divergences: {}", replayed.divergences.len());
    Ok(())
}
