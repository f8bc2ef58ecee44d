//! Whapi messages, one object a line, chat by chat: what a script gets that asks the gateway for one chat after the other.

use std::io::{self, Write};

use super::whapi::Message;
use crate::Channel;

/// Writes all messages of the channel and returns how many. Within a chat the newest comes first, as the gateway sends them.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_messages(out: &mut impl Write, channel: &Channel) -> io::Result<u64> {
    let mut count = 0;
    for history in channel.histories() {
        for event in history.events.iter().rev() {
            let message = Message::from_event(channel.seed, &channel.owner, &history, event);
            serde_json::to_writer(&mut *out, &message)?;
            out.write_all(b"\n")?;
            count += 1;
        }
    }
    Ok(count)
}
