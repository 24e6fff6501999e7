// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "notify/value_picture.h"
#include "ui/support/fake_server.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

constexpr model::TimeRange kRange{0, 600'000};

std::vector<model::Sample> rising() {
    std::vector<model::Sample> samples;
    for (int i = 0; i <= 60; ++i) {
        samples.push_back({i * 10'000, static_cast<double>(i)});
    }
    return samples;
}

double luminance(QRgb color) {
    const auto part = [](int channel) {
        const double value = channel / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(qRed(color)) + 0.7152 * part(qGreen(color)) + 0.0722 * part(qBlue(color));
}

double contrast(QRgb a, QRgb b) {
    const double one = luminance(a) + 0.05;
    const double other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

} // namespace

class TestValuePicture : public QObject {
    Q_OBJECT

  private slots:
    void theExpressionIsInTheUrl_data();
    void theExpressionIsInTheUrl();
    void theComparisonIsTakenOff_data();
    void theComparisonIsTakenOff();
    void withoutAUrlTheRuleOfThatNameIsDrawn();
    void theMarginIsEmpty();
    void theLineStandsOutOnLightAndDark();
    void whatCannotBeDrawnIsNot();
};

void TestValuePicture::theExpressionIsInTheUrl_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expression");
    QTest::newRow("as Go writes it") << "http://p:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1" << "up == 0";
    QTest::newRow("a plus") << "http://p/graph?g0.expr=a+%2B+b" << "a + b";
    QTest::newRow("matchers") << "http://p/graph?g0.expr=up%7Bjob%3D%22%26%25%22%7D" << "up{job=\"&%\"}";
    QTest::newRow("none") << "http://p/graph" << "";
    QTest::newRow("no url") << "%%%" << "";
}

void TestValuePicture::theExpressionIsInTheUrl() {
    QFETCH(QString, url);
    QFETCH(QString, expression);
    QCOMPARE(QString::fromStdString(expressionOf(url.toStdString())), expression);
}

void TestValuePicture::theComparisonIsTakenOff_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("watched");
    QTest::addColumn<double>("limit");
    const auto none = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("above") << "node_load1 > 3" << "node_load1" << 3.0;
    QTest::newRow("turned round") << "(3 < node_load1)" << "node_load1" << 3.0;
    QTest::newRow("negative") << "t < -5" << "t" << -5.0;
    QTest::newRow("no number") << "a > b" << "a > b" << none;
    QTest::newRow("set operation") << "a > 1 and b" << "a > 1 and b" << none;
    QTest::newRow("bool") << "a > bool 1" << "a > bool 1" << none;
    QTest::newRow("unreadable") << "a >" << "a >" << none;
}

void TestValuePicture::theComparisonIsTakenOff() {
    QFETCH(QString, expression);
    QFETCH(QString, watched);
    QFETCH(double, limit);
    const auto found = watchedValue(expression.toStdString());
    QCOMPARE(QString::fromStdString(found.expression), watched);
    QCOMPARE(found.limit.has_value(), !std::isnan(limit));
    if (found.limit) {
        QCOMPARE(*found.limit, limit);
    }
}

void TestValuePicture::withoutAUrlTheRuleOfThatNameIsDrawn() {
    tests::FakeServer server;
    auto alert = server.alertWorld.alerts({}, {}).value().front();
    const auto now = server.alertWorld.bornAt();
    for (const auto* url : {"", "http://nas/graph"}) {
        alert.generatorUrl = url;
        const auto drawn = fetchValuePicture(server, alert, now, {});
        QVERIFY(drawn);
        QVERIFY(!drawn->image.isNull());
        QVERIFY(drawn->value);
    }
    // One of another sender, or of a rule that says something else.
    alert.labels = {{"alertname", "Elsewhere"}};
    QVERIFY(fetchValuePicture(server, alert, now, {}).value().image.isNull());
    server.hasRules = false;
    QVERIFY(!fetchValuePicture(server, alert, now, {}));
}

void TestValuePicture::theMarginIsEmpty() {
    const auto image = drawValuePicture(rising(), kRange, 30);
    QVERIFY(!image.isNull());
    for (int x = 0; x < image.width(); ++x) {
        QCOMPARE(qAlpha(image.pixel(x, 0)), 0);
        QCOMPARE(qAlpha(image.pixel(x, image.height() - 1)), 0);
    }
    for (int y = 0; y < image.height(); ++y) {
        QCOMPARE(qAlpha(image.pixel(0, y)), 0);
        QCOMPARE(qAlpha(image.pixel(image.width() - 1, y)), 0);
    }
}

void TestValuePicture::theLineStandsOutOnLightAndDark() {
    const auto image = drawValuePicture(rising(), kRange, {});
    QRgb line = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255) {
                line = image.pixel(x, y);
            }
        }
    }
    QVERIFY2(contrast(line, qRgb(255, 255, 255)) >= 3, qPrintable(QString::number(contrast(line, 0xffffffff))));
    QVERIFY2(contrast(line, qRgb(0x20, 0x20, 0x20)) >= 3, qPrintable(QString::number(contrast(line, 0xff202020))));
}

void TestValuePicture::whatCannotBeDrawnIsNot() {
    const auto nothing = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(drawValuePicture({}, kRange, {}).isNull());
    QVERIFY(drawValuePicture({{0, 1}}, kRange, {}).isNull());
    QVERIFY(drawValuePicture({{0, nothing}, {10'000, INFINITY}}, kRange, {}).isNull());
    QVERIFY(!drawValuePicture({{0, 1}, {10'000, 1}}, kRange, nothing).isNull());
}

QTEST_GUILESS_MAIN(TestValuePicture)
#include "test_value_picture.moc"
