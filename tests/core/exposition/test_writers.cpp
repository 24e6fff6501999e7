// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>
#include <string>

#include "exposition/escaping.h"
#include "exposition/negotiation.h"
#include "exposition/scrape_parser.h"
#include "exposition/writer.h"

using namespace hearth;
using namespace hearth::exposition;
using instrument::FamilyType;
using instrument::Metric;

Q_DECLARE_METATYPE(hearth::exposition::EscapingScheme)

namespace {

const double kInfinity = std::numeric_limits<double>::infinity();

instrument::Families someFamilies() {
    return {
        {"c_total", "Line\nfeed \"and\" \\", FamilyType::kCounter, {Metric{.labels = {{"l", "a\"\\\nb"}}, .value = 3}}},
        {"odd_counter", "", FamilyType::kCounter, {Metric{.value = 0.5}}},
        {"g", "", FamilyType::kGauge, {Metric{.value = -kInfinity, .timeMs = 1500}}},
        {"u", "", FamilyType::kUntyped, {Metric{.value = 1e21}}},
        {"h",
         "",
         FamilyType::kHistogram,
         {Metric{.labels = {{"a", "b"}}, .buckets = {{1, 2}, {2.5, 3}}, .sum = 7.25, .count = 4}}},
        {"s", "", FamilyType::kSummary, {Metric{.quantiles = {{0.5, 1}, {1, 2}}, .sum = 3, .count = 2}}},
        {"with.dot", "", FamilyType::kGauge, {Metric{.labels = {{"a.b", "c"}, {"d", "e"}}, .value = 1}}},
        {"empty", "never written", FamilyType::kGauge, {}},
    };
}

const char* const kText = "# HELP c_total Line\\nfeed \"and\" \\\\\n"
                          "# TYPE c_total counter\n"
                          "c_total{l=\"a\\\"\\\\\\nb\"} 3\n"
                          "# TYPE odd_counter counter\n"
                          "odd_counter 0.5\n"
                          "# TYPE g gauge\n"
                          "g -Inf 1500\n"
                          "# TYPE u untyped\n"
                          "u 1e+21\n"
                          "# TYPE h histogram\n"
                          "h_bucket{a=\"b\",le=\"1\"} 2\n"
                          "h_bucket{a=\"b\",le=\"2.5\"} 3\n"
                          "h_bucket{a=\"b\",le=\"+Inf\"} 4\n"
                          "h_sum{a=\"b\"} 7.25\n"
                          "h_count{a=\"b\"} 4\n"
                          "# TYPE s summary\n"
                          "s{quantile=\"0.5\"} 1\n"
                          "s{quantile=\"1\"} 2\n"
                          "s_sum 3\n"
                          "s_count 2\n"
                          "# TYPE \"with.dot\" gauge\n"
                          "{\"with.dot\",\"a.b\"=\"c\",d=\"e\"} 1\n";

const char* const kOpenMetrics = "# HELP c Line\\nfeed \\\"and\\\" \\\\\n"
                                 "# TYPE c counter\n"
                                 "c_total{l=\"a\\\"\\\\\\nb\"} 3.0\n"
                                 "# TYPE odd_counter unknown\n"
                                 "odd_counter 0.5\n"
                                 "# TYPE g gauge\n"
                                 "g -Inf 1.500\n"
                                 "# TYPE u unknown\n"
                                 "u 1e+21\n"
                                 "# TYPE h histogram\n"
                                 "h_bucket{a=\"b\",le=\"1.0\"} 2\n"
                                 "h_bucket{a=\"b\",le=\"2.5\"} 3\n"
                                 "h_bucket{a=\"b\",le=\"+Inf\"} 4\n"
                                 "h_sum{a=\"b\"} 7.25\n"
                                 "h_count{a=\"b\"} 4\n"
                                 "# TYPE s summary\n"
                                 "s{quantile=\"0.5\"} 1.0\n"
                                 "s{quantile=\"1.0\"} 2.0\n"
                                 "s_sum 3.0\n"
                                 "s_count 2\n"
                                 "# TYPE with_dot gauge\n"
                                 "with_dot{a_b=\"c\",d=\"e\"} 1.0\n"
                                 "# EOF\n";

/// `labels value time` of every sample.
QStringList samplesOf(std::string_view body, TextFormat format) {
    ScrapeParser parser(body, format);
    QStringList samples;
    for (auto entry = parser.next(); entry && *entry != Entry::kEnd; entry = parser.next()) {
        if (*entry == Entry::kSample) {
            samples << QString("%1 %2 %3")
                           .arg(QString::fromStdString(parser.labels()->toString()))
                           .arg(parser.sample().value, 0, 'g', 17)
                           .arg(parser.sample().time.value_or(0));
        }
    }
    return samples;
}

} // namespace

