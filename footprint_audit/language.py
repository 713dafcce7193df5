"""Which script or language a text is written in, where no rule of ours reads it. Says so only when it is sure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

__all__ = ["COVERED", "uncovered"]

COVERED = ("en", "es", "fr", "de", "pt")  # the languages that rules are written for

READ = 20_000  # characters of a text that are looked at; the rest will hardly be in another language
LEAST_LETTERS = 12  # of a script, before we speak of it
MOST_LETTERS = 0.6  # the share of all letters that makes a text one of that script
LEAST_WORDS = 15  # of a text in Latin script
FREQUENT = 0.25  # the share of function words in ordinary prose is 0.3 to 0.5
TIMES = 2  # as many as of any language that is covered

_SCRIPTS = (  # where each starts and ends, in order; Latin is what is not here
    (0x0370, 0x03FF, "Greek script"), (0x0400, 0x052F, "Cyrillic script"), (0x0530, 0x058F, "Armenian script"),
    (0x0590, 0x05FF, "Hebrew script"), (0x0600, 0x077F, "Arabic script"), (0x08A0, 0x08FF, "Arabic script"),
    (0x0900, 0x097F, "Devanagari script"), (0x0980, 0x09FF, "Bengali script"), (0x0A00, 0x0A7F, "Gurmukhi script"),
    (0x0A80, 0x0AFF, "Gujarati script"), (0x0B80, 0x0BFF, "Tamil script"), (0x0C00, 0x0C7F, "Telugu script"),
    (0x0C80, 0x0CFF, "Kannada script"), (0x0D00, 0x0D7F, "Malayalam script"), (0x0D80, 0x0DFF, "Sinhala script"),
    (0x0E00, 0x0E7F, "Thai script"), (0x0E80, 0x0EFF, "Lao script"), (0x0F00, 0x0FFF, "Tibetan script"),
    (0x1000, 0x109F, "Burmese script"), (0x10A0, 0x10FF, "Georgian script"), (0x1100, 0x11FF, "Korean"),
    (0x1200, 0x139F, "Ethiopic script"), (0x1780, 0x17FF, "Khmer script"), (0x1F00, 0x1FFF, "Greek script"),
    (0x3040, 0x30FF, "Japanese"), (0x31F0, 0x31FF, "Japanese"), (0x3400, 0x4DBF, "Chinese"),
    (0x4E00, 0x9FFF, "Chinese"), (0xAC00, 0xD7A3, "Korean"), (0xFB50, 0xFDFF, "Arabic script"),
    (0xFE70, 0xFEFC, "Arabic script"), (0xFF66, 0xFF9D, "Japanese"), (0x20000, 0x3134F, "Chinese"),
)  # fmt: skip
_STARTS = [start for start, _, _ in _SCRIPTS]  # a constant: nobody writes to it

# The words that every text in a language needs. Neighbours share many of them: that is what TIMES is for.
_WORDS = {
    "en": "the and of to in is you that it for was on are with as i they be at this have from or by not but what all "
    "were we when your can there an which their if do will my me so just like no out up about",
    "es": "el la los las de que y en un una por con no para su se lo del al es más como pero sus le ya este sí porque "
    "esta muy sin sobre también me hay donde quien todo nos mi tu te ha era son está yo esto cuando",
    "fr": "le la les de des et en un une du dans que qui pour pas sur au avec ce il est sont je tu nous vous ne se "
    "plus par mais ou elle on mon ma ses cette tout fait être été ai à c'est j'ai",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an er hat dass sie "
    "nach wird bei einer um am sind noch wie einem so ich du wir ihr mein aber wenn oder nur war",
    "pt": "o a os as de que e do da em um uma para com não por mais dos das como mas ao ele se na no nos sua ou seu "
    "muito já eu também só pelo pela até isso ela entre depois sem mesmo foi ser está você é tem meu minha pra",
    "Dutch": "het een van dat niet zijn op aan voor maar ook naar dan nog bij wel deze heb mijn hij ze wij jij ik je "
    "wordt zoals omdat geen moet er uit",
    "Italian": "il di che è non e la un una per con in a le lo si i sono della dei nel gli anche più ho ma questo come "
    "alla delle degli ci hai siamo mio mia nella perché dal al del mi se",
    "Romanian": "și nu este că pe cu mai sunt din pentru care ce sau dar dacă fi lui ei acest să au fost",
    "Catalan": "els amb que és dels però les el la un una i de a no per hi hem aquest molt tot són també més ha seva "
    "això al del es em ens em dit vaig va",
    "Polish": "nie się jest na to że jak ale po co tak za od już tylko czy dla mnie ma jestem przez przy bardzo w z",
    "Czech": "se je že na to jako ale by jsem si tak pro od není jen když ve po už nebo při jsou také v s",
    "Slovak": "sa je že na to ako ale by som si tak pre od nie len keď vo po už alebo pri sú aj v s",
    "Croatian or Serbian": "je da se na za su ne što kao ali od sam ili iz bi to biti nije samo koji smo ovo u i",
    "Swedish": "och att det som en är på inte jag av för till med den har om ett han men var sig från vi så kan",
    "Danish or Norwegian": "og at det er som en på ikke jeg af av for til med den har et han men fra vi så kan var hun",
    "Finnish": "ja on ei että se oli hän mutta niin kun kuin minä tämä ovat myös jos sen joka mitä olen vain",
    "Hungarian": "a az és nem hogy egy van is de meg ez csak már ha mint volt még vagy amit nagyon mert el",
    "Estonian": "ja on ei et see ta oli ma kui aga ka mis siis nii oma olen seda veel või kes pole",
    "Turkish": "ve bir bu da de için çok ne ben ile gibi ama o var daha kadar mi her sen olarak değil şey",
    "Indonesian or Malay": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena bisa ada "
    "aku kamu mereka",
    "Vietnamese": "và là của có không được cho một những trong người với tôi các này khi đã để như nhưng",
    "Tagalog": "ang ng sa na mga ay at ko hindi ka mo ako si kung lang pa siya naman para",
    "Swahili": "ya na wa kwa ni katika za la hii kuwa cha kama yake sana si lakini watu mimi",
}  # fmt: skip
_LANGUAGES = {language: frozenset(words.split()) for language, words in _WORDS.items()}  # constant
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOISE = re.compile(r"(?:https?://|www\.)\S{1,500}|[@#]\w{1,100}")  # addresses, handles and tags are in no language


def uncovered(text: str) -> str:
    """The script or language of `text`, as a reader would call it, where no rule covers it; else, or unsure, empty."""
    text = _NOISE.sub(" ", text[:READ])
    return _foreign_script(text) or _foreign_language([word.casefold() for word in _WORD.findall(text)])


def _foreign_script(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    scripts = Counter(map(_script, letters))
    if scripts["Japanese"] and scripts["Japanese"] * 10 >= scripts["Chinese"]:  # Japanese needs both
        scripts["Japanese"] += scripts.pop("Chinese", 0)
    del scripts[""]
    script, count = max(scripts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return script if count >= LEAST_LETTERS and count >= MOST_LETTERS * len(letters) else ""


def _script(letter: str) -> str:
    code = ord(letter)
    at = bisect_right(_STARTS, code) - 1
    return _SCRIPTS[at][2] if at >= 0 and code <= _SCRIPTS[at][1] else ""


def _foreign_language(words: list[str]) -> str:
    """By function words: only where one uncovered language has many, and every covered one has far fewer."""
    if len(words) < LEAST_WORDS:
        return ""
    shares = {language: _share(words, language) for language in _LANGUAGES}
    known = max(shares[language] for language in COVERED)
    language = max((name for name in shares if name not in COVERED), key=lambda name: (shares[name], name))
    return language if shares[language] >= max(FREQUENT, TIMES * known) else ""


def _share(words: Iterable[str], language: str) -> float:
    """How many of the words are function words of the language."""
    seen = [word in _LANGUAGES[language] for word in words]
    return sum(seen) / len(seen)
