// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <string>

#include "base/hash.h"

using namespace hearth;

/// The expected values are the algorithms' published test vectors.
class TestHash : public QObject {
    Q_OBJECT

  private slots:
    void crc32cGivesTheKnownValues();
    void crc32cContinuesFromASeed();
    void xxHash64GivesTheKnownValues();
    void fnv1aGivesTheKnownValues();
    void md5GivesTheKnownValue();
};

static std::uint32_t crcOf(std::string_view text, std::uint32_t seed = 0) {
    return crc32c(std::as_bytes(std::span(text)), seed);
}

void TestHash::crc32cGivesTheKnownValues() {
    QCOMPARE(crcOf("123456789"), 0xe3069283U);
    QCOMPARE(crcOf(std::string(32, '\0')), 0x8a9136aaU);
    QCOMPARE(crcOf(std::string(32, static_cast<char>(0xff))), 0x62a8ab43U);
    QCOMPARE(crcOf(""), 0U);
}

void TestHash::crc32cContinuesFromASeed() {
    QCOMPARE(crcOf("56789", crcOf("1234")), crcOf("123456789"));
}

void TestHash::xxHash64GivesTheKnownValues() {
    QCOMPARE(xxHash64(""), 0xef46db3751d8e999ULL);
    QCOMPARE(xxHash64("a"), 0xd24ec4f1a98c6e5bULL);
    QCOMPARE(xxHash64("Nobody inspects the spammish repetition"), 0xfbcea83c8a378bf1ULL);
}

void TestHash::fnv1aGivesTheKnownValues() {
    QCOMPARE(fnv1a64(""), 0xcbf29ce484222325ULL);
    QCOMPARE(fnv1a64("foobar"), 0x85944171f73967e8ULL);
    QCOMPARE(fnv1a64("bar", fnv1a64("foo")), fnv1a64("foobar"));
}

void TestHash::md5GivesTheKnownValue() {
    const auto digest = md5("abc");
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(digest.data()), 16).toHex(),
             QByteArray("900150983cd24fb0d6963f7d28e17f72"));
}

QTEST_GUILESS_MAIN(TestHash)
#include "test_hash.moc"
