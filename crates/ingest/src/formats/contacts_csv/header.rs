//! What the columns of a contact table mean, by their headers in any of several languages.

use unicode_normalization::UnicodeNormalization;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// A phone number, or several.
    Phone,
    /// A WhatsApp address or its user part.
    Jid,
    /// A row's own id, which is a WhatsApp address in some tables.
    Id,
    /// The name as saved.
    Name,
    /// A part of the name, in the order in which parts are joined.
    NamePart(NamePart),
    /// Company, nickname, file name: it stands for the name where there is none.
    Fallback,
    /// Whether the owner saved this contact.
    Saved,
    /// A fax number, which no phone chats from.
    Fax,
    /// Part of a message log: such a table is no contact list.
    Message,
    /// Something that only tables of browser extensions have.
    Extension,
    /// An e-mail address.
    Email,
    /// Anything else.
    Other,
}

/// A part of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum NamePart {
    Prefix,
    Given,
    Middle,
    Family,
    Suffix,
}

/// Which program's habits a table follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialect {
    /// Google Contacts, old or new.
    Google,
    /// Outlook in any language.
    Outlook,
    /// A browser extension that reads WhatsApp Web: its numbers are bare digits with country code.
    Extension,
    /// Anything else with a phone column.
    Generic,
}

/// The columns of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Header {
    /// One for each column.
    pub(super) columns: Vec<Column>,
    /// `None` if this is not the header of a contact list.
    pub(super) dialect: Option<Dialect>,
}

impl Header {
    pub(super) fn of(fields: &[String]) -> Self {
        let names: Vec<String> =
            fields.iter().map(|field| if is_short(field) { folded(field) } else { String::new() }).collect();
        let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
        let dialect = dialect(&names, &columns);
        Self { columns, dialect }
    }

    pub(super) fn has_phone(&self) -> bool {
        let extension = self.dialect == Some(Dialect::Extension);
        self.columns.iter().any(|column| match column {
            Column::Phone | Column::Jid => true,
            Column::Id => extension,
            _ => false,
        })
    }
}

fn dialect(names: &[String], columns: &[Column]) -> Option<Dialect> {
    let count = |wanted: Column| columns.iter().filter(|&&column| column == wanted).count();
    let has = |wanted: Column| count(wanted) > 0;
    let google =
        |name: &String| matches!(&**name, "phone1value" | "email1value" | "phone1label" | "phone1type");
    let parts = has(Column::NamePart(NamePart::Given)) && has(Column::NamePart(NamePart::Family));
    if names.iter().any(google) {
        Some(Dialect::Google)
    } else if has(Column::Message) {
        None
    } else if parts && has(Column::Fax) && count(Column::Phone) >= 3 {
        Some(Dialect::Outlook)
    } else if has(Column::Extension) || names.iter().any(|name| name == "ismycontact") {
        Some(Dialect::Extension)
    } else if has(Column::Phone) || has(Column::Jid) || has(Column::Name) || parts || has(Column::Email) {
        Some(Dialect::Generic)
    } else {
        None
    }
}

/// A header is a few words; what is longer is a sentence of some other file, even if it speaks of a phone.
fn is_short(field: &str) -> bool {
    field.len() <= 60 && field.split_whitespace().count() <= 5
}

