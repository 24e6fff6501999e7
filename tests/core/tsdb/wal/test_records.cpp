// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <map>
#include <random>

#include "base/file_system.h"
#include "model/sample.h"
#include "tsdb/wal/dump_segment.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/segment_reader.h"

using namespace hearth;
using namespace hearth::tsdb::wal;

namespace {

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex(' ').toStdString();
}

/// Two positive buckets with 1 and 3 observations, one in the zero bucket.
model::Histogram histogram(std::int32_t schema = 1) {
    model::Histogram value;
    value.hint = model::CounterResetHint::kNotReset;
    value.layout.schema = schema;
    value.layout.positiveSpans = {{0, 2}};
    if (schema == model::kCustomBucketsSchema) {
        value.layout.customBounds = {1, 2};
    } else {
        value.layout.zeroThreshold = 0.5;
        value.zeroCount = 1;
    }
    value.count = 4 + value.zeroCount;
    value.sum = 6;
    value.positiveBuckets = {1, 2};
    return value;
}

model::HistogramValue integer(std::int32_t schema = 1) {
    return std::make_shared<const model::Histogram>(histogram(schema));
}
model::HistogramValue floating(std::int32_t schema = 1) {
    return std::make_shared<const model::FloatHistogram>(model::toFloat(histogram(schema)));
}

/// One record of every type, with several entries each.
std::vector<std::string> everyRecord() {
    std::vector<std::string> records;
    auto& series = records.emplace_back();
    const model::Labels labels{{"a", "b"}, {"job", "node"}};
    beginSeries(series);
    appendSeries(series, {7, labels.bytes()});
    appendSeries(series, {300, labels.bytes()});
    auto& metadata = records.emplace_back();
    beginMetadata(metadata);
    appendMetadata(metadata, 7, {model::MetricType::kGauge, "help", "unit"});
    const std::vector<storage::RefSample> samples{{7, 1000, 1.5}, {300, 999, -2}, {8, 1000, model::staleNan()}};
    const std::vector<model::TimestampMs> starts{5, 0, 900};
    encodeSamples(records.emplace_back(), samples);
    encodeSamplesV2(records.emplace_back(), samples, starts);
    encodeTombstones(records.emplace_back(), std::vector<TombstoneEntry>{{7, {-5, 1000}}, {8, {0, 1}}});
    encodeExemplars(records.emplace_back(),
                    std::vector<ExemplarEntry>{{7, 1000, 0.5, labels.bytes()}, {6, 1001, 1, {}}});
    encodeMmapMarkers(records.emplace_back(), std::vector<MmapMarker>{{7, 0x100000008}, {8, 0}});
    const std::vector<storage::RefHistogram> histograms{{7, 1000, integer()},
                                                        {8, 1001, floating()},
                                                        {9, 1002, integer(model::kCustomBucketsSchema)},
                                                        {10, 1003, floating(model::kCustomBucketsSchema)},
                                                        {11, 1004, integer(-4)}};
    for (const auto type : kHistogramRecordTypes) {
        encodeHistograms(records.emplace_back(), type, histograms);
    }
    encodeHistogramsV2(records.emplace_back(), RecordType::kHistogramsV2,
                       std::vector{histograms[0], histograms[2], histograms[4]}, starts);
    encodeHistogramsV2(records.emplace_back(), RecordType::kFloatHistogramsV2,
                       std::vector{histograms[1], histograms[3]}, {});
    return records;
}

/// What a record holds, as text; how many entries before an error.
struct Decoded {
    bool ok = false;
    std::string text;
    std::size_t entries = 0;
};

template <class Entry, class Text>
Decoded textOf(const Result<void>& result, const std::vector<Entry>& entries, Text text) {
    Decoded decoded{result.has_value(), {}, entries.size()};
    for (const auto& entry : entries) {
        decoded.text += text(entry) + "\n";
    }
    return decoded;
}

