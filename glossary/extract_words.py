"""Stop words and token classes for term extraction, written for this project.

Stop words are folded surface forms or lemmas that stand in no term: function words, auxiliaries,
numerals, and adjectives and nouns so general that they make a phrase and not a term.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS: Final = _words(
    # Pronouns and demonstratives, with the forms that are irregular
    """mən sən o biz siz onlar bu bun on bunlar həmin belə elə özü öz özüm kim nə hansı hər hamı
    heç kəs kimsə nəsə biri bəzi bəziləri çoxu digər başqa ayrı eyni bütün hərə mənim sənin onun
    bizim sizin onların bunun mənə sənə ona bizə sizə buna məni səni onu bizi sizi bunu necə niyə
    nədən harada haradan nə cür filan özünün özlərinin hamısı bir-birinə"""
    # Conjunctions, particles, modal words
    """ və ilə ki də da ya yaxud həm amma ancaq lakin çünki əgər isə ə görə üçün deyə yoxsa hətta
    məhz yalnız təkcə guya sanki axı bəs yox bəli xeyr deyil var məsələn yəni deməli əlbəttə bəlkə
    şübhəsiz həqiqətən nəhayət beləliklə habelə həmçinin eləcə o cümlədən cümlədən nəinki madam is
    bununla halda zaman"""
    # Postpositions and relational nouns
    """ qədər kimi qarşı doğru əsasən əlaqədar bağlı dair aid barə barədə haqda haqqında tərəfindən
    vasitəsilə vasitəsi üzrə əvəzinə əvvəl sonra bəri içində altında üstündə yanında arasında
    daxilində ərzində zamanı üçün səbəbindən nəticəsində əsasında çərçivəsində məqsədilə üzündən
    sayəsində rəğmən baxmayaraq asılı başqa savayı ara iç alt üst yan ön arxa qabaq orta sıra"""
    # Adverbs and degree words
    """ çox az daha ən lap olduqca xeyli tam tamamilə artıq hələ indi dərhal tez gec həmişə bəzən
    hərdən yenə yenidən təxminən demək xüsusilə xüsusən adətən əslində faktiki ümumiyyətlə birgə
    birlikdə ayrıca dünən bu gün sabah bugün indiki sonuncu əvvəlki sonrakı növbəti keçən ötən
    gələn ilk son hazırda artıqlaması bilavasitə"""
    # Numerals and measures
    """ sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz on iyirmi otuz qırx əlli altmış yetmiş
    səksən doxsan yüz min milyon milyard birinci ikinci üçüncü dördüncü beşinci onlarca yüzlərlə
    neçə bir neçə faiz manat dollar avro il ay gün həftə saat dəqiqə saniyə əsr yanvar fevral mart
    aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr ci cı cu cü nci ncı ncu ncü dəfə
    nəfər ədəd qat qism cür növ"""
    # Auxiliaries, and forms of them that look like nouns
    """ olmaq etmək edilmək olunmaq eləmək vermək almaq gəlmək getmək demək bilmək imək olan edən
    edilən olunan verilən olub edib olaraq edərək olmuş etmiş olma edilmə olunma etmə verilmə
    olmayan etməyən etməli olmalı lazım vacib mümkün gərək mütləq zəruri ibarət malik məruz aid ol
    edilməli olunmalı təmin"""
    # Adjectives that say how good, big or usual something is
    """ yeni köhnə böyük kiçik mühüm ciddi müxtəlif müəyyən konkret yaxşı pis uzun qısa yüksək
    aşağı geniş dar tərəfli xeyirli bəlli tək bərabər əvvəlcə geri əks sonuncu aşağıdakı
    yuxarıdakı zidd mövcud müvafiq"""
)

GENERAL_WORDS: Final = _words(
    """əsas ümumi xüsusi əlavə ayrı növbə şey iş yol səbəb məqsəd vaxt dövr müddət yer tərz hissə
    üsul hal cəhət fikir söz ad say qayda məsələ problem insan adam baş rol dövlət ölkə il şəxs
    tərəf nəticə imkan"""
)
"""Lemmas that are no candidate of one word, but parts of many terms (cinayət işi, yol xəritəsi)."""

LIGHT_NOUNS: Final = _words(
    # Nouns of compound verbs (qəbul etmək, rədd etmək) and of adverbs (yazılı şəkildə)
    """hesab nəzər qəbul əldə davam təşkil iştirak istifadə cəlb təqdim daxil qeyd tələb cavab
    ləğv təsdiq elan təyin imtina təhvil həyata aşkar rədd tərk həll izah inkar dəvət təklif xahiş
    tətbiq icra şəkil surət gün"""
)
"""Lemmas that are no candidate of one word, and no bare head of a phrase."""

LINKS: Final = frozenset({"qarşı"})
"""Postpositions that stand inside terms, after a dative: korrupsiyaya qarşı mübarizə."""

TARGET_STOP_WORDS: Final = {
    "en": _words(
        """a an the this that these those it its he she they we you i his her their our your my of
        in on at by for from to with without into onto over under between among against during
        about as than and or nor but if when while where which who whom whose what how why not no
        is are was were be been being has have had do does did will would shall should may might
        can could must also only very more most such each every all any some both other another
        same own up out off there here then so too per s t one two three new first last many much
        after before since until through within upon because whether however therefore said"""
    ),
    "vi": _words(
        """và hoặc hay của cho với trong ngoài trên dưới tại từ đến về theo bởi do vì nên thì là mà
        các những một hai ba mỗi mọi này kia đó đây ấy ở được bị đã đang sẽ vừa mới không chưa chẳng
        có cũng rất nhiều ít hơn nhất khi nếu để rằng như thế nào gì ai tôi ông bà anh chị em họ
        chúng ta nó mình vào ra lên xuống lại qua sau trước giữa cùng phải cần nhằm đối việc sự cuộc
        người năm tháng ngày cả chỉ còn vẫn mà rồi hãy đều số"""
    ),
}
"""Function words that neither begin nor end an equivalent in the target language."""
