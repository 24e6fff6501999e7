// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <functional>
#include <vector>

namespace hearth::ui {

/// The pages, each built on its first visit, with the way back and forward.
/// Threads: confined to the GUI thread.
class PageStack : public QStackedWidget {
    Q_OBJECT

  public:
    using Factory = std::function<QWidget*()>;
    /// Visits that are remembered.
    static constexpr std::size_t kMaxHistory = 100;

    using QStackedWidget::QStackedWidget;

    /// Pages are numbered in the order in which they are added. `name` is what settings remember.
    void addFactory(const QString& name, Factory factory);
    /// Shows a page and remembers the visit.
    void visit(int page);
    void visit(const QString& name);
    void back();
    void forward();
    bool canGoBack() const { return m_place > 0; }
    bool canGoForward() const { return m_place + 1 < static_cast<int>(m_history.size()); }

    int currentPage() const { return m_history.empty() ? -1 : m_history[static_cast<std::size_t>(m_place)]; }
    QString currentName() const;
    /// Builds the page if need be.
    QWidget* page(int page);

  signals:
    void pageChanged(int page);

  private:
    struct Entry {
        QString name;
        Factory factory;
        QWidget* widget = nullptr;
    };

    void showPlace();

    std::vector<Entry> m_pages;
    std::vector<int> m_history;
    int m_place = -1;
};

} // namespace hearth::ui
