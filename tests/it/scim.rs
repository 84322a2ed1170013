//! SCIM targets: requests to the byte, faulty servers, real servers.

mod announced;
mod bytes;
mod encryption;
mod exports;
mod faults;
pub mod faulty;
pub mod given;
mod life;
mod real;
pub mod served;
