// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace hearth::ui {

/// The language of the window, switched while it runs: installing catalogues sends LanguageChange to all widgets.
/// Threads: confined to the GUI thread.
class Language {
  public:
    Language() = default;
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    /// "en", "ja", or empty for the system's. A language without a catalogue is English.
    void choose(const QString& code);
    const QString& code() const { return m_code; }

  private:
    void remove();

    QString m_code;
    QTranslator m_hearth;
    QTranslator m_qt; ///< Standard buttons and menus of text fields.
};

} // namespace hearth::ui
