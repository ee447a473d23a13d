"""Words of company names that many companies share: legal forms, trades, filler."""

import re
from functools import lru_cache

_LEGAL_FORMS = frozenset(
    str.split(
        """
股份有限公司 有限责任公司 有限公司 股份公司 责任公司 总公司 分公司 子公司 有限合伙 普通合伙
特殊普通合伙 个人独资 个体工商户 个体户 公司 集团 股份 控股 有限责任 有限 合伙
"""
    )
)
_LONGEST_FORM = max(map(len, _LEGAL_FORMS))
_ORGANISATIONS = (
    *_LEGAL_FORMS,
    *str.split(
        """
厂 店 行 部 社 院 校 中心 酒店 餐厅 医院 学校 大学 银行 协会 事务所 工作室 超市 商城 馆 科技
贸易 商贸
"""
    ),
)

_TRADES = """
科技 技术 信息技术 信息科技 网络科技 网络技术 网络 信息 电子商务 电子科技 电子 电器 电气 机电
机电设备 机械 机械设备 机械制造 设备 自动化 自动化设备 智能科技 智能 软件 数据 通信 通讯 光电
半导体 仪器 仪表 仪器仪表 五金 五金制品 模具 塑料 塑胶 塑胶制品 橡胶 包装 包装材料 印刷 纸业
纸制品 材料 新材料 建材 建筑材料 建筑 建筑工程 建设 建设工程 工程 装饰 装饰工程 装修 装饰材料
家具 家居 家居用品 家电 木业 门窗 玻璃 陶瓷 石材 钢材 钢铁 金属 金属材料 金属制品 有色金属 矿业
能源 新能源 电力 石化 石油 化工 化学 涂料 环保 环保科技 环境 环境工程 水务 园林 园林绿化 景观
农业 农业科技 农产品 农牧 牧业 畜牧 渔业 水产 食品 食品科技 饮料 酒业 茶业 茶叶 粮油 粮食 餐饮
餐饮管理 酒店 酒店管理 旅游 旅行社 文化 文化传媒 文化传播 文化发展 传媒 广告 广告传媒 影视 影业
娱乐 体育 教育 教育科技 教育咨询 培训 咨询 管理咨询 企业管理 企业管理咨询 商务咨询 信息咨询
财务咨询 投资 投资管理 投资咨询 资产管理 金融 金融服务 保险 融资租赁 租赁 汽车租赁 汽车 汽车服务
汽车销售 汽车配件 汽配 物流 供应链 供应链管理 货运 货运代理 国际货运 国际货运代理 运输 快递 仓储
贸易 国际贸易 进出口 进出口贸易 商贸 商业 商务 实业 工业 工贸 产业 发展 开发 房地产 房地产开发
房地产经纪 房产 房产经纪 地产 置业 物业 物业管理 物业服务 医疗 医疗器械 医疗科技 医药 药业 生物
生物科技 生物技术 健康 健康管理 健康科技 美容 化妆品 日化 日用品 日用百货 百货 超市 服装 服饰
纺织 纺织品 纺织科技 鞋业 皮具 箱包 珠宝 首饰 礼品 工艺品 玩具 文具 办公用品 图书 服务 人力资源
劳务 劳务派遣 保安 保洁 家政 清洁 安防 消防 照明 灯饰 光伏 电池 电源 电线电缆 电缆 阀门 泵业
轴承 制冷 空调 暖通 厨具 卫浴 洁具 设计 设计院 创意 策划 会展 展览 制造 制品 加工 销售 经营 管理
国际 中国 集团 控股 股份 厂 店 商行 商店 经营部 销售部 贸易部 门市部 服务部 批发部 工作室 中心
事务所 律师 会计师 合作社 专业合作社
"""
_TRADE_WORDS = frozenset(_TRADES.split())
_LONGEST_TRADE = max(map(len, _TRADE_WORDS))
_SHORTEST_BRAND = 2

LATIN_FORMS = frozenset(
    str.split(
        """
inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg kgaa ohg ug
sa sas sarl srl spa sl bv nv oy oyj ab as aps kk pty pte pvt sdn bhd jsc ooo zao sro kft zrt doo
pc pllc the and of de la le el di da do des du der die das und et y e a an
"""
    )
)
"""Words of Latin names that say nothing: legal forms, articles, conjunctions."""