class TestWriters : public QObject {
    Q_OBJECT

  private slots:
    void familiesAreWrittenAsText() {
        std::string out;
        writeText(out, someFamilies(), EscapingScheme::kAllowUtf8);
        QCOMPARE(QString::fromStdString(out), QString(kText));
    }

    void familiesAreWrittenAsOpenMetrics() {
        std::string out;
        writeOpenMetrics(out, someFamilies(), EscapingScheme::kUnderscores);
        QCOMPARE(QString::fromStdString(out), QString(kOpenMetrics));
    }

    void bothFormatsSayTheSameToAScraper() {
        std::string text;
        std::string openMetrics;
        writeText(text, someFamilies(), EscapingScheme::kAllowUtf8);
        writeOpenMetrics(openMetrics, someFamilies(), EscapingScheme::kAllowUtf8);
        const auto samples = samplesOf(text, TextFormat::kPrometheus);
        QCOMPARE(samples.size(), 14);
        QCOMPARE(samples, samplesOf(openMetrics, TextFormat::kOpenMetrics));
    }

    void namesAreEscaped_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<EscapingScheme>("scheme");
        QTest::addColumn<QString>("escaped");
        using enum EscapingScheme;
        QTest::newRow("allow-utf-8") << "a.b" << kAllowUtf8 << "a.b";
        QTest::newRow("underscores") << "a.b é" << kUnderscores << "a_b__";
        QTest::newRow("underscores, digit first") << "1a" << kUnderscores << "_a";
        QTest::newRow("dots") << "a.b_c" << kDots << "a_dot_b__c";
        QTest::newRow("dots in a legacy name") << "a_b" << kDots << "a__b";
        QTest::newRow("dots, other characters") << "a é" << kDots << "a____";
        QTest::newRow("values of a legacy name") << "a_b:c" << kValues << "a_b:c";
        QTest::newRow("values") << "a.b_c é" << kValues << "U__a_2e_b__c_20__e9_";
        QTest::newRow("values, digit first") << "1a" << kValues << "U___31_a";
    }
    void namesAreEscaped() {
        QFETCH(QString, name);
        QFETCH(EscapingScheme, scheme);
        QFETCH(QString, escaped);
        QCOMPARE(QString::fromStdString(escapeName(name.toStdString(), scheme)), escaped);
    }

    void escapingByValuesIsReversible_data() {
        QTest::addColumn<QString>("name");
        for (const auto* const name : {"a", "a_b", "a.b", "_", "U__a", "日本 語", "😀x"}) {
            QTest::newRow(name) << QString::fromUtf8(name);
        }
    }
    void escapingByValuesIsReversible() {
        QFETCH(QString, name);
        const auto bytes = name.toStdString();
        const auto escaped = escapeName(bytes, EscapingScheme::kValues);
        if (escaped != bytes) {
            QCOMPARE(unescapeName(escaped, EscapingScheme::kValues), bytes);
        }
    }

    void malformedEscapesComeBackAsTheyAre_data() {
        QTest::addColumn<QString>("name");
        for (const auto* const name : {"U__a_", "U__a_xyz_", "U__a_1234567_", "U__a_2e", "a_2e_", "U__a_d800_"}) {
            QTest::newRow(name) << QString(name);
        }
    }
    void malformedEscapesComeBackAsTheyAre() {
        QFETCH(QString, name);
        QCOMPARE(unescapeName(name.toStdString(), EscapingScheme::kValues), name.toStdString());
    }

    void aScrapeAsksForItsProtocolsInOrder() {
        QCOMPARE(scrapeAcceptHeader(kDefaultScrapeProtocols, EscapingScheme::kAllowUtf8),
                 std::string("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                             "application/openmetrics-text;version=0.0.1;q=0.5,"
                             "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
                             "*/*;q=0.2"));
    }

    void theParserIsChosenByContentType_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<QString>("result");
        QTest::newRow("text") << "text/plain; version=2.0.0; charset=utf-8" << "" << "text";
        QTest::newRow("capitals") << "Text/Plain" << "" << "text";
        QTest::newRow("OpenMetrics") << "application/openmetrics-text; version=1.0.0" << "" << "OpenMetrics";
        QTest::newRow("none") << "" << ""
                              << "non-compliant scrape target sending blank Content-Type and no "
                                 "fallback_scrape_protocol specified for target";
        QTest::newRow("unparsable")
            << "text plain" << ""
            << "cannot parse Content-Type \"text plain\" and no fallback_scrape_protocol for target";
        QTest::newRow("other") << "text/html" << ""
                               << "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol "
                                  "specified for target";
        QTest::newRow("none, with a fallback") << "" << "PrometheusText0.0.4" << "text";
        QTest::newRow("other, with a fallback") << "text/html" << "OpenMetricsText1.0.0" << "OpenMetrics";
    }
    void theParserIsChosenByContentType() {
        QFETCH(QString, type);
        QFETCH(QString, fallback);
        QFETCH(QString, result);
        const auto format = formatOfContentType(type.toStdString(), parseScrapeProtocol(fallback.toStdString()));
        const auto text = !format                              ? format.error().message()
                          : *format == TextFormat::kPrometheus ? "text"
                                                               : "OpenMetrics";
        QCOMPARE(QString::fromStdString(text), result);
    }

    void anExporterAnswersAsAskedFor_data() {
        QTest::addColumn<QString>("accept");
        QTest::addColumn<bool>("openMetricsToo");
        QTest::addColumn<QString>("contentType");
        const auto text = QString("text/plain; version=0.0.4; charset=utf-8; escaping=");
        const auto openMetrics = QString("application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=");
        const auto prometheus =
            QString::fromStdString(scrapeAcceptHeader(kDefaultScrapeProtocols, EscapingScheme::kAllowUtf8));
        QTest::newRow("nothing asked") << "" << true << text + "underscores";
        QTest::newRow("Prometheus") << prometheus << true << openMetrics + "allow-utf-8";
        QTest::newRow("Prometheus, text only") << prometheus << false << text + "allow-utf-8";
        QTest::newRow("by weight") << "text/plain;q=0.9,application/openmetrics-text;q=0.8" << true
                                   << text + "underscores";
        QTest::newRow("by weight, other order")
            << "text/plain;q=0.1, application/openmetrics-text; q=0.8" << true << openMetrics + "underscores";
        QTest::newRow("unknown version") << "application/openmetrics-text;version=9.9.9" << true
                                         << text + "underscores";
        QTest::newRow("unknown scheme") << "text/plain;escaping=magic" << true << text + "underscores";
        QTest::newRow("values") << "text/plain;version=0.0.4;escaping=values" << true << text + "values";
        QTest::newRow("nonsense") << ";;,,=q" << true << text + "underscores";
    }
    void anExporterAnswersAsAskedFor() {
        QFETCH(QString, accept);
        QFETCH(bool, openMetricsToo);
        QFETCH(QString, contentType);
        const auto served = negotiate(accept.toStdString(), openMetricsToo ? Offer::kTextAndOpenMetrics : Offer::kText);
        QCOMPARE(QString::fromStdString(served.contentType()), contentType);
    }
};

QTEST_GUILESS_MAIN(TestWriters)
#include "test_writers.moc"
