//! The command line as it is written. Help texts stand in both languages, `中文 || English`.

use crate::commands::{
    case, check, completions, demo, directory, due, explain, findings, fmt, graph, hash, log, new, publish,
    read, replay, report, run, task, test, tick, verify,
};
use crate::session::Format;
use clap::{Args, Parser, Subcommand};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "shouwen",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    about = "首问：把办事程序写成文本，编译、运行、留痕、查验 || Shouwen: administrative procedures as text, compiled, run, recorded and verified"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Sub,
    /// Read before anything else is parsed.
    #[arg(
        long,
        global = true,
        value_name = "zh|en",
        value_parser = ["zh", "en"],
        hide_possible_values = true,
        help = "语言：zh 或 en，默认随系统 || Language: zh or en; by default that of the locale"
    )]
    lang: Option<String>,
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help = "显示说明 || Show help")]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "显示版本 || Show the version")]
    version: Option<bool>,
}

/// What lists things.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Listing {
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "text|json",
        help = "输出形式：text（默认）或 json || Form of the output: text (default) or json"
    )]
    pub(crate) format: Format,
}

/// What works on a log.
#[derive(Clone, Debug, Args)]
pub(crate) struct StoreArgument {
    #[arg(
        long,
        value_name = "URL",
        default_value = "sqlite:shouwen.db",
        hide_default_value = true,
        help = "存储：memory: 或 sqlite:文件，默认 sqlite:shouwen.db || Store: memory: or sqlite:PATH; by default sqlite:shouwen.db"
    )]
    pub(crate) store: String,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Sub {
    #[command(
        about = "演示：在内置存储上演一段工作日志，再查验和重放 || Demonstration: plays a dated day-book on an embedded store, verifies and replays it"
    )]
    Demo(demo::Demo),
    #[command(about = "新建一份带注释的程序文件 || Write a commented file to start a procedure from")]
    New(new::New),
    #[command(about = "检查文件，列出全部问题 || Check files and list all that is wrong")]
    Check(check::Check),
    #[command(
        about = "统一排版；可在中英文之间转换 || Lay files out canonically; translate between Chinese and English"
    )]
    Fmt(fmt::Fmt),
    #[command(about = "列出各项程序的定义哈希 || List the definition hashes of procedures")]
    Hash(hash::Hash),
    #[command(
        about = "解释一个代码，或一份文件编译后的样子 || Explain a code, or what a file was compiled to"
    )]
    Explain(explain::Explain),
    #[command(about = "读成公文：分章分条，供印发 || Read a procedure as an official text, for print")]
    Read(read::Read),
    #[command(about = "画出流程图 || Draw the machine of a procedure")]
    Graph(graph::Graph),
    #[command(about = "运行文件里的案例 || Run the scenarios of files")]
    Test(test::Test),
    #[command(about = "计算期限 || Compute a due date")]
    Due(due::Due),
    #[command(about = "把程序发布到日志 || Put procedures in force in a log")]
    Publish(publish::Publish),
    #[command(about = "逐行执行命令，逐行回答 || Execute commands line by line, and answer each")]
    Run(run::Run),
    #[command(about = "办理、查看办件 || Work on cases and look at them")]
    Case(Box<case::Case>),
    #[command(about = "列出、认领要办的 || List what there is to do, and take it up")]
    Task(task::Task),
    #[command(
        about = "人员与岗位：任、免、缺勤、委托、回避 || Persons and posts: appointments, absences, delegations, recusals"
    )]
    Directory(directory::Directory),
    #[command(about = "让时间起作用：处理到期的事项 || Let time act on what is due")]
    Tick(tick::Tick),
    #[command(about = "导出、导入日志 || Export or import a log")]
    Log(log::Log),
    #[command(about = "离线查验日志是否完整、未被改动 || Verify offline that a log is whole and unchanged")]
    Verify(verify::Verify),
    #[command(
        about = "只凭日志重新作出全部决定并比对 || Decide everything again from the log alone and compare"
    )]
    Replay(replay::Replay),
    #[command(about = "列出日志里的违规与责任 || List the breaches of a log and who answers for them")]
    Findings(findings::Findings),
    #[command(about = "督查要看的统计 || What supervisors ask of a log")]
    Report(report::Report),
    #[command(about = "生成命令行补全脚本 || Write a completion script for a shell")]
    Completions(completions::Completions),
}
