// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "model/histogram.h"
#include "model/histogram_buckets.h"
#include "model/sample.h"

using namespace hearth;
using namespace hearth::model;

namespace {

Histogram example() {
    return {.layout = {.schema = 1,
                       .zeroThreshold = 0.001,
                       .positiveSpans = {{0, 2}, {1, 2}},
                       .negativeSpans = {{0, 2}, {1, 2}},
                       .customBounds = {}},
            .zeroCount = 2,
            .count = 17,
            .sum = 18.4,
            .positiveBuckets = {2, 1, -2, 3},
            .negativeBuckets = {1, 0, 1, -1}};
}

Histogram custom() {
    return {.layout = {.schema = kCustomBucketsSchema,
                       .positiveSpans = {{0, 1}, {1, 2}},
                       .negativeSpans = {},
                       .customBounds = {-1, 0.25, 10}},
            .count = 3,
            .sum = 5e-5,
            .positiveBuckets = {1, 0, 0},
            .negativeBuckets = {}};
}

std::string text(const Histogram& histogram) {
    return toText(toFloat(histogram));
}

/// "offset:length ... | bucket ..." of the positive side.
template <class Value>
std::string positive(const Value& histogram) {
    std::string out;
    for (const auto& span : histogram.layout.positiveSpans) {
        out += std::to_string(span.offset) + ":" + std::to_string(span.length) + " ";
    }
    out += "|";
    for (const auto bucket : histogram.positiveBuckets) {
        out += " " + std::to_string(static_cast<long>(bucket));
    }
    return out;
}

Histogram positiveOnly(std::vector<HistogramSpan> spans, std::vector<std::int64_t> buckets) {
    Histogram histogram;
    histogram.layout.positiveSpans = std::move(spans);
    histogram.positiveBuckets = std::move(buckets);
    return histogram;
}

} // namespace

class TestHistogram : public QObject {
    Q_OBJECT

  private slots:
    void textIsAsPrometheusPrintsIt_data();
    void textIsAsPrometheusPrintsIt();
    void bucketsGoFromTheLowestToTheHighest();
    void bucketsAreCutAtTheZeroThreshold();
    void validationFindsWhatIsWrong_data();
    void validationFindsWhatIsWrong();
    void countsMayExceedBucketsWhereNanWasObserved();
    void identityIsThatOfBitsAndBuckets();
    void compactionDropsEmptyBuckets();
    void compactionFillsSmallGaps();
    void resolutionIsReducedByMergingBuckets();
    void damagedLayoutsAreNotReduced();
};

void TestHistogram::textIsAsPrometheusPrintsIt_data() {
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Histogram& histogram, const char* expected) {
        QTest::newRow(name) << QString::fromStdString(text(histogram)) << expected;
        if (histogram.count < 1'000'000) {
            QTest::addRow("%s, of integers", name) << QString::fromStdString(toText(histogram)) << expected;
        }
    };
    auto histogram = example();
    histogram.count = 12;
    row("both sides", histogram,
        "{count:12, sum:18.4, [-4,-2.82842712474619):1, [-2.82842712474619,-2):2, [-1.414213562373095,-1):1, "
        "[-1,-0.7071067811865475):1, [-0.001,0.001]:2, (0.7071067811865475,1]:2, (1,1.414213562373095]:3, "
        "(2,2.82842712474619]:1, (2.82842712474619,4]:4}");
    row("the finest schema",
        {.layout = {.schema = 8, .positiveSpans = {{-300, 1}, {5, 2}}, .negativeSpans = {}, .customBounds = {}},
         .count = 3,
         .sum = 1234567.5,
         .positiveBuckets = {1, 0, 0},
         .negativeBuckets = {}},
        "{count:3, sum:1.2345675e+06, (0.44264399351588857,0.4438441231316302]:1, "
        "(0.4498937562351336,0.45111354195165576]:1, (0.45111354195165576,0.45233663484275777]:1}");
    row("the last bucket of numbers, and that of infinity",
        {.layout = {.schema = -4, .positiveSpans = {{64, 2}}, .negativeSpans = {}, .customBounds = {}},
         .count = 3000000,
         .sum = normalNan(),
         .positiveBuckets = {1, 2999998},
         .negativeBuckets = {}},
        "{count:3e+06, sum:NaN, (2.7430620343968443e+303,1.7976931348623157e+308]:1, "
        "(1.7976931348623157e+308,+Inf]:2.999999e+06}");
    const Histogram large{.layout = {.schema = 0, .positiveSpans = {{0, 1}}, .negativeSpans = {{1, 2}}},
                          .zeroCount = 1000000,
                          .count = 9007199254740993, // one that no float holds
                          .sum = 2e6,
                          .positiveBuckets = {1234567},
                          .negativeBuckets = {9007199254740993, -9007199254740992}};
    QTest::newRow("integers without an exponent")
        << QString::fromStdString(toText(large))
        << "{count:9007199254740993, sum:2e+06, [-4,-2):1, [-2,-1):9007199254740993, [-0,0]:1000000, (0.5,1]:1234567}";
    row("custom bounds", custom(), "{count:3, sum:5e-05, [-Inf,-1]:1, (0.25,10]:1, (10,+Inf]:1}");
    row("the last buckets of a finer schema",
        {.layout = {.schema = 3, .positiveSpans = {{8192, 2}}, .negativeSpans = {{8192, 1}}, .customBounds = {}},
         .count = 3,
         .sum = 1,
         .positiveBuckets = {1, 0},
         .negativeBuckets = {1}},
        "{count:3, sum:1, [-1.7976931348623157e+308,-1.6484918731100238e+308):1, "
        "(1.6484918731100238e+308,1.7976931348623157e+308]:1, (1.7976931348623157e+308,+Inf]:1}");
    row("nothing", {}, "{count:0, sum:0}");
}

