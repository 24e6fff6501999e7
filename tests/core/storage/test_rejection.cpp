// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "storage/storage.h"

using namespace hearth::storage;

class TestRejection : public QObject {
    Q_OBJECT

  private slots:
    void reasonsReadAsPrometheusSaysThem_data();
    void reasonsReadAsPrometheusSaysThem();
};

void TestRejection::reasonsReadAsPrometheusSaysThem_data() {
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("text");
    const auto row = [](RejectReason reason, const char* text) {
        QTest::newRow(text) << static_cast<int>(reason) << QString(text);
    };
    row(RejectReason::kDuplicate, "duplicate sample for timestamp");
    row(RejectReason::kOutOfOrder, "out of order sample");
    row(RejectReason::kOutOfBounds, "out of bounds");
    row(RejectReason::kTooOld, "too old sample");
    row(RejectReason::kUnknownSeries, "unknown series reference");
}

void TestRejection::reasonsReadAsPrometheusSaysThem() {
    QFETCH(int, reason);
    QFETCH(QString, text);
    const auto said = rejectReasonText(static_cast<RejectReason>(reason));
    QCOMPARE(QString::fromUtf8(said.data(), static_cast<qsizetype>(said.size())), text);
}

QTEST_GUILESS_MAIN(TestRejection)
#include "test_rejection.moc"
