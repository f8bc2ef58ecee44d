//! The ledgers of the fixtures' databases, by the arithmetic in their `README.md`.

use meter_ingest::Reading;
use meter_model::Moment;

use crate::build::{built, database, failures, person, read, rejects, touches};

const NONE: [&str; 0] = [];

fn ledger(case: &str) -> Reading {
    let folder = built(case);
    let reading = read(folder.path());
    assert_eq!(failures(&reading), NONE);
    reading
}

fn records(reading: &Reading) -> Vec<(&str, &str, u64, u64)> {
    let sources = reading.sources.iter();
    sources
        .map(|source| (source.path.as_str(), source.format.as_str(), source.records, source.rejected))
        .collect()
}

fn known(reading: &Reading) -> Vec<bool> {
    reading.ledger.by_person().map(|touches| reading.ledger.persons[touches[0].person()].known).collect()
}

fn seconds(moment: Option<Moment>) -> Option<i64> {
    moment.map(Moment::seconds)
}

#[test]
fn todays_android_schema() {
    let reading = ledger("android-msgstore/lids-calls-and-notices");
    assert_eq!(records(&reading), [("msgstore.db", "android-msgstore", 12, 2)]);
    assert_eq!(
        rejects(&reading),
        [
            "msgstore.db message row 14: belongs to no chat with a known address",
            "msgstore.db message row 15: has no time"
        ]
    );
    assert_eq!(
        touches(&reading, "12345678901234@lid"),
        ["> 1715331600 Content Read", "< 1715333400 Content Unknown"]
    );
    assert_eq!(
        touches(&reading, "447700900002"),
        ["> 1715508000 Content Delivered", "< 1715511600 Reaction Unknown", "> 1716112800 Content Delivered"]
    );
    assert_eq!(
        touches(&reading, "447700900003"),
        ["> 1715594400 Content Sent", "< 1715767200 Content Unknown"]
    );
    assert_eq!(touches(&reading, "447700900005"), ["< 1716033600 Call Unknown", "> 1716037200 Call Unknown"]);
    assert_eq!(reading.ledger.touches.len(), 9);
    assert!(!reading.ledger.address_book);
    assert!(person(&reading, "447700900999").1.own);
    assert_eq!(seconds(reading.ledger.age.group), Some(1_400_000_000));
    assert_eq!(seconds(reading.ledger.age.message), Some(1_715_331_600));
}

#[test]
fn without_a_table_of_calls_missed_calls_are_those_the_chat_shows() {
    let folder = built("android-msgstore/lids-calls-and-notices");
    drop(database(folder.path(), "msgstore.db", "DROP TABLE call_log"));
    assert_eq!(touches(&read(folder.path()), "447700900005"), ["< 1716033600 Call Unknown"]);
}

#[test]
fn both_android_schemas_in_one_file() {
    let reading = ledger("android-msgstore/both-schemas");
    assert_eq!(records(&reading), [("Databases/msgstore.db", "android-msgstore", 7, 0)]);
    assert_eq!(
        touches(&reading, "447700900001"),
        ["> 1715331600 Content Read", "< 1715331660 Content Unknown", "> 1716112800 Content Sent"]
    );
    assert_eq!(touches(&reading, "447700900002"), ["> 1715508000 Content Delivered"]);
    assert_eq!(seconds(reading.ledger.age.message), Some(1_713_484_800));
    assert_eq!(reading.ledger.age.group, None);
}

#[test]
fn the_address_book_of_android() {
    let reading = ledger("android-wa/saved-and-met");
    assert_eq!(known(&reading), [true, false, true]);
    assert_eq!(rejects(&reading), ["wa.db wa_contacts row 7: has no address"]);
    assert_eq!(records(&reading)[1], ("wa.db", "android-wa", 5, 1));

    let reading = ledger("android-wa/names-of-groups-only");
    assert_eq!(known(&reading), [true, false, false]);

    let reading = ledger("android-wa/nobody-saved");
    assert_eq!(known(&reading), [false; 3]);
    assert!(!reading.ledger.address_book, "an address book nobody is in is none");
}

