"""The vectors, the samples that stand in the fields a case says nothing about, and the moment of the cases."""

import json
import pathlib

VECTORS = pathlib.Path(__file__).parent.parent / "vectors"
NOW = 1_700_000_000
SAMPLE = {
    "user_name": "HOUMU TARO", "sex": "male", "birth_year": "2000", "birth_month": "01", "birth_day": "01",
    "municipality": "011011", "street_address": "1-1-1 緑ヶ関ハイツ202号", "phone": "0312345678",
    "email": "user01@ens-test.com", "email_confirmation": "user01@ens-test.com", "user_type": "applicant_at_counter",
}


def read(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def whole(text):
    return text["text"] * text["times"] if isinstance(text, dict) else text
