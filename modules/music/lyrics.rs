//! Lyrics: the words that are sung, with the moment of each line where they tell it (LRC).

/// How often a line is sung at most: files are strangers', and a line is kept as often as it has moments.
const MAX_TURNS: usize = 50;

/// The words of a track, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lyrics {
    /// Whether every line says when it is sung.
    pub(crate) synced: bool,
    pub(crate) lines: Vec<Line>,
}

/// A line of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// When it begins, in milliseconds; 0 where nobody says.
    pub(crate) at_ms: i64,
    pub(crate) words: String,
}

impl Lyrics {
    /// Reads them as they are kept. Where lines have times, what has none is about the file (`[ti:…]`) and left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut timed = Vec::new();
        let mut sooner = 0;
        for line in text.lines() {
            let (moments, words, said) = stamps(line.trim());
            sooner = said.unwrap_or(sooner);
            timed.extend(moments.into_iter().map(|at_ms| Line { at_ms, words: unstamped(words) }));
        }
        if timed.is_empty() {
            let plain = text.trim().lines().map(|line| Line { at_ms: 0, words: line.trim().to_owned() });
            return Self { synced: false, lines: plain.collect() };
        }
        for line in &mut timed {
            line.at_ms = (line.at_ms - sooner).max(0);
        }
        // A chorus is written once, with the moments of all its turns.
        timed.sort_by_key(|line| line.at_ms);
        Self { synced: true, lines: timed }
    }
}

/// The moments that a line begins with, in milliseconds, what follows them, and by how much all lines come sooner where it says that.
fn stamps(line: &str) -> (Vec<i64>, &str, Option<i64>) {
    let (mut moments, mut rest) = (Vec::new(), line);
    while let Some((inside, behind)) = rest.strip_prefix('[').and_then(|open| open.split_once(']')) {
        if let Some(offset) = inside.strip_prefix("offset:").filter(|_| moments.is_empty()) {
            return (moments, "", offset.trim().parse::<i32>().ok().map(i64::from));
        }
        let Some(moment) = moment(inside) else { break };
        if moments.len() < MAX_TURNS {
            moments.push(moment);
        }
        rest = behind.trim_start();
    }
    (moments, rest, None)
}

/// `01:02.50`, in milliseconds.
fn moment(text: &str) -> Option<i64> {
    let (minutes, seconds) = text.split_once(':')?;
    let seconds = seconds.replacen(':', ".", 1).parse::<f64>().ok().filter(|seconds| (0.0..60.0).contains(seconds))?;
    Some(i64::from(minutes.parse::<u16>().ok()?) * 60_000 + (seconds * 1000.0).round() as i64)
}

/// Without the times of single words (`<00:12.30>`).
fn unstamped(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some((before, open)) = rest.split_once('<') {
        plain.push_str(before);
        rest = match open.split_once('>').filter(|(inside, _)| moment(inside).is_some()) {
            Some((_, behind)) => behind,
            None => {
                plain.push('<');
                open
            }
        };
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
