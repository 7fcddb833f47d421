"""French and Arabic times, and plain text without a parse. The day of speech is Thursday 11 April 2019."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.extract.times.text import tag_text
from sayso.lexicon.tables import Row, table

THURSDAY = date(2019, 4, 11)
FRENCH = [
    # dates
    ("Le vote aura lieu le 14 avril 2019.", "le 14 avril 2019", "2019-04-14"),
    ("Il est né le 1er mai 1960.", "le 1er mai 1960", "1960-05-01"),
    ("Le mercredi 10 avril, la ville est tombée.", "Le mercredi 10 avril", "2019-04-10"),
    ("Le 3 mars au matin, il a plu.", "Le 3 mars au matin", "2019-03-03TMO"),
    ("La réunion du 05/04/2019 a échoué.", "05/04/2019", "2019-04-05"),
    ("La frontière a rouvert le 5 sept. 2018.", "le 5 sept. 2018", "2018-09-05"),
    ("Dans la nuit du 3 au 4 avril, des obus sont tombés.", "la nuit du 3 au 4 avril", "2019-04-03TNI"),
    ("Le sommet s'est tenu du 2 au 4 mars 2018.", "du 2 au 4 mars 2018", "2018-03-02/2018-03-04"),
    ("Entre le 3 et le 5 avril, ils ont fui.", "le 3 et le 5 avril", "2019-04-03/2019-04-05"),
    # months, years, decades, centuries
    ("En avril 2018, il a démissionné.", "avril 2018", "2018-04"),
    ("En décembre dernier, il a démissionné.", "décembre dernier", "2018-12"),
    ("Mi-mars, les troupes ont avancé.", "Mi-mars", "2019-03"),
    ("Fin 2017, la guerre a repris.", "Fin 2017", "2017"),
    ("Depuis 2011, le pays est divisé.", "2011", "2011"),
    ("L'année 2015 fut calme.", "L'année 2015", "2015"),
    ("Dans les années 1990, il vivait à Oran.", "les années 1990", "199"),
    ("Dans les années 80, il vivait à Oran.", "les années 80", "198"),
    ("Au XIXe siècle, la ville était petite.", "XIXe siècle", "18"),
    ("Au deuxième trimestre 2018, la dette a crû.", "Au deuxième trimestre 2018", "2018-Q2"),
    ("Au premier semestre 2018, la dette a crû.", "Au premier semestre 2018", "2018-H1"),
    # days of the week, parts of the day, hours
    ("Le ministre a parlé mercredi soir.", "mercredi soir", "2019-04-10TEV"),
    ("Ils se sont vus lundi dernier.", "lundi dernier", "2019-04-08"),
    ("Ils se verront mardi prochain.", "mardi prochain", "2019-04-16"),
    ("Dans la nuit de mardi à mercredi, des tirs ont éclaté.", "la nuit de mardi à mercredi", "2019-04-09TNI"),
    ("La trêve a commencé lundi à 18 heures.", "lundi à 18 heures", "2019-04-08T18:00"),
    ("La trêve a commencé vers 10h30 GMT.", "10h30 GMT", "2019-04-11T10:30"),
    ("Hier soir, des tirs ont éclaté.", "Hier soir", "2019-04-10TEV"),
    ("Aujourd’hui, le port rouvre.", "Aujourd’hui", "2019-04-11"),
    ("Avant-hier, le port a fermé.", "Avant-hier", "2019-04-09"),
    ("Demain matin, le port rouvre.", "Demain matin", "2019-04-12TMO"),
    ("Le conseil se réunit ce soir.", "ce soir", "2019-04-11TEV"),
    # told from the day of speech or from another day
    ("La semaine dernière, il était à Paris.", "La semaine dernière", "2019-W14"),
    ("Le mois dernier, il était à Paris.", "Le mois dernier", "2019-03"),
    ("L'an dernier, il était à Paris.", "L'an dernier", "2018"),
    ("Ce mois-ci, il est à Paris.", "Ce mois-ci", "2019-04"),
    ("Le week-end dernier, il était à Paris.", "Le week-end dernier", "2019-W14-WE"),
    ("Il a été libéré il y a trois jours.", "il y a trois jours", "2019-04-08"),
    ("Il a été arrêté il y a plus de deux ans.", "il y a plus de deux ans", "2017"),
    ("Le 3 avril, il a parlé; le lendemain, il a fui.", "le lendemain", "2019-04-04"),
    ("Le 3 avril, il a fui; la veille, il avait parlé.", "la veille", "2019-04-02"),
    ("Le 3 avril, il a parlé; deux jours plus tard, il a fui.", "deux jours plus tard", "2019-04-05"),
    # lengths, repetitions, seasons, feasts
    ("Le siège a duré près de trois mois.", "près de trois mois", "P3M"),
    ("Le siège a duré plusieurs semaines.", "plusieurs semaines", "PXW"),
    ("Ces trois derniers mois, il a plu.", "Ces trois derniers mois", "P3M"),
    ("Le marché ouvre tous les jours.", "tous les jours", "P1D"),
    ("Le marché ouvre deux fois par semaine.", "deux fois par semaine", "P1W"),
    ("L'été dernier, la ville a brûlé.", "L'été dernier", "2018-SU"),
    ("Au printemps 2011, la révolte a commencé.", "Au printemps 2011", "2011-SP"),
    ("Pendant le ramadan 2018, la trêve a tenu.", "ramadan 2018", "2018-05-16/2018-06-14"),
]  # fmt: skip
ARABIC = [
    # month names of the Levant, of Egypt, of the Maghreb; Arabic-Indic digits
    ("اجتمع المجلس في 5 يناير 2018.", "5 يناير 2018", "2018-01-05"),
    ("اجتمع المجلس في 5 كانون الثاني 2018.", "5 كانون الثاني 2018", "2018-01-05"),
    ("اجتمع المجلس في 5 جانفي 2018.", "5 جانفي 2018", "2018-01-05"),
    ("اجتمع المجلس في ٥ شباط ٢٠١٨.", "٥ شباط ٢٠١٨", "2018-02-05"),
    ("اجتمع المجلس في 7 آب 2018.", "7 آب 2018", "2018-08-07"),
    ("اجتمع المجلس في 7 أوت 2018.", "7 أوت 2018", "2018-08-07"),
    ("اجتمع المجلس في 12 تشرين الأول 2018.", "12 تشرين الأول 2018", "2018-10-12"),
    ("اجتمع المجلس في 12 تشرين الثاني/نوفمبر 2018.", "12 تشرين الثاني/نوفمبر 2018", "2018-11-12"),
    ("اجتمع المجلس في ٢٠ ديسمبر ٢٠١٨.", "٢٠ ديسمبر ٢٠١٨", "2018-12-20"),
    ("اجتمع المجلس في 3 جويلية 2018.", "3 جويلية 2018", "2018-07-03"),
    ("التقى الطرفان الأربعاء 10 أبريل.", "الأربعاء 10 أبريل", "2019-04-10"),
    ("بدأت الحرب في 4 ابريل.", "4 ابريل", "2019-04-04"),
    ("عقدت القمة من 3 إلى 5 مارس 2018.", "3 إلى 5 مارس 2018", "2018-03-03/2018-03-05"),
    ("جرى التصويت في 07/03/2019.", "07/03/2019", "2019-03-07"),
    # months, years, decades, centuries
    ("بدأت الحرب في مارس 2015.", "مارس 2015", "2015-03"),
    ("استقال في ديسمبر الماضي.", "ديسمبر الماضي", "2018-12"),
    ("بدأت الأزمة في عام 2011.", "عام 2011", "2011"),
    ("انتهت الأزمة في نهاية عام 2017.", "نهاية عام 2017", "2017"),
    ("وقع ذلك مطلع أبريل.", "مطلع أبريل", "2019-04"),
    ("بنيت القاعدة في ثمانينيات القرن الماضي.", "ثمانينيات القرن الماضي", "198"),
    ("بني المسجد في القرن العشرين.", "القرن العشرين", "19"),
    ("تراجعت المبيعات في الربع الثالث من عام 2018.", "الربع الثالث من عام 2018", "2018-Q3"),
    ("تراجعت المبيعات في النصف الثاني من 2018.", "النصف الثاني من 2018", "2018-H2"),
    # days of the week, parts of the day, hours
    ("تحدث الوزير الأربعاء مساء.", "الأربعاء مساء", "2019-04-10TEV"),
    ("تحدث الوزير مساء الأربعاء.", "مساء الأربعاء", "2019-04-10TEV"),
    ("قتل ثلاثة يوم الثلاثاء.", "يوم الثلاثاء", "2019-04-09"),
    ("قتل ثلاثة فجر الجمعة.", "فجر الجمعة", "2019-04-05TMO"),
    ("التقى الطرفان الاثنين الماضي.", "الاثنين الماضي", "2019-04-08"),
    ("يلتقي الطرفان الأحد المقبل.", "الأحد المقبل", "2019-04-14"),
    ("تحدث الوزير أمس.", "أمس", "2019-04-10"),
    ("تحدث الوزير مساء أمس.", "مساء أمس", "2019-04-10TEV"),
    ("يفتح الميناء غدا.", "غدا", "2019-04-12"),
    ("يفتح الميناء اليوم.", "اليوم", "2019-04-11"),
    ("تحدث الوزير أول أمس.", "أول أمس", "2019-04-09"),
    ("بدأت الهدنة السبت الساعة 10:30.", "السبت الساعة 10:30", "2019-04-06T10:30"),
    # told from the day of speech or from another day
    ("غادر الوزير الأسبوع الماضي.", "الأسبوع الماضي", "2019-W14"),
    ("يغادر الوزير الشهر المقبل.", "الشهر المقبل", "2019-05"),
    ("غادر الوزير العام الماضي.", "العام الماضي", "2018"),
    ("يغادر الوزير هذا الشهر.", "هذا الشهر", "2019-04"),
    ("غادر الوزير قبل ثلاثة أيام.", "قبل ثلاثة أيام", "2019-04-08"),
    ("غادر الوزير قبل يومين.", "قبل يومين", "2019-04-09"),
    ("غادر الوزير قبل أسبوعين.", "قبل أسبوعين", "2019-W13"),
    ("التقى الطرفان في 3 أبريل ووقعا في اليوم التالي.", "اليوم التالي", "2019-04-04"),
    # lengths, repetitions, seasons, feasts
    ("استمر الحصار ثلاث سنوات.", "ثلاث سنوات", "P3Y"),
    ("استمر الحصار شهرين.", "شهرين", "P2M"),
    ("استمر الحصار عدة أسابيع.", "عدة أسابيع", "PXW"),
    ("استمر الحصار 15 يوما.", "15 يوما", "P15D"),
    ("قتل كثيرون في الأيام الأخيرة.", "الأيام الأخيرة", "PXD"),
    ("يجتمع المجلس كل أسبوع.", "كل أسبوع", "P1W"),
    ("هطل المطر الصيف الماضي.", "الصيف الماضي", "2018-SU"),
    ("صمدت الهدنة خلال عيد الفطر 2018.", "عيد الفطر 2018", "2018-06-15/2018-06-17"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown", "value"), FRENCH, ids=lambda x: x if len(x) < 20 else "")
def test_french(text: str, shown: str, value: str) -> None:
    assert (shown, value) in [(t.text, t.value) for t in tag_text(text, "fr", THURSDAY)]


@pytest.mark.parametrize(("text", "shown", "value"), ARABIC, ids=lambda x: x if len(x) < 20 else "")
def test_arabic(text: str, shown: str, value: str) -> None:
    assert (shown, value) in [(t.text, t.value) for t in tag_text(text, "ar", THURSDAY)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il a été arrêté à la frontière.", "fr"),  # été, the participle
        ("Les deux premiers ministres ont signé.", "fr"),
        ("Le 45 de la rue est vide.", "fr"),
        ("قال الأب إن ابنه بخير.", "ar"),  # a father, no August
        ("قتل ثلاثة مدنيين.", "ar"),
    ],
)
def test_what_is_no_time(text: str, language: str) -> None:
    assert tag_text(text, language, THURSDAY) == ()


ROWS = [(language, row) for language in ("fr", "ar") for row in table("times_patterns", language=language)]


@pytest.mark.parametrize(("language", "row"), [r for r in ROWS if r[1]["example"]], ids=lambda r: r if isinstance(r, str) else r["name"])  # fmt: skip
def test_every_pattern_finds_its_example(language: str, row: Row) -> None:
    found = tag_text(row["example"], language, THURSDAY)
    assert (row["text"], row["value"]) in [(t.text, t.value) for t in found]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_word_is_part_of_a_time_in_its_example(language: str) -> None:
    unused = [
        row["word"]
        for row in table("times_words", language=language)
        if not any(row["word"] in t.text.lower() for t in tag_text(row["example"], language, THURSDAY))
    ]
    assert unused == []


WORDS = {
    language: [row["word"] for row in table("times_words", language=language)]
    + ["3", "2019", "31", "10:30", "1990s", ",", ".", "-", "/", "'", "\n", "the", "of", "ago", "half", "and", "to"]
    for language in ("ar", "en", "fr")
}


@given(st.sampled_from(sorted(WORDS)), st.data(), st.one_of(st.none(), st.dates()))
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_order_give_spans_in_text_order(
    language: str, data: st.DataObject, anchor: date | None
) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=14)))
    found = tag_text(text, language, anchor)
    spans = [(t.span.start, t.span.end) for t in found]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(t.text == text[t.span.start : t.span.end].strip() and t.text and t.value for t in found)
    assert all(t.earliest is None or t.latest is None or t.earliest <= t.latest for t in found)


def test_without_a_day_relative_times_carry_no_dates() -> None:
    (found,) = tag_text("Le ministre a parlé mercredi.", "fr")
    assert (found.value, found.earliest) == ("XXXX-WXX-3", None)


def test_english_needs_no_parse() -> None:
    assert [t.value for t in tag_text("He left on 3 April 2018 at noon.", "en", THURSDAY)] == ["2018-04-03T12:00"]


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(InputError, match="fr"):
        tag_text("gestern", "de", THURSDAY)
