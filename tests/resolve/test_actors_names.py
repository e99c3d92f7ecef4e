"""Which spellings mean which actor: names written as papers write them, alone in an article of one theatre."""

from __future__ import annotations

import pytest

from kg.extraction import Entity, EntityType, Extraction, Mention
from kg.resolve.actors import ActorLinker

_TYPES = {
    "P": EntityType.PERSON,
    "G": EntityType.ARMED_GROUP,
    "O": EntityType.ORGANIZATION,
    "C": EntityType.COUNTRY,
    "V": EntityType.CIVILIANS,
}

# type, mention, key of the actor
NAMED = """
G الحوثيون houthis
G الحوثيين houthis
G للحوثيين houthis
G والحوثيون houthis
G حوثيين houthis
G جماعة الحوثي houthis
G ميليشيات الحوثي الإرهابية houthis
G مليشيات الحوثي houthis
G أنصار الله houthis
G أنصار الله المدعومة من إيران houthis
G بالحوثيين houthis
G داعش islamic-state
G تنظيم "داعش" islamic-state
G تنظيم «الدولة الإسلامية» islamic-state
G لتنظيم داعش islamic-state
G داعش الإرهابي islamic-state
G عناصر تنظيم الدولة islamic-state
G الدولة الاسلامية islamic-state
G مقاتلي داعش islamic-state
G حزب الله hezbollah
G لحزب الله hezbollah
G حزب الله اللبناني hezbollah
G ميليشيا حزب الله اللبناني hezbollah
G كتائب حزب الله kataib-hezbollah
G كتائب حزب الله العراقي kataib-hezbollah
G حركة حماس hamas
G لحماس hamas
G حركة حماس الإرهابية hamas
G كتائب القسّام qassam-brigades
G كتائب عز الدين القسام qassam-brigades
G الجهاد الإسلامي palestinian-islamic-jihad
G حركة فتح fatah
G الحرس الثوري irgc
G الحرس الثوري الإيراني irgc
G للحرس الثوري irgc
G الحرس الثورى الايرانى irgc
G فيلق القدس quds-force
G الحشد الشعبي popular-mobilization-forces
G ميليشيات الحشد الشعبي popular-mobilization-forces
G عصائب أهل الحق asaib-ahl-al-haq
G البشمركة peshmerga
G قوات البيشمركة الكردية peshmerga
G قسد syrian-democratic-forces
G قوات سوريا الديموقراطية syrian-democratic-forces
G وحدات حماية الشعب ypg
G الوحدات الكردية ypg
G حزب العمال الكردستاني pkk
G حزب العمال الكردستاني المحظور pkk
G هيئة تحرير الشام hayat-tahrir-al-sham
G تنظيم هيئة تحرير الشام hayat-tahrir-al-sham
G جبهة النصرة al-nusra-front
G جيش الإسلام jaysh-al-islam
G فصيل فيلق الرحمن faylaq-al-rahman
G أحرار الشام ahrar-al-sham
G الجيش الحر free-syrian-army
G الجيش السوري syrian-arab-army
G للجيش السوري syrian-arab-army
G قوات النظام السوري syrian-arab-army
G قوات الأسد syrian-arab-army
G الجيش العربي السوري syrian-arab-army
G جنود سوريين syrian-arab-army
G الدفاعات الجوية السورية syrian-air-defense-force
G الجيش الإسرائيلي idf
G الجيش_الإسرائيلي idf
G جيش الاحتلال idf
G قوات الاحتلال الإسرائيلي idf
G جنود إسرائيليون idf
G سلاح الجو الإسرائيلي israeli-air-force
G الجيش التركي turkish-armed-forces
G جنود أتراك turkish-armed-forces
G القوات التركية turkish-armed-forces
G الجيش اليمني yemeni-army
G قوات الجيش اليمني yemeni-army
G ألوية العمالقة giants-brigades
G قوات العمالقة giants-brigades
G التحالف العربي saudi-led-coalition
G تحالف دعم الشرعية في اليمن saudi-led-coalition
G التحالف الدولي us-led-coalition
G طيران التحالف الدولي us-led-coalition
G القوات الأمريكية us-armed-forces
G القوات الأميركية us-armed-forces
G القيادة المركزية الأمريكية centcom
G القوات الروسية russian-armed-forces
G فاغنر wagner-group
G الدعم السريع rapid-support-forces
G ميليشيا الدعم السريع rapid-support-forces
G الجيش السوداني sudanese-armed-forces
G قوات حفتر libyan-national-army
G الجيش الوطني الليبي libyan-national-army
G حركة الشباب الإرهابية al-shabaab
G بوكو حرام boko-haram
G حركة طالبان taliban
G القاعدة al-qaeda
G تنظيم القاعدة في جزيرة العرب aqap
G الشرطة الفرنسية fr-police
G قوات الأمن المصرية eg-security-forces
G حرس الحدود السعودي sa-border-guard
O المرصد السوري لحقوق الإنسان sohr
O للمرصد السوري لحقوق الانسان sohr
O الأمم المتحدة united-nations
O للأمم المتحدة united-nations
O مجلس الأمن un-security-council
O البنتاغون pentagon
O وزارة الدفاع الأميركية pentagon
O وزارة الدفاع الروسية ru-ministry-of-defence
O الخارجية الروسية ru-ministry-of-foreign-affairs
O الداخلية المصرية eg-ministry-of-interior
O وكالة "سانا" sana
O رويترز reuters
O لرويترز reuters
O أ ف ب afp
O لـCNN cnn
O الخوذ البيضاء white-helmets
O حكومة الوفاق الوطني gna
C سوريا syria
C سورية syria
C السورية syria
C النظام السوري syria
C لإيران iran
C إيرانية iran
C الإيرانيين iran
C واشنطن united-states
C أميركية united-states
C الأمريكيين united-states
C الأتراك turkey
C الروس russia
C بتركيا turkey
C لليمن yemen
C الأراضي اليمنية yemen
C السلطات العراقية iraq
P بشار الأسد bashar-al-assad
P الأسد bashar-al-assad
P عبدالملك الحوثي abdul-malik-al-houthi
P عبد الملك الحوثي abdul-malik-al-houthi
P عبدربه منصور هادي abdrabbuh-mansur-hadi
P علي عبدالله صالح ali-abdullah-saleh
P دونالد ترمب donald-trump
P ترامب donald-trump
P بنيامين نتانياهو benjamin-netanyahu
P اردوغان recep-tayyip-erdogan
P لبوتين vladimir-putin
P حسن نصرالله hassan-nasrallah
P ابو بكر البغدادي abu-bakr-al-baghdadi
P حميدتي hemedti
V مدنيين سوريين sy-civilians
V الفلسطينيين palestinians
""".strip().splitlines()