Decoded decode(std::string_view record) {
    std::vector<SeriesEntry> series;
    std::vector<storage::RefSample> samples;
    std::vector<storage::RefHistogram> histograms;
    std::vector<TombstoneEntry> tombstones;
    std::vector<ExemplarEntry> exemplars;
    std::vector<MmapMarker> markers;
    std::vector<MetadataEntry> metadata;
    std::uint64_t skipped = 0;
    switch (typeOf(record)) {
    case RecordType::kSeries:
        return textOf(decodeSeries(record, series), series, [](const auto& e) { return toText(e); });
    case RecordType::kMetadata:
        return textOf(decodeMetadata(record, metadata), metadata,
                      [](const auto& e) { return std::to_string(e.ref) + e.metadata.help + e.metadata.unit; });
    case RecordType::kTombstones:
        return textOf(decodeTombstones(record, tombstones), tombstones, [](const auto& e) { return toText(e); });
    case RecordType::kExemplars:
        return textOf(decodeExemplars(record, exemplars), exemplars, [](const auto& e) { return toText(e); });
    case RecordType::kMmapMarkers:
        return textOf(decodeMmapMarkers(record, markers), markers,
                      [](const auto& e) { return std::to_string(e.ref) + ":" + std::to_string(e.chunk); });
    case RecordType::kSamples:
    case RecordType::kSamplesV2:
        return textOf(decodeSamples(record, samples), samples, [](const auto& e) {
            return std::to_string(e.ref) + " " + std::to_string(e.time) + " " + floatText(e.value);
        });
    default:
        return textOf(decodeHistograms(record, histograms, skipped), histograms, [](const auto& e) {
            return std::to_string(e.ref) + " " + std::to_string(e.time) + " " + toStoredText(e.value);
        });
    }
}

/// A record of series, samples, integer histograms or exemplars, decoded and encoded.
std::string encodedAgain(std::string_view record) {
    std::string again;
    if (typeOf(record) == RecordType::kSeries) {
        std::vector<SeriesEntry> series;
        decodeSeries(record, series).value();
        beginSeries(again);
        for (const auto& entry : series) {
            appendSeries(again, entry);
        }
    } else if (typeOf(record) == RecordType::kSamples) {
        std::vector<storage::RefSample> samples;
        decodeSamples(record, samples).value();
        encodeSamples(again, samples);
    } else if (typeOf(record) == RecordType::kHistograms) {
        std::vector<storage::RefHistogram> histograms;
        std::uint64_t skipped = 0;
        decodeHistograms(record, histograms, skipped).value();
        encodeHistograms(again, RecordType::kHistograms, histograms);
    } else if (typeOf(record) == RecordType::kExemplars) {
        std::vector<ExemplarEntry> exemplars;
        decodeExemplars(record, exemplars).value();
        encodeExemplars(again, exemplars);
    }
    return again;
}

} // namespace

class TestRecords : public QObject {
    Q_OBJECT

  private slots:
    void tombstonesExemplarsAndMarkersHaveTheDocumentedBytes();
    void samplesWithStartTimesHaveTheDocumentedBytes();
    void histogramsHaveTheDocumentedBytes();
    void histogramsGoIntoTheRecordOfTheirKind();
    void histogramsAreReadBack();
    void startTimesAreReadBack();
    void fineHistogramsAreReducedAndStrangeOnesSkipped();
    void emptyRecordsAreFine();
    void everyCutIsAnErrorOrAShorterRecord();
    void noFlippedByteCrashes();
    void hostileCountsAreRefused();
    void lengthsWithMoreBytesThanNeededAreNotCanonical();
    void samplesOfAnySizeAreReadBack();
    void recordsOfPrometheusAreWrittenAlike();
};

void TestRecords::tombstonesExemplarsAndMarkersHaveTheDocumentedBytes() {
    std::string record;
    encodeTombstones(record, std::vector<TombstoneEntry>{{7, {-1, 2}}});
    QCOMPARE(hex(record), std::string("03 00 00 00 00 00 00 00 07 01 04"));
    record.clear();
    encodeMmapMarkers(record, std::vector<MmapMarker>{{7, 0x100000008}});
    QCOMPARE(hex(record), std::string("05 00 00 00 00 00 00 00 07 00 00 00 01 00 00 00 08"));
    record.clear();
    const model::Labels labels{{"a", "b"}};
    encodeExemplars(record, std::vector<ExemplarEntry>{{7, 1000, 1, labels.bytes()}});
    QCOMPARE(hex(record), std::string("04 00 00 00 00 00 00 00 07 00 00 00 00 00 00 03 e8 "
                                      "00 00 3f f0 00 00 00 00 00 00 01 01 61 01 62"));
}

void TestRecords::samplesWithStartTimesHaveTheDocumentedBytes() {
    std::string record;
    const std::vector<storage::RefSample> samples{{7, 3, 1}, {8, 3, 1}, {8, 4, 1}, {6, 3, 1}};
    encodeSamplesV2(record, samples, std::vector<model::TimestampMs>{5, 5, 0, 6});
    const std::string one = " 3f f0 00 00 00 00 00 00";
    QCOMPARE(hex(record), "0b 0e 06 0a" + one + " 02 00 01" + one + " 00 02 00" + one + " 03 00 02 02" + one);
}

