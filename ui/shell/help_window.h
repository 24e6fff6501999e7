// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace hearth::ui {

/// A help page of the program in a window of its own, in the window's language. Shows nothing from outside: links to
/// other help pages work, links into the web are handed to the desktop.
/// Threads: confined to the GUI thread.
class HelpWindow : public QTextBrowser {
    Q_OBJECT

  public:
    explicit HelpWindow(QWidget* parent = nullptr);

    /// `page` is a file name of resources/help without its ending.
    void showPage(const QString& page);

  protected:
    void changeEvent(QEvent* event) override;
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;

  private:
    void tidyTables();

    QString m_page;
};

} // namespace hearth::ui
