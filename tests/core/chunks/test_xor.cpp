// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <bit>
#include <random>

#include "base/byte_io.h"
#include "base/file_system.h"
#include "chunks/xor_decoder.h"
#include "chunks/xor_encoder.h"
#include "chunks/xor_value.h"
#include "model/sample.h"

using namespace hearth;
using namespace hearth::chunks;

namespace {

constexpr std::uint32_t kSeed = 4711;

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex(' ').toStdString();
}

std::span<const std::byte> asBytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string encode(const std::vector<model::Sample>& samples) {
    XorChunk chunk;
    for (const auto& sample : samples) {
        chunk.append(sample.time, sample.value);
    }
    return chunk.payload();
}

/// The samples of a payload as text, values as bits; or the error.
std::string decode(std::string_view payload, std::size_t most = kMaxChunkSamples) {
    std::vector<model::TimestampMs> times;
    std::vector<double> values;
    if (const auto result = decodeXor(asBytes(payload), times, values, most); !result) {
        return "error: " + result.error().message();
    }
    std::string text;
    for (std::size_t i = 0; i < times.size(); ++i) {
        text += std::to_string(times[i]) + ":" + std::to_string(std::bit_cast<std::uint64_t>(values[i])) + " ";
    }
    return text;
}

std::string asText(const std::vector<model::Sample>& samples) {
    std::string text;
    for (const auto& sample : samples) {
        text += std::to_string(sample.time) + ":" + std::to_string(std::bit_cast<std::uint64_t>(sample.value)) + " ";
    }
    return text;
}

/// The format spelled out field by field.
std::string plainBits(const std::vector<model::Sample>& samples) {
    BitWriter bits;
    WriteWindow window;
    const auto putChange = [&bits](std::int64_t change) {
        if (change == 0) {
            bits.put(0, 1);
            return;
        }
        unsigned ones = 1;
        for (const unsigned width : {14, 17, 20}) {
            const auto half = std::int64_t{1} << (width - 1);
            if (change > -half && change <= half) {
                bits.put(((1ULL << ones) - 1) << 1U, ones + 1);
                bits.put(static_cast<std::uint64_t>(change), width);
                return;
            }
            ++ones;
        }
        bits.put(0b1111, 4);
        bits.put(static_cast<std::uint64_t>(change), 64);
    };
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto& sample = samples[i];
        if (i == 0) {
            bits.putVarint(sample.time);
            bits.putDouble(sample.value);
            continue;
        }
        const auto delta = sample.time - samples[i - 1].time;
        if (i == 1) {
            bits.putUvarint(static_cast<std::uint64_t>(delta));
        } else {
            putChange(delta - (samples[i - 1].time - samples[i - 2].time));
        }
        writeXor(bits, window, sample.value, samples[i - 1].value);
    }
    return bits.bytes();
}

} // namespace

class TestXor : public QObject {
    Q_OBJECT

  private slots:
    void bytesAreAsDocumented_data();
    void bytesAreAsDocumented();
    void whatWasEncodedIsDecoded_data();
    void whatWasEncodedIsDecoded();
    void randomChunksRoundTrip();
    void whatIsWrittenAtOnceIsTheSameFieldByField();
    void onlyTheFirstSamplesOnRequest();
    void chunksOfPrometheusAreReproducedBitByBit();
    void aCutPayloadIsAnError();
    void damagedPayloadsNeverCrash();
};

void TestXor::bytesAreAsDocumented_data() {
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QVector<QPair<qint64, double>>>("samples");
    using Samples = QVector<QPair<qint64, double>>;
    QTest::newRow("nothing") << "00 00" << Samples{};
    QTest::newRow("one sample: zig-zag time, then the value, and the next byte is begun")
        << "00 01 d0 0f 3f f0 00 00 00 00 00 00 00" << Samples{{1000, 1}};
    QTest::newRow("second sample: plain delta, then one bit for the same value")
        << "00 02 d0 0f 3f f0 00 00 00 00 00 00 98 75 00" << Samples{{1000, 1}, {16000, 1}};
    QTest::newRow("steady times and values take two bits")
        << "00 04 d0 0f 3f f0 00 00 00 00 00 00 98 75 00" << Samples{{1000, 1}, {16000, 1}, {31000, 1}, {46000, 1}};
    // 1 -> 2 differs in bits 1 to 11 from the top: 1 1 00001(leading) 001011(significant) 11111111111
    QTest::newRow("a changed value opens a window")
        << "00 02 d0 0f 3f f0 00 00 00 00 00 00 98 75 c2 5f ff" << Samples{{1000, 1}, {16000, 2}};
}

void TestXor::bytesAreAsDocumented() {
    using Samples = QVector<QPair<qint64, double>>;
    QFETCH(QString, expected);
    QFETCH(Samples, samples);
    std::vector<model::Sample> all;
    for (const auto& [time, value] : samples) {
        all.push_back({time, value});
    }
    const auto payload = encode(all);
    QCOMPARE(QString::fromStdString(hex(payload)), expected);
    QCOMPARE(decode(payload), asText(all));
}

void TestXor::whatWasEncodedIsDecoded_data() {
    QTest::addColumn<QVector<qint64>>("times");
    const qint64 start = 1'700'000'000'000;
    for (const qint64 change : {0, 1, 8191, 8192, 8193, 65535, 65536, 65537, 524287, 524288, 524289, 1 << 30}) {
        for (const qint64 sign : {1, -1}) {
            const auto step = (1LL << 31) + sign * change;
            QTest::addRow("delta of delta %lld", sign * change)
                << QVector<qint64>{start, start + (1LL << 31), start + (1LL << 31) + step};
        }
    }
    QTest::newRow("negative times") << QVector<qint64>{-5000, -4000, -1, 0, 7};
    QTest::newRow("the ends of time") << QVector<qint64>{std::numeric_limits<qint64>::min(), 0,
                                                         std::numeric_limits<qint64>::max()};
}