void TestRecords::histogramsHaveTheDocumentedBytes() {
    std::string record;
    QVERIFY(encodeHistograms(record, RecordType::kHistograms, std::vector<storage::RefHistogram>{{7, 3, integer()}}));
    QCOMPARE(hex(record), std::string("07 00 00 00 00 00 00 00 07 00 00 00 00 00 00 00 03 00 00 "
                                      "02 02 3f e0 00 00 00 00 00 00 01 05 40 18 00 00 00 00 00 00 "
                                      "01 00 02 00 02 02 04 00"));
    record.clear();
    QVERIFY(encodeHistograms(record, RecordType::kCustomFloatHistograms,
                             std::vector<storage::RefHistogram>{{7, 3, floating(model::kCustomBucketsSchema)}}));
    QCOMPARE(hex(record), std::string("0a 00 00 00 00 00 00 00 07 00 00 00 00 00 00 00 03 00 00 "
                                      "02 69 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
                                      "40 10 00 00 00 00 00 00 40 18 00 00 00 00 00 00 01 00 02 00 "
                                      "02 3f f0 00 00 00 00 00 00 40 08 00 00 00 00 00 00 00 "
                                      "02 3f f0 00 00 00 00 00 00 40 00 00 00 00 00 00 00"));
}

void TestRecords::histogramsGoIntoTheRecordOfTheirKind() {
    // The custom one comes first: its number and time are the base of the other record, as Prometheus has it.
    const std::vector<storage::RefHistogram> mixed{{100, 50, integer(model::kCustomBucketsSchema)}, {7, 3, integer()}};
    std::string record;
    QVERIFY(encodeHistograms(record, RecordType::kHistograms, mixed));
    QVERIFY(hex(record).starts_with("07 00 00 00 00 00 00 00 64 00 00 00 00 00 00 00 32 b9 01 5d"));
    std::vector<storage::RefHistogram> again;
    std::uint64_t skipped = 0;
    QVERIFY(decodeHistograms(record, again, skipped).has_value());
    QCOMPARE(again.size(), std::size_t{1});
    QCOMPARE(again.front().ref, std::uint64_t{7});
    QCOMPARE(again.front().time, model::TimestampMs{3});
    record.clear();
    QVERIFY(!encodeHistograms(record, RecordType::kFloatHistograms, mixed));
    QVERIFY(record.empty());
}

void TestRecords::histogramsAreReadBack() {
    for (const auto schema : {-9, -4, 0, 8, model::kCustomBucketsSchema}) {
        for (const auto& value : {integer(schema), floating(schema)}) {
            std::string record;
            for (const auto type : kHistogramRecordTypes) {
                encodeHistograms(record, type, std::vector<storage::RefHistogram>{{7, 3, value}});
            }
            std::vector<storage::RefHistogram> again;
            std::uint64_t skipped = 0;
            QVERIFY(decodeHistograms(record, again, skipped).has_value());
            QCOMPARE(skipped, std::uint64_t{0});
            QCOMPARE(toStoredText(again.front().value), toStoredText(value));
        }
    }
}

void TestRecords::startTimesAreReadBack() {
    const auto records = everyRecord();
    std::vector<storage::RefSample> samples;
    std::vector<model::TimestampMs> starts;
    QVERIFY(decodeSamples(records[3], samples, &starts).has_value());
    QVERIFY((starts == std::vector<model::TimestampMs>{5, 0, 900}));
    std::vector<storage::RefHistogram> histograms;
    std::uint64_t skipped = 0;
    starts.clear();
    QVERIFY(decodeHistograms(records[11], histograms, skipped, &starts).has_value());
    QCOMPARE(histograms.size(), std::size_t{3});
    QVERIFY((starts == std::vector<model::TimestampMs>{5, 0, 900}));
}

void TestRecords::fineHistogramsAreReducedAndStrangeOnesSkipped() {
    auto contradictory = histogram();
    contradictory.positiveBuckets.push_back(1);
    const std::vector<storage::RefHistogram> values{{1, 3, integer(20)},
                                                    {2, 3, integer(53)},
                                                    {3, 3, integer(-10)},
                                                    {4, 3, std::make_shared<const model::Histogram>(contradictory)},
                                                    {5, 3, integer()}};
    std::string record;
    QVERIFY(encodeHistograms(record, RecordType::kHistograms, values));
    std::vector<storage::RefHistogram> again;
    std::uint64_t skipped = 0;
    QVERIFY(decodeHistograms(record, again, skipped).has_value());
    QCOMPARE(skipped, std::uint64_t{3});
    QCOMPARE(again.size(), std::size_t{2});
    QCOMPARE(model::layoutOf(again[0].value).schema, model::kMaxExponentialSchema);
    QCOMPARE(again[1].ref, std::uint64_t{5});
}

