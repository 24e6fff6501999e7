// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <functional>
#include <vector>

class QAction;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace hearth::ui {

class AsyncSource;
class MetricCatalog;

/// Ctrl+K: one field that finds actions (pages among them), metrics and targets by part of their names.
/// Lies over the window's upper middle; Escape or a click elsewhere puts it away.
/// Threads: confined to the GUI thread.
class Locator : public QFrame {
    Q_OBJECT

  public:
    static constexpr int kMaxRows = 14;

    /// All must outlive the locator; `actions` are offered as they are enabled at the time.
    Locator(QList<QAction*> actions, MetricCatalog& catalog, AsyncSource& source, QWidget* parent);

    void open();

  signals:
    void metricChosen(const QString& name);
    void targetChosen(const QString& address);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    enum class Kind { kAction, kMetric, kTarget };
    /// A finding: `index` says which action, metric or target.
    struct Hit {
        int score = 0;
        Kind kind = Kind::kAction;
        std::size_t index = 0;
    };

    void buildUi();
    void retranslateUi();
    void place();
    void askTargets();
    void search();
    std::vector<Hit> findHits(const QString& pattern) const;
    QTreeWidgetItem* makeRow(const Hit& hit) const;
    void activate();
    void step(int rows);

    QList<QAction*> m_actions;
    MetricCatalog& m_catalog;
    AsyncSource& m_source;
    std::vector<std::pair<QString, QString>> m_targets; ///< Name, address.
    QLineEdit* m_field = nullptr;
    QTreeWidget* m_list = nullptr;
};

} // namespace hearth::ui
