// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chunks/decode.h"
#include "chunks/encode.h"
#include "chunks/histogram_chunk.h"
#include "model/sample.h"

using namespace hearth;
using namespace hearth::chunks;
using model::CounterResetHint;
using model::Histogram;

namespace {

/// Buckets from index 0 on, by their counts.
Histogram counts(const std::vector<std::int64_t>& buckets, std::int32_t offset = 0) {
    Histogram histogram;
    histogram.layout.positiveSpans = {{offset, static_cast<std::uint32_t>(buckets.size())}};
    std::int64_t last = 0;
    for (const auto bucket : buckets) {
        histogram.positiveBuckets.push_back(bucket - last);
        histogram.count += static_cast<std::uint64_t>(bucket);
        last = bucket;
    }
    histogram.sum = static_cast<double>(histogram.count) * 1.5;
    return histogram;
}

Histogram gauge(Histogram histogram) {
    histogram.hint = CounterResetHint::kGauge;
    return histogram;
}

Histogram stale() {
    Histogram histogram;
    histogram.sum = model::staleNan();
    return histogram;
}

HistogramChunk chunkOf(const Histogram& first) {
    HistogramChunk chunk;
    chunk.begin(1000, first, headerFor(first.hint));
    return chunk;
}

/// What append() says, as text.
std::string joins(HistogramChunk chunk, const Histogram& next) {
    const auto header = chunk.append(2000, next);
    if (!header) {
        return "appended";
    }
    switch (*header) {
    case CounterResetHeader::kReset:
        return "reset";
    case CounterResetHeader::kNotReset:
        return "no reset";
    case CounterResetHeader::kGauge:
        return "gauge";
    default:
        return "unknown";
    }
}

model::Columns decoded(const HistogramChunk& chunk) {
    model::Columns columns;
    if (!decode(chunk.encoding(), std::as_bytes(std::span(chunk.payload())), columns)) {
        columns.clear();
    }
    return columns;
}

const Histogram& at(const model::Columns& columns, std::size_t i) {
    return *std::get<std::shared_ptr<const Histogram>>(columns.histograms[i].value);
}

} // namespace

class TestHistogramChunk : public QObject {
    Q_OBJECT

  private slots:
    void aHistogramJoinsOrNot();
    void newBucketsWidenTheChunk();
    void missingEmptyBucketsAreFilledIn();
    void afterAStaleMarkerOnlyStaleMarkersJoin();
    void hintsOnReadAreWhatTheChunkKnows();
    void aCutChunkContinuesTheOneBefore();
    void tooFineSchemasAreReducedOnRead();
    void samplesOfDifferentKindsAreInDifferentChunks();
    void chunksOfMergedSamplesHold120();
};

void TestHistogramChunk::aHistogramJoinsOrNot() {
    const auto base = counts({2, 0, 3});
    QCOMPARE(joins(chunkOf(base), counts({2, 0, 3})), std::string("appended"));
    QCOMPARE(joins(chunkOf(base), counts({2, 1, 4})), std::string("appended"));
    QCOMPARE(joins(chunkOf(base), counts({2, 0, 2})), std::string("reset"));
    QCOMPARE(joins(chunkOf(base), counts({1, 9, 9})), std::string("reset"));
    QCOMPARE(joins(chunkOf(base), counts({9, 9})), std::string("reset"));
    auto explicitReset = counts({5, 5, 5});
    explicitReset.hint = CounterResetHint::kReset;
    QCOMPARE(joins(chunkOf(base), explicitReset), std::string("reset"));
    auto finer = counts({5, 5, 5});
    finer.layout.schema = 1;
    QCOMPARE(joins(chunkOf(base), finer), std::string("unknown"));
    auto threshold = counts({5, 5, 5});
    threshold.layout.zeroThreshold = 0.5;
    QCOMPARE(joins(chunkOf(base), threshold), std::string("unknown"));
    QCOMPARE(joins(chunkOf(base), gauge(base)), std::string("gauge"));
    QCOMPARE(joins(chunkOf(gauge(base)), base), std::string("no reset"));
    QCOMPARE(joins(chunkOf(gauge(base)), gauge(counts({0, 1}))), std::string("appended"));
}

void TestHistogramChunk::newBucketsWidenTheChunk() {
    auto chunk = chunkOf(counts({2, 3}, 1));
    QVERIFY(!chunk.append(2000, counts({2, 4}, 1)));
    QVERIFY(!chunk.append(3000, counts({1, 2, 4, 1})));
    QCOMPARE(chunk.count(), std::size_t{3});
    const auto columns = decoded(chunk);
    QCOMPARE(columns.histograms.size(), std::size_t{3});
    QVERIFY(model::identical(at(columns, 0), [] {
        auto wide = counts({0, 2, 3, 0});
        wide.sum = 7.5;
        return wide;
    }()));
    QVERIFY(model::identical(at(columns, 2), counts({1, 2, 4, 1})));
}

