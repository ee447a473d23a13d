"""Words of people's names: titles, common names, and short forms of given names."""

CHINESE_TITLES = str.split(
    """
先生 女士 小姐 太太 老师 老板 老板娘 经理 总经理 副总经理 副总 总监 主任 主管 厂长 店长 部长
科长 处长 局长 院长 校长 所长 董事长 董事 总裁 助理 秘书 会计 出纳 采购 业务 销售 工程师 工 总
董 哥 姐 师傅 教授 医生 律师 同学
"""
)
"""What is put behind a Chinese name, `薛先生`; the longer before the shorter where they overlap."""

COMPOUND_SURNAMES = frozenset(
    str.split(
        """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳
公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 轩辕 百里 东郭 南门 西门
"""
    )
)

COMMON_CHINESE_SURNAMES = frozenset("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗")
"""The twenty that half of China has."""

LATIN_TITLES = frozenset(
    str.split(
        """
mr mrs ms miss mx dr prof sir dame lady lord rev fr sr jr ii iii iv esq phd md mba herr frau
monsieur madame mme mlle don dona
"""
    )
)

CONTACT_TITLES = frozenset(
    str.split(
        """
contact contactname contactperson contact2 contactname2 secondcontact othercontact alternatecontact
assistant assistantname
联系人 联系人姓名 联系人2 联系人二 第二联系人 其他联系人 备用联系人 联络人 对接人 助理 聯絡人 聯繫人
"""
    )
)
"""Titles of free fields, without spaces, that name further people of a customer."""

COMMON_LATIN_NAMES = frozenset(
    str.split(
        """
james john robert michael william david richard joseph thomas charles christopher daniel matthew
anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy
jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
samuel gregory frank alexander raymond patrick jack dennis jerry mary patricia jennifer linda
elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly
emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca sharon laura cynthia
kathleen amy shirley angela helen anna brenda pamela nicole samantha katherine emma ruth
christine catherine debra rachel carolyn janet virginia maria heather diane julie joyce victoria
olivia amelia isla ava mia lily sophie grace ella chloe oliver harry charlie oscar noah leo
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez
gonzalez wilson anderson taylor moore jackson martin lee perez thompson white harris sanchez
clark ramirez lewis robinson walker young allen king wright torres nguyen hill flores green
adams nelson baker hall rivera campbell mitchell carter roberts evans edwards collins stewart
morris rogers reed cook morgan bell murphy bailey cooper richardson cox howard ward peterson
gray wood watson kelly patel khan singh ali hughes shaw müller schmidt schneider fischer weber
meyer rossi dupont dubois silva santos wang li zhang liu chen yang huang zhao wu zhou xu sun kim
park choi tan lim
"""
    )
)
"""Given and family names that many people of the English-speaking world, and beyond, have."""

_SHORT_FORMS = """
robert rob bob bobby robbie; william will bill billy willie liam; richard rick rich dick ricky
james jim jimmy jamie; john johnny jack jon; jonathan jon; michael mike mick micky
thomas tom tommy; charles charlie chuck; joseph joe joey; daniel dan danny; matthew matt
anthony tony; andrew andy drew; joshua josh; edward ed eddie ted ned; benjamin ben
samuel sam sammy; alexander alex sandy; nicholas nick; christopher chris; steven steve stephen
timothy tim; gregory greg; kenneth ken kenny; ronald ron; donald don; patrick pat paddy
frederick fred freddie; henry harry hank; lawrence larry; theodore theo ted; albert al bert
peter pete; philip phil; david dave; jeffrey jeff geoffrey geoff
elizabeth liz beth betty lizzie eliza libby; margaret maggie meg peggy
katherine kate katie kathy cathy catherine; jennifer jen jenny; susan sue susie
rebecca becky becca; deborah debbie deb; patricia pat patty trish; barbara barb; jessica jess
victoria vicky tori; samantha sam; alexandra alex sandra; abigail abby
christine chris tina christina; stephanie steph; pamela pam; cynthia cindy; amanda mandy
angela angie; isabella bella izzy; madeleine maddie
"""


def _short_forms() -> dict[str, frozenset[str]]:
    families: dict[str, set[str]] = {}
    for family in _SHORT_FORMS.replace("\n", ";").split(";"):
        names = family.split()
        for name in names:
            families.setdefault(name, set()).update(names)
    return {name: frozenset(family) for name, family in families.items()}


SHORT_FORMS = _short_forms()
"""By given name, those that the same person may use: `bob` has `robert`, `rob`, `bobby`…"""
