// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/past_pane.h"

class QPushButton;

namespace hearth::ui {

class HistoryDetails;
class HistoryModel;
class TableView;

/// The alerts that fired, the newest ones first; older ones on demand.
/// Threads: confined to the GUI thread.
class HistoryPane : public PastPane {
    Q_OBJECT

  public:
    explicit HistoryPane(AsyncSource& source, QWidget* parent = nullptr);

    TableView& tree() const override;
    int rowCount() const override;
    const AlertLife* currentLife() const override;
    void setUtc(bool utc) override;
    void setPresent(AlertSnapshotPtr present) override;
    void retranslate() override;
    void startOver() override;

  protected:
    Question question() const override;
    void show(AlertPastPtr past) override;
    void applyFilter(const AlertFilter& filter) override;

  private:
    void buildTree();

    HistoryModel* m_model;
    TableView* m_view;
    QPushButton* m_older;
    HistoryDetails* m_details;
    std::size_t m_limit;
};

} // namespace hearth::ui
