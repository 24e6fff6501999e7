// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace hearth::ui {

Language::~Language() {
    remove();
}

void Language::remove() {
    QCoreApplication::removeTranslator(&m_hearth);
    QCoreApplication::removeTranslator(&m_qt);
}

void Language::choose(const QString& code) {
    m_code = code;
    const auto system = QLocale::system();
    const auto wanted = code.isEmpty() ? system : QLocale(code);
    // A language that is the system's own keeps the region's formats: en_GB stays en_GB.
    const auto locale = wanted.language() == system.language() ? system : wanted;
    remove();
    QLocale::setDefault(locale);
    // The English catalogue holds the plural forms, which the texts in the program do not have.
    const auto directory = QStringLiteral(":/translations");
    if (m_hearth.load(locale, QStringLiteral("hearth"), QStringLiteral("_"), directory) ||
        m_hearth.load(QStringLiteral("hearth_en"), directory)) {
        QCoreApplication::installTranslator(&m_hearth);
    }
    const auto qtPath = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), qtPath)) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

} // namespace hearth::ui
