//! Each dialect against hand truth, and damaged tables.

use meter_model::{Handle, PhoneKey};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::{GENERIC, GOOGLE, OUTLOOK};
use crate::formats::{Claim, Format};
use crate::identity::phone::Number;
use crate::settle::{ContactEntry, settle_contact_lists};
use crate::source::{Head, Hints, Input};
use crate::{Collector, Declared, ReadError, Role, TextKey, limits};

fn claims(text: &str) -> [Claim; 3] {
    let head = Head { name: "x.csv", text, whole: true, ..Head::default() };
    [GOOGLE, OUTLOOK, GENERIC].map(|format: Format| (format.sniff)(&head))
}

fn try_read(bytes: &[u8]) -> Result<Collector, ReadError> {
    let mut collector = Collector::new("x.csv", GENERIC.name, Role::AddressBook, &TextKey::default());
    let mut input = Input::new(bytes, Hints::default());
    (GENERIC.read)(&mut input, &mut collector)?;
    Ok(collector)
}

fn read(text: &str) -> Collector {
    try_read(text.as_bytes()).expect("a contact list")
}

fn entries(collector: &Collector) -> &[ContactEntry] {
    &collector.contact_lists[0].entries
}

/// Name, digits (a leading + for keys) and line of each contact.
fn contacts(text: &str) -> Vec<(String, Vec<String>, u64)> {
    let digits = |number: &Number| match number {
        Number::Key(key) => key.to_string(),
        Number::National(digits) => digits.to_string(),
    };
    let contact = |entry: &ContactEntry| {
        (entry.name.clone(), entry.numbers.iter().map(digits).collect(), entry.ordinal)
    };
    entries(&read(text)).iter().map(contact).collect()
}

fn contact(name: &str, numbers: &[&str], line: u64) -> (String, Vec<String>, u64) {
    (name.to_owned(), numbers.iter().map(ToString::to_string).collect(), line)
}

fn rejects(text: &str) -> Vec<(String, String)> {
    read(text).rejects.iter().map(|reject| (reject.at.clone(), reject.why.clone())).collect()
}

const GOOGLE_OLD: &str = "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value\n\
Ann Lee,Ann,,Lee,,* myContacts,* Home,ann@example.org,Mobile,+44 7700 900001 ::: +44 7700 900002,Work Fax,07700 900003\n";

const GOOGLE_NEW: &str = "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n\
Ann,Mary,Lee,An,Dr.,,Annie,Acme,\"first line\nsecond, line\n\n\",* myContacts,* Home,ann@example.org,Mobile,+44 7700 900001\n\
,,,,,,,Acme Ltd,,* myContacts,,,Work,+44 7700 900002\n";

const OUTLOOK_EN: &str = "Title,First Name,Middle Name,Last Name,Suffix,Company,Business Fax,Business Phone,Home Phone,Home Phone 2,Mobile Phone,Pager,E-mail Address\n\
Ms,Ann,,Lee,,Acme,030 23125999,030 23125001,,,+44 7700 900001,,ann@example.org\n";

#[test]
fn a_log_whose_lines_hold_json_is_no_table() {
    let line =
        r#"2024-05-10T00:00:00Z INFO webhook {"messages":[{"id":"A","from":"447700900001"}],"phone":1}"#;
    assert_eq!(claims(&format!("{line}\n{line}\n")), [Claim::No; 3]);
}

#[test]
fn google_old_and_new() {
    assert_eq!(claims(GOOGLE_OLD), [Claim::Certain, Claim::No, Claim::No]);
    assert_eq!(claims(GOOGLE_NEW), [Claim::Certain, Claim::No, Claim::No]);
    assert_eq!(
        contacts(GOOGLE_OLD),
        [contact("Ann Lee", &["+447700900001", "+447700900002", "07700900003"], 2)]
    );
    // The notes of line 2 go on over lines 3, 4 and 5.
    assert_eq!(
        contacts(GOOGLE_NEW),
        [contact("Dr. Ann Mary Lee", &["+447700900001"], 2), contact("Acme Ltd", &["+447700900002"], 6)]
    );
}

