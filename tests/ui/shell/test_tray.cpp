// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <QTest>

#include "shell/tray.h"

using namespace hearth::ui;

namespace {

using Kind = AlertState::Kind;

/// Where the drawing is and where it is not, whatever the colours.
QImage shapeOf(const AlertState& state, bool paused, int side = 22) {
    return Tray::iconFor(state, paused).pixmap(QSize(side, side), 1.0).toImage().convertToFormat(QImage::Format_Alpha8);
}

int differences(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            count += std::abs(qAlpha(a.pixel(x, y)) - qAlpha(b.pixel(x, y))) > 100 ? 1 : 0;
        }
    }
    return count;
}

const QList<std::pair<AlertState, bool>> kStates{
    {{Kind::kDisconnected, 0, 0, 0}, false}, {{Kind::kCalm, 0, 0, 0}, false},     {{Kind::kPending, 0, 2, 0}, false},
    {{Kind::kFiring, 3, 0, 0}, false},       {{Kind::kFiring, 128, 0, 0}, false}, {{Kind::kCalm, 0, 0, 0}, true},
};

} // namespace

class TestTray : public QObject {
    Q_OBJECT

  private slots:
    void everyStateHasAShapeOfItsOwn();
    void itIsSeenOnPanelsOfEitherKind();
    void theCountIsThere();
    void picturesAreDrawnForTheEye();
};

void TestTray::everyStateHasAShapeOfItsOwn() {
    for (const int side : {16, 22, 32}) {
        for (qsizetype i = 0; i < kStates.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                const auto count = differences(shapeOf(kStates[i].first, kStates[i].second, side),
                                               shapeOf(kStates[j].first, kStates[j].second, side));
                if (kStates[i].first.kind != kStates[j].first.kind || kStates[i].second != kStates[j].second) {
                    QVERIFY2(count >= side, qPrintable(QString("%1, %2: %3").arg(i).arg(j).arg(count)));
                }
            }
        }
    }
}

/// The palette says nothing of the panel.
void TestTray::itIsSeenOnPanelsOfEitherKind() {
    for (const auto& panel : {QColor(0xf3, 0xf4, 0xf5), QColor(0x24, 0x26, 0x2a)}) {
        for (const auto& [state, paused] : kStates) {
            QImage image(22, 22, QImage::Format_ARGB32);
            image.fill(panel);
            QPainter(&image).drawPixmap(0, 0, Tray::iconFor(state, paused).pixmap(QSize(22, 22), 1.0));
            int seen = 0;
            for (int i = 0; i < 22 * 22; ++i) {
                seen += std::abs(qGray(image.pixel(i % 22, i / 22)) - qGray(panel.rgb())) > 60 ? 1 : 0;
            }
            QVERIFY2(seen > 30, qPrintable(QString::number(seen)));
        }
    }
}

void TestTray::theCountIsThere() {
    const auto image = Tray::iconFor({Kind::kFiring, 7, 0, 0}, false).pixmap(QSize(22, 22), 1.0).toImage();
    QCOMPARE(image.pixelColor(20, 16).rgb(), QColor(0xc4, 0x3e, 0x0c).rgb());
}

/// Written where HEARTH_PICTURES names a directory.
void TestTray::picturesAreDrawnForTheEye() {
    const auto directory = qEnvironmentVariable("HEARTH_PICTURES");
    if (directory.isEmpty()) {
        QSKIP("HEARTH_PICTURES names no directory");
    }
    QImage sheet(static_cast<int>(kStates.size()) * 110, 70, QImage::Format_ARGB32);
    sheet.fill(QColor(0xf3, 0xf4, 0xf5));
    QPainter painter(&sheet);
    for (qsizetype i = 0; i < kStates.size(); ++i) {
        const auto icon = Tray::iconFor(kStates[i].first, kStates[i].second);
        int x = static_cast<int>(i) * 110 + 6;
        for (const int side : {16, 22, 48}) {
            painter.drawPixmap(x, 10, icon.pixmap(QSize(side, side), 1.0));
            x += side + 6;
        }
    }
    painter.end();
    QVERIFY(sheet.save(directory + "/tray.png"));
}

QTEST_MAIN(TestTray)
#include "test_tray.moc"
