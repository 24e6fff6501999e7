// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QPalette>

#include "shell/settings.h"

namespace hearth::ui {

/// Light or dark: as the person chose, else as the desktop says (its settings portal, followed while running), else as
/// the platform's palette is. The style stays the platform's; there is no style sheet.
/// Threads: confined to the GUI thread.
class Theme : public QObject {
    Q_OBJECT

  public:
    explicit Theme(QObject* parent = nullptr);

    void setChoice(ThemeChoice choice);
    ThemeChoice choice() const { return m_choice; }

    static QPalette lightPalette();
    static QPalette darkPalette();

  private slots:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

  private:
    /// What the portal's color-scheme says: 0 no preference (GNOME: light), 1 dark, 2 light.
    enum class Scheme : std::uint8_t { kUnknown, kLight, kDark };

    void askPortal();
    void takeScheme(const QVariant& value);
    void apply();

    ThemeChoice m_choice = ThemeChoice::kSystem;
    Scheme m_scheme = Scheme::kUnknown;
    bool m_systemIsDark = false; ///< The platform's own palette, before any of ours.
    bool m_replaced = false;
};

} // namespace hearth::ui