#[test]
fn a_whole_phone_backup() {
    let reading = ledger("ios-chat-storage/phone-backup");
    assert_eq!(
        records(&reading),
        [
            ("7c/7c7fba66680ef796b916b067077cc246adacf01d", "ios-chat-storage", 7, 1),
            ("b8/b8548dc30aa1030df0ce18ef08b882cf7ab5212f", "ios-contacts", 2, 1),
        ]
    );
    assert_eq!(
        touches(&reading, "447700900001"),
        ["> 1715331600 Content Unknown", "< 1715333400 Content Unknown"]
    );
    assert_eq!(
        touches(&reading, "447700900002"),
        ["> 1715508000 Content Unknown", "< 1715511600 Vote Unknown"]
    );
    assert_eq!(touches(&reading, "447700900003"), ["> 1716112800 Content Unknown"]);
    assert_eq!(known(&reading), [true, false, true]);
    assert_eq!(seconds(reading.ledger.age.message), Some(1_714_521_600));
    assert_eq!(reading.rejects.len(), 2);
}

#[test]
fn the_older_address_book_of_ios() {
    let reading = ledger("ios-contacts/older-tables");
    assert_eq!(known(&reading), [true, true, true, false]);
    assert_eq!(reading.rejects, []);
}

#[test]
fn a_whatsmeow_store_beside_a_log() {
    let reading = ledger("whatsmeow/store-beside-a-log");
    assert_eq!(
        touches(&reading, "12345678901234@lid"),
        ["> 1715331600 Content Unknown", "< 1715333400 Content Unknown"]
    );
    assert_eq!(known(&reading), [true, false, false]);
    assert!(person(&reading, "99999999999999@lid").1.own);
    assert_eq!(reading.ledger.touches.len(), 4);
}

#[test]
fn whatsapp_mcp_with_its_store() {
    let reading = ledger("whatsapp-mcp/with-its-store");
    assert_eq!(
        records(&reading),
        [("store/messages.db", "whatsapp-mcp", 6, 1), ("store/whatsapp.db", "whatsmeow", 3, 0)]
    );
    assert_eq!(
        touches(&reading, "447700900001"),
        ["> 1715331600 Content Unknown", "< 1715333400 Content Unknown"]
    );
    assert_eq!(touches(&reading, "447700900002"), ["> 1715508000 Content Unknown"]);
    assert_eq!(touches(&reading, "447700900003"), ["> 1716112800 Content Unknown"]);
    assert_eq!(known(&reading), [true, false, false]);
    assert_eq!(seconds(reading.ledger.age.group), Some(1_714_521_600));
}

#[test]
fn both_schemas_of_the_bridge() {
    for (case, records_of_file) in [("mautrix-whatsapp/bridge", 10), ("mautrix-whatsapp/older-bridge", 9)] {
        let reading = ledger(case);
        assert_eq!(records(&reading), [("bridge.db", "mautrix-whatsapp", records_of_file, 0)], "{case}");
        assert_eq!(
            touches(&reading, "447700900001"),
            ["> 1715331600 Content Unknown", "< 1715333400 Content Unknown"],
            "{case}"
        );
        assert_eq!(
            touches(&reading, "447700900002"),
            ["> 1715508000 Content Unknown", "< 1715511600 Reaction Unknown"],
            "{case}"
        );
        assert_eq!(touches(&reading, "447700900003"), ["> 1716112800 Content Unknown"], "{case}");
        assert_eq!(known(&reading), [true, false, false], "{case}");
        assert_eq!(seconds(reading.ledger.age.message), Some(1_714_521_600), "{case}");
    }
}

#[test]
fn a_bridge_of_another_network_has_nobody_in_it() {
    let folder = built("mautrix-whatsapp/bridge");
    // Its rooms are bare numbers, which could pass for phone numbers.
    let other = "UPDATE message SET room_id = '447700900001'; UPDATE reaction SET room_id = '447700900001'; DELETE FROM portal;";
    drop(database(folder.path(), "bridge.db", other));
    let reading = read(folder.path());
    assert!(reading.ledger.touches.is_empty());
    assert_eq!(reading.sources[0].rejected, 7, "six messages and a reaction");
}
