// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <bit>
#include <cmath>
#include <random>
#include <string>

#include "exposition/number.h"
#include "exposition/scrape_parser.h"
#include "model/sample.h"

using namespace hearth;
using exposition::Entry;
using exposition::ScrapeParser;
using exposition::TextFormat;

namespace {

/// What a body says, one line an entry: `sample name{labels} = value @time # exemplar`, or the error.
std::string transcript(std::string_view body, TextFormat format) {
    ScrapeParser parser(body, format);
    std::string out;
    while (true) {
        const auto entry = parser.next();
        if (!entry) {
            return out + "error " + entry.error().message() + "\n";
        }
        switch (*entry) {
        case Entry::kEnd:
            return out;
        case Entry::kHelp:
            out += "help " + parser.metadataName() + " = " + parser.text() + "\n";
            break;
        case Entry::kUnit:
            out += "unit " + parser.metadataName() + " = " + parser.text() + "\n";
            break;
        case Entry::kType:
            out += "type " + parser.metadataName() + " = " + std::string(model::metricTypeText(parser.type())) + "\n";
            break;
        case Entry::kSample: {
            const auto labels = parser.labels();
            out += "sample " + (labels ? labels->toString() : labels.error().message());
            out += " = " + std::to_string(parser.sample().value);
            out += parser.sample().time ? " @" + std::to_string(*parser.sample().time) : "";
            if (const auto& exemplar = parser.exemplar()) {
                out += " # " + parser.exemplarLabels()->toString() + " " + std::to_string(exemplar->value);
                out += exemplar->time ? " @" + std::to_string(*exemplar->time) : "";
            }
            out += "\n";
        }
        }
    }
}

struct Case {
    const char* name;
    const char* body;
    const char* expected;
};

void addCases(std::initializer_list<Case> cases) {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("expected");
    for (const auto& [name, body, expected] : cases) {
        QTest::newRow(name) << std::string(body) << std::string(expected);
    }
}

void compareTranscript(TextFormat format) {
    QFETCH(std::string, body);
    QFETCH(std::string, expected);
    QCOMPARE(QString::fromStdString(transcript(body, format)), QString::fromStdString(expected));
}

} // namespace

class TestScrapeParser : public QObject {
    Q_OBJECT

  private slots:
    void textIsReadLeniently_data() {
        addCases({
            {"a name and a value", "a 1\n", "sample a = 1.000000\n"},
            {"a missing last line feed", "a 1", "sample a = 1.000000\n"},
            {"an empty body", "", ""},
            {"blank lines and blanks everywhere", "\n\t \n \ta\t { b = \"c\" , } \t 1 \t 2 \t\n",
             "sample a{b=\"c\"} = 1.000000 @2\n"},
            {"a value right after the brace", "a{}1\n", "sample a = 1.000000\n"},
            {"labels without commas", "a{b=\"1\"c=\"2\" d=\"3\"} 1\n",
             "sample a{b=\"1\", c=\"2\", d=\"3\"} = 1.000000\n"},
            {"a quoted metric name in any place", "{b=\"1\",\"my.name\"} 1\n",
             "sample {__name__=\"my.name\", b=\"1\"} = 1.000000\n"},
            {"a quoted label name", "a{\"b.c\"=\"1\"} 1\n", "sample a{\"b.c\"=\"1\"} = 1.000000\n"},
            {"escapes, known and unknown", "a{b=\"\\\\ \\\" \\n \\t\"} 1\n",
             "sample a{b=\"\\\\ \\\" \\n \\\\t\"} = 1.000000\n"},
            {"a line feed inside a label value", "a{b=\"x\ny\"} 1\n", "sample a{b=\"x\\ny\"} = 1.000000\n"},
            {"free comments", "#HELP a b\n# comment\n# HELP\na 1 \n", "sample a = 1.000000\n"},
            {"help with escapes", "# HELP a x\\\\y\\nz\\\"\n", "help a = x\\y\nz\\\"\n"},
            {"empty help", "# HELP a\n# HELP b \n", "help a = \nhelp b = \n"},
            {"untyped is unknown", "# TYPE a untyped\n", "type a = unknown\n"},
            {"le is put into float form under a histogram", "# TYPE h histogram\nh_bucket{le=\"1\"} 1\n",
             "type h = histogram\nsample h_bucket{le=\"1.0\"} = 1.000000\n"},
            {"le stays as it is elsewhere", "# TYPE h gauge\nh_bucket{le=\"1\"} 1\n",
             "type h = gauge\nsample h_bucket{le=\"1\"} = 1.000000\n"},
            {"quantile is put into float form under a summary", "# TYPE s summary\ns{quantile=\"5e-2\"} 1\n",
             "type s = summary\nsample s{quantile=\"0.05\"} = 1.000000\n"},
        });
    }
    void textIsReadLeniently() { compareTranscript(TextFormat::kPrometheus); }

