from __future__ import annotations

import pytest

from glossary.languages import az
from glossary.languages.az_nouns import DROPPED_VOWEL, KEEPS_STOP, noun_stems
from glossary.languages.suffixes import realise

FORMS = {
    # last vowel a, ı; consonant
    "sanksiya": "sanksiyanın sanksiyaya sanksiyanı sanksiyada sanksiyadan sanksiyayla sanksiyalar "
    "sanksiyaları sanksiyalarının sanksiyası sanksiyasına sanksiyasındakı sanksiyam sanksiyamız "
    "sanksiyanız sanksiyadır sanksiyaydı sanksiyaymış sanksiyaysa sanksiyamı sanksiyadırmı",
    "qərar": "qərarın qərara qərarı qərarda qərardan qərarla qərarlar qərarlardakı qərarlarına "
    "qərarımız qərarımızın qərarınızdan qərarıdır qərarlarındandır qərardırlar",
    "vətəndaş": "vətəndaşam vətəndaşsan vətəndaşıq vətəndaşsınız vətəndaşdırlar vətəndaşlarımızın "
    "vətəndaşlarıyıq",
    # last vowel o, u
    "qanun": "qanunun qanuna qanunu qanunda qanundan qanunla qanunlar qanunlarımız qanunumuz "
    "qanununa qanunundakı qanundur qanundurmu qanundursa qanunmu qanundadır qanunadək qanundakılar "
    "qanundakıların qanununku",
    "protokol": "protokolun protokola protokolu protokollar protokoluna protokollarındakı",
    "prokuror": "prokurorun prokurora prokuroru prokurorlarından prokurorsunuz",
    # last vowel e, ə, i
    "cinayət": "cinayətin cinayətə cinayəti cinayətdə cinayətdən cinayətlə cinayətlər cinayətlərin "
    "cinayətlərdəndir cinayətidir cinayətimi cinayətimiz cinayətdəki cinayətlərdəki cinayətinki",
    "konvensiya": "konvensiyadakılardan konvensiyanınkı konvensiyasının konvensiyalarına",
    "məhkəmə": "məhkəmənin məhkəməyə məhkəməni məhkəmədə məhkəməsi məhkəməsində məhkəməyədək "
    "məhkəmələr",
    "vəkil": "vəkilin vəkilə vəkilim vəkiliniz vəkilləri vəkiləm vəkilik",
    # last vowel ö, ü
    "hökm": "hökmün hökmə hökmü hökmdə hökmlə hökmləri hökmünü hökmündən hökmümüz hökmdür",
    "sübut": "sübutun sübuta sübutlarla sübutudur",
    "müqavilə": "müqavilədir müqavilədəki müqaviləsinin müqavilələrinə",
    # k to y, q to ğ
    "nazirlik": "nazirliyin nazirliyə nazirliyi nazirlikdə nazirliklər nazirliyimiz nazirliyindən",
    "kibercinayətkarlıq": "kibercinayətkarlığı kibercinayətkarlığa kibercinayətkarlığın "
    "kibercinayətkarlıqdan kibercinayətkarlıqla kibercinayətkarlığının",
    "torpaq": "torpağı torpağın torpaqlar torpaqdan torpağımız",
    "kömək": "köməyi köməyə köməklə köməyinə köməkdir",
    "sahiblik": "sahibliyi sahibliyə",
    # loan words that keep k, q; words of one syllable
    "hüquq": "hüququn hüquqa hüququ hüquqlar hüququna hüquqlarının hüququmuz hüquqdur",
    "iştirak": "iştirakı iştirakın iştirakına",
    "politoloq": "politoloqun politoloqlar politoloqa",
    "müstəntiq": "müstəntiqin müstəntiqə müstəntiqlərimizin",
    "əmlak": "əmlakın əmlakı əmlakına",
    "təsdiq": "təsdiqi təsdiqinə",
    "xalq": "xalqın xalqa xalqı",
    "yük": "yükü yükün yükə",
    "bank": "bankın banka bankı banklar",
    # dropped vowels
    "fikir": "fikri fikrin fikrə fikirdə fikirlər",
    "isim": "ismi ismin isimlər ismini",
    "sinif": "sinfi sinfə siniflərin",
    "şəkil": "şəkli şəklin şəkildə şəkillər",
    "ağız": "ağzı ağzın ağızda ağızlar",
    "nəsil": "nəsli nəslin nəsillərin",
    "qisim": "qismi qismin qisimlər",
    "izin": "izni iznin izindən",
    "kəsir": "kəsri kəsiri kəsirlər",
    # double consonants
    "haqq": "haqqı haqqın haqqa haqlar haqlarını haqdan",
    "xətt": "xətti xəttin xətlər xətdə",
    "hiss": "hissi hissin",
    "hədd": "həddi həddində hədlər",
    "sirr": "sirri sirrin sirlər sirlərinin",
    "fənn": "fənni fənlər fəndən",
    # su, nə
    "su": "suyun suya suyu suda sudan sular suyum suyumuz sularının",
    "mövqe": "mövqeyi mövqeyə mövqeyin mövqedə mövqelər mövqeyini mövqeyimiz",
    "mənbə": "mənbəyi mənbəsi mənbəyə mənbələr mənbəyindən",
    # ilə written together
    "vasitə": "vasitəsilə vasitəsiylə",
    "münasibət": "münasibətilə",
    # plural as dictionary form
    "məlumatlar": "məlumatların məlumatlarının məlumatlarımızdan məlumat məlumatın məlumatı",
}

