"""How Chinese characters read, by the pypinyin library."""

import os
from functools import cache
from typing import Any

WORDS = {
    "银行": "yin hang",
    "行业": "hang ye",
    "商行": "shang hang",
    "央行": "yang hang",
    "同行": "tong hang",
    "会计": "kuai ji",
    "调整": "tiao zheng",
    "调解": "tiao jie",
    "调剂": "tiao ji",
    "长期": "chang qi",
    "延长": "yan chang",
    "偿还": "chang huan",
    "归还": "gui huan",
    "还款": "huan kuan",
    "还贷": "huan dai",
    "弹性": "tan xing",
    "重复": "chong fu",
    "重新": "chong xin",
    "重建": "chong jian",
    "了解": "liao jie",
    "便宜": "pian yi",
    "给付": "ji fu",
    "给予": "ji yu",
    "供给": "gong ji",
    "出差": "chu chai",
    "空调": "kong tiao",
    "模板": "mu ban",
    "没收": "mo shou",
    "校对": "jiao dui",
    "校验": "jiao yan",
    "称职": "chen zhi",
    "重庆": "chong qing",
    "厦门": "xia men",
    "蚌埠": "beng bu",
    "六安": "lu an",
    "乐清": "yue qing",
    "番禺": "pan yu",
    "长沙": "chang sha",
    "长春": "chang chun",
    "成都": "cheng du",
    "首都": "shou du",
}
"""Words of service halls, and places, in which a character does not have its usual reading.

pypinyin's own dictionary of 47,000 such phrases takes 40 MiB of memory; these few are the ones that matter here.
"""


def read_pinyin(run: str) -> list[str]:
    """Return the syllables of `run`, without tones. The first call takes 0.2 s to load the library."""
    syllables: list[str] = _pinyin().lazy_pinyin(run)
    return syllables


@cache
def _pinyin() -> Any:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin  # noqa: PLC0415 - after the setting above, and only for whoever searches

    pypinyin.load_phrases_dict({word: [[s] for s in read.split()] for word, read in WORDS.items()})
    return pypinyin