#[test]
fn outlook_without_its_faxes() {
    assert_eq!(claims(OUTLOOK_EN), [Claim::No, Claim::Certain, Claim::No]);
    assert_eq!(contacts(OUTLOOK_EN), [contact("Ann Lee", &["03023125001", "+447700900001"], 2)]);
}

#[test]
fn outlook_in_other_languages() {
    for header in [
        "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Fax geschäftlich;Telefon geschäftlich;Telefon privat;Mobiltelefon",
        "Titre;Prénom;Deuxième prénom;Nom;Société;Télécopie (bureau);Téléphone (bureau);Téléphone (domicile);Tél. mobile",
        "Título;Nombre;Segundo nombre;Apellidos;Empresa;Fax del trabajo;Teléfono del trabajo;Teléfono particular;Móvil",
        "Titolo;Nome;Secondo nome;Cognome;Società;Fax (uff.);Telefono (uff.);Telefono (ab.);Cellulare",
        "Título;Nome;Segundo Nome;Sobrenome;Empresa;Fax comercial;Telefone comercial;Telefone residencial;Celular",
        "Titel;Voornaam;Middelste naam;Achternaam;Bedrijf;Fax op werk;Telefoon op werk;Telefoon thuis;Mobiele telefoon",
    ] {
        let table = format!("{header}\n;Ann;B;Lee;Acme;1;030 23125001;030 23125002;+44 7700 900001\n");
        assert_eq!(claims(&table), [Claim::No, Claim::Certain, Claim::No], "{header}");
        let expected = contact("Ann B Lee", &["03023125001", "03023125002", "+447700900001"], 2);
        assert_eq!(contacts(&table), [expected], "{header}");
    }
}

#[test]
fn any_phone_column_under_any_usual_header() {
    for header in [
        "phone",
        "Phone Number",
        "PHONE_NUMBER",
        "phoneNumber",
        "Mobile",
        "mobile no.",
        "Cell",
        "number",
        "Telefon",
        "Telephone",
        "Téléphone",
        "tel",
        "Tel.",
        "WhatsApp",
        "WhatsApp Number",
        "wa_id",
        "jid",
        "Handynummer",
        "Celular",
        "msisdn",
        "Телефон",
        "Phone 2",
    ] {
        let table = format!("{header},Full name\n+447700900001,Ann\n");
        assert_eq!(claims(&table), [Claim::No, Claim::No, Claim::Likely], "{header}");
        assert_eq!(contacts(&table), [contact("Ann", &["+447700900001"], 2)], "{header}");
    }
}

#[test]
fn separators_quotes_and_line_ends() {
    let expected = [contact("Lee, Ann; Mary", &["+447700900001"], 2), contact("Bob", &["+447700900002"], 3)];
    assert_eq!(contacts("name,phone\n\"Lee, Ann; Mary\",+447700900001\nBob,+447700900002\n"), expected);
    assert_eq!(contacts("name;phone\r\n\"Lee, Ann; Mary\";+447700900001\r\nBob;+447700900002"), expected);
    assert_eq!(contacts("\"name\"\t\"phone\"\nLee, Ann; Mary\t+447700900001\nBob\t+447700900002"), expected);
    assert_eq!(
        contacts("\"last,first,nick\";\"phone\";note\n;+447700900001;\n"),
        [contact("", &["+447700900001"], 2)]
    );
    // Excel names the separator; old Macs end lines with a carriage return, which leaves all of it in line 1.
    assert_eq!(contacts("sep=;\nname;phone\nAnn;+447700900001\n"), [contact("Ann", &["+447700900001"], 3)]);
    assert_eq!(contacts("name,phone\rAnn,+447700900001\r"), [contact("Ann", &["+447700900001"], 1)]);
    assert_eq!(contacts("phone\n+447700900001\n"), [contact("", &["+447700900001"], 2)]);
}

#[test]
fn rows_of_any_width_are_read() {
    let table = "name,phone,note\nAnn,+447700900001\nBob,+447700900002,a,b,c\nCem\n";
    assert_eq!(
        contacts(table),
        [contact("Ann", &["+447700900001"], 2), contact("Bob", &["+447700900002"], 3)]
    );
    assert_eq!(rejects(table), [("line 4".to_owned(), "no phone number".to_owned())]);
}

