// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
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
    void md5PadsEveryLength_data();
    void md5PadsEveryLength();
    void sha256IsWhatQtSays();
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

void TestHash::md5PadsEveryLength_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("0 bytes") << 0 << QByteArray("d41d8cd98f00b204e9800998ecf8427e");
    QTest::newRow("1 bytes") << 1 << QByteArray("0cc175b9c0f1b6a831c399e269772661");
    QTest::newRow("55 bytes") << 55 << QByteArray("ef1772b6dff9a122358552954ad0df65");
    QTest::newRow("56 bytes") << 56 << QByteArray("3b0c8ac703f828b04c6c197006d17218");
    QTest::newRow("63 bytes") << 63 << QByteArray("b06521f39153d618550606be297466d5");
    QTest::newRow("64 bytes") << 64 << QByteArray("014842d480b571495a4a0363793f7367");
    QTest::newRow("65 bytes") << 65 << QByteArray("c743a45e0d2e6a95cb859adae0248435");
    QTest::newRow("119 bytes") << 119 << QByteArray("8a7bd0732ed6a28ce75f6dabc90e1613");
    QTest::newRow("120 bytes") << 120 << QByteArray("5f61c0ccad4cac44c75ff505e1f1e537");
    QTest::newRow("128 bytes") << 128 << QByteArray("e510683b3f5ffe4093d021808bc6ff70");
    QTest::newRow("1000 bytes") << 1000 << QByteArray("cabe45dcc9ae5b66ba86600cca6b8ba8");
}

void TestHash::md5PadsEveryLength() {
    QFETCH(int, size);
    QFETCH(QByteArray, expected);
    const auto digest = md5(std::string(static_cast<std::size_t>(size), 'a'));
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(digest.data()), 16).toHex(), expected);
}

void TestHash::md5GivesTheKnownValue() {
    const auto digest = md5("abc");
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(digest.data()), 16).toHex(),
             QByteArray("900150983cd24fb0d6963f7d28e17f72"));
}

void TestHash::sha256IsWhatQtSays() {
    for (std::size_t size = 0; size < 200; ++size) {
        const std::string text(size, 'a');
        const auto digest = sha256(text);
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(digest.data()), 32).toHex(),
                 QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex());
    }
}

QTEST_GUILESS_MAIN(TestHash)
#include "test_hash.moc"
