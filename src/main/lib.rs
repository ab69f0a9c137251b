//! kermesse