/// The saved flag decides, push names are no names, numbers are digits with country code, groups are no contacts.
#[test]
fn tables_of_browser_extensions() {
    let table = "id,number,name,pushname,shortName,isMyContact,isBusiness,isBlocked\n\
        447700900001@c.us,447700900001,Ann Lee,ann,Ann,true,false,false\n\
        447700900002@c.us,447700900002,,bob,,false,false,false\n\
        123456789012345@lid,447700900003,Cem,cem,Cem,TRUE,false,false\n\
        120363012345678901@g.us,120363012345678901,Family,,,false,false,false\n\
        447700900004@c.us,4.477E+11,Dee,dee,,true,false,false\n";
    assert_eq!(claims(table), [Claim::No, Claim::No, Claim::Likely]);
    let collector = read(table);
    let saved: Vec<_> =
        entries(&collector).iter().map(|entry| (&*entry.name, entry.saved, entry.lid)).collect();
    assert_eq!(
        saved,
        [
            ("Ann Lee", true, None),
            ("", false, None),
            ("Cem", true, Some(123_456_789_012_345)),
            ("Dee", true, None)
        ]
    );
    assert_eq!(collector.report.rejected, 1);
    assert_eq!(collector.rejects[0].at, "line 6");
    let mut collectors = [collector];
    settle_contact_lists(&mut collectors, &Declared::default());
    let [collector] = collectors;
    assert_eq!(collector.report.records, 4);
    let ledger = collector.facts.settle();
    let known: Vec<_> =
        ledger.persons.iter().filter(|person| person.known).map(|person| person.handles[0].clone()).collect();
    let phone = |digits| Handle::Phone(PhoneKey::from_international(digits).expect("a number"));
    assert_eq!(known, ["447700900001", "447700900003", "447700900004"].map(phone));
}

/// A row's own number is not a phone number, and a generic table's digits wait for their region.
#[test]
fn plain_ids_and_plain_numbers_in_other_tables() {
    assert_eq!(contacts("id,phone,name\n12345678,7700 900001,Ann\n"), [contact("Ann", &["7700900001"], 2)]);
    assert_eq!(contacts("id,phone\n447700900001@c.us,\n"), [contact("", &["+447700900001"], 2)]);
    assert_eq!(contacts("wa_id,name\n447700900001,Ann\n"), [contact("Ann", &["+447700900001"], 2)]);
}

#[test]
fn rows_whose_number_cannot_be_used_are_located() {
    let spoiled =
        "phone number changed by a spreadsheet; export the contacts again and do not open them in one";
    let table = "name,phone\nA,4.47700E+11\nB,\"4,47700E+11\"\nC,'+447700900001\nD,\"=\"\"+447700900001\"\"\"\nE,=447700900001\nF,\nG,n/a\nH,112\n";
    let expected = [
        ("line 2", spoiled),
        ("line 3", spoiled),
        ("line 4", spoiled),
        ("line 5", spoiled),
        ("line 6", spoiled),
        ("line 7", "no phone number"),
        ("line 8", "no phone number"),
        ("line 9", "not a phone number"),
    ];
    assert_eq!(rejects(table), expected.map(|(at, why)| (at.to_owned(), why.to_owned())));
    assert!(entries(&read(table)).is_empty());
    // One good number is enough for a contact; the bad one is reported all the same.
    let table = "name,phone,mobile\nA,4.47700E+11,+447700900001\n";
    assert_eq!(contacts(table), [contact("A", &["+447700900001"], 2)]);
    assert_eq!(rejects(table), [("line 2".to_owned(), spoiled.to_owned())]);
}

#[test]
fn a_table_without_phone_column_is_an_error() {
    let table = "Name,E-mail\nAnn,ann@example.org\n";
    assert_eq!(claims(table), [Claim::No, Claim::No, Claim::Possible]);
    let error = try_read(table.as_bytes()).expect_err("no phone column").to_string();
    assert_eq!(error, "has no phone column among its 2 columns; name one `phone`, `mobile` or `number`");
    assert!(try_read(b"").is_err());
    assert!(try_read(b"id,name\n1,Ann\n").is_err());
}

