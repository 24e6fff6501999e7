// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/alert_filter.h"
#include "models/alert_past.h"
#include "models/alert_snapshot.h"

class QHBoxLayout;
class QVBoxLayout;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class TableView;

/// A view of what alerts did, with a line below that says what is not known of it. Asks only while it is visible, and
/// not for longer than what it shows is fresh.
/// Threads: confined to the GUI thread.
class PastPane : public QWidget {
    Q_OBJECT

  public:
    /// `source` must outlive it.
    PastPane(AsyncSource& source, QWidget* parent);

    virtual TableView& tree() const = 0;
    virtual int rowCount() const = 0;
    /// Of the row that is current, its newest one; null where none is. Valid until the pane changes.
    virtual const AlertLife* currentLife() const = 0;
    virtual void setUtc(bool utc) = 0;
    virtual void retranslate() = 0;

    void setFilter(const AlertFilter& filter);
    /// What alerts that go on are now, for filters that ask.
    virtual void setPresent(AlertSnapshotPtr present) = 0;
    /// Asks again where it is time.
    void ask();
    /// Asks at once, or when it is shown.
    void refresh();
    /// Everything belonged to another server.
    virtual void startOver();

  signals:
    void rowsChanged();
    void currentChanged();

  protected:
    struct Question {
        model::DurationMs range = 0; ///< Back from now.
        std::size_t limit = 0;       ///< Transitions.
    };
    virtual Question question() const = 0;
    virtual void show(AlertPastPtr past) = 0;
    virtual void applyFilter(const AlertFilter& filter) = 0;
    void showEvent(QShowEvent* event) override;

    /// Called once by the constructor of a subclass, which owns the view.
    void build(TableView& view);
    void renderNote();
    AsyncSource& source() const { return m_source; }
    QHBoxLayout& foot() const { return *m_foot; }
    const AlertPastPtr& past() const { return m_past; }

  private:
    void take(AlertPastPtr past);
    QString emptyText() const;

    AsyncSource& m_source;
    AlertPastPtr m_past; ///< Null until there is an answer.
    QString m_failure;
    AlertFilter m_filter;
    model::TimestampMs m_askedAt = 0;
    QVBoxLayout* m_column = nullptr;
    QHBoxLayout* m_foot = nullptr;
    ElidedLabel* m_note = nullptr;
};

} // namespace hearth::ui
