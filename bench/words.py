"""Names and texts as people write them: a few words are everywhere, most are rare (Zipf's law)."""

from itertools import accumulate
from random import Random

SEED = 20261125
SYLLABLES = """
ka ten sor flow py tor che mx net pad dle cha ner the ano son glu on jax ax lux neu ro
""".split()
# What texts about frameworks are made of: the most common first.
CHINESE = """
框架 模型 训练 支持 数据 接口 性能 网络 计算 动态图 静态图 张量 分布式 自动微分 部署 推理 开源 社区
加速器 易用性 灵活性 可扩展性 算子 编译 优化 并行 内存 显存 精度 量化 卷积 循环 注意力 语言 视觉
语音 百度 谷歌 微软 高校 研究 工业 移动端 服务器 文档 教程 许可证 版本 维护 归档
梯度 参数 批次 学习率
""".split()
ENGLISH = """
framework model training support data interface performance network graph dynamic static tensor
distributed automatic differentiation deployment inference open source community accelerator easy
flexible scalable operator compiler optimisation parallel memory precision quantised convolution
attention language vision speech university research industry mobile server documentation tutorial
licence version maintained archived gradient parameter batch learning rate
""".split()
LICENCES = """
Apache-2.0 MIT BSD-3-Clause GPL-3.0-only LGPL-3.0-only BSD-2-Clause MPL-2.0 AGPL-3.0-only
ISC EPL-2.0
""".split()
RARE_HAN = [chr(point) for point in range(0x4E00, 0x4E00 + 3000)]


class Words:
    """Draws from a list with the weight 1/rank."""

    def __init__(self, random, words):
        self.random, self.words = random, [*words]
        self.weights = [*accumulate(1 / rank for rank in range(1, len(self.words) + 1))]

    def some(self, count):
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def one(self):
        return self.some(1)[0]

    def different(self, count):
        """At most `count` of them, each once."""
        return [*dict.fromkeys(self.some(count))]


class Writer:
    """Names and texts out of a seed; each call gives the next one."""

    def __init__(self, seed=SEED):
        self.random = Random(seed)  # noqa: S311  the same texts every time are the purpose
        self.chinese = Words(self.random, CHINESE)
        self.english = Words(self.random, ENGLISH)
        self.stems = Words(self.random, [self.stem() for _number in range(20_000)])

    def draw(self, words):
        return Words(self.random, words)

    def stem(self):
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()

    def name(self):
        return f"{self.stems.one()} {self.random.randint(1, 99)}"

    def rare_word(self):
        return "".join(self.random.choices(RARE_HAN, k=2))

    def text(self, field, *, length=14):
        """Both columns of a bilingual field, in words that say nothing."""
        words = self.chinese.some(length)
        half = length // 2
        english = " ".join(self.english.some(length + length // 3)).capitalize()
        chinese = f"{self.rare_word()}{''.join(words[:half])}，{''.join(words[half:])}。"
        return {f"{field}_zh": chinese, f"{field}_en": f"{english}."}

    def day(self):
        return f"{self.random.randint(2005, 2026)}-{self.random.randint(1, 12):02}"
