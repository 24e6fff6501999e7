// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/file_system.h"
#include "chunk_corpus.h"
#include "chunks/decode.h"

using namespace hearth;
using namespace hearth::test;

class TestCorpus : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void samplesAreCodedAsPrometheusCodesThem();
    void chunksAreReadAsPrometheusReadsThem();
    void chunksAreSummarized();
    void onlyTheFirstSamplesOnRequest();
    void aCutPayloadIsAnErrorAndLeavesTheColumnsAlone();
    void flippedBitsNeverCrash();

  private:
    std::vector<CorpusSeries> m_all;
};

void TestCorpus::initTestCase() {
    PosixFileSystem files;
    m_all = readCorpus(files.readAll(HEARTH_SOURCE_DIR "/tests/corpus/chunks/samples_to_chunks.txt").value());
    QVERIFY(m_all.size() > 40);
}

void TestCorpus::samplesAreCodedAsPrometheusCodesThem() {
    for (const auto& series : m_all) {
        const auto made = makeChunks(series);
        QVERIFY2(made.size() == series.chunks.size(), series.name.c_str());
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto& expected = series.chunks[i].chunk;
            QCOMPARE(toHex(made[i].payload), toHex(expected.payload));
            QCOMPARE(made[i].encoding, expected.encoding);
            QCOMPARE(made[i].begin, expected.begin);
            QCOMPARE(made[i].end, expected.end);
            QCOMPARE(made[i].samples, expected.samples);
        }
    }
}

void TestCorpus::chunksAreReadAsPrometheusReadsThem() {
    for (const auto& series : m_all) {
        for (const auto& [chunk, samples] : series.chunks) {
            QCOMPARE(decodedLines(chunk), samples);
        }
    }
}

void TestCorpus::chunksAreSummarized() {
    for (const auto& series : m_all) {
        for (const auto& [chunk, samples] : series.chunks) {
            const auto payload = std::as_bytes(std::span(chunk.payload));
            QCOMPARE(chunks::sampleCount(chunk.encoding, payload).value(), chunk.samples);
            const auto summary = chunks::summarize(chunk.encoding, payload).value();
            QCOMPARE(summary.samples, chunk.samples);
            QCOMPARE(summary.first, chunk.begin);
            QCOMPARE(summary.last, chunk.end);
            QVERIFY(summary.ascending);
        }
    }
}

void TestCorpus::onlyTheFirstSamplesOnRequest() {
    for (const auto& series : m_all) {
        const auto& chunk = series.chunks.front().chunk;
        model::Columns columns;
        const auto wanted = chunk.samples / 2;
        QVERIFY(chunks::decode(chunk.encoding, std::as_bytes(std::span(chunk.payload)), columns, wanted));
        QCOMPARE(columns.times.size() + columns.histograms.size(), wanted);
    }
}

void TestCorpus::aCutPayloadIsAnErrorAndLeavesTheColumnsAlone() {
    const auto histogram = std::make_shared<const model::Histogram>();
    for (const auto& series : m_all) {
        const auto& chunk = series.chunks.front().chunk;
        const auto payload = std::as_bytes(std::span(chunk.payload));
        // The last byte may hold no more than zeros of padding.
        for (std::size_t size = 0; size + 1 < payload.size(); ++size) {
            model::Columns columns{.times = {1}, .values = {2}, .histograms = {{3, histogram}}};
            const auto decoded = chunks::decode(chunk.encoding, payload.first(size), columns);
            QVERIFY2(!decoded, qPrintable(QString::fromStdString(series.name) + " " + QString::number(size)));
            QCOMPARE(decoded.error().code(), ErrorCode::kCorruption);
            QCOMPARE(columns.times, std::vector<model::TimestampMs>{1});
            QCOMPARE(columns.values, std::vector<double>{2});
            QCOMPARE(columns.histograms.size(), std::size_t{1});
        }
    }
}

void TestCorpus::flippedBitsNeverCrash() {
    for (const auto& series : m_all) {
        auto chunk = series.chunks.front().chunk;
        for (std::size_t i = 0; i < chunk.payload.size(); ++i) {
            for (const auto mask : {0xff, 0x80, 0x01}) {
                auto damaged = chunk;
                damaged.payload[i] = static_cast<char>(damaged.payload[i] ^ mask);
                (void)decodedLines(damaged); // an error or other samples: the checksum is on the level above
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "test_corpus.moc"