# type, mention, key of an actor that it is not
OTHER = """
P هلال الأسد bashar-al-assad
P يحيى صالح ali-abdullah-saleh
P سوزان كولينز francois-molins
G كتائب حزب الله hezbollah
G الجيش الوطني السوري syrian-arab-army
G جيش العدل jaysh-al-islam
G حركة الجهاد hamas
O وزارة الداخلية الروسية ru-ministry-of-foreign-affairs
O وزارة الخارجية الروسية ru-ministry-of-interior
O شركة صينية china
O المنظمات الدولية united-nations
G اللواء السابع yemeni-5th-military-region
C جنوب السودان sudan
G موقع أنصار السلام houthis
""".strip().splitlines()


def _article(type_: EntityType, mention: str, before: str = "") -> Extraction:
    text = f"{before}{mention}"
    start = len("\n\n") + len(before)
    entity = Entity(id="e1", type=type_, mentions=(Mention(start=start, end=start + len(mention), text=mention),))
    return Extraction(id="a", text=text, entities=(entity,))


def _split(case: str) -> tuple[EntityType, str, str]:
    type_, *words, key = case.split(" ")
    return _TYPES[type_], " ".join(words), key


@pytest.mark.parametrize("case", NAMED)
def test_a_name_finds_its_actor(case: str) -> None:
    type_, mention, key = _split(case)
    link = ActorLinker.default().link(_article(type_, mention))["e1"]
    assert (link.node_id, link.resolved) == (f"actor/{key}", True)


@pytest.mark.parametrize("case", OTHER)
def test_a_similar_name_is_somebody_else(case: str) -> None:
    type_, mention, key = _split(case)
    assert ActorLinker.default().link(_article(type_, mention))["e1"].node_id != f"actor/{key}"


@pytest.mark.parametrize(
    ("type_", "before", "mention", "key"),
    [
        ("G", "في اليمن قال ", "التحالف", "saudi-led-coalition"),
        ("G", "في العراق قال ", "التحالف", "us-led-coalition"),
        ("G", "في مصر أعلن ", "الجيش", "egyptian-armed-forces"),
        ("G", "في تركيا أعلن ", "الجيش", "turkish-armed-forces"),
        ("G", "في ألمانيا أغلقت ", "الشرطة", "de-police"),
        ("O", "في العراق ذكرت ", "وزارة الدفاع", "iq-ministry-of-defence"),
        ("O", "في روسيا ذكرت ", "وزارة الدفاع", "ru-ministry-of-defence"),
        ("C", "في لبنان قررت ", "الحكومة", "lebanon"),
        ("G", "في الصومال خطف ", "مسلحون مجهولون", "so-unidentified-gunmen"),
        ("G", "في سوريا انسحبت ", "المعارضة", "syrian-opposition"),
        ("G", "في إيران تحركت ", "قوات إيرانية", "artesh"),
    ],
)
def test_the_theatre_decides_a_shared_name(type_: str, before: str, mention: str, key: str) -> None:
    article = _article(_TYPES[type_], mention, before)
    link = ActorLinker.default().link(article)["e1"]
    assert (link.node_id, link.method) == (f"actor/{key}", "context")


def test_a_shared_name_without_a_theatre_stays_unresolved() -> None:
    assert not ActorLinker.default().link(_article(EntityType.ARMED_GROUP, "الجيش"))["e1"].resolved
