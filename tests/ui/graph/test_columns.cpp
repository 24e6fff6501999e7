// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <random>

#include "graph/column_spans.h"
#include "graph/hit_test.h"
#include "graph/plot_frame.h"
#include "graph/plot_raster.h"
#include "graph/series_colors.h"
#include "graph/stacking.h"

using namespace hearth;
using namespace hearth::ui;

class TestColumns : public QObject {
    Q_OBJECT

  private slots:
    void aLineCoversWhatItPassesInEachColumn();
    void noPeakIsLostHoweverManySamples();
    void gapsStayGaps();
    void valuesThatAreNotFiniteInterruptTheLine();
    void aSampleAloneBecomesADot();
    void linesRunOutOfThePicture();
    void reducingAgreesWithTheSlowWay();

    void theRasterPaintsWhereTheLineIs();
    void dashesLeaveGaps();
    void stackedBandsAddUp();
    void aStackSkipsWhatIsMissing();

    void theNearestSampleWithinReachIsHit();
    void hitsAreSortedByValue();
    void arrowKeysMoveSampleBySample();

    void aSeriesKeepsItsColour();
    void eightSeriesHaveEightHues();
    void theNinthIsDashed();
    void summariesIgnoreWhatIsNotFinite();
    void shortNamesHoldWhatDiffers();
};

static std::vector<model::Sample> line(std::vector<double> values, model::DurationMs step = 1000) {
    std::vector<model::Sample> samples;
    for (std::size_t i = 0; i < values.size(); ++i) {
        samples.push_back({static_cast<model::TimestampMs>(i) * step, values[i]});
    }
    return samples;
}

