"""Chinese provinces, cities and well-known county towns: what stands before a company's name.

Source: the area names of phonenumbers' geodata (Apache-2.0), without their ranks, and the county
towns whose names companies carry most.
"""

import re

_CITIES = """
三亚 三明 上海 上饶 东莞 东营 中卫 中山 临夏 临汾 临沂 临沧 丹东 丽水 丽江 乌海 乐山 九江 云南
云浮 亳州 仙桃 伊春 伊犁 佛山 保定 保山 信阳 六安 兰州 兴安 内江 凉山 包头 北京 北海 十堰 南京
南充 南宁 南平 南昌 南通 南阳 厦门 台州 台湾 合肥 吉安 吉林 吕梁 吴忠 周口 和田 咸宁 咸阳 哈密
唐山 商丘 商洛 喀什 嘉兴 四川 四平 固原 塔城 大同 大庆 大理 大连 天水 天津 天门 太原 威海 娄底
孝感 宁夏 宁德 宁波 安庆 安康 安徽 安阳 安顺 定西 宜宾 宜昌 宜春 宝鸡 宣城 宿州 宿迁 山东 山南
山西 岳阳 崇左 巢湖 巴中 常州 常德 平凉 广东 广元 广安 广州 广西 庆阳 廊坊 延吉 延安 延边 开封
张掖 徐州 德宏 德州 德阳 忻州 怀化 怒江 恩施 惠州 成都 扬州 承德 抚州 抚顺 拉萨 揭阳 文山 新乡
新余 新疆 无锡 日照 昆明 昌吉 昌都 昭通 晋中 晋城 普洱 曲靖 朔州 朝阳 本溪 来宾 杭州 松原 林芝
果洛 枣庄 柳州 株洲 桂林 梅州 梧州 楚雄 榆林 武威 武汉 毕节 永州 汉中 汕头 汕尾 江苏 江西 江门
池州 沈阳 沧州 河北 河南 河池 河源 泉州 泰安 泰州 泸州 洛阳 济南 济宁 浙江 海东 海北 海南 海口
海西 淄博 淮北 淮南 淮安 深圳 清远 温州 渭南 湖北 湖南 湖州 湘潭 湘西 湛江 滁州 滨州 漯河 漳州
潍坊 潜江 潮州 潮阳 澳门 濮阳 烟台 焦作 玉林 玉树 玉溪 珠海 珲春 甘南 甘孜 甘肃 白城 白山 白银
百色 益阳 盐城 盘锦 眉山 福州 福建 红河 绍兴 绥化 绵阳 聊城 肇庆 自贡 舟山 芜湖 苏州 茂名 荆州
荆门 莆田 莱芜 菏泽 萍乡 营口 蚌埠 衡水 衡阳 衢州 襄樊 襄阳 西宁 西安 西藏 许昌 贵州 贵港 贵阳
贺州 资阳 赣州 赤峰 辽宁 辽源 辽阳 达州 运城 迪庆 通化 通辽 遂宁 遵义 邢台 那曲 邯郸 邵阳 郑州
郴州 鄂州 酒泉 重庆 金华 金昌 钦州 铁岭 铜仁 铜川 铜陵 银川 锦州 镇江 长春 长沙 长治 阜新 阜阳
阳江 阳泉 阿坝 阿里 陇南 陕西 随州 雅安 青岛 青海 鞍山 韶关 顺德 香港 鸡西 鹤壁 鹤岗 鹰潭 黄冈
黄南 黄山 黄石 黑河 黔南 龙岩 七台河 三门峡 佳木斯 六盘水 内蒙古 双鸭山 吐鲁番 哈尔滨 嘉峪关
平顶山 张家口 张家界 攀枝花 日喀则 景德镇 梅河口 牡丹江 石嘴山 石家庄 石河子 神农架 秦皇岛
葫芦岛 连云港 防城港 阿克苏 阿勒泰 阿拉善 马鞍山 驻马店 黑龙江 黔东南 黔西南 乌兰察布 乌鲁木齐
克孜勒苏 克拉玛依 博尔塔拉 呼伦贝尔 呼和浩特 大兴安岭 巴彦淖尔 巴音郭楞 西双版纳 鄂尔多斯
锡林郭勒 香格里拉 齐齐哈尔 昆山 常熟 张家港 江阴 宜兴 太仓 义乌 慈溪 余姚 诸暨 温岭 乐清 瑞安
海宁 桐乡 永康 东阳 晋江 石狮 南安 福清 增城 番禺 南海 龙岗 宝安 浦东 闵行 嘉定 松江 昌平 大兴
通州 顺义 海淀 即墨 胶州 寿光 滕州 章丘 龙口 浏阳 宁乡 醴陵
"""
_PROVINCES = frozenset(
    str.split(
        """
云南 台湾 吉林 四川 宁夏 安徽 山东 山西 广东 广西 新疆 江苏 江西 河北 河南 浙江 海南 湖北 湖南
甘肃 福建 西藏 贵州 辽宁 陕西 青海 内蒙古 黑龙江
"""
    )
)
_PEOPLES = (
    "壮族|回族|维吾尔族?|彝族|藏族|羌族|苗族|土家族|侗族|布依族|朝鲜族|傣族|景颇族|哈尼族|白族|傈僳族|蒙古族?|"
    "哈萨克族?|柯尔克孜族?|瑶族|畲族|黎族|满族|水族|仡佬族|达斡尔族|撒拉族|土族"
)
_RANKS = f"(?:{_PEOPLES})*(?:特别行政区|自治区|自治州|自治县|地区|州|盟|省|市|区|县)"
_NAMES = sorted(_CITIES.split(), key=len, reverse=True)
_LEADING = re.compile(rf"(?P<name>{'|'.join(_NAMES)}|中国)(?:{_RANKS})?")
_WHOLE = re.compile(rf"(?P<name>{'|'.join(_NAMES)}|中国)?(?:{_RANKS})?")
_OTHER_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,3}?[县区市](?!场)")


def split_region(name: str) -> tuple[frozenset[str], str]:
    """Return the places before a company's name, without their ranks, and the rest of the name.

    `name` is folded and simplified. Provinces are left out where a city follows; a place that
    would leave less than two characters stays in the name.
    """
    places: list[str] = []
    rest = name
    while (found := _LEADING.match(rest)) and len(rest) - found.end() >= 2:
        places.append(found["name"])
        rest = rest[found.end() :]
    if places and (county := _OTHER_COUNTY.match(rest)) and len(rest) - county.end() >= 4:
        rest = rest[county.end() :]
    cities = frozenset(places) - _PROVINCES - {"中国"}
    return cities or frozenset(places) - {"中国"}, rest


def as_region(text: str) -> str:
    """Return the place that `text` is as a whole, without its rank, "" where it is none."""
    found = _WHOLE.fullmatch(text)
    return (found["name"] or "") if found else ""
