// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "chunks/decode.h"
#include "tsdb/out_of_order/out_of_order_chunk.h"

using namespace hearth;
using namespace hearth::tsdb;

namespace {

constexpr model::TimeRange kAll{model::kMinTimestamp, model::kMaxTimestamp};

model::HistogramValue histogram(std::int64_t count) {
    model::Histogram value;
    value.layout.positiveSpans = {{0, 1}};
    value.positiveBuckets = {count};
    value.count = static_cast<std::uint64_t>(count);
    value.sum = 1;
    return std::make_shared<const model::Histogram>(value);
}

std::string timesOf(const std::vector<model::TimestampMs>& times) {
    std::string text;
    for (const auto time : times) {
        text += (text.empty() ? "" : ",") + std::to_string(time);
    }
    return text;
}

/// Times of floats and, behind a bar, of histograms.
std::string textOf(const model::Columns& columns) {
    std::vector<model::TimestampMs> histograms;
    for (const auto& sample : columns.histograms) {
        histograms.push_back(sample.time);
    }
    return timesOf(columns.times) + "|" + timesOf(histograms);
}

std::string textOf(const OutOfOrderChunk& chunk, model::TimeRange range = kAll) {
    model::Columns columns;
    chunk.read(range, columns);
    return textOf(columns);
}

} // namespace

class TestOutOfOrderChunk : public QObject {
    Q_OBJECT

  private slots:
    void samplesAreSorted();
    void aSecondSampleOfATimeIsDropped();
    void itIsFullAtThirtyTwo();
    void rangeSpansBothKinds();
    void encodingYieldsTheSamples();
    void kindsThatAlternateBecomeSeveralChunks();
    void anEmptyOneYieldsNoChunk();
    void itTakesLittleMemory();
};

void TestOutOfOrderChunk::samplesAreSorted() {
    OutOfOrderChunk chunk;
    for (const int time : {5, 9, 1, 7, 3}) {
        QVERIFY(chunk.insert(time, time));
    }
    QVERIFY(chunk.insert(4, histogram(1)) && chunk.insert(2, histogram(1)));
    QCOMPARE(textOf(chunk), std::string("1,3,5,7,9|2,4"));
    QCOMPARE(textOf(chunk, {3, 7}), std::string("3,5,7|4"));
}

void TestOutOfOrderChunk::aSecondSampleOfATimeIsDropped() {
    OutOfOrderChunk chunk;
    QVERIFY(chunk.insert(5, 1.0) && chunk.insert(3, histogram(1)));
    QVERIFY(!chunk.insert(5, 2.0) && !chunk.insert(3, 2.0));
    QVERIFY(!chunk.insert(5, histogram(2)) && !chunk.insert(3, histogram(2)));
    QCOMPARE(chunk.size(), std::size_t{2});
}

void TestOutOfOrderChunk::itIsFullAtThirtyTwo() {
    OutOfOrderChunk chunk;
    for (int i = 0; i < 32; ++i) {
        QVERIFY(!chunk.full());
        QVERIFY(i % 4 == 0 ? chunk.insert(100 - i, histogram(i + 1)) : chunk.insert(100 - i, i));
    }
    QVERIFY(chunk.full());
}

void TestOutOfOrderChunk::rangeSpansBothKinds() {
    OutOfOrderChunk chunk;
    QVERIFY(chunk.insert(5, 1.0));
    QVERIFY((chunk.range() == model::TimeRange{5, 5}));
    QVERIFY(chunk.insert(3, histogram(1)) && chunk.insert(9, histogram(1)));
    QVERIFY((chunk.range() == model::TimeRange{3, 9}));
}

void TestOutOfOrderChunk::encodingYieldsTheSamples() {
    std::mt19937 random(1);
    OutOfOrderChunk chunk;
    while (!chunk.full()) {
        const auto time = static_cast<model::TimestampMs>(random() % 100'000);
        chunk.insert(time, static_cast<double>(time) / 3);
    }
    const auto encoded = chunk.encode(kAll);
    QCOMPARE(encoded.size(), std::size_t{1});
    QVERIFY((model::TimeRange{encoded[0].begin, encoded[0].end} == chunk.range()));
    model::Columns again;
    QVERIFY(chunks::decode(encoded[0].encoding, std::as_bytes(std::span(encoded[0].payload)), again).has_value());
    model::Columns direct;
    chunk.read(kAll, direct);
    QVERIFY(again.times == direct.times && again.values == direct.values);
}

void TestOutOfOrderChunk::kindsThatAlternateBecomeSeveralChunks() {
    OutOfOrderChunk chunk;
    QVERIFY(chunk.insert(6, histogram(1))); // a reset
    QVERIFY(chunk.insert(5, histogram(9)) && chunk.insert(4, histogram(8)));
    QVERIFY(chunk.insert(1, 1.0) && chunk.insert(2, 1.0) && chunk.insert(7, 1.0));
    model::Columns again;
    std::string ranges;
    for (const auto& encoded : chunk.encode(kAll)) {
        ranges += std::to_string(encoded.begin) + "-" + std::to_string(encoded.end) + " ";
        QVERIFY(chunks::decode(encoded.encoding, std::as_bytes(std::span(encoded.payload)), again).has_value());
    }
    QCOMPARE(ranges, std::string("1-2 4-5 6-6 7-7 "));
    QCOMPARE(textOf(again), std::string("1,2,7|4,5,6"));
}

void TestOutOfOrderChunk::anEmptyOneYieldsNoChunk() {
    OutOfOrderChunk chunk;
    QVERIFY(chunk.empty());
    QVERIFY(chunk.encode(kAll).empty());
    QVERIFY(chunk.insert(5, 1.0));
    QVERIFY(chunk.encode({6, 9}).empty());
}

void TestOutOfOrderChunk::itTakesLittleMemory() {
    OutOfOrderChunk chunk;
    QVERIFY(chunk.byteCount() <= 40);
    QVERIFY(chunk.insert(5, 1.0));
    QVERIFY(chunk.byteCount() <= 60);
    for (int i = 6; !chunk.full(); ++i) {
        chunk.insert(i, 1.0);
    }
    QVERIFY(chunk.byteCount() <= 40 + 32 * 16);
}

QTEST_GUILESS_MAIN(TestOutOfOrderChunk)
#include "test_out_of_order_chunk.moc"
