"""Names as halls give them: of one character and of sixty, in both languages, with what does not break in them."""

from collections.abc import Mapping
from random import Random

Name = dict[str, str]

CHINESE = (
    "社会保险参保登记养老待遇核定工伤失业医疗生育异地就医备案不动产转移抵押预告更正查封企业设立变更注销个体工商户食品经营许可"
    "公共卫生药品医疗器械道路运输从业资格建设工程施工户籍迁移居住证身份证护照港澳通行税务发票领用申报公积金提取贷款档案职称"
)
ENGLISH = (
    *("registration", "of", "companies", "and", "sole", "traders", "social", "insurance", "pension", "transfer"),
    *("between", "provinces", "property", "mortgages", "corrections", "vehicle", "driving", "licence", "for"),
    *("professional", "qualifications", "tax", "returns", "housing", "fund", "withdrawal", "records"),
)
UNBROKEN = ("Straßenverkehrszulassungsbehörde", "Wirtschaftsförderungsgesellschaft", "WWWWWWWWWWWWWWWWWWWWWWWW")
LENGTHS: Mapping[str, tuple[int, int]] = {"tiny": (1, 2), "usual": (3, 8), "long": (9, 16), "longest": (20, 24)}
"""Characters of a Chinese name; an English one has about two and a half times as many letters."""
LETTERS_EACH = 2.5
MOST = 100


class Words:
    """Gives names of one hall's habit; some halls mix all."""

    def __init__(self, chance: Random) -> None:
        """Take the hall's habit by `chance`."""
        self._chance = chance
        self._habit = chance.choice([*LENGTHS, "mixed"])

    def name(self, times: float = 1.0) -> Name:
        """Return a name; `times` longer than the hall's names are, where it stands for more."""
        habit = self._chance.choice(list(LENGTHS)) if self._habit == "mixed" else self._habit
        least, most = LENGTHS[habit]
        length = max(1, round(self._chance.randint(least, most) * times))
        return {"zh": self.chinese(length), "en": self.english(round(length * LETTERS_EACH))}

    def endless(self) -> Name:
        """Return a name of a hundred characters without a space."""
        return {"zh": self.chinese(MOST), "en": "".join(self._chance.choices(UNBROKEN, k=MOST))[:MOST]}

    def chinese(self, length: int) -> str:
        """Return `length` characters."""
        begin = self._chance.randrange(len(CHINESE))
        return (CHINESE * 8)[begin : begin + length]

    def english(self, length: int) -> str:
        """Return about `length` letters, words that are never broken elsewhere among them."""
        if length >= 2 * LETTERS_EACH and self._chance.random() < 0.05:
            return self._chance.choice(UNBROKEN)
        begin, text = self._chance.randrange(len(ENGLISH)), ""
        while len(text) < length:
            text += (" " if text else "") + ENGLISH[begin % len(ENGLISH)]
            begin += 1
        return text[: max(1, length)].strip() or "A"
