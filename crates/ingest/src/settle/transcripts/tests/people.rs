//! Who is the owner, who the partner, and what is a group.

use tempfile::TempDir;

use super::{as_me, failures, note, people, read, read_as, settled, written};
use crate::Declaration;

const ANN: (&str, &str) =
    ("WhatsApp Chat with Ann.txt", "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - Shop: hello\n");

#[test]
fn the_chat_bears_the_partners_name_and_the_other_sender_is_the_owner() {
    let reading = settled(&[ANN]);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
    assert_eq!(reading.me, ["Shop"]);
    assert!(reading.ledger.address_book);
    assert_eq!(note(&reading, "me"), "you write as “Shop”");
    assert_eq!(note(&reading, "chat"), "a direct chat with a person in the address book");
}

#[test]
fn one_file_is_a_channel() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(ANN.0);
    std::fs::write(&file, ANN.1).unwrap();
    let reading = read(Declaration::default(), &file);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
}

#[test]
fn one_zip_is_a_channel() {
    use std::io::Write;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("WhatsApp Chat - Ann.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&file).unwrap());
    zip.start_file("_chat.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all("[31/03/2022, 21:05:07] Ann: hi\r\n[31/03/2022, 21:06:08] Shop: hello\r\n".as_bytes())
        .unwrap();
    zip.finish().unwrap();
    let reading = read(Declaration::default(), &file);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:07 >2022-03-31 21:06:08"]);
}

#[test]
fn the_form_of_a_name_says_whether_it_is_saved() {
    // U+202F stands between tilde and name.
    for (chat, sender, expected) in [
        ("Ann", "Ann", "Ann*"),
        ("+44 7700 900123", "+44 7700 900123", "+447700900123"),
        ("+44 7700 900123", "\u{202A}+44\u{A0}7700\u{A0}900123\u{202C}", "+447700900123"),
        ("+44 7700 900123", "~\u{202F}Ann", "+447700900123"),
        ("Ann", "~\u{202F}Ann", "Ann"),
        ("~ Ann", "~\u{202F}Ann", "Ann"),
        ("07700 900123", "07700 900123", "07700 900123*"),
        ("Ann", "+44 7700 900123", "Ann=+447700900123"),
        ("Ann _ Ben", "Ann / Ben", "Ann / Ben*"),
    ] {
        let name = format!("WhatsApp Chat with {chat}.txt");
        let text = format!("31/03/2022, 21:05 - {sender}: hi\n31/03/2022, 21:06 - Shop: hello\n");
        let reading = settled(&[(&name, &text)]);
        let found = people(&reading.ledger);
        let mut names: Vec<&str> = expected.split('=').collect();
        names.sort_unstable();
        assert_eq!(found.len(), 1, "{chat} {sender}: {found:?}");
        let (person, touches) = found[0].split_once(" <").unwrap();
        let mut handles: Vec<&str> = person.split('=').collect();
        handles.sort_unstable();
        assert_eq!(handles, names, "{chat} {sender}");
        assert_eq!(touches, "2022-03-31 21:05:00 >2022-03-31 21:06:00", "{chat} {sender}");
        assert!(reading.ledger.address_book);
    }
}

#[test]
fn a_notice_on_the_contact_outdoes_the_form_of_the_name() {
    let number = (
        "WhatsApp Chat with +44 7700 900123.txt",
        "31/03/2022, 21:05 - +44 7700 900123 is a contact\n31/03/2022, 21:05 - +44 7700 900123: hi\n",
    );
    assert_eq!(people(&settled(&[number]).ledger), ["+447700900123* <2022-03-31 21:05:00"]);
    let name = (
        "WhatsApp Chat with Ann.txt",
        "31/03/2022, 21:05 - Ann is not a contact\n31/03/2022, 21:05 - Ann: hi\n",
    );
    assert_eq!(people(&settled(&[name]).ledger), ["Ann <2022-03-31 21:05:00"]);
}

#[test]
fn chats_with_one_sender_are_told_by_the_name_of_the_chat() {
    // Ann never got an answer; Ben never answered; nobody but the owner ever wrote to a number.
    let reading = settled(&[
        ("WhatsApp Chat with Ann.txt", "31/03/2022, 21:05 - Ann: hi\n"),
        ("WhatsApp Chat with Ben.txt", "31/03/2022, 21:06 - Shop: hi\n"),
        ("WhatsApp Chat with +44 7700 900123.txt", "31/03/2022, 21:07 - Shop: hi\n"),
    ]);
    assert_eq!(
        people(&reading.ledger),
        ["+447700900123 >2022-03-31 21:07:00", "Ann* <2022-03-31 21:05:00", "Ben* >2022-03-31 21:06:00"]
    );
    assert_eq!(reading.me, ["Shop"]);
}

#[test]
fn the_owner_is_the_same_in_all_chats() {
    // Nothing in the second and third chat tells who is the owner, but the first does.
    let reading = settled(&[
        ANN,
        ("one/_chat.txt", "31/03/2022, 21:07 - Shop: hi\n31/03/2022, 21:08 - Ben: hi\n"),
        ("renamed.txt", "31/03/2022, 21:07 - Shop: hi\n31/03/2022, 21:09 - Cleo: hi\n"),
    ]);
    assert_eq!(
        people(&reading.ledger),
        [
            "Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00",
            "Ben* >2022-03-31 21:07:00 <2022-03-31 21:08:00",
            "Cleo* >2022-03-31 21:07:00 <2022-03-31 21:09:00"
        ]
    );
}

#[test]
fn without_any_chat_name_the_owner_is_who_writes_in_more_chats() {
    let reading = settled(&[
        ("a.txt", "31/03/2022, 21:05 - Shop: hi\n31/03/2022, 21:06 - Ann: hi\n"),
        ("b.txt", "31/03/2022, 21:05 - Shop: hi\n31/03/2022, 21:06 - Ben: hi\n"),
    ]);
    assert_eq!(reading.me, ["Shop"]);
    assert_eq!(people(&reading.ledger).len(), 2);
}

#[test]
fn a_number_is_not_the_owner() {
    let reading =
        settled(&[("a.txt", "31/03/2022, 21:05 - +44 7700 900123: hi\n31/03/2022, 21:06 - Shop: hi\n")]);
    assert_eq!(people(&reading.ledger), ["+447700900123 <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
    // Unless beside the partner: a business may be named by its number.
    let reading =
        settled(&[(ANN.0, "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - +44 7700 900100: hi\n")]);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
    assert_eq!(reading.me, ["+44 7700 900100"]);
}

#[test]
fn without_any_clue_the_user_is_asked() {
    let files = [("a.txt", "31/03/2022, 21:05 - Shop: hi\n31/03/2022, 21:06 - Ann: hi\n")];
    let reading = read_as(Declaration::default(), &files);
    assert_eq!(
        failures(&reading),
        ["a.txt does not tell which of its senders is you; give your name in it with --me NAME"]
    );
    assert!(reading.ledger.touches.is_empty() && reading.sources.is_empty());
    let reading = read_as(as_me("Shop"), &files);
    assert_eq!(people(&reading.ledger), ["Ann* >2022-03-31 21:05:00 <2022-03-31 21:06:00"]);
    assert_eq!(reading.me, ["Shop"]);
}

#[test]
fn two_exports_of_one_chat_from_both_sides_tell_nothing() {
    let text = "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - Ben: hi\n";
    let files = [("WhatsApp Chat with Ann.txt", text), ("WhatsApp Chat with Ben.txt", text)];
    assert_eq!(read_as(Declaration::default(), &files).failures.len(), 2);
    // Known as Ben, one export repeats the other.
    let reading = read_as(as_me("Ben"), &files);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
}

#[test]
fn a_group_only_proves_age() {
    let members = "01/02/2022, 10:00 - Ann: hi\n02/02/2022, 10:00 - Shop: hi\n31/03/2022, 21:05 - Ben: hi\n";
    let notice = "31/01/2022, 10:00 - Ann created group \"Club\"\n02/02/2022, 10:00 - Shop: hi\n";
    let chosen = "01/02/2022, 10:00 - ~ Zoe: hi\n02/02/2022, 10:00 - Shop: hi\n";
    let numbers = "02/02/2022, 10:00 - Shop: hi\n03/02/2022, 10:00 - +44 7700 900123: hi\n\
                   03/02/2022, 10:00 - +44 7700 900124: hi\n";
    let partner = "01/02/2022, 10:00 - Ann: hi\n02/02/2022, 10:00 - Shop: hi\n";
    for text in [members, notice, chosen, numbers, partner] {
        let reading = settled(&[ANN, ("WhatsApp Chat with Club.txt", text)]);
        assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"], "{text}");
        // Own messages of the group, not those of others and no notice.
        let since = reading.ledger.age.message.map(written);
        assert_eq!(since.as_deref(), Some("2022-02-02 10:00:00"), "{text}");
    }
}

#[test]
fn another_chat_pasted_into_a_direct_one_does_not_make_it_a_group() {
    // What an iPhone copies looks like its own export.
    let text = "[31/03/2022, 21:05:07] Ann: look what Ben says:\n[30/03/2022, 20:00:00] Ben: hi\n\
                [31/03/2022, 21:06:08] Shop: hello\n";
    let pasted = ("WhatsApp Chat - Ann/_chat.txt", text);
    let cleo =
        ("WhatsApp Chat with Cleo.txt", "31/03/2022, 21:05 - Cleo: hi\n31/03/2022, 21:06 - Shop: hi\n");
    let expected = "Ann* <2022-03-31 21:05:07 >2022-03-31 21:06:08";
    let reading = settled(&[pasted, cleo]);
    assert_eq!(people(&reading.ledger)[0], expected);
    let places: Vec<&str> = reading.rejects.iter().map(|reject| reject.at.as_str()).collect();
    assert_eq!(places, ["line 2"]);
    // Alone, the chat does not tell whether Shop or Ben is the owner, but the user can.
    assert_eq!(read_as(Declaration::default(), &[pasted]).failures.len(), 1);
    assert_eq!(people(&read_as(as_me("Shop"), &[pasted]).ledger), [expected]);
}

#[test]
fn a_group_torn_into_parts_is_a_group() {
    let reading = settled(&[
        ANN,
        ("a/WhatsApp Chat with Club.txt", "01/02/2022, 10:00 - Ben: hi\n"),
        ("b/WhatsApp Chat with Club.txt", "01/02/2022, 11:00 - Cleo: hi\n"),
        ("c/WhatsApp Chat with Club.txt", "02/02/2022, 10:00 - Shop: hi\n"),
    ]);
    assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"]);
}

#[test]
fn the_chat_with_oneself_is_no_chat() {
    for name in ["Shop", "Shop (You)", "+44 7700 900100 (You)"] {
        let file = format!("WhatsApp Chat with {name}.txt");
        let reading = settled(&[ANN, (&file, "01/02/2022, 10:00 - Shop: buy milk\n")]);
        assert_eq!(people(&reading.ledger), ["Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00"], "{name}");
        assert_eq!(reading.ledger.age.message.map(written).as_deref(), Some("2022-02-01 10:00:00"), "{name}");
        assert_eq!(reading.me, ["Shop"]);
    }
}

#[test]
fn an_own_name_that_changed_is_the_owner_if_the_user_says_so() {
    let files = [
        ANN,
        ("old/WhatsApp Chat with Ann.txt", "30/03/2022, 21:05 - Ann: hi\n30/03/2022, 21:06 - Stall: hi\n"),
    ];
    // Both are the one beside Ann.
    let reading = settled(&files);
    assert_eq!(reading.me, ["Shop", "Stall"]);
    let expected = "Ann* <2022-03-30 21:05:00 >2022-03-30 21:06:00 <2022-03-31 21:05:00 >2022-03-31 21:06:00";
    assert_eq!(people(&reading.ledger), [expected]);
    // Told that the owner is the one, the other could be either.
    assert_eq!(read_as(as_me("Shop"), &files).failures.len(), 2);
    let both = Declaration { me: vec!["Shop".into(), "Stall".into()], ..Declaration::default() };
    assert_eq!(people(&read_as(both, &files).ledger), [expected]);
}

#[test]
fn parts_and_copies_of_a_chat_merge() {
    let line = |minute: u32, who: &str| format!("31/03/2022, 21:{minute:02} - {who}: line {minute}\n");
    let (one, two, three) = (line(5, "Ann"), line(6, "Shop"), line(7, "Ann"));
    let whole = settled(&[(ANN.0, &format!("{one}{two}{three}"))]);
    let torn = settled(&[
        ("x/WhatsApp Chat with Ann.txt", &three),
        ("y/WhatsApp Chat with Ann.txt", &format!("{one}{two}")),
        ("z/WhatsApp Chat with Ann (1).txt", &format!("{two}{three}")),
    ]);
    assert_eq!(people(&torn.ledger), people(&whole.ledger));
    assert_eq!(whole.ledger.touches.len(), 3);
}

/// In the direct chat with Zoe the file would be named after Zoe: two of a group write, and no notice says so.
#[test]
fn a_file_named_after_nobody_in_it_is_a_group() {
    let ann =
        ("WhatsApp Chat with Ann.txt", "31/03/2022, 21:05 - Ann: hi\n31/03/2022, 21:06 - Shop: hello\n");
    let team = "31/03/2022, 22:05 - Zoe: hi\n31/03/2022, 22:06 - Shop: hello\n";
    let direct = "Ann* <2022-03-31 21:05:00 >2022-03-31 21:06:00";
    let group = settled(&[ann, ("WhatsApp Chat with Team.txt", team)]);
    assert_eq!(people(&group.ledger), [direct]);
    // Names that lost their emoji, were cut or got a word more are still those of the partner.
    for name in ["Zoe 🌷", "Zo", "zoe (May)"] {
        let reading = settled(&[ann, (&format!("WhatsApp Chat with {name}.txt"), team)]);
        let zoe = "Zoe* <2022-03-31 22:05:00 >2022-03-31 22:06:00";
        assert_eq!(people(&reading.ledger), [direct, zoe], "{name}");
    }
    // A folder is named by the user, as they like.
    let folder = "[31/03/2022, 22:05:00] Zoe: hi\n[31/03/2022, 22:06:00] Shop: hello\n";
    let reading = settled(&[ann, ("client 7/_chat.txt", folder)]);
    assert_eq!(people(&reading.ledger).len(), 2);
}
