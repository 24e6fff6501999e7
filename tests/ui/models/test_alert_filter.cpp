// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/alert_filter.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

AlertRow disk() {
    AlertRow row;
    row.name = QStringLiteral("DiskFull");
    row.labels = {{"alertname", "DiskFull"}, {"severity", "critical"}};
    row.receivers = QStringLiteral("desktop, mail");
    row.haystack = "diskfull\ncritical\nthe disk is almost full\ndesktop, mail";
    return row;
}

bool accepts(const char* text, const AlertRow& row = disk()) {
    return AlertFilter::parse(QString::fromLatin1(text)).accepts(row);
}

} // namespace

class TestAlertFilter : public QObject {
    Q_OBJECT

  private slots:
    void allWordsMustHold() {
        QVERIFY(accepts(""));
        QVERIFY(accepts("state:firing severity=critical name:disk receiver:MAIL almost"));
        QVERIFY(!accepts("severity=warning"));
        QVERIFY(accepts("severity!=warning"));
        QVERIFY(!accepts("state:firing receiver:pager"));
        QVERIFY(accepts("\"disk is almost\""));
    }

    void severalStatesMeanAny() {
        auto row = disk();
        row.condition = AlertCondition::kPending;
        QVERIFY(accepts("state:firing state:pending", row));
        QVERIFY(!accepts("state:firing", row));
    }

    void aWrongStateIsMarkedAndLetsAllPass() {
        std::optional<AlertFilter::Problem> problem;
        const auto filter = AlertFilter::parse(QStringLiteral("disk state:burning"), &problem);
        QVERIFY(problem.has_value());
        QCOMPARE(problem->begin, qsizetype{5});
        QVERIFY(problem->message.contains(QStringLiteral("burning")));
        QVERIFY(filter.empty());
    }

    void aChipAddsItsWordAndTakesItBack() {
        const auto with = AlertFilter::toggled(QStringLiteral("disk \"a b\""), QStringLiteral("silenced"));
        QCOMPARE(with, QStringLiteral("state:silenced disk \"a b\""));
        QCOMPARE(AlertFilter::toggled(with, QStringLiteral("silenced")), QStringLiteral("disk \"a b\""));
        QVERIFY(AlertFilter::parse(with).names(AlertCondition::kSilenced));
    }
};

QTEST_GUILESS_MAIN(TestAlertFilter)
#include "test_alert_filter.moc"