/// Times 0 to 10 s over 10 columns; values 0 to 100 over 100 pixels.
static PlotMapping tenByHundred() {
    ValueExtent extent;
    extent.add(0);
    extent.add(100);
    return {{0, 10'000}, ValueAxis::covering(extent, {}), 10, 100};
}

static QString text(const std::vector<ColumnSpan>& columns) {
    QStringList list;
    for (const auto& span : columns) {
        list << (span.empty() ? "." : QStringLiteral("%1-%2").arg(span.top).arg(span.bottom));
    }
    return list.join(' ');
}

static GraphDataPtr graph(std::vector<std::vector<double>> values, model::DurationMs step = 1000) {
    model::Matrix matrix;
    for (std::size_t i = 0; i < values.size(); ++i) {
        matrix.push_back({model::Labels{{"job", "node"}, {"i", std::to_string(i)}}, line(values[i], step)});
    }
    const auto count = static_cast<model::DurationMs>(values.empty() ? 0 : values.front().size());
    return makeGraphData(std::move(matrix), {0, (count - 1) * step}, step, Unit::kNone);
}

void TestColumns::aLineCoversWhatItPassesInEachColumn() {
    const auto reduced = columnLine(line({0, 10, 20, 30}), 1500, tenByHundred(), 10);
    QCOMPARE(text(reduced.columns), "90-100 80-90 70-80 70-70 . . . . . .");
    QVERIFY(reduced.dots.empty());
}

void TestColumns::noPeakIsLostHoweverManySamples() {
    std::vector<double> values(100'000, 50);
    values[31'415] = 93;
    values[77'777] = 2;
    auto mapping = tenByHundred();
    mapping.time.end = 100'000;
    const auto reduced = columnLine(line(values, 1), 2, mapping, 10);
    QCOMPARE(reduced.columns[3], (ColumnSpan{7, 50}));
    QCOMPARE(reduced.columns[7], (ColumnSpan{50, 98}));
    QCOMPARE(reduced.columns[5], (ColumnSpan{50, 50}));
}

void TestColumns::gapsStayGaps() {
    auto samples = line({10, 10, 10});
    samples.push_back({7000, 10});
    samples.push_back({8000, 10});
    const auto reduced = columnLine(samples, 1500, tenByHundred(), 10);
    QCOMPARE(text(reduced.columns), "90-90 90-90 90-90 . . . . 90-90 90-90 .");
}

void TestColumns::valuesThatAreNotFiniteInterruptTheLine() {
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    const auto reduced = columnLine(line({10, 10, nan, 10, 10, infinity, 10, 10}), 1500, tenByHundred(), 10);
    QCOMPARE(text(reduced.columns), "90-90 90-90 . 90-90 90-90 . 90-90 90-90 . .");
}

void TestColumns::aSampleAloneBecomesADot() {
    const auto reduced = columnLine({std::vector<model::Sample>{{2000, 40}}}, 1500, tenByHundred(), 10);
    QCOMPARE(reduced.dots.size(), 1U);
    QCOMPARE(reduced.dots[0].x, 2.0F);
    QCOMPARE(reduced.dots[0].y, 60.0F);
}

void TestColumns::linesRunOutOfThePicture() {
    auto mapping = tenByHundred();
    mapping.time = {2500, 4500};
    const auto reduced = columnLine(line({0, 10, 20, 30, 40, 50}), 1500, mapping, 4);
    for (const auto& column : reduced.columns) {
        QVERIFY(!column.empty());
    }
    QCOMPARE(reduced.columns.front().bottom, 75.0F);
    QCOMPARE(reduced.columns.back().top, 55.0F);
}

void TestColumns::reducingAgreesWithTheSlowWay() {
    std::mt19937 random(20261121);
    std::uniform_real_distribution<double> value(0, 100);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> values(500);
        for (auto& each : values) {
            each = value(random);
        }
        auto mapping = tenByHundred();
        mapping.time = {0, 499'000};
        const int columns = 37;
        const auto reduced = columnLine(line(values), 1500, mapping, columns);
        // Each sample lies within the span of its column, and spans reach no further than samples do.
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto column = std::min<std::size_t>(i * columns / 499, columns - 1);
            const auto y = static_cast<float>(100 - values[i]);
            QVERIFY(reduced.columns[column].top <= y + 1e-3F && reduced.columns[column].bottom >= y - 1e-3F);
        }
        for (const auto& span : reduced.columns) {
            QVERIFY(span.top >= 0 && span.bottom <= 100);
        }
    }
}

void TestColumns::theRasterPaintsWhereTheLineIs() {
    PlotRaster raster(10, 100);
    auto mapping = tenByHundred();
    const auto reduced =
        columnLine(line({50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50}), 1500, mapping, raster.columns());
    raster.drawLine(reduced, Qt::red, 2, 0, 1);
    const auto image = raster.image();
    QCOMPARE(image.pixelColor(5, 49), QColor(Qt::red));
    QCOMPARE(image.pixelColor(5, 50), QColor(Qt::red));
    QCOMPARE(image.pixelColor(5, 47).alpha(), 0);
    QCOMPARE(image.pixelColor(5, 52).alpha(), 0);
}

void TestColumns::dashesLeaveGaps() {
    PlotRaster raster(100, 10);
    ColumnLine flat;
    flat.columns.assign(200, {5, 5});
    raster.drawLine(flat, Qt::red, 1, 1, 1);
    const auto image = raster.image();
    int drawn = 0;
    for (int x = 0; x < 100; ++x) {
        drawn += image.pixelColor(x, 5).alpha() > 0 || image.pixelColor(x, 4).alpha() > 0;
    }
    QVERIFY(drawn > 60 && drawn < 85);
}

void TestColumns::stackedBandsAddUp() {
    const auto data = graph({{1, 2}, {10, 20}, {100, 200}});
    const auto bands = stack(*data, {true, false, true});
    QCOMPARE(bands[0].upper[1].value, 2.0);
    QVERIFY(bands[1].upper.empty());
    QCOMPARE(bands[2].lower[1].value, 2.0);
    QCOMPARE(bands[2].upper[1].value, 202.0);
}

void TestColumns::aStackSkipsWhatIsMissing() {
    const auto data = graph({{1, std::nan(""), 1}, {10, 10, 10}});
    const auto bands = stack(*data, {true, true});
    QCOMPARE(bands[0].upper.size(), 2U);
    QCOMPARE(bands[1].lower[1].value, 0.0);
    QCOMPARE(bands[1].upper[1].value, 10.0);
}

void TestColumns::theNearestSampleWithinReachIsHit() {
    const auto samples = line({1, 2, 3});
    QCOMPARE(sampleNear(samples, 1400, 1000)->value, 2.0);
    QCOMPARE(sampleNear(samples, 1600, 1000)->value, 3.0);
    QCOMPARE(sampleNear(samples, 2900, 1000)->value, 3.0);
    QVERIFY(!sampleNear(samples, 3100, 1000));
    QVERIFY(!sampleNear({}, 0, 1000));
}

void TestColumns::hitsAreSortedByValue() {
    const auto data = graph({{1, 1}, {30, 30}, {20, 20}});
    const auto hits = hitsAt(*data, {true, true, true}, {}, 0, tenByHundred());
    QCOMPARE(hits.size(), 3U);
    QCOMPARE(hits[0].series, 1U);
    QCOMPARE(hits[2].series, 0U);
    QCOMPARE(nearestHit(hits, 0, 79)->series, 2U);
    QVERIFY(!nearestHit({}, 0, 0));
}

void TestColumns::arrowKeysMoveSampleBySample() {
    const auto data = graph({{1, 2, 3, 4}});
    QCOMPARE(neighbourTime(*data, 1100, 1), 2000);
    QCOMPARE(neighbourTime(*data, 1100, -1), 0);
    QCOMPARE(neighbourTime(*data, 1100, 10), 3000);
}

void TestColumns::aSeriesKeepsItsColour() {
    SeriesColors colors;
    const std::vector<std::uint64_t> first{11, 19, 27}; // all want the same hue
    const auto before = colors.assign(first);
    const auto after = colors.assign(std::vector<std::uint64_t>{27, 3, 11});
    QCOMPARE(after[0], before[2]);
    QCOMPARE(after[2], before[0]);
    SeriesColors other;
    QCOMPARE(other.assign(std::vector<std::uint64_t>{27, 11, 19})[1], before[0]);
}

void TestColumns::eightSeriesHaveEightHues() {
    SeriesColors colors;
    const auto styles = colors.assign(std::vector<std::uint64_t>{8, 16, 24, 32, 40, 48, 56, 64});
    QSet<int> hues;
    for (const auto& style : styles) {
        QCOMPARE(style.dash, 0);
        hues.insert(style.hue);
    }
    QCOMPARE(hues.size(), 8);
}

void TestColumns::theNinthIsDashed() {
    SeriesColors colors;
    std::vector<std::uint64_t> hashes;
    for (std::uint64_t i = 0; i < 100; ++i) {
        hashes.push_back(i * 7919);
    }
    const auto styles = colors.assign(hashes);
    QCOMPARE(std::ranges::count(styles, 0, &SeriesStyle::dash) >= 8, true);
    QVERIFY(std::ranges::any_of(styles, [](SeriesStyle style) { return style.dash == 3; }));
}

void TestColumns::summariesIgnoreWhatIsNotFinite() {
    const auto summary = summarize(line({1, std::nan(""), 5, std::numeric_limits<double>::infinity()}));
    QCOMPARE(summary.last, 5.0);
    QCOMPARE(summary.mean, 3.0);
    QVERIFY(std::isnan(summarize({}).last));
}

void TestColumns::shortNamesHoldWhatDiffers() {
    const auto data = graph({{1}, {2}});
    QCOMPARE(data->series[1].name, R"({i="1", job="node"})");
    QCOMPARE(data->series[1].shortName, R"({i="1"})");
    QCOMPARE(graph({{1}})->series[0].shortName, R"({i="0", job="node"})");
}

QTEST_GUILESS_MAIN(TestColumns)
#include "test_columns.moc"
