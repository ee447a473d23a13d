"""Words of addresses that many share, and those that are written in several ways."""

SAME_WORD = {
    word: ways.split()[0]
    for ways in """
st street str saint; rd road; ave avenue av aven; blvd boulevard boul; dr drive; ln lane la
pl place plc; ct court crt; cres crescent cr; cct circuit cir circle; hwy highway; pkwy parkway
tce terrace ter terr; sq square; cl close; pde parade; way wy; pkw parkways; plz plaza; n north
s south; e east; w west; ne northeast; nw northwest; se southeast; sw southwest
apt apartment unit suite ste flat fl floor rm room; mt mount; ft fort; vlg village vlge
est estate; ctr centre center; 1st first; 2nd second; 3rd third; 4th fourth; 5th fifth
6th sixth; 7th seventh; 8th eighth; 9th ninth; 10th tenth; ny nyc newyork; bldg building
pt point; hts heights; stn station
""".replace("\n", ";").split(";")
    if ways.strip()
    for word in ways.split()
}
"""By word, the way in which all its ways of being written are compared."""

EVERYWHERE = frozenset(
    str.split(
        """
st rd ave blvd dr ln pl ct cres cct hwy pkwy tce sq cl pde way plz n s e w ne nw se sw apt po
box strasse straße str platz rue avenue via calle plaza no nr near at the of and between corner
off usa us uk china australia
"""
    )
)
"""What stands in most addresses."""

COMMON = frozenset(
    str.split(
        """
park village vlg est ctr mt ft pt hts city town bay beach hill hills lake river creek valley
grove garden gardens house mall hotel bldg stn new old upper lower main 1st 2nd 3rd nsw vic qld
wa sa tas act nt ca ny tx fl il pa oh ga nc nj va ma az tn mo md wi co mn or
"""
    )
)
"""What stands in many."""

TITLES = frozenset(
    str.split(
        """
street streetnumber streetno streetname housenumber address address1 address2 address3
addressline1 addressline2 suburb city town state province region county district postcode
postalcode zip zipcode country locality village 省 省份 市 城市 区 区县 县 街道 门牌号 邮编
邮政编码 国家 地区 乡镇
"""
    )
)
"""Titles of free fields that hold a part of an address."""
