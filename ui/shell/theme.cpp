// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <array>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kSpace = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr int kPortalTimeoutMs = 2000;
constexpr double kDarkFrame = 0.55;

struct Shades {
    QColor window;
    QColor base;
    QColor alternate;
    QColor text;
    QColor button;
    QColor placeholder;
    QColor disabled;
    QColor accent;
    QColor accentText;
    QColor link;
};

QPalette paletteFrom(const Shades& shades) {
    // Fusion derives bevels and frames from the button colour.
    QPalette palette(shades.button, shades.window);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    palette.setColor(QPalette::PlaceholderText, shades.placeholder);
    palette.setColor(QPalette::Highlight, shades.accent);
    palette.setColor(QPalette::HighlightedText, shades.accentText);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::LinkVisited, shades.link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, shades.text);
        palette.setColor(QPalette::Disabled, role, shades.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.alternate);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, shades.disabled);
    return palette;
}

constexpr std::array kFields{"QLineEdit", "QPlainTextEdit", "QTextEdit",   "QAbstractSpinBox",
                             "QComboBox", "QCheckBox",      "QRadioButton"};

/// Fusion frames fields in a darker shade of the window, which nobody sees on dark ground. They do not paint the
/// window's colour itself.
QPalette fieldPalette(QPalette palette) {
    if (isDark(palette)) {
        palette.setColor(QPalette::Window,
                         mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), kDarkFrame));
    }
    return palette;
}

void wear(const QPalette& palette) {
    QApplication::setPalette(palette);
    for (const auto* field : kFields) {
        QApplication::setPalette(fieldPalette(QApplication::palette()), field);
    }
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_systemIsDark(isDark(QApplication::palette())) {
    askPortal();
}

QPalette Theme::lightPalette() {
    return paletteFrom({.window = QColor(0xf3, 0xf4, 0xf5),
                        .base = QColor(0xff, 0xff, 0xff),
                        .alternate = QColor(0xf0, 0xf1, 0xf3),
                        .text = QColor(0x1d, 0x21, 0x26),
                        .button = QColor(0xec, 0xed, 0xef),
                        .placeholder = QColor(0x6d, 0x74, 0x7c),
                        .disabled = QColor(0xa0, 0xa5, 0xab),
                        .accent = QColor(0x1f, 0x6f, 0xb5),
                        .accentText = QColor(0xff, 0xff, 0xff),
                        .link = QColor(0x1a, 0x62, 0xa3)});
}

QPalette Theme::darkPalette() {
    return paletteFrom({.window = QColor(0x24, 0x27, 0x2b),
                        .base = QColor(0x1b, 0x1e, 0x21),
                        .alternate = QColor(0x2a, 0x2e, 0x33),
                        .text = QColor(0xe4, 0xe7, 0xea),
                        .button = QColor(0x31, 0x35, 0x3a),
                        .placeholder = QColor(0x93, 0x9a, 0xa2),
                        .disabled = QColor(0x70, 0x76, 0x7d),
                        .accent = QColor(0x2f, 0x7c, 0xc0),
                        .accentText = QColor(0xff, 0xff, 0xff),
                        .link = QColor(0x6c, 0xb6, 0xf0)});
}

void Theme::setChoice(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::askPortal() {
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    auto question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << kSpace << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, kPortalTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const auto reply = call->reply();
        if (reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty()) {
            takeScheme(reply.arguments().first());
        }
        call->deleteLater();
    });
}

void Theme::settingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
    if (space == kSpace && key == kKey) {
        takeScheme(value.variant());
    }
}

/// `Read` wraps the value in one variant more than the signal does.
void Theme::takeScheme(const QVariant& value) {
    auto inner = value;
    while (inner.userType() == qMetaTypeId<QDBusVariant>()) {
        inner = inner.value<QDBusVariant>().variant();
    }
    m_scheme = inner.toUInt() == 1 ? Scheme::kDark : Scheme::kLight;
    apply();
}

void Theme::apply() {
    const bool follow = m_choice == ThemeChoice::kSystem;
    const bool dark = follow ? (m_scheme == Scheme::kUnknown ? m_systemIsDark : m_scheme == Scheme::kDark)
                             : m_choice == ThemeChoice::kDark;
    if (follow && dark == m_systemIsDark) {
        if (std::exchange(m_replaced, false)) {
            wear(QPalette());
        }
        return;
    }
    m_replaced = true;
    wear(dark ? darkPalette() : lightPalette());
}

} // namespace hearth::ui
