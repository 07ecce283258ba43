//! The arguments of the command line.

use crate::base::time::Nanos;
use crate::trace::settings::{Latency, PythonVersion, Scale, Settings};

/// What is to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    Help,
    Version,
    Run { file: String, options: Options },
    Dis { file: String },
    Link { file: String, options: Options },
    Open { url: String, run: bool },
}

/// Options of `run`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Options {
    pub settings: Settings,
    /// Print the run in figures as the last line of stderr.
    pub report: bool,
    /// Where to write the trace: in the Trace Event Format, or in our own when the name ends in `.pylt`.
    pub trace: Option<String>,
    /// A profile that `www/calibrate.py` printed: what to cost instructions by.
    pub profile: Option<String>,
    /// `sys.argv[1:]`
    pub args: Vec<String>,
}

/// Why the arguments make no command.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadUsage {
    #[error("no command; there are run, dis, link and open (pylanes --help)")]
    NoCommand,
    #[error("unknown command '{0}'; there are run, dis, link and open (pylanes --help)")]
    UnknownCommand(String),
    #[error("{0} wants {1}")]
    Missing(&'static str, &'static str),
    #[error("unknown option '{0}' (pylanes --help)")]
    UnknownOption(String),
    #[error("{0} wants {1}, not '{2}'")]
    BadValue(String, &'static str, String),
    #[error("one argument too many: '{0}'")]
    TooMany(String),
}

/// The command that the words (without the program's own name) ask for.
pub fn parse(words: &[String]) -> Result<Command, BadUsage> {
    let Some((command, rest)) = words.split_first() else { return Err(BadUsage::NoCommand) };
    if rest.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "version" | "--version" | "-V" => Ok(Command::Version),
        "run" => options(rest).and_then(|(file, options)| Ok(Command::Run { file: wanted(file, "run")?, options })),
        "dis" => Ok(Command::Dis { file: only(rest, "dis", "a file")? }),
        "link" => {
            let (file, options) = options(rest)?;
            match options.args.first() {
                Some(extra) => Err(BadUsage::TooMany(extra.clone())),
                None => Ok(Command::Link { file: wanted(file, "link")?, options }),
            }
        }
        "open" => {
            let run = rest.iter().any(|word| word == "--run");
            let rest: Vec<String> = rest.iter().filter(|word| *word != "--run").cloned().collect();
            Ok(Command::Open { url: only(&rest, "open", "a URL")?, run })
        }
        _ => Err(BadUsage::UnknownCommand(command.clone())),
    }
}

fn wanted(file: Option<String>, command: &'static str) -> Result<String, BadUsage> {
    file.ok_or(BadUsage::Missing(command, "a file"))
}

fn only(words: &[String], command: &'static str, what: &'static str) -> Result<String, BadUsage> {
    match words {
        [] => Err(BadUsage::Missing(command, what)),
        [word] if word.starts_with("--") => Err(BadUsage::UnknownOption(word.clone())),
        [word] => Ok(word.clone()),
        [_, extra, ..] => Err(BadUsage::TooMany(extra.clone())),
    }
}

/// A file and options around it. What follows the file and is no option of ours is the program's; so is all after `--`.
fn options(words: &[String]) -> Result<(Option<String>, Options), BadUsage> {
    let mut file = None;
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (word.as_str(), None),
        };
        let mut value = || inline.clone().or_else(|| words.next().cloned()).ok_or(name.to_owned());
        match name {
            "--" => {
                options.args.extend(words.by_ref().cloned());
            }
            "--report" => options.report = true,
            "--trace" => options.trace = Some(value().map_err(|_| BadUsage::Missing("--trace", "a file"))?),
            "--profile" => options.profile = Some(value().map_err(|_| BadUsage::Missing("--profile", "a file"))?),
            _ if name.starts_with("--") => {
                let known = setting(name, &mut value, &mut options.settings)?;
                if !known {
                    return Err(BadUsage::UnknownOption(word.clone()));
                }
            }
            _ if file.is_none() => file = Some(word.clone()),
            _ => options.args.push(word.clone()),
        }
    }
    Ok((file, options))
}

