//! The bill of materials: a stall is in the program by standing here.

use host::{Module, Modules};

/// The stalls, in the order in which they are shown.
pub const MODULES: &[&dyn Module] = &[&microblog::Microblog, &photos::Photos, &events::Events, &music::Music];

/// The same, as every layer takes it.
pub const fn modules() -> Modules {
    Modules::new(MODULES)
}
