// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPixmap>
#include <QTest>

#include "shell/sidebar.h"
#include "widgets/colors.h"

using namespace hearth;
using namespace hearth::ui;

/// The list of pages with a badge.
class TestSidebar : public QObject {
    Q_OBJECT

  private slots:
    void badgesAreToldApart_data();
    void badgesAreToldApart();
    void aBadgeIsSaidInWords();
};

namespace {

bool has(const QImage& image, const QColor& color) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

void fill(Sidebar& sidebar) {
    sidebar.addPage({});
    sidebar.setPageText(0, QStringLiteral("Silences"), QStringLiteral("Ctrl+6"));
    sidebar.resize(sidebar.sizeHint());
}

} // namespace

void TestSidebar::badgesAreToldApart_data() {
    QTest::addColumn<bool>("compact");
    QTest::newRow("with names") << false;
    QTest::newRow("icons alone") << true;
}

/// Silences are counted; that there are some is no alarm.
void TestSidebar::badgesAreToldApart() {
    QFETCH(bool, compact);
    Sidebar sidebar;
    fill(sidebar);
    sidebar.setCompact(compact);
    const auto alarm = healthColor(datasource::TargetHealth::kDown, sidebar.palette());
    const auto plain = sidebar.grab().toImage();
    sidebar.setBadge(0, Sidebar::Badge::kAlarm, 12, QStringLiteral("12 alerts firing"));
    const auto alarming = sidebar.grab().toImage();
    QVERIFY(has(alarming, alarm));
    sidebar.setBadge(0, Sidebar::Badge::kCount, 12, QStringLiteral("12 silences active"));
    const auto counting = sidebar.grab().toImage();
    QVERIFY(!has(counting, alarm));
    QVERIFY(counting != plain);
    // Not by colour alone where there is no number.
    if (compact) {
        QVERIFY(counting.convertToFormat(QImage::Format_Mono) != alarming.convertToFormat(QImage::Format_Mono));
    }
}

void TestSidebar::aBadgeIsSaidInWords() {
    Sidebar sidebar;
    fill(sidebar);
    sidebar.setBadge(0, Sidebar::Badge::kCount, 2, QStringLiteral("2 silences active"));
    QCOMPARE(sidebar.item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Silences, 2 silences active"));
    sidebar.setBadge(0, Sidebar::Badge::kCount, 0, QStringLiteral("0 silences active"));
    QCOMPARE(sidebar.item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Silences"));
}

QTEST_MAIN(TestSidebar)
#include "test_sidebar.moc"
