// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/help_window.h"

#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QTextTable>

namespace hearth::ui {
namespace {

/// The page in the language of the default locale, else in English.
QString fileOf(const QString& page) {
    const auto language = QLocale().name().section(QLatin1Char('_'), 0, 0);
    const auto translated = QStringLiteral(":/help/%1.%2.md").arg(page, language);
    return QFile::exists(translated) ? translated : QStringLiteral(":/help/%1.md").arg(page);
}

} // namespace

HelpWindow::HelpWindow(QWidget* parent)
    : QTextBrowser(parent) {
    setWindowFlag(Qt::Window);
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(true);
    document()->setDocumentMargin(20);
    resize(600, 560);
}

void HelpWindow::showPage(const QString& page) {
    m_page = page;
    QFile file(fileOf(page));
    if (file.open(QIODevice::ReadOnly)) {
        setMarkdown(QString::fromUtf8(file.readAll()));
        tidyTables();
    }
    setWindowTitle(tr("Hearth help"));
    show();
    raise();
    activateWindow();
}

/// As written by Markdown they have thick borders and no air.
void HelpWindow::tidyTables() {
    constexpr qreal kPadding = 5;
    constexpr qreal kMargin = 8;
    for (auto* frame : document()->rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            auto format = table->format();
            format.setBorder(0);
            format.setCellSpacing(0);
            format.setCellPadding(kPadding);
            format.setTopMargin(kMargin);
            format.setBottomMargin(kMargin);
            table->setFormat(format);
        }
    }
}

/// A link names another page's file: `targets.md`.
void HelpWindow::doSetSource(const QUrl& name, QTextDocument::ResourceType /*type*/) {
    if (name.isRelative()) {
        showPage(QFileInfo(name.path()).baseName());
    }
}

void HelpWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && isVisible()) {
        showPage(m_page);
    }
    QTextBrowser::changeEvent(event);
}

} // namespace hearth::ui
