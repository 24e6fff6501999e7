// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "base/compress.h"

using namespace hearth;

class TestCompress : public QObject {
    Q_OBJECT

  private slots:
    void everyFormatGivesBackWhatItTook_data();
    void everyFormatGivesBackWhatItTook();
    void bombsAreStoppedAtTheLimit();
    void damagedInputIsAnErrorAndNoCrash();
    void gzipMembersFollowOneAnother();
};

static std::string textOf(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) {
        text += "node_cpu_seconds_total{cpu=\"" + std::to_string(i % 7) + "\"} " + std::to_string(i * 31) + "\n";
    }
    text.resize(size);
    return text;
}

void TestCompress::everyFormatGivesBackWhatItTook_data() {
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 100, 5000, 1 << 20}) {
        QTest::addRow("%d bytes", size) << size;
    }
}

void TestCompress::everyFormatGivesBackWhatItTook() {
    QFETCH(const int, size);
    const auto text = textOf(static_cast<std::size_t>(size));
    std::string packed;
    std::string out;
    QVERIFY(gzipDecompress(gzipCompress(text), out, text.size()));
    QCOMPARE(out, text);
    snappyCompress(text, packed);
    QVERIFY(snappyDecompress(packed, out, text.size()));
    QCOMPARE(out, text);
    zstdCompress(text, packed);
    QVERIFY(zstdDecompress(packed, out, text.size()));
    QCOMPARE(out, text);
}

void TestCompress::bombsAreStoppedAtTheLimit() {
    const std::string zeros(4U << 20U, '\0');
    std::string packed;
    std::string out;
    QCOMPARE(gzipDecompress(gzipCompress(zeros), out, 1000).error().code(), ErrorCode::kLimit);
    snappyCompress(zeros, packed);
    QCOMPARE(snappyDecompress(packed, out, 1000).error().code(), ErrorCode::kLimit);
    zstdCompress(zeros, packed);
    QCOMPARE(zstdDecompress(packed, out, 1000).error().code(), ErrorCode::kLimit);
}

void TestCompress::damagedInputIsAnErrorAndNoCrash() {
    const auto text = textOf(3000);
    std::mt19937 random(1);
    std::string snappy;
    std::string zstd;
    snappyCompress(text, snappy);
    zstdCompress(text, zstd);
    const auto gzip = gzipCompress(text);
    std::string out;
    for (int round = 0; round < 2000; ++round) {
        const auto damage = [&](std::string bytes) {
            bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
            bytes.resize(bytes.size() - random() % 3);
            return bytes;
        };
        (void)gzipDecompress(damage(gzip), out, 10'000);
        (void)snappyDecompress(damage(snappy), out, 10'000);
        (void)zstdDecompress(damage(zstd), out, 10'000);
    }
    QVERIFY(!gzipDecompress(gzip.substr(0, gzip.size() / 2), out, 10'000));
    QVERIFY(!zstdDecompress(zstd.substr(0, zstd.size() / 2), out, 10'000));
    QVERIFY(!gzipDecompress("not gzip at all, not at all", out, 10'000));
}

void TestCompress::gzipMembersFollowOneAnother() {
    std::string out;
    QVERIFY(gzipDecompress(gzipCompress("one ") + gzipCompress("two"), out, 100));
    QCOMPARE(out, std::string("one two"));
}

QTEST_GUILESS_MAIN(TestCompress)
#include "test_compress.moc"