void TestRecords::emptyRecordsAreFine() {
    for (int type = 1; type <= 13; ++type) {
        const auto decoded = decode(std::string(1, static_cast<char>(type)));
        QVERIFY(decoded.ok);
        QCOMPARE(decoded.entries, std::size_t{0});
    }
}

void TestRecords::everyCutIsAnErrorOrAShorterRecord() {
    for (const auto& record : everyRecord()) {
        const auto whole = decode(record);
        QVERIFY2(whole.ok, hex(record).c_str());
        QVERIFY(whole.entries > 0);
        for (std::size_t size = 1; size < record.size(); ++size) {
            const auto cut = decode(std::string_view(record).substr(0, size));
            QVERIFY(whole.text.starts_with(cut.text));
            QVERIFY(!cut.ok || cut.entries < whole.entries);
        }
    }
}

void TestRecords::noFlippedByteCrashes() {
    for (auto record : everyRecord()) {
        for (std::size_t i = 1; i < record.size(); ++i) {
            for (const int bits : {0x01, 0x80, 0xff}) {
                record[i] = static_cast<char>(record[i] ^ bits);
                (void)decode(record);
                record[i] = static_cast<char>(record[i] ^ bits);
            }
        }
    }
}

void TestRecords::hostileCountsAreRefused() {
    const auto head = std::string("\x07", 1) + std::string(16, '\0') + std::string("\0\0\2\2", 4) +
                      std::string(8, '\0') + std::string("\1\5", 2) + std::string(8, '\0');
    const auto huge = std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8);
    for (const auto& tail : {huge, std::string("\0", 1) + huge, std::string("\0\0", 2) + huge}) {
        QVERIFY(!decode(head + tail).ok);
    }
    QVERIFY(!decode(std::string("\x01\0\0\0\0\0\0\0\x07", 9) + huge).ok);
    QVERIFY(!decode(std::string("\x06\x07\x01", 3) + huge).ok);
}

void TestRecords::lengthsWithMoreBytesThanNeededAreNotCanonical() {
    std::vector<SeriesEntry> entries;
    const std::string record("\x01\0\0\0\0\0\0\0\x07\x01\x81\0a\x01z", 15);
    QVERIFY(decodeSeries(record, entries).has_value());
    QVERIFY(!entries.front().canonical);
    QVERIFY((labelsOf(entries.front()) == model::Labels{{"a", "z"}}));
}

void TestRecords::samplesOfAnySizeAreReadBack() {
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<storage::RefSample> samples;
        const auto count = 1 + random() % 40;
        for (std::size_t i = 0; i < count; ++i) {
            const auto shift = random() % 64;
            samples.push_back(
                {random() >> shift, static_cast<std::int64_t>(random() >> shift), std::ldexp(1.0, round)});
        }
        for (const bool v2 : {false, true}) {
            std::string record;
            v2 ? encodeSamplesV2(record, samples, {}) : encodeSamples(record, samples);
            std::vector<storage::RefSample> again;
            QVERIFY(decodeSamples(record, again).has_value());
            QCOMPARE(again.size(), samples.size());
            for (std::size_t i = 0; i < count; ++i) {
                QVERIFY(again[i].ref == samples[i].ref && again[i].time == samples[i].time &&
                        again[i].value == samples[i].value);
            }
        }
    }
}

void TestRecords::recordsOfPrometheusAreWrittenAlike() {
    const std::string path =
        HEARTH_SOURCE_DIR "/../shared/conformance/tsdb-written-by-2.42/wal-killed/data/wal/00000000";
    PosixFileSystem files;
    if (!files.exists(path)) {
        QSKIP("the log that Prometheus wrote is not here");
    }
    const auto mapped = files.map(path).value();
    SegmentReader reader(mapped->bytes());
    std::map<RecordType, std::size_t> entries;
    for (auto more = reader.next(); more.value(); more = reader.next()) {
        const auto record = reader.record();
        const auto decoded = decode(record);
        QVERIFY(decoded.ok);
        entries[typeOf(record)] += decoded.entries;
        QCOMPARE(hex(encodedAgain(record)), hex(record));
    }
    QVERIFY(!reader.torn());
    QVERIFY(entries[RecordType::kSamples] > 5000);
    QVERIFY(entries[RecordType::kHistograms] > 0 && entries[RecordType::kExemplars] > 0);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "test_records.moc"
