// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <string>

#include "conformance_data.h"
#include "exposition/family_parser.h"

using namespace hearth;
using exposition::ExposedFamily;
using exposition::parseFamilies;

namespace {

std::string show(const exposition::ExposedMetric& metric) {
    std::string text = " {";
    for (const auto& [name, value] : metric.labels) {
        text += fmt::format("{}={};", name, value);
    }
    text += fmt::format("}} {}", metric.value);
    for (const auto& [bound, value] : metric.parts) {
        text += fmt::format(" {}:{}", bound, value);
    }
    text += metric.sum ? fmt::format(" sum {}", *metric.sum) : "";
    text += metric.count ? fmt::format(" count {}", *metric.count) : "";
    return text + (metric.time ? fmt::format(" @{}", *metric.time) : "");
}

QByteArray show(const Result<std::vector<ExposedFamily>>& families) {
    if (!families) {
        return QByteArray::fromStdString(families.error().message());
    }
    std::string text;
    for (const auto& family : *families) {
        text += fmt::format("{} {} \"{}\":", exposition::exposedTypeText(family.type), family.name,
                            family.help.value_or("-"));
        for (const auto& metric : family.metrics) {
            text += show(metric);
        }
        text += '\n';
    }
    return QByteArray::fromStdString(text);
}

} // namespace

/// Prometheus's text format as checks and gateways read it.
class TestFamilyParser : public QObject {
    Q_OBJECT

