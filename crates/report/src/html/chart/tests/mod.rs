//! What holds for every chart, and what each of them says.

mod coverage;
mod distribution;
mod document;
mod gallery;
mod hours;
mod levers;
mod meetings;
mod ratings;
mod replies;
mod response;
mod sample;
mod stability;
mod sweep;
