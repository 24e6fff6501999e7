// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/preview_studio.h"

#include <QDir>
#include <QEventLoop>
#include <QStyleFactory>
#include <QTimer>

namespace hearth::tests {

PreviewStudio::PreviewStudio(int& argc, char** argv)
    : m_application(argc, argv)
    , m_folder(QApplication::arguments().value(1, QStringLiteral("."))) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setQuitOnLastWindowClosed(false);
    QDir().mkpath(m_folder);
    wear({});
}

void PreviewStudio::wear(PreviewLook look) {
    m_theme.setChoice(look.dark ? ui::ThemeChoice::kDark : ui::ThemeChoice::kLight);
    m_language.choose(look.japanese ? QStringLiteral("ja") : QStringLiteral("en"));
}

void PreviewStudio::save(QWidget& widget, const QString& name) const {
    const auto file = QStringLiteral("%1/%2.png").arg(m_folder, name);
    if (!widget.grab().save(file)) {
        qFatal("cannot write %s", qPrintable(file));
    }
}

void PreviewStudio::wait(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace hearth::tests
