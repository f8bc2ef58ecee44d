//! What people write to a bookshop, and it to them: enough grammar that no two chats read the same.

use crate::random::Random;

/// Who says what at which point of a conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The owner opens a conversation.
    Offer,
    /// The owner sends the same words to many.
    Campaign,
    /// The person opens a conversation.
    Enquiry,
    /// The person says something on the way.
    Answer,
    /// The owner says something on the way.
    Service,
}

/// The text that follows from the seed.
#[must_use]
pub fn text(line: Line, seed: u64, owner: &str, first_name: &str) -> String {
    let mut random = Random::new(seed);
    let templates: &[&str] = match line {
        Line::Offer => OFFERS,
        Line::Campaign => CAMPAIGN,
        Line::Enquiry => ENQUIRIES,
        Line::Answer => ANSWERS,
        Line::Service => SERVICES,
    };
    let template = random.pick(templates);
    let mut text = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        match slot {
            "owner" => text.push_str(owner),
            "name" => text.push_str(first_name),
            "title" => text.push_str(random.pick(TITLES)),
            "author" => text.push_str(random.pick(AUTHORS)),
            "day" => text.push_str(random.pick(DAYS)),
            "smile" => text.push_str(random.pick(SMILES)),
            "hour" => text.push_str(&random.between(10, 17).to_string()),
            _ => text.push_str(&random.between(7, 32).to_string()),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

const CAMPAIGN: &[&str] = &[
    "Our summer reading list is out! 📚\nTwelve books, one afternoon at the harbour.\nReply LIST and we send it to you.",
];

const OFFERS: &[&str] = &[
    "Hello {name}, this is {owner}. Your copy of {title} has arrived.",
    "Hi {name}, {owner} here. We kept {title} for you, shall we post it?",
    "Good morning {name}, {author} reads from {title} on {day} at {hour}:30. May we keep you a seat?",
    "Dear {name}, {title} is back in stock at £{price}.",
    "Hello {name} {smile}\nyou asked about {author} last year. The new one is called {title}.\nShall we order it?",
    "Hi {name}, your order is ready: {title}, £{price}.",
    "Hello, {owner} here. We buy used books until {day}, would you like to bring some?",
];

const ENQUIRIES: &[&str] = &[
    "Hi, do you have {title} in stock?",
    "Good morning! Are you open on {day}?",
    "Hello, I am looking for something by {author}. Any ideas?",
    "Is {title} available as a paperback?",
    "Hi {smile} do you post abroad?",
    "Could you keep {title} for me until {day}?",
    "Hello, two questions:\n1. do you wrap gifts?\n2. until when can I bring a book back?",
    "I saw {title} in your window, how much is it?",
];

const ANSWERS: &[&str] = &[
    "Yes please {smile}",
    "Lovely, thank you!",
    "I will come by on {day}.",
    "How much is it?",
    "Thanks, but I have it already.",
    "Great, see you at {hour}:00",
    "Is it the one by {author}?",
    "Perfect {smile}{smile}",
    "Let me ask at home: would {day} be all right?",
    "No thanks, maybe later",
    "That is exactly the one I meant.\nPlease keep it for me.",
    "ok",
    "Do you take cards?",
];

const SERVICES: &[&str] = &[
    "It is £{price}.",
    "We keep it for you until {day}.",
    "We close at 18:00, on {day} at 16:00.",
    "With pleasure {smile}",
    "Opening hours:\nMon–Fri 9:00–18:00\nSat 10:00–16:00",
    "Then {title} might be for you, too.",
    "Of course. Postage is £{price}.",
    "Thank you, {name}!",
    "It will be here on {day}.",
    "Yes, in hardback (£{price}) and as a café edition.",
];

const TITLES: &[&str] = &[
    "The Glass Harbour",
    "A Winter of Small Boats",
    "Seven Keys",
    "Letters to a Lighthouse",
    "The Cartographer’s Garden",
    "Salt and Paper",
    "An Atlas of Tides",
    "Café Lumière",
    "The Slow Train North",
    "Nine Ways to Fold a Map",
    "The Owl Ledger",
    "Under the Copper Sky",
];

const AUTHORS: &[&str] =
    &["E. Marlowe-Finch", "Tobias Quill", "Anaïs Verdier", "R. K. Sandhu", "Ingrid Solheim", "J. P. Okoro"];

const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const SMILES: &[&str] = &["😊", "📚", "🙏", "👍🏽", "🎉", "👩‍👧"];

#[cfg(test)]
mod tests {
    use super::{Line, text};

    #[test]
    fn a_seed_is_a_text_and_no_slot_stays_open() {
        for line in [Line::Offer, Line::Campaign, Line::Enquiry, Line::Answer, Line::Service] {
            for seed in 0..500 {
                let said = text(line, seed, "Harbour Books", "Mia");
                assert_eq!(said, text(line, seed, "Harbour Books", "Mia"));
                assert!(!said.is_empty() && !said.contains(['{', '}']), "{said}");
            }
        }
    }
}
