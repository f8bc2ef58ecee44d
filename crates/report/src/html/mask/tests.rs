//! What is left of persons, by hand.

use meter_model::{Handle, PhoneKey};

use super::{Mask, PageStyle};

const MASKED: Mask = Mask { shows_all: false };
const SHOWN: Mask = Mask { shows_all: true };

fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

#[test]
fn the_style_decides() {
    assert!(!Mask::of(PageStyle::default()).shows_all());
    assert!(Mask::of(PageStyle { show_persons: true }).shows_all());
}

#[test]
fn a_number_keeps_its_country_and_little_else() {
    for (digits, masked) in [
        ("491711234567", "+49 171 •••• 67"),
        ("447700900123", "+44 770 •••• 23"),
        ("15550100123", "+1 555 •••• 23"),
        ("79161234567", "+7 916 •••• 67"),
        ("3531234567", "+353 1 •••• 67"),
        ("22990123456", "+229 90 •••• 56"),
        // Of 9 four.
        ("880171234567", "+880 17 •••• 67"),
        // Of 6, 5, 4 digits after the code half at most.
        ("49123456", "+49 1 •••• 56"),
        ("4912345", "+49 •••• 45"),
        ("3591234", "+359 •••• 34"),
        // Of 3 one.
        ("290123", "+290 •••• 3"),
    ] {
        assert_eq!(super::person::phone(digits), masked, "{digits}");
    }
    assert_eq!(MASKED.handle(&phone("491711234567")), "+49 171 •••• 67");
    assert_eq!(SHOWN.handle(&phone("491711234567")), "+491711234567");
}

/// Whatever the number, at least half of what follows the code stays hidden.
#[test]
fn at_least_half_of_every_number_is_hidden() {
    for number in ["1", "7", "20", "98", "99", "212", "491", "999999999999999", "12345678", "4412345678901"] {
        let masked = super::person::phone(number);
        let shown = masked.split_once(' ').unwrap().1.chars().filter(char::is_ascii_digit).count();
        let code = masked.split(' ').next().unwrap().len() - 1;
        assert!(shown * 2 <= number.len() - code, "{number} {masked}");
    }
}

#[test]
fn a_hidden_identifier_keeps_two_digits() {
    assert_eq!(MASKED.handle(&Handle::Lid(123_456_789_012_367)), "LID •••• 67");
    assert_eq!(SHOWN.handle(&Handle::Lid(123_456_789_012_367)), "LID 123456789012367");
    assert_eq!(super::person::lid(7), "LID •••• ");
}

#[test]
fn a_name_keeps_the_first_letter_of_three_words() {
    for (name, masked) in [
        ("Amelia Hughes", "A••• H•••"),
        ("Ana María de la Cruz", "A••• M••• d•••"),
        ("~Ben", "B•••"),
        ("山田太郎", "山•••"),
        ("علي", "ع•••"),
        ("👩‍🚀 Zoë", "••• Z•••"),
        ("李", "•••"),
        ("J P", "••• •••"),
        ("  ", "•••"),
        ("Anna 7700900123", "A••• •••"),
        ("\u{202e}Ben", "B•••"),
    ] {
        assert_eq!(MASKED.handle(&Handle::Name(name.into())), masked, "{name}");
    }
    assert_eq!(SHOWN.handle(&Handle::Name("Amelia Hughes".into())), "Amelia Hughes");
}

#[test]
fn a_name_that_is_a_number_is_masked_as_one() {
    for (name, masked) in [
        ("+44 7700 900123", "+44 770 •••• 23"),
        ("(+44) 7700-900123", "+44 770 •••• 23"),
        ("07700 900123", "•••• 23"),
        ("(555) 010-0199", "•••• 99"),
        ("+0 12345", "•••• 45"),
    ] {
        assert_eq!(MASKED.handle(&Handle::Name(name.into())), masked, "{name}");
    }
}

#[test]
fn a_path_tells_what_it_is_but_not_of_whom() {
    for (path, masked) in [
        ("chats/WhatsApp Chat with Amelia Hughes.txt", "chats/WhatsApp Chat with A••• H•••.txt"),
        ("chats/WhatsApp Chat - Grace Kim.zip/_chat.txt", "chats/WhatsApp Chat - G••• K•••.zip/_chat.txt"),
        ("WhatsApp Chat with +44 7700 900123.txt", "WhatsApp Chat with +44 770 •••• 23.txt"),
        ("WhatsApp-Chat mit Grace Kim.txt", "WhatsApp-Chat m••• G••• K•••.txt"),
        ("Conversa do WhatsApp com Ana.txt", "C••• d••• W•••.txt"),
        ("Amelia Hughes/_chat.txt", "A••• H•••/_chat.txt"),
        ("Amelia.Hughes", "A••• H•••"),
        ("ann.zip.txt", "a•••.zip.txt"),
        ("447700900123@s.whatsapp.net.json", "••• ••• w•••.json"),
        ("7700-900-123.json", "•••• 23.json"),
        ("messages_447700900123.json", "m••• •••.json"),
    ] {
        assert_eq!(MASKED.path(path), masked, "{path}");
        assert_eq!(SHOWN.path(path), path);
    }
}

#[test]
fn what_programs_write_is_called_after_nobody() {
    for path in [
        "whapi/messages-0.json",
        "address-book.vcf",
        "Databases/msgstore.db",
        "msgstore-2024-05-20.1.db.crypt14",
        "2024-05-20_messages.ndjson",
        "_chat (2).txt",
        "com.whatsapp/databases/wa.db",
        "-",
        "",
    ] {
        assert_eq!(MASKED.path(path), path);
    }
    // A day is known by its form, and alone; nothing else of eight digits is.
    for path in [
        "messages-20240520.json",
        "messages-2024-05-201.json",
        "messages-12024-05-20.json",
        "messages-2024-05-20-30123.json",
    ] {
        assert_ne!(MASKED.path(path), path);
    }
}

#[test]
fn a_path_in_a_sentence_is_masked_and_nothing_else() {
    let paths = ["Ann.txt", "chats/Ann.txt", "a"];
    let masked =
        MASKED.sentence("1 chat of chats/Ann.txt can be read in Ann.txt, too; a few", paths.into_iter());
    assert_eq!(masked, "1 chat of chats/A•••.txt can be read in A•••.txt, too; ••• few");
    assert_eq!(MASKED.sentence("Banana", ["ana"].into_iter()), "Banana");
    assert_eq!(MASKED.sentence("nothing", [""].into_iter()), "nothing");
    assert_eq!(SHOWN.sentence("in Ann.txt", paths.into_iter()), "in Ann.txt");
}
