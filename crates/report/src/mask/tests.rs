//! What is left of persons, by hand.

use meter_model::{Handle, PhoneKey};

use super::{Mask, Names};

fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

#[track_caller]
fn is_masked(handle: &Handle, masked: &str) {
    assert_eq!(Mask::On.handle(handle), Handle::Name(masked.into()));
    assert_eq!(&Mask::Off.handle(handle), handle);
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
    is_masked(&phone("491711234567"), "+49 171 •••• 67");
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
    is_masked(&Handle::Lid(123_456_789_012_367), "LID •••• 67");
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
        is_masked(&Handle::Name(name.into()), masked);
        assert_eq!(Mask::On.name(name), masked);
    }
    assert_eq!(Mask::Off.name("Amelia Hughes"), "Amelia Hughes");
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
        is_masked(&Handle::Name(name.into()), masked);
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
        assert_eq!(Mask::On.path(path), masked, "{path}");
        assert_eq!(Mask::Off.path(path), path);
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
        assert_eq!(Mask::On.path(path), path);
    }
    // A day is known by its form, and alone; nothing else of eight digits is.
    for path in [
        "messages-20240520.json",
        "messages-2024-05-201.json",
        "messages-12024-05-20.json",
        "messages-2024-05-20-30123.json",
    ] {
        assert_ne!(Mask::On.path(path), path);
    }
}

#[test]
fn a_path_in_a_sentence_is_masked_and_nothing_else() {
    let paths = ["Ann.txt", "chats/Ann.txt", "a", ""];
    let masked = Mask::On.sentences(paths);
    assert_eq!(
        masked.masked("1 chat of chats/Ann.txt can be read in Ann.txt, too; a few"),
        "1 chat of chats/A•••.txt can be read in A•••.txt, too; ••• few"
    );
    assert_eq!(Mask::On.sentences(["ana"]).masked("Banana"), "Banana");
    // The longest one that stands as a whole.
    let one_in_another = Mask::On.sentences(["Ann Bea", "Ann", "Bea.txt", "Ann Bea.txt"]);
    assert_eq!(
        one_in_another.masked("Ann Bea.txt2: Ann Bea.txt, xAnn Bea.txt, Ann"),
        "A••• B•••.txt2: A••• B•••.txt, xAnn B•••.txt, A•••"
    );
    assert_eq!(Mask::Off.sentences(paths).masked("in Ann.txt"), "in Ann.txt");
}

#[test]
fn a_channel_keeps_its_name_unless_that_is_of_a_person() {
    let mut names = Names::new(Mask::On);
    for (name, shown) in [
        ("acme", "acme"),
        ("Harbour Books", "Harbour Books"),
        ("branch-00017", "branch-00017"),
        ("week of 2024-05-20", "week of 2024-05-20"),
        ("+44 7700 900123", "+44 770 •••• 23"),
        ("447700900123", "•••• 23"),
        ("shop 7700 900123", "s••• ••• •••"),
        ("447700900124@s.whatsapp.net", "••• ••• w•••"),
        ("ann@example", "a••• e•••"),
        ("WhatsApp Chat with Ann", "WhatsApp Chat with A•••"),
    ] {
        assert_eq!(names.of(name), shown);
        assert_eq!(Names::new(Mask::Off).of(name), name);
    }
    assert_eq!(names.of_file("Amelia Hughes"), "A••• H•••");
    assert_eq!(names.of_file("messages"), "messages");
}

/// What is joined by names is still joined, and nothing else is.
#[test]
fn channels_stay_distinct_and_the_same() {
    let mut names = Names::new(Mask::On);
    let shown = ["447700900123", "447711900123", "447700900123", "447722900123"].map(|name| names.of(name));
    assert_eq!(shown, ["•••• 23", "•••• 23 (2)", "•••• 23", "•••• 23 (3)"]);
}

#[test]
fn a_person_keeps_a_name_and_a_number() {
    let name = |name: &str| Handle::Name(name.into());
    let person = |handles: &[Handle]| -> Vec<Handle> {
        super::shown(handles).into_iter().map(|handle| Mask::On.handle(handle)).collect()
    };
    let all = [phone("447700900123"), Handle::Lid(123_456_789_012_367), name("Amelia Hughes"), name("Mia")];
    assert_eq!(person(&all), [name("A••• H•••"), name("+44 770 •••• 23")]);
    assert_eq!(person(&all[1..2]), [name("LID •••• 67")]);
    assert_eq!(super::shown(&person(&all)).len(), 2, "what is masked is shown as it is");
}

/// Digits, hyphens and languages as phones write them.
#[test]
fn a_channel_called_like_a_number_or_a_chat_is_masked_in_any_script() {
    for (name, masked) in [
        ("٤٤٧٧٠٠٩٠٠١٢٣", "•••• ٢٣"),
        ("＋４４７７００９００１２３", "•••• ２３"),
        ("shop +1 555\u{2011}010\u{2011}0199", "s••• ••• •••"),
        ("44–7700–900–123 shop", "••• s•••"),
        ("whatsapp chat with xanthe", "whatsapp chat with x•••"),
        ("دردشة واتساب مع Xanthe", "د••• و••• م•••"),
        ("_chat Xanthe", "c••• X•••"),
        ("acme", "acme"),
        ("shop 2024", "shop 2024"),
    ] {
        assert_eq!(Names::new(Mask::On).of(name), masked);
    }
}