    void badTextIsRefusedWithItsLine_data() {
        addCases({
            {"no value", "a 1\nb\n", "sample a = 1.000000\nerror line 2: expected a value after the series\n"},
            {"a sign before the timestamp", "a 1 -2\n",
             "error line 1: expected a timestamp in whole milliseconds or the end of the line\n"},
            {"a fraction in the timestamp", "a 1 2.5\n",
             "error line 1: expected the end of the line after the timestamp\n"},
            {"an exemplar", "a_total 1 # {} 1\n",
             "error line 1: expected a timestamp in whole milliseconds or the end of the line\n"},
            {"a hexadecimal value", "a 0x1p3\n",
             "error line 1: expected a value after the series, found \"0x1p3\", which is no number\n"},
            {"a carriage return", "a 1\r\n",
             "error line 1: expected a value after the series, found \"1\\r\", which is no number\n"},
            {"two metric names", "a{\"b\"} 1\n", "error line 1: metric name already set while parsing: \"b\"\n"},
            {"no metric name", "{a=\"b\"} 1\n", "error line 1: metric name not set while parsing\n"},
            {"an unknown type", "# TYPE a info\n", "error line 1: invalid metric type \"info\"\n"},
            {"a type in capitals", "# TYPE a Gauge\n", "error line 1: invalid metric type \"Gauge\"\n"},
            {"invalid UTF-8 in help", "# HELP a \xff\n", "error line 1: the help text of \"a\" is not valid UTF-8\n"},
            {"a label value without an end", "a{b=\"c} 1\n",
             "error line 1: expected a label value in double quotes, found \"\\\"\"\n"},
            {"a comma first", "a{,} 1\n", "error line 1: expected a label name, found \",\"\n"},
            {"a name that begins with a digit", "1a 1\n", "error line 1: expected a metric name, found \"1\"\n"},
            {"a value beyond double", "a 1e999\n",
             "error line 1: expected a value after the series, found \"1e999\", which is no number\n"},
        });
    }
    void badTextIsRefusedWithItsLine() { compareTranscript(TextFormat::kPrometheus); }

    void openMetricsIsReadStrictly_data() {
        addCases({
            {"everything",
             "# TYPE a_seconds counter\n# UNIT a_seconds seconds\n# HELP a_seconds x\\\"y\n"
             "a_seconds_total{b=\"c\"} 1 1.5 # {id=\"7\"} 2 -0.25\n# EOF\n",
             "type a_seconds = counter\nunit a_seconds = seconds\nhelp a_seconds = x\"y\n"
             "sample a_seconds_total{b=\"c\"} = 1.000000 @1500 # {id=\"7\"} 2.000000 @-250\n"},
            {"an exemplar without a timestamp", "a_bucket 1 # {} 2\n# EOF",
             "sample a_bucket = 1.000000 # {} 2.000000\n"},
            {"timestamps are truncated", "a 1 1.2349\n# EOF\n", "sample a = 1.000000 @1234\n"},
            {"no end", "a 1\n", "sample a = 1.000000\nerror line 2: data does not end with # EOF\n"},
            {"no last line feed", "a 1", "error line 1: data does not end with # EOF\n"},
            {"data after the end", "# EOF\na 1\n", "error line 2: unexpected data after # EOF\n"},
            {"a comment", "# hello\n# EOF\n", "error line 1: only # HELP, # TYPE, # UNIT and # EOF may begin with #\n"},
            {"two spaces", "a  1\n# EOF\n", "error line 1: expected a value after the series\n"},
            {"a trailing comma", "a{b=\"c\",} 1\n# EOF\n", "error line 1: expected a label name, found \"}\"\n"},
            {"no comma", "a{b=\"c\"d=\"e\"} 1\n# EOF\n",
             "error line 1: expected a comma or a closing brace, found \"d\"\n"},
            {"a timestamp that is no time", "a 1 NaN\n# EOF\n",
             "error line 1: invalid timestamp: it must be a finite number of seconds\n"},
            {"a unit that the name does not end in", "# UNIT a seconds\n# EOF\n",
             "error line 1: unit \"seconds\" not a suffix of metric \"a\"\n"},
            {"untyped", "# TYPE a untyped\n# EOF\n", "error line 1: invalid metric type \"untyped\"\n"},
        });
    }
    void openMetricsIsReadStrictly() { compareTranscript(TextFormat::kOpenMetrics); }

