// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray.h"

#include <QAction>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>

#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

QString drawingFor(const AlertState& state, bool paused) {
    if (paused) {
        return QStringLiteral("mark-paused");
    }
    switch (state.kind) {
    case AlertState::Kind::kDisconnected:
        return QStringLiteral("mark-hollow");
    case AlertState::Kind::kCalm:
        return QStringLiteral("mark");
    case AlertState::Kind::kPending:
        return QStringLiteral("mark-pending");
    case AlertState::Kind::kFiring:
        return QStringLiteral("mark-firing");
    }
    return QStringLiteral("mark");
}

/// Programs cannot know whether the panel is light or dark: around the drawing there is a shine of the other kind.
QPixmap withShine(const QPixmap& drawing) {
    constexpr double kShine = 0.35;
    constexpr int kSidePerPixel = 22;
    const int reach = std::max(1, drawing.width() / kSidePerPixel);
    QPixmap shine(drawing.size());
    shine.fill(Qt::transparent);
    {
        QPainter painter(&shine);
        for (const int x : {-reach, 0, reach}) {
            for (const int y : {-reach, 0, reach}) {
                painter.drawPixmap(x, y, drawing);
            }
        }
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(shine.rect(), isDark(QGuiApplication::palette()) ? Qt::black : Qt::white);
    }
    QPixmap both(drawing.size());
    both.fill(Qt::transparent);
    QPainter painter(&both);
    painter.setOpacity(kShine);
    painter.drawPixmap(0, 0, shine);
    painter.setOpacity(1);
    painter.drawPixmap(0, 0, drawing);
    return both;
}

/// One digit is legible at 16 pixels; the tool tip has them all.
QString countText(std::size_t count) {
    return count > 9 ? QStringLiteral("9+") : QString::number(count);
}

void paintCount(QPixmap& pixmap, std::size_t count) {
    const double side = pixmap.width();
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font;
    font.setPixelSize(std::max(8, static_cast<int>(side * 0.42)));
    font.setBold(true);
    painter.setFont(font);
    const auto text = countText(count);
    const double width =
        std::min(side, std::max(side * 0.5, painter.fontMetrics().horizontalAdvance(text) + side * 0.16));
    const QRectF pill(side - width, side * 0.5, width, side * 0.5);
    // A hole around it keeps it apart from the flame on any ground.
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::black);
    const double gap = side / 24;
    painter.drawRoundedRect(pill.adjusted(-gap, -gap, gap, gap), pill.height() / 2, pill.height() / 2);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setBrush(QColor(0xc4, 0x3e, 0x0c));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(Qt::white);
    painter.drawText(pill, Qt::AlignCenter, text);
}

} // namespace

QIcon Tray::iconFor(const AlertState& state, bool paused) {
    const auto plain = tintedIcon(drawingFor(state, paused));
    QIcon icon;
    for (const int side : {16, 22, 24, 32, 48, 64}) {
        auto pixmap = withShine(plain.pixmap(QSize(side, side), 1.0));
        if (state.firing > 0) {
            paintCount(pixmap, state.firing);
        }
        icon.addPixmap(pixmap);
    }
    return icon;
}

Tray::Tray(QAction* quit, QMenu* pause, QObject* parent)
    : QObject(parent)
    , m_icon(iconFor({}, false))
    , m_menu(std::make_unique<QMenu>()) {
    // Some trays show only the menu, so the click's action is there as well.
    m_open = m_menu->addAction(QString());
    m_alerts = m_menu->addAction(QString());
    m_menu->addMenu(pause);
    m_menu->addSeparator();
    m_menu->addAction(quit);
    m_icon.setContextMenu(m_menu.get());
    connect(m_open, &QAction::triggered, this, &Tray::openRequested);
    connect(m_alerts, &QAction::triggered, this, &Tray::alertsRequested);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::alertsRequested);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            emit openRequested();
        }
    });
    retranslateUi();
}

void Tray::setVisible(bool visible) {
    m_icon.setVisible(visible && available());
}

void Tray::setState(const AlertState& state, bool paused) {
    m_state = state;
    m_paused = paused;
    m_icon.setIcon(iconFor(state, paused));
    retranslateUi();
}

bool Tray::showBalloon(const QString& title, const QString& body) {
    if (!available() || !QSystemTrayIcon::supportsMessages()) {
        return false;
    }
    m_icon.setVisible(true);
    m_icon.showMessage(title, body, m_icon.icon());
    return true;
}

void Tray::retranslateUi() {
    m_open->setText(tr("Open Hearth"));
    m_alerts->setText(m_state.firing > 0 ? tr("Alerts (%1)").arg(QLocale().toString(m_state.firing)) : tr("Alerts"));
    const auto count = static_cast<int>(m_state.kind == AlertState::Kind::kPending ? m_state.pending : m_state.firing);
    QString text;
    switch (m_state.kind) {
    case AlertState::Kind::kDisconnected:
        text = tr("Hearth: not connected");
        break;
    case AlertState::Kind::kCalm:
        text = tr("Hearth: nothing is firing");
        break;
    case AlertState::Kind::kPending:
        text = tr("Hearth: %Ln alert(s) pending", nullptr, count);
        break;
    case AlertState::Kind::kFiring:
        text = tr("Hearth: %Ln alert(s) firing", nullptr, count);
        break;
    }
    m_icon.setToolTip(m_paused ? text + QLatin1Char('\n') + tr("Notifications are paused") : text);
}

} // namespace hearth::ui