/// Lower case, without accents, letters and digits only: `Téléphone (bureau)` becomes `telephonebureau`.
fn folded(header: &str) -> String {
    header.nfkd().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a folded header means. Exact names first, then words for phone in many languages.
fn column(name: &str) -> Column {
    if let Some((_, column)) = EXACT.iter().find(|(names, _)| names.contains(&name)) {
        return *column;
    }
    let contains = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if contains(&["fax", "telecopie"]) {
        Column::Fax
    } else if contains(NOT_PHONES) {
        Column::Other
    } else if contains(PHONE_WORDS) || PHONE_BEGINNINGS.iter().any(|word| begins(name, word)) {
        Column::Phone
    } else if contains(&["email"]) {
        Column::Email
    } else {
        Column::Other
    }
}

/// Whether the name is the word, with nothing but digits behind it (`tel2`, `mobile1`).
fn begins(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

const EXACT: &[(&[&str], Column)] = &[
    (&["waid", "jid", "whatsappid", "remotejid"], Column::Jid),
    (&["id", "chatid", "contactid"], Column::Id),
    (
        &[
            "name",
            "fullname",
            "displayname",
            "contactname",
            "contact",
            "savedname",
            "vollername",
            "anzeigename",
            "nomcomplet",
            "nombrecompleto",
            "nomecompleto",
            "nomecognome",
            "volledigenaam",
            "naam",
            "kontakt",
            "имяконтакта",
            "isim",
            "adsoyad",
            "nama",
            "الاسم",
            "שם",
            "姓名",
            "名前",
            "이름",
        ],
        Column::Name,
    ),
    (&["nameprefix", "honorificprefix"], Column::NamePart(NamePart::Prefix)),
    (
        &[
            "firstname",
            "givenname",
            "vorname",
            "prenom",
            "nombre",
            "nome",
            "primeironome",
            "nomeproprio",
            "voornaam",
            "fornamn",
            "fornavn",
            "imie",
            "имя",
        ],
        Column::NamePart(NamePart::Given),
    ),
    (
        &[
            "middlename",
            "additionalname",
            "weiterevornamen",
            "zweitervorname",
            "deuxiemeprenom",
            "segundonombre",
            "secondonome",
            "segundonome",
            "middelstenaam",
            "tussenvoegsel",
        ],
        Column::NamePart(NamePart::Middle),
    ),
    (
        &[
            "lastname",
            "familyname",
            "surname",
            "nachname",
            "familienname",
            "nom",
            "nomdefamille",
            "apellido",
            "apellidos",
            "cognome",
            "sobrenome",
            "apelido",
            "achternaam",
            "efternamn",
            "etternavn",
            "nazwisko",
            "фамилия",
        ],
        Column::NamePart(NamePart::Family),
    ),
    (&["namesuffix", "suffix", "honorificsuffix"], Column::NamePart(NamePart::Suffix)),
    (
        &[
            "fileas",
            "nickname",
            "company",
            "companyname",
            "organization",
            "organizationname",
            "organization1name",
            "organisation",
            "firma",
            "societe",
            "entreprise",
            "empresa",
            "organizacion",
            "societa",
            "bedrijf",
        ],
        Column::Fallback,
    ),
    (
        &["ismycontact", "saved", "issaved", "inphoneaddressbook", "isinaddressbook", "inaddressbook"],
        Column::Saved,
    ),
    (&["pushname", "isbusiness", "isblocked", "iswacontact", "verifiedname"], Column::Extension),
    (
        &[
            "message",
            "body",
            "text",
            "messagebody",
            "messagetext",
            "timestamp",
            "messagetimestamp",
            "fromme",
            "direction",
            "messageid",
            "sender",
            "recipient",
        ],
        Column::Message,
    ),
    (
        &[
            "email",
            "emailaddress",
            "mail",
            "correo",
            "courriel",
            "adressedemessagerie",
            "correoelectronico",
            "epost",
        ],
        Column::Email,
    ),
    (
        &[
            "number",
            "num",
            "numbers",
            "contactnumber",
            "contactno",
            "wanumber",
            "msisdn",
            "rufnummer",
            "handynummer",
            "nummer",
            "numero",
            "ttytdd",
            "telex",
            "pager",
            "номер",
            "номертелефона",
            "电话",
            "手机",
            "電話番号",
            "전화번호",
            "رقمالهاتف",
            "הטלפון",
        ],
        Column::Phone,
    ),
];

/// Words that make a header something about a phone, not its number.
const NOT_PHONES: &[&str] = &[
    "type",
    "label",
    "email",
    "name",
    "provider",
    "carrier",
    "country",
    "areacode",
    "countrycode",
    "status",
    "verified",
    "model",
    "brand",
    "note",
    "date",
    "consent",
    "optin",
    "telegram",
    "telex",
];

/// Words that a phone column's header contains.
const PHONE_WORDS: &[&str] = &[
    "phone",
    "telefon",
    "telefoon",
    "telephon",
    "whatsapp",
    "телефон",
    "telemovel",
    "τηλεφων",
    "هاتف",
    "טלפון",
];

/// Words that a phone column's header is, up to a number.
const PHONE_BEGINNINGS: &[&str] = &[
    "tel",
    "telno",
    "telnr",
    "telmobile",
    "cell",
    "cellnumber",
    "cellular",
    "cellulare",
    "cel",
    "celular",
    "mobile",
    "mobilenumber",
    "mobileno",
    "mobil",
    "mobilnummer",
    "mobiel",
    "movil",
    "movel",
    "handy",
    "gsm",
    "portable",
    "komorka",
    "radio",
    "callback",
];