COMMON_LATIN = frozenset(
    str.split(
        """
group holdings holding international global worldwide national american america usa us uk china
services service solutions solution systems system technologies technology tech consulting
consultants partners associates enterprises enterprise industries industrial trading trade
import export imports exports logistics transport shipping supply products product manufacturing
engineering construction builders design designs studio studios media marketing management
capital investments investment finance financial bank insurance realty properties property
estate health healthcare medical pharma clinic hospital dental labs laboratories foods food
restaurant restaurants ristorante trattoria cafe caffe coffee bar grill grille bistro brasserie
kitchen diner pizza pizzeria house room dining club inn hotel hotels resort lounge pub tavern
steakhouse steak seafood sushi bakery deli market store stores shop shops center centre school
college university institute academy foundation association society church travel tours auto
automotive motors energy power electric electronics software digital data network networks
online web new old first great north south east west northern southern eastern western city
original
"""
    )
)
"""Words of Latin names that many companies share."""


NOTES = frozenset(
    str.split(
        """
重点 重点客户 重要 大客户 老客户 新客户 潜在 意向 已成交 成交 未成交 已签约 已合作 合作中
待跟进 跟进中 暂停 停用 作废 失联 勿扰 勿打 黑名单 展会 网站 转介绍 老板 采购 财务 前台 行政
销售 总部 总公司 旧 新 vip new old key hq
"""
    )
)
"""What reps write in brackets behind a name: what they know of the customer."""

_EVERY_TRADE = (
    "科技|技术|管理|服务|发展|工程|设备|材料|制品|用品|产品|制造|销售|经营|实业|工业|集团|国际|咨询"
)
_GENERAL = re.compile(f"(?:{_EVERY_TRADE})$")
_SAID_OTHERWISE = {
    "商贸": "贸易",
    "技术": "科技",
    "服饰": "服装",
    "装修": "装饰",
    "汽配": "汽车配件",
    "塑胶": "塑料",
    "电气": "电器",
    "通讯": "通信",
    "茶业": "茶叶",
    "旅行社": "旅游",
    "房地产": "房产",
    "地产": "房产",
}
"""By word of a trade, the one that most say for it: reps write either."""


def are_one_trade(a: str, b: str) -> bool:
    """Whether two trades may be one: said otherwise, in short, or with words that fit any.

    装饰工程 and 装修, 科技 and 电子科技, 机械设备 and 机械制造 are; 物流 and 物业 are two.
    """
    a, b = _as_most_say(a), _as_most_say(b)
    if a in b or b in a:
        return True
    one, other = _kernel(a), _kernel(b)
    return (
        one in other or other in one or len(set(one) & set(other)) * 2 > min(map(len, (one, other)))
    )


@lru_cache(maxsize=1024)
def _as_most_say(trade: str) -> str:
    for word, usual in _SAID_OTHERWISE.items():
        trade = trade.replace(word, usual)
    return trade


def _kernel(trade: str) -> str:
    """Return what tells a trade from others: 电子 of 电子科技, 科技 of 科技 alone."""
    while (kernel := _GENERAL.sub("", trade)) not in ("", trade):
        trade = kernel
    return trade


def is_organisation(name: str) -> bool:
    """Whether a Chinese name ends as those of companies and institutions do; people's are short."""
    return len(name) >= 4 and name.endswith(_ORGANISATIONS)


def is_legal_form(name: str) -> bool:
    """Whether a Chinese company is called by nothing but its legal form."""
    return name in _LEGAL_FORMS


def without_legal_form(name: str) -> str:
    """Return a Chinese company's name without the legal forms at its end, if something is left."""
    while form := _word_at_end(name, _LEGAL_FORMS, _LONGEST_FORM):
        name = name[: -len(form)]
    return name


def split_trade(name: str) -> tuple[str, str]:
    """Return what a Chinese company calls itself, and its trade: `飞环环保科技` is 飞环, 环保科技.

    `name` has no legal form any more. At least two characters stay with the first.
    """
    brand = name
    while trade := _word_at_end(brand, _TRADE_WORDS, _LONGEST_TRADE):
        brand = brand[: -len(trade)]
    return brand, name[len(brand) :]


def _word_at_end(name: str, words: frozenset[str], longest: int) -> str:
    """Return the longest of `words` at the end of `name` that leaves enough before it, or ""."""
    for size in range(min(longest, len(name) - _SHORTEST_BRAND), 0, -1):
        if name[-size:] in words:
            return name[-size:]
    return ""
