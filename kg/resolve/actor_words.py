"""Nouns and adjectives that stand around the names of actors without being part of them, as `match_key` gives them."""

from __future__ import annotations

from kg.arabic import match_key


def _words(text: str) -> frozenset[str]:
    return frozenset(map(match_key, text.split()))


# Before the name of an armed group.
GROUP_HEADS = _words(
    """
    اتباع انصار الرئيس السابق المخلوع تنظيم حركه جماعه ميليشيا ميليشيات مليشيا مليشيات قوات قوه عناصر مسلحي
    مسلحو مقاتلي مقاتلو متمردي متمردو مجموعه عصابات عصابه فصيل ارهابيي ارهابيو جنود جماعات فصائل متطرفي
    متطرفو قيادات قياده ما يسمي افراد كتائب اذرع ذراع خلايا فلول مقاتلين مقاتلون مسلحين مسلحون متمردين متمردون
    ارهابيين ارهابيون
    """
)
# Of these, those that say only that people of a group are meant: «عناصر» of a group are the group.
MEMBER_HEADS = _words(
    """
    قوات قوه عناصر مسلحي مسلحو مسلحين مسلحون مقاتلي مقاتلو مقاتلين مقاتلون متمردي متمردو جنود افراد قيادات قياده
    اتباع فلول ارهابيي ارهابيو
    """
)
# First words of names of groups and bodies beside the heads that may be left out.
NAME_HEADS = _words(
    """
    لواء الويه كتيبه سرايا سريه فرقه فيلق جيش جبهه حرس وحدات وحده مجلس محور تجمع تحالف تيار اتحاد ائتلاف مركز لجنه
    لجان مكتب وزاره جهاز نقابه رابطه جمعيه مؤسسه مشروع غرفه هيئات دار مجموعات
    """
)
# Before the name of an organisation.
BODY_HEADS = _words(
    """
    وكاله قناه صحيفه شبكه تلفزيون تليفزيون جريده موقع منظمه هيئه حزب حركه جماعه مجله اذاعه راديو محطه شركه
    انباء
    """
)
# Before the name of a person, or in place of it.
TITLES = _words(
    """
    الرئيس رئيس الملك ملك الامير امير الجنرال العقيد اللواء العميد الشيخ السيد السيده الدكتور المشير الفريق
    القيادي القائد الوزير وزير الرائد المقدم النقيب الملازم المتحدث الناطق الحاج المخلوع الاب المبعوث السفير
    المدعو النائب نائب مدير المدير زعيم الزعيم المستشار المحامي الكاتب الصحفي الصحافي الاستاذ الراحل الشهيد
    السابق الاميركي الامريكي اليمني السوري العراقي وزيره رئيسه مبعوث سفير قائد ولي العهد محافظ المحافظ مستشار
    الامين امين العام ممثل المسؤول مسوول
    """
)
# After a name: adjectives that judge or belong to a side and do not tell one actor from another.
EPITHETS = _words(
    """
    الارهابي الارهابيه ارهابيه المتطرف المتطرفه المتشدد المتشدده الانقلابيه الانقلابيين المتمرده المتمردين
    المسلح المسلحه الايرانيه الايراني الطائفيه المحظور المحظوره الانفصالي الانفصاليه المزعومه الشيعيه
    الكهنوتيه الاجراميه الاخباريه الاخباري الرسميه الرسمي الدوليه الفضائيه للانباء الروسيه البريطانيه
    الامريكيه الاميركيه الحكوميه اليوميه
    """
)
# From such a word on, a mention tells whose side a group is on.
SIDES = _words(
    """
    الموالي المواليه المواليين الموالين التابع التابعه المدعوم المدعومه المدعومين الممول الموالون المرتبطه
    المسنوده المتحالفه الجناح الذراع
    """
)
# Spellings inside of words that half of the papers write with a vowel letter more.
SPELLINGS = {match_key("ديموقراط"): match_key("ديمقراط")}
# Country words that mostly mean something else: money, a stream, Amman, sons.
MISLEADING = _words("مالي مجري عمان غاني بنين كوبي كيني بنما جورجي غربيه الشرعيه الاحتلال")
# Words in which one letter decides; they are never taken for a misprint of each other.
ORDINALS = _words(
    """
    اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر اولي داخليه خارجيه شرقيه غربيه شماليه جنوبيه
    """
)
