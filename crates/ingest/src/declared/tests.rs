//! What is declared means what people write.

use meter_model::{Moment, PhoneKey};

use super::{Declaration, Role};

#[test]
fn every_key_is_read() {
    let declaration: Declaration = toml::from_str(
        "number = '+44 7700 900100'\nregistered = '2024-01-01'\nme = 'Ann'\ntimezone = 'Europe/Berlin'\n\
         region = 'de'\ndate_order = 'mdy'\n[files]\n'*.vcf' = 'strangers'\n",
    )
    .unwrap();
    let declared = declaration.resolve().unwrap();
    // Midnight in Berlin is 23:00 in UTC the day before: 2023-12-31T23:00:00Z.
    assert_eq!(declared.registered.map(Moment::seconds), Some(1_704_063_600));
    assert_eq!(declared.me, ["Ann"]);
    assert_eq!(declared.region.as_deref(), Some("DE"));
    assert_eq!(declared.role_of("people.vcf"), Some(Role::Strangers));
    assert_eq!(declared.role_of("people.csv"), None);
}

/// Neither the alphabet nor the length of a pattern decides.
#[test]
fn where_several_patterns_match_the_first_counts() {
    for (files, expected) in [
        ("'old/mine.vcf' = 'address-book'\n'old/**' = 'ignore'", Role::AddressBook),
        ("'old/**' = 'ignore'\n'old/mine.vcf' = 'address-book'", Role::Ignore),
        ("'*/mine.vcf' = 'strangers'\n'**' = 'ignore'", Role::Strangers),
        ("'**' = 'ignore'\n'*/mine.vcf' = 'strangers'", Role::Ignore),
    ] {
        let declared =
            toml::from_str::<Declaration>(&format!("[files]\n{files}")).unwrap().resolve().unwrap();
        assert_eq!(declared.role_of("old/mine.vcf"), Some(expected), "{files}");
    }
}

#[test]
fn a_date_needs_no_quotes() {
    for text in ["registered = 2024-01-01", "registered = '2024-01-01'", "registered = 2024-01-01T00:00:00Z"]
    {
        let declared = toml::from_str::<Declaration>(text).unwrap().resolve().unwrap();
        // 2024-01-01T00:00:00Z is 19,723 days after the epoch.
        assert_eq!(declared.registered.map(Moment::seconds), Some(19_723 * 86_400), "{text}");
    }
    let error = toml::from_str::<Declaration>("registered = 2024").unwrap_err();
    assert_eq!(error.message(), "registered: expected a date like 2024-05-20");
}

#[test]
fn the_own_number_is_read_as_people_write_it() {
    for number in ["+44 7700 900100", "447700900100", "+44 (0)7700 900100"] {
        let declaration = Declaration { number: Some(number.into()), ..Declaration::default() };
        let own = declaration.resolve().unwrap().own_number();
        assert_eq!(own, PhoneKey::from_international("447700900100"), "{number}");
    }
}

#[test]
fn the_command_line_comes_first() {
    let line = Declaration { region: Some("US".into()), ..Declaration::default() };
    let file =
        Declaration { region: Some("DE".into()), timezone: Some("UTC".into()), ..Declaration::default() };
    let both = line.or(file);
    assert_eq!((both.region.as_deref(), both.timezone.as_deref()), (Some("US"), Some("UTC")));
}

#[test]
fn a_wrong_value_is_named() {
    for (declaration, expected) in [
        (
            Declaration { timezone: Some("Mars".into()), ..Declaration::default() },
            "timezone: \"Mars\" is not in the IANA list; write it like Europe/Berlin or America/New_York",
        ),
        (
            Declaration { registered: Some("soon".into()), ..Declaration::default() },
            "registered: \"soon\" is no date; write it like 2024-05-20",
        ),
        (
            Declaration { registered: Some("1999-05-20".into()), ..Declaration::default() },
            "registered: \"1999-05-20\" is no day on which WhatsApp existed; it began in 2009",
        ),
        (
            Declaration { number: Some("hello".into()), ..Declaration::default() },
            "number: \"hello\" is no international number; write it like +44 7700 900100",
        ),
        (
            Declaration { region: Some("Germany".into()), ..Declaration::default() },
            "region: \"Germany\" is no region; write two letters like DE, GB or US",
        ),
        (
            // Two letters that look right, but the United Kingdom's are GB.
            Declaration { region: Some("UK".into()), ..Declaration::default() },
            "region: \"UK\" is no region; write two letters like DE, GB or US",
        ),
    ] {
        assert_eq!(declaration.resolve().map(|_| ()).unwrap_err(), expected);
    }
}
