//! The components of a file: which lines belong together.

use super::{ReadError, Reading, Reason, Refusal};
use crate::calendar::line::{self, Line};

/// How deep components may lie in one another.
const MAX_DEPTH: usize = 8;
/// The most events of a file.
const MAX_EVENTS: usize = 20_000;
/// The most time zones of a file.
const MAX_ZONES: usize = 500;
/// The most lines of a component that are kept.
const MAX_LINES: usize = 4000;
/// The most refusals that are told one by one.
const MAX_REFUSALS: usize = 1000;

/// Lines between a `BEGIN` and its `END`, with what lies within.
#[derive(Debug)]
pub(super) struct Component {
    /// The line that it begins in.
    pub(super) line: usize,
    name: String,
    lines: Vec<Line>,
    /// What lies within.
    pub(super) within: Vec<Component>,
}

impl Component {
    fn new(line: usize, name: String) -> Self {
        Self { line, name, lines: Vec::new(), within: Vec::new() }
    }

    /// The first line of that name.
    pub(super) fn find(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// All lines of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// What lies within under that name.
    pub(super) fn inner<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.within.iter().filter(move |component| component.name == name)
    }
}

/// What is of use in a file.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// What the calendar says of itself.
    pub(super) head: Vec<Line>,
    /// Its time zones.
    pub(super) zones: Vec<Component>,
    /// Its events.
    pub(super) events: Vec<Component>,
}

/// Puts a file's lines together.
pub(super) fn gather(file: &[u8], reading: &mut Reading) -> Result<Gathered, ReadError> {
    let (mut gathered, mut open, mut known) = (Gathered::default(), Vec::<Component>::new(), false);
    for (number, text) in line::unfold(file) {
        if text.trim().is_empty() {
            continue;
        }
        let Some(line) = Line::read(number, &text) else {
            if known && reading.refused.len() < MAX_REFUSALS {
                reading.refused.push(Refusal { line: number, reason: Reason::Line });
            }
            continue;
        };
        let name = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                known |= name == "VCALENDAR";
                open.push(Component::new(number, name));
                if open.len() > MAX_DEPTH {
                    return Err(ReadError::Deep);
                }
            }
            "END" => close(&mut open, &name, &mut gathered, reading),
            _ if known => keep(&mut open, &mut gathered.head, line),
            _ => {}
        }
    }
    for component in open.iter().filter(|component| component.name == "VEVENT") {
        reading.refused.push(Refusal { line: component.line, reason: Reason::Open });
    }
    if known { Ok(gathered) } else { Err(ReadError::None) }
}

fn keep(open: &mut [Component], head: &mut Vec<Line>, line: Line) {
    let lines = match open.last_mut() {
        Some(component) if component.name == "VCALENDAR" => head,
        Some(component) => &mut component.lines,
        None => return,
    };
    if lines.len() < MAX_LINES {
        lines.push(line);
    }
}

/// Ends a component. What was begun within it and has no end is none.
fn close(open: &mut Vec<Component>, name: &str, gathered: &mut Gathered, reading: &mut Reading) {
    let Some(place) = open.iter().rposition(|component| component.name == name) else { return };
    for lost in open.drain(place + 1..).filter(|component| component.name == "VEVENT") {
        reading.refused.push(Refusal { line: lost.line, reason: Reason::Open });
    }
    let Some(component) = open.pop() else { return };
    match (component.name.as_str(), open.last_mut()) {
        ("VEVENT", _) if gathered.events.len() < MAX_EVENTS => gathered.events.push(component),
        ("VEVENT", _) => {
            let reason = Reason::TooMany(MAX_EVENTS);
            if reading.refused.last().is_none_or(|refusal| refusal.reason != reason) {
                reading.refused.push(Refusal { line: component.line, reason });
            }
        }
        ("VTIMEZONE", _) if gathered.zones.len() < MAX_ZONES => gathered.zones.push(component),
        ("VCALENDAR", _) => {}
        (_, Some(outer)) if outer.within.len() < MAX_ZONES && outer.name != "VCALENDAR" => outer.within.push(component),
        _ => {}
    }
}