#[test]
fn what_is_no_contact_table_is_not_claimed() {
    for text in [
        "",
        "\n",
        "31/03/22, 21:05 - Ann: hi\n",
        "[31/03/22, 21:05:07] Ann: phone\n",
        "{\"phone\":\"1\",\"name\":\"x\"}\n",
        "BEGIN:VCARD\nTEL:1\nEND:VCARD\n",
        "<html><body>phone,name</body>",
        "Please call me on my phone, or on my mobile\n",
        "id,timestamp,from_me,phone,body\n1,2,true,+447700900001,hi\n",
        "a,b,c\n1,2,3\n",
    ] {
        assert_eq!(claims(text), [Claim::No; 3], "{text:?}");
    }
}

#[test]
fn an_open_quotation_mark_costs_one_line() {
    let table = "name,phone\nAnn,+447700900001\n\"Bob,+447700900002\nCem,+447700900003\nDee,+447700900004\n";
    let names: Vec<_> = contacts(table).into_iter().map(|(name, _, line)| (name, line)).collect();
    assert_eq!(names, [("Ann".to_owned(), 2), ("Cem".to_owned(), 4), ("Dee".to_owned(), 5)]);
    assert_eq!(rejects(table), [("line 3".to_owned(), "a quotation mark that is never closed".to_owned())]);
}

/// The mark is given up after the limit, long before the end of a large file.
#[test]
fn an_open_quotation_mark_in_a_large_table_costs_one_line() {
    let rows = 2 * limits::CONTACT_BYTES / 18;
    let table = format!("name,phone\n\"A,+447700900001\n{}", "B,+447700900002\n\n".repeat(rows));
    let collector = read(&table);
    assert_eq!((entries(&collector).len(), collector.report.rejected), (rows, 1));
}

#[test]
fn a_line_beyond_the_limit_is_passed_over() {
    let table = format!("name,phone\n{},+447700900001\nBob,+447700900002\n", "x".repeat(limits::LINE_BYTES));
    assert_eq!(contacts(&table), [contact("Bob", &["+447700900002"], 3)]);
    assert_eq!(
        rejects(&table),
        [("line 2".to_owned(), "longer than the limit of 16 MiB for one line".to_owned())]
    );
    assert!(try_read(&vec![b'x'; limits::LINE_BYTES + 1]).is_err());
}

#[test]
fn a_table_cut_off_anywhere_is_read_as_far_as_it_goes() {
    for table in [GOOGLE_OLD, GOOGLE_NEW, OUTLOOK_EN] {
        for end in 0..table.len() {
            if let Ok(collector) = try_read(&table.as_bytes()[..end]) {
                assert!(entries(&collector).len() as u64 + collector.report.rejected <= 5, "{end}");
            }
        }
    }
}

/// Cells of a table as people fill them.
fn cell() -> impl proptest::strategy::Strategy<Value = String> {
    "[a-z ,;\"\n+0-9]{0,8}"
}

proptest! {
    /// The records are those that a reader of the whole file finds, if its quotation marks are in order.
    #[test]
    fn records_are_those_of_a_plain_reader(rows in proptest::collection::vec((cell(), "[+]4477009[0-9]{5}"), 0..12)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["name", "phone"]).expect("in memory");
        for (name, phone) in &rows {
            writer.write_record([name, phone]).expect("in memory");
        }
        let table = String::from_utf8(writer.into_inner().expect("in memory")).expect("text");
        let ours: Vec<_> = contacts(&table).into_iter().map(|(name, numbers, _)| (name, numbers)).collect();
        let theirs: Vec<_> = rows.into_iter().map(|(name, phone)| (crate::identity::name::clean(&name), vec![phone])).collect();
        prop_assert_eq!(ours, theirs);
    }

    /// Flipped bytes are read or refused, and never make more contacts and rejects than there are lines.
    #[test]
    fn damaged_tables_do_no_harm(position in any::<proptest::sample::Index>(), byte in any::<u8>(), old in any::<bool>()) {
        let mut bytes = if old { GOOGLE_OLD } else { GOOGLE_NEW }.as_bytes().to_vec();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
        if let Ok(collector) = try_read(&bytes) {
            let records = entries(&collector).len() as u64;
            prop_assert!(records <= lines && collector.report.rejected <= lines);
        }
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = claims(&String::from_utf8_lossy(&bytes));
        let _ = try_read(&[b"phone,name\n", &*bytes].concat());
    }
}
