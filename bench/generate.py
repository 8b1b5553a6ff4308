"""A catalogue of any size, the same for the same seed: `fill(count)` writes it into a database.

Names and words follow Zipf's law, as those of people do: a few are everywhere, most are rare. Every
entry says something in both languages. The rows are written in bulk, past the actions: this is for
measuring what reads them, in a database that is thrown away.
"""

from itertools import accumulate
from random import Random

from django.contrib.auth import get_user_model
from django.utils import timezone

from catalog.choices import ExecutionModel, FrameworkKind, State, Status
from catalog.models import Fact, Framework, FrameworkRevision

SEED = 20261125
BATCH = 2000
SYLLABLES = """
ka ten sor flow py tor che mx net pad dle cha ner the ano son glu on jax ax lux neu ro
""".split()
# What texts about frameworks are made of: the most common first.
CHINESE = """
框架 模型 训练 支持 数据 接口 性能 网络 计算 动态图 静态图 张量 分布式 自动微分 部署 推理
开源 社区 加速器 易用性 灵活性 可扩展性 算子 编译 优化 并行 内存 显存 精度 量化 卷积 循环
注意力 语言 视觉 语音 百度 谷歌 微软 高校 研究 工业 移动端 服务器 文档 教程 许可证 版本 维护
归档 梯度 参数 批次 学习率
""".split()
ENGLISH = """
framework model training support data interface performance network graph dynamic static
tensor distributed automatic differentiation deployment inference open source community
accelerator easy flexible scalable operator compiler optimisation parallel memory precision
quantised convolution attention language vision speech university research industry mobile
server documentation tutorial licence version maintained archived gradient parameter batch
learning rate
""".split()
RARE_HAN = [chr(point) for point in range(0x4E00, 0x4E00 + 3000)]


class Words:
    """Draws from a list with the weight 1/rank."""

    def __init__(self, random, words):
        self.random, self.words = random, words
        self.weights = [*accumulate(1 / rank for rank in range(1, len(words) + 1))]

    def some(self, count):
        return self.random.choices(self.words, cum_weights=self.weights, k=count)


class Catalogue:
    """Revisions out of a seed; each call of `revision` gives the next one."""

    def __init__(self, seed=SEED):
        self.random = Random(seed)  # noqa: S311  the same catalogue every time is the purpose
        self.chinese = Words(self.random, CHINESE)
        self.english = Words(self.random, ENGLISH)
        self.stems = Words(self.random, [self._stem() for _number in range(20_000)])

    def _stem(self):
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()

    def rare_word(self):
        return "".join(self.random.choices(RARE_HAN, k=2))

    def revision(self, **fields):
        words, english = self.chinese.some(14), self.english.some(18)
        return FrameworkRevision(
            name=" ".join([*self.stems.some(1), str(self.random.randint(1, 99))]),
            chinese_name=self.rare_word() if self.random.random() < 0.3 else "",
            summary_zh=f"{self.rare_word()}{''.join(words[:7])}，{''.join(words[7:])}。",
            summary_en=f"{' '.join(english).capitalize()}.",
            developer_zh=f"{self.rare_word()}研究所",
            developer_en=f"{self._stem()} Institute",
            kind=FrameworkKind.FRAMEWORK,
            status=self.random.choice(Status.values),
            execution_model=self.random.choice(ExecutionModel.values),
            licence="Apache-2.0",
            **fields,
        )

    def fact(self, revision, field):
        return Fact(
            revision=revision,
            field=field,
            note_zh="".join([*self.chinese.some(8), self.rare_word()]),
            note_en=" ".join(self.english.some(12)),
        )


def fill(count, *, progress=lambda batches: batches):
    """Write `count` live frameworks, each with two facts."""
    catalogue, at = Catalogue(), timezone.now()
    by = get_user_model().objects.create_user("generator")
    for start in progress(range(0, count, BATCH)):
        numbers = range(start, min(start + BATCH, count))
        entries = Framework.objects.bulk_create(Framework(slug=f"g{number}") for number in numbers)
        common = {"number": 1, "state": State.LIVE, "published_at": at, "created_by": by}
        revisions = FrameworkRevision.objects.bulk_create(
            catalogue.revision(entry=entry, **common) for entry in entries
        )
        Fact.objects.bulk_create(
            catalogue.fact(revision, field)
            for revision in revisions
            for field in ("licence", "status")
        )
