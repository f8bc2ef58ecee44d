//! What became of the messages, and how many came back.

use meter_model::{Delivery, Kind, Touch};

use super::{Scene, found, no_data};
use crate::history::until;
use crate::words::{count, percent, plain};
use crate::{DAY, Signal};

/// Share of outgoing messages that failed, or have not been delivered within a day, among those whose fate is known.
pub(super) fn undelivered(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "UNDELIVERED_SHARE";
    let limit = scene.policy.signals.undelivered_share;
    let failed =
        scene.ledger.failed.iter().filter(|touch| scene.is_in_window(touch.time().seconds())).count();
    let (mut lost, mut decided) = (failed, failed);
    for touch in in_window(scene).filter(|touch| touch.is_outgoing() && touch.kind() == Kind::Content) {
        match touch.delivery() {
            Delivery::Delivered | Delivery::Read => decided += 1,
            Delivery::Pending | Delivery::Sent | Delivery::Failed
                if scene.observation.as_of - touch.time().seconds() > DAY =>
            {
                lost += 1;
                decided += 1;
            }
            _ => {}
        }
    }
    if decided == 0 {
        return no_data(CODE, limit, "the exports do not say what became of the messages");
    }
    let share = lost as f64 / decided as f64;
    let sentence = format!(
        "{lost} of {} failed or were never delivered ({} %)",
        count(decided as u64, "message", "messages"),
        percent(share)
    );
    let text = format!("{sentence}; the limit is {} %.", plain(limit * 100.0));
    found(CODE, share, limit, text)
}

/// Outgoing messages for each incoming one; where nothing came in, as if one had.
pub(super) fn outbound_inbound(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "OUTBOUND_INBOUND_RATIO";
    let limit = scene.policy.signals.outbound_inbound_ratio;
    let outgoing = scene.outgoing.sent.len();
    let incoming =
        in_window(scene).filter(|touch| !touch.is_outgoing() && touch.kind() == Kind::Content).count();
    if outgoing + incoming == 0 {
        return no_data(CODE, limit, "there are no messages in the window");
    }
    let ratio = outgoing as f64 / incoming.max(1) as f64;
    let sentence =
        format!("{} went out and {incoming} came in", count(outgoing as u64, "message", "messages"));
    let text = format!("{sentence}; the limit is {} for each that comes in.", plain(limit));
    found(CODE, ratio, limit, text)
}

fn in_window<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Touch> {
    scene.ledger.by_person().flat_map(|touches| {
        let touches = until(touches, scene.observation.as_of);
        touches.iter().rev().take_while(|touch| touch.time().seconds() > scene.window_start)
    })
}