NEAR_MISSES = {
    "cinayət": "cinayətkar cinayətkarlıq cinayətkarın cinayətsiz cinayətçi cinayətən cinaya "
    "cinayat cinayətın cinayətlar cinayətnin cinayətsi cinayətya",
    "qanun": "qanunsuz qanunçu qanunvericilik qanuni qanunilik qanunlu qanunluq qanunən qanunin "
    "qanunler qanundə qanunauyğun qanunca qanunvari qanunsu qanunnun",
    "məhkum": "məhkumluq məhkumiyyət məhkumedici məhkumi",
    "form": "format formatı formal formul",
    "hüquq": "hüquqi hüquqşünas hüquqsuz hüquqpozma hüququğ hüquğu hüquqçu",
    "dövlət": "dövlətçilik dövlətlərarası dövlətli dövlətsiz dövlətnin",
    "məhkəmə": "məhkəmədənkənar məhkəməə məhkəməin məhkəməlik",
    "nazir": "nazirlik nazirliyin nazirlikdə nazirsiz",
    "prokuror": "prokurorluq prokurorluğun prokurorlukda",
    "ekspert": "ekspertiza ekspertizanın",
    "deputat": "deputatlıq deputatlığa",
    "təqsir": "təqsirli təqsirləndirilən təqsirsizlik",
    "vəkil": "vəkillik vəkilliyə",
    "bəyan": "bəyannamə bəyanat",
    "vətəndaş": "vətəndaşlıq vətəndaşlığı",
    "ad": "adam ada addım adlı",
    "il": "ilə ilk illik",
    "tərəf": "tərəfindən tərəfdaş tərəfdar",
    "tələb": "tələbə tələbələr tələbkar",
    "şəxs": "şəxsi şəxsiyyət şəxsən",
    "fərd": "fərdi",
    "kibercinayətkarlıq": "kibercinayətkarlıği kibercinayətkarlığ "
    "kibercinayətkarlığda kibercinayətkarlığlar",
    "nazirlik": "nazirliy nazirliydə nazirliylər",
    "fikir": "fikr fikrlər fikrdə",
    "haqq": "haqqında haq haqın haqı",
    "sülh": "sülhsevər sülhməramlı",
    "səfir": "səfirlik səfirliyin",
}


@pytest.mark.parametrize(
    ("lemma", "form"), [(lemma, form) for lemma, forms in FORMS.items() for form in forms.split()]
)
def test_form(lemma: str, form: str) -> None:
    assert az.is_form_of(form, lemma)


@pytest.mark.parametrize(
    ("lemma", "word"),
    [(lemma, word) for lemma, words in NEAR_MISSES.items() for word in words.split()],
)
def test_near_miss(lemma: str, word: str) -> None:
    assert not az.is_form_of(word, lemma)


IZAFET = {
    "cinayət işi": "işinin işinə işini işində işindən işidir işləri işlərinin işlərində işimiz "
    "işlərimizin işindəki işiylə",
    "hüquq mühafizə orqanları": "orqanlarının orqanlarına orqanı orqanının orqanlarımız",
    "Daxili İşlər Nazirliyi": "Nazirliyinin Nazirliyinə Nazirliyində Nazirlikləri Nazirliklərinin",
    "Cinayət Məcəlləsi": "Məcəlləsinin Məcəlləsinə Məcəlləsində Məcəllələri",
    "dövlət sirri": "sirrinin sirləri sirrini",
    "Milli Məclis": "Məclisin Məclisə Məclisdə Məclisi Məclisinin",
    "Ali Məclisi": "Məclisinin Məclisləri Məclisinə",
    "Baş Assambleya": "Assambleyası Assambleyasının Assambleyada",
    "iştirakçı dövlət": "dövlətlər dövlətlərin dövlətə dövləti",
    "kibercinayətkarlığın qarşısının alınması": "alınmasının alınmasına alınmasında alınmasıdır",
    "qanunsuz ələ keçirmə": "keçirmədən keçirməyə keçirilməsi keçirilməsinin",
    "dövlət qulluğu": "qulluğunun qulluğunda qulluqları",
    "ictimai rəy": "rəyi rəyin rəyə rəyimiz",
}


