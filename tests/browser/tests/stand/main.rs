//! What the built `<news-stand>` does on other people's pages: one module per theme, each scenario
//! written from the public contract as a person would see it.

mod accessibility;
mod adapter;
mod attributes;
mod axe;
mod carousel;
mod common;
#[path = "../../../hostile/corpus.rs"]
mod corpus;
mod dialects;
mod editions;
mod embeds;
mod failures;
mod fallback;
mod faults;
mod hostile;
mod languages;
mod large;
mod linking;
mod memory;
mod methods;
mod offers;
mod parity;
mod pickers;
mod pictures;
mod policy;
mod preferences;
mod print;
mod reader;
mod reflow;
mod retries;
mod search;
mod several;
mod startup;
mod storage;
mod tools;
