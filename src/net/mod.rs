//! Fetching: one request per URL for all stands of a page, limits of time and size, typed faults,
//! retries, and the rule that the latest choice wins.
//!
//! Nothing in this room knows what a document means; [`crate::feed`] reads it.
//!
//! # States
//!
//! A [`Course`] is the one state machine. Its [`State`] follows from what is on screen and from
//! the last answer:
//!
//! | on screen                | no answer yet | answered  | failed, no network | failed otherwise |
//! | ------------------------ | ------------- | --------- | ------------------ | ---------------- |
//! | nothing                  | `loading`     | –         | `offline`          | `error`          |
//! | kept from another visit  | `stale`       | –         | `stale`            | `stale`          |
//! | the network's answer     | –             | `ready`   | `stale`            | `stale`          |
//!
//! What moves it:
//!
//! | what happens                                      | what follows                                     |
//! | ------------------------------------------------- | ------------------------------------------------ |
//! | the stand starts, the reader chooses, `reload()`  | asks the network, with up to 3 retries to come   |
//! | the device has kept the documents                 | they are shown meanwhile                         |
//! | an answer that can be shown                       | it is shown; nothing more is asked               |
//! | a fault that may pass (network, timeout, 3xx, 408, 429, 5xx, a text that no parser can read) | a retry after a random part of 1, 2, 4 s, or what `Retry-After` asks for; after more than an hour none |
//! | any other fault, or the fourth in a row           | rests                                            |
//! | the device has no network                         | rests, and the failure uses up no retry          |
//! | the page is hidden, or the device goes offline    | what is due waits                                |
//! | back online after a failure                       | asks at once, with new retries                   |
//! | shown again, the last answer 5 minutes old        | asks anew                                        |
//! | `refresh` minutes after the last answer           | asks anew                                        |

mod course;
mod device;
mod fault;
mod latest;
mod request;
mod watch;

pub use course::{Course, Hope, Next, Shows, State, Surroundings};
pub use device::{keep, kept};
pub use fault::{Failure, Fault};
pub use latest::Latest;
pub use request::{Answer, FRESH_MS, Request, forget, request};
pub use watch::{stir, surroundings, until_due};
