// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "base/byte_io.h"

using namespace hearth;

class TestByteIo : public QObject {
    Q_OBJECT

  private slots:
    void whatIsWrittenIsReadBack();
    void fixedIntegersAreBigEndian();
    void everyTruncationFailsWithoutOverrun();
    void aFailedReaderStaysFailed();
    void overlongVarintsAreRefused();
};

static std::string written() {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.u8(7);
    writer.u16(0x0102);
    writer.u32(0x01020304);
    writer.i64(-2);
    writer.f64(1.5);
    writer.uvarint(300);
    writer.varint(std::numeric_limits<std::int64_t>::min());
    writer.varint(std::numeric_limits<std::int64_t>::max());
    writer.uvarint(std::numeric_limits<std::uint64_t>::max());
    writer.string("héarth");
    return bytes;
}

static void readAll(ByteReader& reader) {
    reader.u8();
    reader.u16();
    reader.u32();
    reader.i64();
    reader.f64();
    reader.uvarint();
    reader.varint();
    reader.varint();
    reader.uvarint();
    reader.string();
}

void TestByteIo::whatIsWrittenIsReadBack() {
    const auto bytes = written();
    ByteReader reader(bytes);
    QCOMPARE(reader.u8(), std::uint8_t{7});
    QCOMPARE(reader.u16(), std::uint16_t{0x0102});
    QCOMPARE(reader.u32(), 0x01020304U);
    QCOMPARE(reader.i64(), std::int64_t{-2});
    QCOMPARE(reader.f64(), 1.5);
    QCOMPARE(reader.uvarint(), std::uint64_t{300});
    QCOMPARE(reader.varint(), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(reader.varint(), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(reader.uvarint(), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(reader.string(), std::string_view("héarth"));
    QVERIFY(reader.ok());
    QVERIFY(reader.atEnd());
}

void TestByteIo::fixedIntegersAreBigEndian() {
    std::string bytes;
    ByteWriter(bytes).u32(0x01020304);
    QCOMPARE(bytes, std::string("\x01\x02\x03\x04"));
}

void TestByteIo::everyTruncationFailsWithoutOverrun() {
    const auto bytes = written();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ByteReader reader(std::string_view(bytes).substr(0, size));
        readAll(reader);
        QVERIFY2(!reader.ok(), qPrintable(QString::number(size)));
    }
}

void TestByteIo::aFailedReaderStaysFailed() {
    ByteReader reader("ab");
    QCOMPARE(reader.u32(), 0U);
    QCOMPARE(reader.u8(), std::uint8_t{0});
    QVERIFY(!reader.ok());
}

void TestByteIo::overlongVarintsAreRefused() {
    ByteReader tooBig("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
    tooBig.uvarint();
    QVERIFY(!tooBig.ok());
    const std::string noEnd(20, static_cast<char>(0xff));
    ByteReader endless(noEnd);
    endless.uvarint();
    QVERIFY(!endless.ok());
}

QTEST_GUILESS_MAIN(TestByteIo)
#include "test_byte_io.moc"