void TestHistogram::textIsAsPrometheusPrintsIt() {
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

void TestHistogram::bucketsGoFromTheLowestToTheHighest() {
    const auto buckets = allBuckets(toFloat(example()));
    QCOMPARE(buckets.size(), std::size_t{9});
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        QVERIFY(buckets[i - 1].upper <= buckets[i].lower);
    }
    QCOMPARE(buckets[4].count, 2.0);
    QVERIFY(buckets[4].lowerInclusive && buckets[4].upperInclusive);
    QVERIFY(buckets[0].lowerInclusive && !buckets[0].upperInclusive);
    QVERIFY(!buckets[8].lowerInclusive && buckets[8].upperInclusive);
}

void TestHistogram::bucketsAreCutAtTheZeroThreshold() {
    auto histogram = example();
    histogram.layout.zeroThreshold = 0.8; // inside of (0.7, 1] and [-1, -0.7)
    const auto buckets = allBuckets(toFloat(histogram));
    QCOMPARE(buckets[3].upper, -0.8);
    QCOMPARE(buckets[5].lower, 0.8);
}

void TestHistogram::validationFindsWhatIsWrong_data() {
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    const auto check = [](Histogram histogram, const auto& spoil, const char* expected) {
        spoil(histogram);
        const auto result = validate(histogram);
        QTest::addRow("%s", expected) << QString::fromStdString(result ? "valid" : result.error().message())
                                      << expected;
    };
    check(example(), [](Histogram&) {}, "valid");
    check(custom(), [](Histogram& h) { h.hint = CounterResetHint::kGauge; }, "valid");
    const auto good = example();
    check(good, [](auto& h) { h.count = 19; }, "buckets hold 17 observations, but the count is 19");
    check(good, [](auto& h) { h.positiveBuckets[1] = -3; }, "positive side: bucket 2 has the negative count -1");
    check(good, [](auto& h) { h.negativeBuckets.pop_back(); }, "negative side: spans name 4 buckets, but there are 3");
    check(
        good, [](auto& h) { h.layout.positiveSpans[1].offset = -1; },
        "positive side: span 2 has the negative offset -1");
    check(
        good, [](auto& h) { h.layout.schema = 9; },
        "histogram has the schema 9; it must be -4 to 8, or -53 for custom buckets");
    check(
        good, [](auto& h) { h.layout.customBounds = {1}; },
        "a histogram with exponential buckets must not have custom bounds");
    const auto bounds = custom();
    check(
        bounds, [](auto& h) { h.layout.customBounds[1] = -1; },
        "custom buckets: bounds must increase, but -1 follows -1");
    check(bounds, [](auto& h) { h.layout.customBounds[0] = normalNan(); }, "custom buckets: a bound is NaN");
    check(
        bounds, [](auto& h) { h.layout.customBounds[2] = std::numeric_limits<double>::infinity(); },
        "custom buckets: the last bound must not be +Inf, which is always there");
    check(
        bounds, [](auto& h) { h.layout.customBounds.pop_back(); },
        "custom buckets: 2 bounds are too few for spans that cover 4 buckets");
    check(bounds, [](auto& h) { h.zeroCount = 1; }, "custom buckets: zero count and zero threshold must be 0");
    check(
        bounds, [](auto& h) { h.layout.negativeSpans = {{0, 1}}; },
        "custom buckets: there must be no negative buckets");
    FloatHistogram negative = toFloat(example());
    negative.zeroCount = -1;
    QTest::newRow("float zero count") << QString::fromStdString(validate(negative).error().message())
                                      << "the zero bucket has the negative count -1";
}