void TestXor::whatWasEncodedIsDecoded() {
    QFETCH(QVector<qint64>, times);
    const double values[] = {0.0, -0.0, model::staleNan(), model::normalNan(), 1e308, 5e-324, -1, 0.1};
    std::vector<model::Sample> samples;
    for (qsizetype i = 0; i < times.size(); ++i) {
        samples.push_back({times[i], values[static_cast<std::size_t>(i) % std::size(values)]});
    }
    QCOMPARE(decode(encode(samples)), asText(samples));
}

void TestXor::randomChunksRoundTrip() {
    std::mt19937_64 random(kSeed);
    for (int round = 0; round < 500; ++round) {
        std::vector<model::Sample> samples;
        auto time = static_cast<model::TimestampMs>(random() >> 22U);
        std::uint64_t bits = random();
        for (std::size_t i = 0; i < 1 + random() % 200; ++i) {
            samples.push_back({time, std::bit_cast<double>(bits)});
            time += static_cast<model::TimestampMs>(random() >> (random() % 40 + 24));
            const auto low = random() % 64;
            bits ^= random() % 3 == 0 ? 0 : (random() >> low) << (random() % (64 - low / 2));
        }
        QCOMPARE(decode(encode(samples)), asText(samples));
    }
}

void TestXor::whatIsWrittenAtOnceIsTheSameFieldByField() {
    std::mt19937_64 random(kSeed);
    for (int round = 0; round < 2000; ++round) {
        std::vector<model::Sample> samples;
        model::TimestampMs time = 1'700'000'000'000;
        std::uint64_t bits = random();
        const auto jitter = std::uint64_t{1} << random() % 22;
        for (std::size_t i = 0; i < 1 + random() % 200; ++i) {
            samples.push_back({time, std::bit_cast<double>(bits)});
            time += static_cast<model::TimestampMs>(8'400'000 + (random() % 2 == 0 ? 0 : random() % (2 * jitter + 1)));
            const auto low = random() % 64;
            bits ^= random() % 3 == 0 ? 0 : (random() >> low) << (random() % (64 - low / 2));
        }
        const auto payload = encode(samples).substr(kCountBytes);
        const auto plain = plainBits(samples);
        QCOMPARE(hex(payload.substr(0, plain.size())), hex(plain));
        QVERIFY(payload.size() == plain.size() || payload == plain + '\0'); // a byte that was only begun
    }
}

void TestXor::onlyTheFirstSamplesOnRequest() {
    const std::vector<model::Sample> samples{{1, 1}, {2, 2}, {3, 3}};
    const auto payload = encode(samples);
    QCOMPARE(decode(payload, 2), asText({{1, 1}, {2, 2}}));
    QCOMPARE(decode(payload, 0), std::string());
}

void TestXor::chunksOfPrometheusAreReproducedBitByBit() {
    const std::string path =
        HEARTH_SOURCE_DIR "/../shared/conformance/tsdb/prometheus/snapshots/"
                          "20250602T205846Z-7e03e43cf46dda03/01JWS713P2E4MQW7T643GYGD69/chunks/000001";
    PosixFileSystem files;
    if (!files.exists(path)) {
        QSKIP("the shared conformance data are not here");
    }
    const auto file = files.readAll(path).value();
    ByteReader reader(file);
    reader.bytes(8); // header
    int compared = 0;
    while (!reader.atEnd()) {
        const auto size = reader.uvarint();
        const auto encoding = reader.u8();
        const auto payload = reader.bytes(size);
        reader.u32(); // checksum
        QVERIFY(reader.ok());
        if (encoding != static_cast<std::uint8_t>(Encoding::kXor)) {
            continue;
        }
        std::vector<model::TimestampMs> times;
        std::vector<double> values;
        QVERIFY(decodeXor(asBytes(payload), times, values).has_value());
        XorChunk again;
        for (std::size_t i = 0; i < times.size(); ++i) {
            again.append(times[i], values[i]);
        }
        QCOMPARE(hex(again.payload()), hex(payload));
        ++compared;
    }
    QVERIFY(compared > 10);
}

void TestXor::aCutPayloadIsAnError() {
    std::vector<model::Sample> samples;
    for (int i = 0; i < 20; ++i) {
        samples.push_back({1000 + i * 1000 + i % 3, i * 0.7});
    }
    const auto payload = encode(samples);
    for (std::size_t size = 0; size < payload.size(); ++size) {
        QVERIFY2(decode(std::string_view(payload).substr(0, size)).starts_with("error"), std::to_string(size).c_str());
    }
}

void TestXor::damagedPayloadsNeverCrash() {
    std::mt19937 random(kSeed);
    std::vector<model::Sample> samples;
    for (int i = 0; i < 120; ++i) {
        samples.push_back({1000 + i * 1000, i * 0.7});
    }
    const auto payload = encode(samples);
    for (int round = 0; round < 2000; ++round) {
        auto damaged = payload;
        damaged[random() % damaged.size()] = static_cast<char>(random());
        (void)decode(damaged); // an error or other samples: the checksum is on the level above
    }
}

QTEST_GUILESS_MAIN(TestXor)
#include "test_xor.moc"