  private slots:
    void linesAreGatheredInFamilies_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("families");
        QTest::newRow("nothing") << QByteArray(" \n\n# comment\n#\n") << QByteArray();
        QTest::newRow("untyped") << QByteArray("a 1\na{b=\"c\",} 2 -3\n")
                                 << QByteArray("untyped a \"-\": {} 1 {b=c;} 2 @-3\n");
        QTest::newRow("counter with help")
            << QByteArray("# HELP a_total x\\n\\\\\n# TYPE a_total Counter\na_total +Inf\n")
            << QByteArray("counter a_total \"x\n\\\": {} inf\n");
        QTest::newRow("a family torn apart") << QByteArray("a 1\nb 2\na{c=\"d\"} 3\n")
                                             << QByteArray("untyped a \"-\": {} 1 {c=d;} 3\nuntyped b \"-\": {} 2\n");
        QTest::newRow("families without samples")
            << QByteArray("# HELP a b\n# TYPE c gauge\nd 1\n") << QByteArray("untyped d \"-\": {} 1\n");
        QTest::newRow("summary") << QByteArray("# TYPE s summary\ns{quantile=\"0.5\",x=\"y\"} 1\ns_sum{x=\"y\"} 2 5\n"
                                               "s_count{x=\"y\"} 3\ns_bucket 4\n")
                                 << QByteArray("summary s \"-\": {x=y;} 0 0.5:1 sum 2 count 3 @5\n"
                                               "untyped s_bucket \"-\": {} 4\n");
        QTest::newRow("histogram") << QByteArray("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\n"
                                                 "h_count 2\nh_sum -3\n")
                                   << QByteArray("histogram h \"-\": {} 0 1:1 inf:2 sum -3 count 2\n");
        QTest::newRow("labels in another order") << QByteArray("# TYPE s summary\ns_sum{a=\"1\",b=\"2\"} 1\n"
                                                               "s_count{b=\"2\",a=\"1\"} 2\n")
                                                 << QByteArray("summary s \"-\": {a=1;b=2;} 0 sum 1 count 2\n");
        QTest::newRow("names in quotes") << QByteArray(
                                                "# HELP \"a.b\" x\n{\"a.b\",\"c d\"=\"e\"} 1\n{f=\"g\",\"a.b\"} 2\n")
                                         << QByteArray("untyped a.b \"x\": {c d=e;} 1 {f=g;} 2\n");
    }
    void linesAreGatheredInFamilies() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, families);
        QCOMPARE(show(parseFamilies(text.toStdString())), families);
    }

    void badLinesSayWhy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* text, const char* reason) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(reason);
        };
        row("no line feed", "a 1\nb 2", "line 2: unexpected end of input stream");
        row("no name", "a 1\n{} 2\n", "line 2: invalid metric name");
        row("labels alone", "{a=\"b\"} 2\n", "line 1: invalid metric name");
        row("two names", "a{\"b\"} 2\n", "line 1: multiple metric names for metric \"a\"");
        row("label twice", "a{b=\"c\",b=\"d\"} 2\n", "line 1: duplicate label names for metric \"a\"");
        row("no comma", "a{b=\"c\" d=\"e\"} 2\n", "line 1: unexpected end of label value \"c\"");
        row("name is reserved", "{__name__=\"a\"} 2\n", "line 1: label name \"__name__\" is reserved");
        row("escape", "a{b=\"\\t\"} 2\n", "line 1: invalid escape sequence '\\t'");
        row("not UTF-8", "a{b=\"\xff\"} 2\n", "line 1: invalid label value \"\\xff\"");
        row("no value", "a \n", "line 1: expected float as value, got \"\"");
        row("underscore in a number", "a 1_0\n", "line 1: expected float as value, got \"1_0\"");
        row("time with a fraction", "a 1 2.5\n", "line 1: expected integer as timestamp, got \"2.5\"");
        row("text behind the time", "a 1 2 3\n", "line 1: spurious string after timestamp: \" 3\"");
        row("type behind samples", "a 1\n# TYPE a gauge\n",
            "line 2: second TYPE line for metric name \"a\", or TYPE reported after samples");
        row("unknown type", "# TYPE a info\n", "line 1: unknown metric type \"info\"");
        row("two helps", "# HELP a b\n# HELP a b\n", "line 2: second HELP line for metric name \"a\"");
        row("negative bucket", "# TYPE h histogram\nh_bucket{le=\"1\"} -1\n",
            "line 2: negative bucket population for histogram \"h\"");
        row("negative count", "# TYPE h histogram\nh_count -1\n", "line 2: negative count for histogram \"h\"");
        row("bound", "# TYPE h histogram\nh_bucket{le=\"x\"} 1\n",
            "line 2: expected float as value for 'le' label, got \"x\"");
    }
    void badLinesSayWhy() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, reason);
        QCOMPARE(show(parseFamilies(text.toStdString())), reason);
    }

    void tooManyLabelsAreRefused() {
        std::string text = "a{";
        for (int i = 0; i <= 4096; ++i) {
            text += fmt::format("l{}=\"\",", i);
        }
        QCOMPARE(parseFamilies(text + "} 1\n").error().code(), ErrorCode::kLimit);
    }

    void everyCutIsAnErrorOrFewerLines() {
        const std::string text = "# HELP h x\\n\n# TYPE h histogram\nh_bucket{le=\"1\",a=\"\\\"\"} 1 2\n{\"b.c\"} 1\n";
        for (std::size_t size = 0; size < text.size(); ++size) {
            const auto families = parseFamilies(text.substr(0, size));
            QVERIFY(families.has_value() == (size == 0 || text[size - 1] == '\n'));
        }
    }

    void theSeedsAreJudgedAsByPromtool() {
        if (test::conformanceAbsent()) {
            QSKIP("the conformance data are not beside the repository");
        }
        for (const auto& row : test::conformanceTable("expfmt/observed-2.42.tsv")) {
            const auto families = parseFamilies(test::conformanceFile("expfmt/" + QString(row[0])).toStdString());
            QVERIFY2(families.has_value() == (row[3] != "exit 1"), row[0].constData());
            if (!families) {
                const QByteArray reason = row[4];
                QCOMPARE("text format parsing error in " + show(families), reason);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFamilyParser)
#include "test_family_parser.moc"
