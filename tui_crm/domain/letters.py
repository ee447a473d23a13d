"""Latin letters that are compared as other ones though Unicode does not take them apart."""

PLAIN_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
}
"""Lower-case letters, and what is typed for them where the keyboard lacks them."""
