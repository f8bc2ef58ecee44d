"""How phones write the headers of their text exports, by platform, language and settings of the clock."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """A header as a pattern of `strftime`, with {h} for an hour of twelve, {d} and {m} for a day and a month without zeros before them."""

    name: str
    header: str
    is_ios: bool = False
    halves: tuple = ("AM", "PM")
    media: str = "<Media omitted>"
    deleted: str = "This message was deleted"

    def write(self, time):
        half = self.halves[time.hour >= 12]
        plain = time.strftime(self.header)
        return plain.format(h=time.hour % 12 or 12, d=time.day, m=time.month, half=half, buddhist=time.year + 543, H=time.hour)

    @property
    def has_seconds(self):
        return "%S" in self.header


def android(name, header, **more):
    return Dialect(name, header + " - ", **more)


def ios(name, header, media="image omitted", mark="", **more):
    return Dialect(name, f"{mark}[{header}] ", is_ios=True, media=media, **more)


SMALL = ("am", "pm")
DIALECTS = [
    android("android-us", "{m}/{d}/%y, {h}:%M {half}"),
    android("android-us-2023", "{m}/{d}/%y, {h}:%M\u202f{half}"),
    android("android-us-old", "{m}/{d}/%y {h}:%M {half}"),
    android("android-gb", "%d/%m/%Y, %H:%M"),
    android("android-es", "{d}/{m}/%y, {H}:%M", media="<Multimedia omitido>", deleted="Se eliminó este mensaje"),
    android("android-in", "%d/%m/%y, {h}:%M {half}", halves=SMALL),
    android("android-gb-twelve", "%d/%m/%Y, {h}:%M\u202f{half}", halves=SMALL),
    android("android-ja", "%Y/%m/%d, %H:%M", media="<メディアは含まれていません>", deleted="このメッセージは削除されました"),
    android("android-de", "%d.%m.%y, %H:%M", media="<Medien ausgeschlossen>", deleted="Diese Nachricht wurde gelöscht."),
    android("android-ru", "%d.%m.%Y, %H:%M", media="<Без медиафайлов>", deleted="Данное сообщение удалено"),
    android("android-cs", "%d.%m.%y %H:%M", media="<Média vynechána>", deleted="Tato zpráva byla odstraněna"),
    android("android-nl", "%d-%m-%Y %H:%M", media="<Media weggelaten>", deleted="Dit bericht is verwijderd"),
    android("android-ca", "%Y-%m-%d, {h}:%M {half}", halves=("a.m.", "p.m.")),
    android("android-fr", "%d/%m/%Y à %H:%M", media="<Médias omis>", deleted="Ce message a été supprimé"),
    android("android-fi", "{d}.{m}.%Y klo %H.%M", media="<Media jätettiin pois>", deleted="Tämä viesti poistettiin"),
    ios("ios-gb", "%d/%m/%Y, %H:%M:%S"),
    ios("ios-us", "{m}/{d}/%y, {h}:%M:%S {half}"),
    ios("ios-us-2023", "{m}/{d}/%y, {h}:%M:%S\u202f{half}"),
    ios("ios-us-old", "{m}/{d}/%y %H:%M:%S"),
    ios("ios-de", "%d.%m.%y, %H:%M:%S", media="Bild weggelassen", deleted="Diese Nachricht wurde gelöscht."),
    ios("ios-de-twelve", "%d.%m.%y, {h}:%M:%S {half}", media="Bild weggelassen", deleted="Diese Nachricht wurde gelöscht."),
    ios("ios-id", "%d/%m/%y %H.%M.%S", media="gambar tidak disertakan", deleted="Pesan ini dihapus."),
    ios("ios-vi", "%H:%M:%S, %d/%m/%Y", media="hình ảnh bị bỏ qua", deleted="Tin nhắn này đã bị xóa."),
    ios("ios-th", "{d}/{m}/{buddhist} BE, %H:%M:%S", media="ไม่รวมภาพ", deleted="ข้อความนี้ถูกลบแล้ว"),
    ios("ios-zh", "%Y/{m}/{d} {half}{h}:%M:%S", halves=("上午", "下午"), media="图像已省略", deleted="此消息已删除。"),
    ios("ios-ar", "%d/%m/%Y، {h}:%M:%S {half}", halves=("ص", "م"), mark="\u200f", media="تم استبعاد الصورة", deleted="تم حذف هذه الرسالة."),
]