/// Takes one of the options that are settings; whether it was one.
fn setting(
    name: &str,
    value: &mut dyn FnMut() -> Result<String, String>,
    settings: &mut Settings,
) -> Result<bool, BadUsage> {
    let mut text = |what: &'static str| value().map_err(|name| BadUsage::BadValue(name, what, "nothing".to_owned()));
    let bad = |what: &'static str, text: String| BadUsage::BadValue(name.to_owned(), what, text);
    match name {
        "--python" => {
            const WHAT: &str = "one of 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.14t, 3.15";
            let text = text(WHAT)?;
            settings.python = PythonVersion::from_name(&text).ok_or_else(|| bad(WHAT, text))?;
        }
        "--cores" => {
            const WHAT: &str = "a number of cores from 1 to 1024";
            let text = text(WHAT)?;
            let cores = text.parse().ok().filter(|cores| (1..=1_024).contains(cores));
            settings.cores = cores.ok_or_else(|| bad(WHAT, text))?;
        }
        "--seed" => {
            const WHAT: &str = "a whole number";
            let text = text(WHAT)?;
            settings.seed = text.parse().map_err(|_| bad(WHAT, text))?;
        }
        "--schedule" => {
            const WHAT: &str = "a schedule";
            settings.schedule = text(WHAT)?;
        }
        "--switch-interval" => {
            const WHAT: &str = "milliseconds above 0, such as 5 or 0.1";
            let text = text(WHAT)?;
            settings.switch_interval = nanos(&text).ok_or_else(|| bad(WHAT, text))?;
        }
        "--scale" => {
            const WHAT: &str = "real or slow";
            let text = text(WHAT)?;
            settings.scale = match text.as_str() {
                "real" => Scale::Real,
                "slow" => Scale::Slow,
                _ => return Err(bad(WHAT, text)),
            };
        }
        "--latency" => {
            const WHAT: &str = "fixed, normal or heavy-tail";
            let text = text(WHAT)?;
            settings.latency = Latency::from_name(&text).ok_or_else(|| bad(WHAT, text))?;
        }
        "--max-steps" => {
            const WHAT: &str = "a whole number above 0";
            let text = text(WHAT)?;
            let steps = text.replace('_', "").parse().ok().filter(|steps| *steps > 0);
            settings.max_steps = steps.ok_or_else(|| bad(WHAT, text))?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Milliseconds with up to six decimals, exactly.
fn nanos(millis: &str) -> Option<Nanos> {
    let (whole, part) = millis.split_once('.').unwrap_or((millis, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 6 || whole.len() > 9 || whole.len() + part.len() == 0 {
        return None;
    }
    let nanos = format!("{whole}{part:0<6}").parse().ok()?;
    (nanos > 0).then_some(Nanos(nanos))
}

/// The shortest text that [`nanos`] reads back.
pub fn millis(nanos: Nanos) -> String {
    let (whole, part) = (nanos.0 / 1_000_000, nanos.0 % 1_000_000);
    let part = format!("{part:06}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, BadUsage> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    #[test]
    fn options_stand_before_or_after_the_file() {
        let settings = Settings { cores: 4, switch_interval: Nanos(500_000), ..Settings::default() };
        let options = Options { settings, report: true, args: vec!["x".to_owned()], ..Options::default() };
        let expected = Ok(Command::Run { file: "a.py".to_owned(), options });
        assert_eq!(parsed("run --cores 4 a.py x --switch-interval=0.5 --report"), expected);
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        let said = |line: &str| parsed(line).map_err(|error| error.to_string());
        assert_eq!(said("run"), Err("run wants a file".to_owned()));
        assert_eq!(
            said("run a.py --cores 0"),
            Err("--cores wants a number of cores from 1 to 1024, not '0'".to_owned())
        );
        assert_eq!(said("run a.py --fast"), Err("unknown option '--fast' (pylanes --help)".to_owned()));
        assert_eq!(said("run a.py --seed"), Err("--seed wants a whole number, not 'nothing'".to_owned()));
        assert_eq!(said("dis a.py b.py"), Err("one argument too many: 'b.py'".to_owned()));
        assert_eq!(
            said("run a.py --latency slow"),
            Err("--latency wants fixed, normal or heavy-tail, not 'slow'".to_owned())
        );
        assert!(said("walk a.py").is_err_and(|text| text.starts_with("unknown command 'walk'")));
    }

    #[test]
    fn milliseconds_read_back() {
        for text in ["5", "0.5", "0.000001", "12.25"] {
            assert_eq!(nanos(text).map(millis).as_deref(), Some(text));
        }
        for text in ["", ".", "-1", "0", "1e3", "0.0000001"] {
            assert_eq!(nanos(text), None, "{text:?}");
        }
    }
}
