//! What holds for every chart, and what each of them says.

mod document;
mod gallery;
mod response;
mod sample;