@pytest.mark.parametrize(
    ("lemma", "last"), [(lemma, last) for lemma, words in IZAFET.items() for last in words.split()]
)
def test_izafet(lemma: str, last: str) -> None:
    head = lemma.rpartition(" ")[0]
    assert az.is_form_of(f"{head} {last}", lemma)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("cinayət iş", "cinayət işi"),
        ("cinayət işlər", "cinayət işi"),
        ("cinayət işçisi", "cinayət işi"),
        ("cinayətin işi", "cinayət işi"),
        ("cinayət", "cinayət işi"),
        ("işi", "cinayət işi"),
        ("hüquq mühafizə orqanizmi", "hüquq mühafizə orqanları"),
        ("hüquqi mühafizə orqanları", "hüquq mühafizə orqanları"),
    ],
)
def test_izafet_near_miss(word: str, lemma: str) -> None:
    assert not az.is_form_of(word, lemma)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("BMT-nin", "BMT"),
        ("BMT'nin", "BMT"),
        ("ATƏT-in", "ATƏT"),
        ("NATO-nun", "NATO"),
        ("ABŞ-dakı", "ABŞ"),
        ("DTX-dən", "DTX"),
    ],
)
def test_abbreviation(word: str, lemma: str) -> None:
    assert az.is_form_of(word, lemma)


def test_capitals() -> None:
    assert az.is_form_of("KİBERCİNAYƏTKARLIĞA", "kibercinayətkarlıq")
    assert az.is_form_of("QANUNLARIMIZ", "qanun")
    assert not az.is_form_of("KIBERCINAYƏTKARLIĞA", "kibercinayətkarlıq")


@pytest.mark.parametrize(
    ("template", "harmony", "after_vowel", "suffix"),
    [
        ("lAr", "a", True, "lar"),
        ("lAr", "ö", False, "lər"),
        ("(s)I", "o", True, "su"),
        ("(s)I", "ö", False, "ü"),
        ("(I)mIz", "o", False, "umuz"),
        ("(I)mIz", "e", True, "miz"),
        ("(y)IQ", "a", True, "yıq"),
        ("(y)IQ", "e", False, "ik"),
        ("(y)AcAĞ", "ö", True, "yəcəy"),
    ],
)
def test_realise(template: str, harmony: str, after_vowel: bool, suffix: str) -> None:
    assert realise(template, harmony, after_vowel=after_vowel) == suffix


def test_common_forms_of_a_noun() -> None:
    forms = az.common_forms("kibercinayətkarlıq")
    assert forms[0] == "kibercinayətkarlıq"
    assert {"kibercinayətkarlığın", "kibercinayətkarlıqdan", "kibercinayətkarlığına"} <= set(forms)
    assert 30 <= len(forms) <= 40
    assert not any("lığl" in form or "lıqı" in form for form in forms)


def test_common_forms_of_an_izafet() -> None:
    forms = az.common_forms("Daxili İşlər Nazirliyi")
    assert "Daxili İşlər Nazirliyində" in forms
    assert "Daxili İşlər Nazirliklərinə" in forms
    assert not any("Nazirlik " in form + " " for form in forms)


def test_common_forms_of_an_abbreviation() -> None:
    assert az.common_forms("BMT")[:4] == ("BMT", "BMT-nin", "BMT-yə", "BMT-ni")
    assert az.common_forms("ATƏT")[1] == "ATƏT-in"
    assert az.common_forms("NATO")[1] == "NATO-nun"
    assert az.common_forms("AR")[1] == "AR-in"


def test_inflect_is_bounded_and_starts_with_the_lemma() -> None:
    forms = az.inflect("Konvensiya", limit=50)
    assert forms[0] == "Konvensiya"
    assert len(forms) == len(set(forms)) == 50
    assert all(form.startswith("Konvensiya") for form in forms)


def test_capital_survives_a_changed_stem() -> None:
    assert "İsmi" in az.inflect("İsim", limit=50)
    assert "Nazirliyin" in az.inflect("Nazirlik", limit=50)


@pytest.mark.parametrize("lemma", sorted(DROPPED_VOWEL))
def test_dropped_vowel_is_one_narrow_vowel(lemma: str) -> None:
    short = DROPPED_VOWEL[lemma]
    assert lemma[:-2] + lemma[-1] == short
    assert lemma[-2] in "ıiuü"


@pytest.mark.parametrize("lemma", sorted(KEEPS_STOP))
def test_kept_stop_gives_one_stem(lemma: str) -> None:
    assert noun_stems(lemma) == ((lemma, "vce"),)