void TestHistogramChunk::missingEmptyBucketsAreFilledIn() {
    auto chunk = chunkOf(counts({2, 0, 0}));
    QVERIFY(!chunk.append(2000, counts({3})));
    QVERIFY(!chunk.append(3000, counts({4, 1})));
    const auto columns = decoded(chunk);
    QVERIFY(model::identical(at(columns, 1), counts({3, 0, 0})));
    QVERIFY(model::identical(at(columns, 2), counts({4, 1, 0})));
}

void TestHistogramChunk::afterAStaleMarkerOnlyStaleMarkersJoin() {
    auto chunk = chunkOf(counts({2, 3}));
    QVERIFY(!chunk.append(2000, stale()));
    QVERIFY(!chunk.append(3000, stale()));
    QVERIFY(chunk.append(4000, counts({2, 3})).value() == CounterResetHeader::kUnknown);
    const auto columns = decoded(chunk);
    QCOMPARE(columns.histograms.size(), std::size_t{3});
    QVERIFY(!model::isStale(columns.histograms[0].value));
    QVERIFY(model::isStale(columns.histograms[1].value));
    QVERIFY(model::isStale(columns.histograms[2].value));
}

void TestHistogramChunk::hintsOnReadAreWhatTheChunkKnows() {
    HistogramChunk chunk;
    chunk.begin(1000, counts({1}), CounterResetHeader::kReset);
    QVERIFY(!chunk.append(2000, counts({2})));
    auto columns = decoded(chunk);
    QVERIFY(at(columns, 0).hint == CounterResetHint::kUnknown);
    QVERIFY(at(columns, 1).hint == CounterResetHint::kNotReset);
    auto gauges = chunkOf(gauge(counts({1})));
    QVERIFY(!gauges.append(2000, gauge(counts({2}))));
    columns = decoded(gauges);
    QVERIFY(at(columns, 0).hint == CounterResetHint::kGauge);
    QVERIFY(at(columns, 1).hint == CounterResetHint::kGauge);
}

void TestHistogramChunk::aCutChunkContinuesTheOneBefore() {
    const auto chunk = chunkOf(counts({2, 3}));
    QVERIFY(chunk.continuationHeader(counts({2, 4})) == CounterResetHeader::kNotReset);
    QVERIFY(chunk.continuationHeader(counts({1, 1})) == CounterResetHeader::kReset);
    QVERIFY(chunk.continuationHeader(gauge(counts({1, 1}))) == CounterResetHeader::kGauge);
    FloatHistogramChunk floats;
    auto coarse = model::toFloat(counts({2, 3}));
    floats.begin(1000, coarse, CounterResetHeader::kUnknown);
    coarse.layout.schema = -1;
    QVERIFY(floats.continuationHeader(coarse) == CounterResetHeader::kNotReset);
    QVERIFY(floats.append(2000, coarse).value() == CounterResetHeader::kUnknown);
}

void TestHistogramChunk::tooFineSchemasAreReducedOnRead() {
    auto fine = counts({1, 2, 3, 4}, 1);
    fine.layout.schema = 10;
    const auto columns = decoded(chunkOf(fine));
    QCOMPARE(at(columns, 0).layout.schema, model::kMaxExponentialSchema);
    QCOMPARE(at(columns, 0).positiveBuckets, std::vector<std::int64_t>{10});
    auto unknown = fine;
    unknown.layout.schema = 53;
    const auto chunk = chunkOf(unknown);
    model::Columns none;
    const auto result = decode(chunk.encoding(), std::as_bytes(std::span(chunk.payload())), none);
    QCOMPARE(result.error().code(), ErrorCode::kUnsupported);
}

void TestHistogramChunk::samplesOfDifferentKindsAreInDifferentChunks() {
    const auto integer = std::make_shared<const Histogram>(counts({1, 2}));
    const auto fractional = std::make_shared<const model::FloatHistogram>(model::toFloat(*integer));
    const model::Columns columns{
        .times = {1, 2, 5}, .values = {1, 2, 3}, .histograms = {{3, integer}, {4, integer}, {6, fractional}}};
    std::string text;
    for (const auto& chunk : encode(columns)) {
        text += std::string(encodingName(chunk.encoding)) + " " + std::to_string(chunk.begin) + "-" +
                std::to_string(chunk.end) + " " + std::to_string(chunk.samples) + "; ";
    }
    QCOMPARE(text, std::string("XOR 1-2 2; histogram 3-4 2; XOR 5-5 1; floathistogram 6-6 1; "));
    QVERIFY(encode({}).empty());
}

void TestHistogramChunk::chunksOfMergedSamplesHold120() {
    model::Columns columns;
    for (int i = 0; i < 250; ++i) {
        columns.times.push_back(i);
        columns.values.push_back(i);
        columns.histograms.push_back({1000 + i, std::make_shared<const Histogram>(counts({i, 2 * i}))});
    }
    std::vector<std::size_t> samples;
    for (const auto& chunk : encode(columns)) {
        samples.push_back(chunk.samples);
    }
    QCOMPARE(samples, (std::vector<std::size_t>{120, 120, 10, 120, 120, 10}));
}

QTEST_GUILESS_MAIN(TestHistogramChunk)
#include "test_histogram_chunk.moc"
