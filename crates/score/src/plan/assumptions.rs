//! What a plan rests on, in sentences that stand beside it.

use super::chance::Reply;
use super::course::Course;
use super::outlook::Basis;
use crate::words::{count, duration, percent};

/// All assumptions, the most particular ones first.
pub(super) fn assumptions(course: &Course<'_>) -> Vec<String> {
    vec![
        messages(course),
        replies(course),
        delays(course),
        "Nobody else writes: no conversation that is open now is answered, none is opened by others, and what is \
         older leaves the window."
            .to_owned(),
        "All messages are one text, and none fails. Blocks and reports by those who get it are not foreseen."
            .to_owned(),
        bands(course),
        "Signals are those of the course without chance: as many answers as expected, evenly spread, each after the \
         median delay."
            .to_owned(),
        format!(
            "The largest safe number is found by bisection up to {} a day: it is safe, and one more is not.",
            course.ground.request.most_tried()
        ),
    ]
}

fn messages(course: &Course<'_>) -> String {
    let persons = count(course.persons(), "new person gets", "new people get");
    let known = match course.known {
        0 => "none of them is".to_owned(),
        1 => "1 of them is".to_owned(),
        known => format!("{known} of them, evenly spread, are"),
    };
    format!(
        "{persons} one message each, evenly over every 24 hours from as-of on; {known} in the address book."
    )
}

fn replies(course: &Course<'_>) -> String {
    let ground = course.ground;
    let (share, basis) = ground.reply;
    let whence = match basis {
        Basis::Channel => "the channel's own response rate",
        Basis::Given | Basis::Assumed => "as asked for",
    };
    match ground.chance_of_reply() {
        Reply::Certain(false) => format!("Nobody answers, {whence}; that is taken as certain."),
        Reply::Certain(true) => format!("Everybody answers, {whence}; that is taken as certain."),
        Reply::Uncertain { .. } => {
            let (evidence, basis) = ground.evidence;
            let persons = ground.today.metrics.chats.persons;
            let why = match basis {
                Basis::Given => "as asked for".to_owned(),
                _ if persons == evidence => "as many as it opened conversations with".to_owned(),
                _ if persons < evidence => format!("the least; it opened conversations with {persons}"),
                _ => format!("the most; it opened conversations with {persons}"),
            };
            format!(
                "On average {} % answer, {whence}. Each run draws its own share around that, as certain as {} make \
                 it ({why}).",
                percent(share),
                count(evidence, "person", "people")
            )
        }
    }
}

fn delays(course: &Course<'_>) -> String {
    let ground = course.ground;
    let median = duration(ground.median_delay() as f64);
    match ground.delay_basis {
        Basis::Channel => format!(
            "Answers come after delays like those of the {} that were answered in time in the window, median {median}.",
            count(ground.delays.len() as u64, "conversation", "conversations")
        ),
        Basis::Given | Basis::Assumed => {
            format!("Answers come after {median}, since none that came in time tells how long they take.")
        }
    }
}

fn bands(course: &Course<'_>) -> String {
    let request = &course.ground.request;
    format!(
        "Bands hold 95 % of {} with the seed {}: what chance does to the answers, not how sure today's counts are.",
        count(request.runs, "run", "runs"),
        request.seed
    )
}