    void whatFollowsANulIsNotThere() {
        using namespace std::string_view_literals;
        QCOMPARE(transcript("a 1\n\0b x\n"sv, TextFormat::kPrometheus), std::string("sample a = 1.000000\n"));
    }

    void errorsHaveARange() {
        ScrapeParser parser("a 1\nb x\nc 1\n", TextFormat::kPrometheus);
        QVERIFY(parser.next().has_value());
        const auto entry = parser.next();
        QVERIFY(!entry);
        QCOMPARE(entry.error().code(), ErrorCode::kInvalidArgument);
        QVERIFY(entry.error().range() == (SourceRange{6, 7}));
    }

    void aTargetCannotInjectAStaleMarker() {
        ScrapeParser parser("a NaN\n", TextFormat::kPrometheus);
        QVERIFY(parser.next().has_value());
        QCOMPARE(std::bit_cast<std::uint64_t>(parser.sample().value), model::kNormalNanBits);
    }

    void labelsWithEmptyValuesAreShownToHonorLabels() {
        ScrapeParser parser("a{instance=\"\"} 1\n", TextFormat::kPrometheus);
        QVERIFY(parser.next().has_value());
        std::vector<model::Labels::Pair> pairs;
        parser.appendLabels(pairs);
        QCOMPARE(pairs.size(), std::size_t(2));
        QCOMPARE(pairs[1].first, std::string("instance"));
        QVERIFY(pairs[1].second.empty());
        QCOMPARE(parser.labels()->toString(), std::string("a"));
    }

    void aLabelThatStandsTwiceIsRefused() {
        ScrapeParser parser("a{b=\"1\",b=\"2\"} 1\n", TextFormat::kPrometheus);
        QVERIFY(parser.next().has_value());
        QCOMPARE(parser.labels().error().message(), std::string("label name \"b\" is not unique: invalid sample"));
    }