void TestHistogram::validationFindsWhatIsWrong() {
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

void TestHistogram::countsMayExceedBucketsWhereNanWasObserved() {
    auto histogram = example();
    histogram.sum = normalNan();
    histogram.count = 20;
    QVERIFY(validate(histogram));
    histogram.count = 16;
    QVERIFY(!validate(histogram));
}

void TestHistogram::identityIsThatOfBitsAndBuckets() {
    QVERIFY(identical(example(), example()));
    auto respelt = example();
    respelt.layout.positiveSpans = {{0, 1}, {0, 1}, {0, 0}, {1, 2}};
    QVERIFY(identical(example(), respelt));
    auto hinted = example();
    hinted.hint = CounterResetHint::kReset;
    QVERIFY(identical(example(), hinted));
    auto nan = example();
    nan.sum = normalNan();
    QVERIFY(identical(nan, nan));
    QVERIFY(!identical(nan, example()));
    auto moved = example();
    moved.layout.positiveSpans[0].offset = 1;
    QVERIFY(!identical(moved, example()));
    const HistogramValue integer = std::make_shared<const Histogram>(example());
    const HistogramValue fractional = std::make_shared<const FloatHistogram>(toFloat(example()));
    QVERIFY(identical(integer, integer));
    QVERIFY(!identical(integer, fractional));
    QVERIFY(hintOf(withHint(integer, CounterResetHint::kGauge)) == CounterResetHint::kGauge);
}

void TestHistogram::compactionDropsEmptyBuckets() {
    auto histogram = positiveOnly({{-2, 4}, {3, 2}, {0, 2}}, {0, 1, -1, 2, -2, 0, 3, -3}); // 0 1 0 2 | 0 0 | 3 0
    compact(histogram);
    QCOMPARE(positive(histogram), std::string("-1:1 1:1 5:1 | 1 1 1"));
    auto floats = toFloat(positiveOnly({{0, 3}}, {0, 0, 0}));
    compact(floats);
    QCOMPARE(positive(floats), std::string("|"));
}

void TestHistogram::compactionFillsSmallGaps() {
    auto histogram = positiveOnly({{0, 1}, {2, 1}, {3, 1}}, {1, 1, 1}); // 1 . . 2 . . . 3
    compact(histogram, 2);
    QCOMPARE(positive(histogram), std::string("0:4 3:1 | 1 -1 0 2 1"));
}

void TestHistogram::resolutionIsReducedByMergingBuckets() {
    auto histogram = positiveOnly({{0, 4}, {1, 2}}, {1, 2, -2, 1, -1, 1}); // indices 0..3: 1 3 1 2; 5, 6: 1 2
    histogram.layout.schema = 2;
    QVERIFY(reduceResolution(histogram, 0));
    QCOMPARE(positive(histogram), std::string("0:3 | 1 5 -3"));
    auto floats = toFloat(positiveOnly({{-7, 2}, {20, 1}}, {1, 0, 3}));
    floats.layout.schema = 10;
    QVERIFY(reduceToKnownSchema(floats));
    QCOMPARE(floats.layout.schema, kMaxExponentialSchema);
    QCOMPARE(positive(floats), std::string("-1:1 4:1 | 2 4"));
    floats.layout.schema = 53;
    QCOMPARE(reduceToKnownSchema(floats).error().code(), ErrorCode::kUnsupported);
}

void TestHistogram::damagedLayoutsAreNotReduced() {
    auto tooFew = positiveOnly({{0, 4}}, {1});
    tooFew.layout.schema = 2;
    QVERIFY(!reduceResolution(tooFew, 1));
    auto backwards = positiveOnly({{0, 1}, {-3, 1}}, {1, 1});
    backwards.layout.schema = 2;
    QVERIFY(!reduceResolution(backwards, 1));
    QVERIFY(!reduceResolution(backwards, 2));
}

QTEST_GUILESS_MAIN(TestHistogram)
#include "test_histogram.moc"