    void numbersAreReadAsByGo_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("isNumber");
        for (const auto* const text : {"0",
                                       "-0",
                                       "1",
                                       "+1",
                                       "1.",
                                       ".5",
                                       "007",
                                       "3.14159",
                                       "1e5",
                                       "1E+5",
                                       "1e-5",
                                       "123456789012345678",
                                       "9007199254740993",
                                       "0.8414709848078965",
                                       "1.7976931348623157e308",
                                       "4.9e-324",
                                       "1e-400",
                                       "12345678901234567890123",
                                       "0.000000000000000000000000000001",
                                       "2.2250738585072011e-308",
                                       "1e22",
                                       "1e23",
                                       "179769313486231570000e288"}) {
            QTest::newRow(text) << QString(text) << std::strtod(text, nullptr) << true;
        }
        const auto infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("Inf") << QString("Inf") << infinity << true;
        QTest::newRow("-infinity") << QString("-infinity") << -infinity << true;
        QTest::newRow("+iNf") << QString("+iNf") << infinity << true;
        for (const auto* const text : {"", ".", "-", "e5", "1e", "1e+", "0x1", "1_0", "+NaN", "1e400", "in", "--1"}) {
            QTest::newRow(text) << QString(text) << 0.0 << false;
        }
    }
    void numbersAreReadAsByGo() {
        QFETCH(QString, text);
        QFETCH(double, value);
        QFETCH(bool, isNumber);
        const auto bytes = text.toStdString();
        const auto* const end = bytes.data() + bytes.size();
        double read = 0;
        QCOMPARE(exposition::readNumber(bytes.data(), end, read) == end, isNumber);
        if (isNumber) {
            QCOMPARE(std::bit_cast<std::uint64_t>(read), std::bit_cast<std::uint64_t>(value));
        }
    }

    void everyDoubleSurvivesPrintingAndReading() {
        std::mt19937_64 random(1); // the same numbers at every run
        for (int i = 0; i < 100'000; ++i) {
            const auto value = std::bit_cast<double>(random());
            if (!std::isfinite(value)) {
                continue;
            }
            char buffer[64];
            const auto size = std::snprintf(buffer, sizeof(buffer), i % 2 == 0 ? "%.17g" : "%.16e", value);
            double read = 0;
            QVERIFY(exposition::readNumber(buffer, buffer + size, read) == buffer + size);
            QCOMPARE(std::bit_cast<std::uint64_t>(read), std::bit_cast<std::uint64_t>(std::strtod(buffer, nullptr)));
        }
    }

    void aCutBodyIsNeverACrash_data() {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<bool>("openMetrics");
        QTest::newRow("text") << std::string(
                                     "# HELP a \\n\\\\\n# TYPE a histogram\n a_bucket { le = \"1\" , \"q.r\"=\"\\\"\" "
                                     "} +Inf 123 \n{\"n\",b=\"\xc3\xa9\"} -1.5e-3\n")
                              << false;
        QTest::newRow("OpenMetrics")
            << std::string("# HELP a_x b\n# TYPE a_x counter\n# UNIT a_x x\na_x_total{b=\"\\n\"} 1.5e3 -1.5 # "
                           "{c=\"\xc3\xa9\"} NaN 3\n# EOF\n")
            << true;
    }
    void aCutBodyIsNeverACrash() {
        QFETCH(std::string, body);
        QFETCH(bool, openMetrics);
        const auto format = openMetrics ? TextFormat::kOpenMetrics : TextFormat::kPrometheus;
        for (std::size_t size = 0; size <= body.size(); ++size) {
            const std::vector<char> exact(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
            transcript({exact.data(), exact.size()}, format);
        }
        QVERIFY(!transcript(body, format).contains("error"));
    }

    void theNumbersOfAKnownSeriesAreRead_data() {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<bool>("recognised");
        QTest::newRow("with another value") << std::string("a{b=\"c\"} 2\n") << true;
        QTest::newRow("with a timestamp") << std::string("a{b=\"c\"} 2 77\n") << true;
        QTest::newRow("a tab") << std::string("a{b=\"c\"}\t2\n") << false;
        QTest::newRow("blanks behind") << std::string("a{b=\"c\"} 2 \n") << false;
        QTest::newRow("a longer series") << std::string("a{b=\"c\"}x 2\n") << false;
        QTest::newRow("a bad value") << std::string("a{b=\"c\"} x\n") << false;
        QTest::newRow("no line feed") << std::string("a{b=\"c\"} 2") << false;
        QTest::newRow("nothing more") << std::string("a{b=\"c\"}") << false;
        QTest::newRow("an exemplar") << std::string("a{b=\"c\"} 2 # {} 1\n") << false;
    }
    void theNumbersOfAKnownSeriesAreRead() {
        QFETCH(std::string, line);
        QFETCH(bool, recognised);
        ScrapeParser parser(line, TextFormat::kPrometheus);
        QCOMPARE(parser.trySample(std::string_view("a{b=\"c\"}").size()), recognised);
        QCOMPARE(parser.rest().empty(), recognised);
        if (recognised) {
            QCOMPARE(parser.sample().value, 2.0);
            QCOMPARE(parser.labels()->toString(), std::string("a{b=\"c\"}"));
            QCOMPARE(*parser.next(), Entry::kEnd);
        }
    }

    void knownCommentsAreLeftOut() {
        const std::string before = "# HELP h x\n# TYPE h histogram\n";
        const std::string body = before + "h{le=\"1\"} 1\n# TYPE g gauge\ng{le=\"1\"} 2\n";
        ScrapeParser parser(body, TextFormat::kPrometheus);
        parser.skip(before.size(), model::MetricType::kHistogram);
        QCOMPARE(*parser.next(), Entry::kSample);
        QCOMPARE(parser.labels()->toString(), std::string("h{le=\"1.0\"}"));
        QCOMPARE(*parser.next(), Entry::kType);
        QCOMPARE(parser.metadataName(), std::string("g"));
        QVERIFY(parser.trySample(std::string_view("g{le=\"1\"}").size()));
        QCOMPARE(parser.labels()->toString(), std::string("g{le=\"1\"}"));
        QCOMPARE(*parser.next(), Entry::kEnd);
    }
};

QTEST_GUILESS_MAIN(TestScrapeParser)
#include "test_scrape_parser.moc"
